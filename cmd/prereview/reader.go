package main

import (
	"context"
	"log/slog"
	"os"

	"prereview/ocr/child"
	"prereview/ocr/tesseract"
	"prereview/pipeline"
	"prereview/pipeline/scan"
)

// readerFlags choose how documents are read.
type readerFlags struct {
	Model string `help:"Tesseract model: a .traineddata file, or chi_sim for the stock one; the built-in model when not given." env:"PREREVIEW_MODEL" placeholder:"FILE"`
}

// open starts a pool of reader processes and the pipeline over it. done stops them.
func (f readerFlags) open(ctx context.Context, children int) (p *pipeline.Pipeline, done func(), err error) {
	pool, err := tesseract.Open(ctx, f.Model, child.Config{Children: children, Logger: slog.Default()})
	if err != nil {
		return nil, nil, err
	}
	return &pipeline.Pipeline{
		Scanner:  scan.New(scan.Limits{}),
		Reader:   pool,
		Readers:  []string{"tesseract"},
		Models:   pool.Models(),
		Revision: revision(),
	}, func() { pool.Close() }, nil
}

// ocrChildCmd is the reader process itself: one Tesseract, fed over its standard input.
type ocrChildCmd struct{}

func (ocrChildCmd) Run() error { return tesseract.Child(os.Stdin, os.Stdout) }
