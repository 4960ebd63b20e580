package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"prereview/eval"
)

// evalReadersCmd sets the readers side by side: each alone, and both.
type evalReadersCmd struct {
	readerFlags
	Dir     string    `required:"" type:"existingdir" help:"Folder written by eval generate."`
	Workers int       `default:"0" help:"Documents read at a time; 0 for one a processor."`
	Doubt   []float64 `help:"Instead: Tesseract alone, and both readers at each of these thresholds of doubt; above 1 every line is asked about. One document at a time, unless --workers says more." placeholder:"P"`
	Report  string    `type:"path" help:"Write the table into this Markdown file as its section \"Readers\", or \"Readers, fresh\" for documents of that split; with --doubt as \"Cascade\"." placeholder:"FILE.md"`
}

func (evalReadersCmd) Help() string {
	return `Reads every picture of the folder with Tesseract alone, with PP-OCRv4's recogniser alone, and with both, and prints what each gets
right, how much of it is accepted, and what it costs.

With --doubt, what asking the second reader about more lines or fewer gives and costs:
  prereview eval readers --dir dev --doubt 0.5,0.8,0.9,0.95,0.98,0.99,0.995,2`
}

func (c *evalReadersCmd) Run(ctx context.Context) error {
	truths, faults, err := eval.LoadTruth(c.Dir)
	printFaults(faults)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	takes := make([]take, len(truths))
	for i, t := range truths {
		takes[i] = take{t, func() ([]byte, error) { return readFile(filepath.Join(c.Dir, t.File)) }}
	}
	about := eval.About{Date: time.Now(), Revision: revision(), Machine: runtime.GOOS + "/" + runtime.GOARCH}
	if len(c.Doubt) > 0 {
		return c.cascade(ctx, takes, about)
	}
	var readings []eval.Reading
	for _, names := range [][]string{{readerTesseract}, {readerPaddle}, {readerTesseract, readerPaddle}} {
		flags := c.readerFlags
		flags.Readers = names
		e, err := evaluate(ctx, flags, takes, c.Workers)
		if err != nil {
			return err
		}
		if len(e.readers) != len(names) {
			return fmt.Errorf("only %s reads here: scripts/paddle.sh fetches the second reader", strings.Join(e.readers, " "))
		}
		if err := e.whole(); err != nil {
			return err
		}
		printFaults(e.faults)
		about.Models = e.models
		readings = append(readings, eval.Reading{Name: strings.Join(names, " + "), Score: &e.score, Costs: &e.costs})
	}
	if c.Report != "" {
		var b bytes.Buffer
		if err := eval.ReportReaders(&b, about, readings); err != nil {
			return err
		}
		if err := writeSection(c.Report, b.Bytes()); err != nil {
			return err
		}
	}
	return eval.PrintReaders(os.Stdout, readings)
}
