package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"prereview/ocr/child"
	"prereview/ocr/tesseract"
	"prereview/pipeline"
	"prereview/pipeline/scan"
)

// readerFlags choose how documents are read.
type readerFlags struct {
	Model       string `help:"Tesseract model: a .traineddata file, or chi_sim for the stock one; the built-in model when not given." env:"PREREVIEW_MODEL" placeholder:"FILE"`
	ModelSHA256 string `name:"model-sha256" help:"The sha256 that the model's file must have; else the manifest beside it says it (FILE with .json)." env:"PREREVIEW_MODEL_SHA256" placeholder:"HEX"`
	StockModel  bool   `name:"allow-stock-model" help:"Read with the stock chi_sim when the model cannot be used, instead of not starting. Reports name the model that read." env:"PREREVIEW_ALLOW_STOCK_MODEL"`
}

// open starts a pool of reader processes and the pipeline over it. done stops them.
func (f readerFlags) open(ctx context.Context, children int) (p *pipeline.Pipeline, done func(), err error) {
	if f.ModelSHA256 != "" {
		if b, err := hex.DecodeString(f.ModelSHA256); err != nil || len(b) != sha256.Size {
			return nil, nil, fmt.Errorf("%w: --model-sha256: %q is no sha256 (valid: 64 hexadecimal digits)", errUsage, f.ModelSHA256)
		}
	}
	pool, err := tesseract.Open(ctx, tesseract.Choice{Model: f.Model, SHA256: f.ModelSHA256, OrStock: f.StockModel},
		child.Config{Children: children, Logger: slog.Default()})
	if bad := (*tesseract.ModelError)(nil); errors.As(err, &bad) && !f.StockModel {
		err = fmt.Errorf("%w (--allow-stock-model reads with chi_sim instead)", err)
	}
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
