package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"prereview/eval"
	"prereview/eval/corpus"
)

// evalRunCmd reads a folder of pictures and scores what is read against the truth beside them.
type evalRunCmd struct {
	readerFlags
	Dir      string `required:"" type:"existingdir" help:"Folder written by eval generate."`
	Tier     string `default:"all" help:"Only pictures of this tier: scan, photo, hard or all." placeholder:"TIER"`
	Kind     string `default:"all" help:"Only pictures of this kind." placeholder:"KIND"`
	Workers  int    `default:"0" help:"Documents read at a time; 0 for one a processor."`
	Mistakes string `type:"path" help:"Write every mistake to this file, one JSON object a line." placeholder:"FILE"`
	Worst    int    `help:"Draw the N worst documents, truth and reading side by side, into --sheet." placeholder:"N"`
	Sheet    string `type:"path" default:"worst.png" help:"The picture that --worst draws." placeholder:"FILE.png"`
	Report   string `type:"path" help:"Write the tables into this Markdown file; its other sections stay. Documents of the fresh split get a section of their own." placeholder:"FILE.md"`
	JSON     bool   `help:"Print the counts as JSON instead of tables."`
}

func (evalRunCmd) Help() string {
	return `Reads every picture of the folder that has its truth beside it and prints how much of it is right, how sure the
machine was, which pages and signals were found, and what it cost. Files that cannot be scored are named, and the rest is
scored; only a mistake in the call is an error.

Examples:
  prereview eval generate --split dev --n 10 --out dev
  prereview eval run --dir dev --worst 12 --sheet worst.png
  prereview eval run --dir dev --kind business_licence --mistakes - | jq -r 'select(.accepted).want'`
}

func (c *evalRunCmd) Run(ctx context.Context) error {
	kinds, err := chosen("kind", c.Kind, eval.Kinds)
	if err != nil {
		return err
	}
	tiers, err := chosen("tier", c.Tier, corpus.Tiers)
	if err != nil {
		return err
	}
	if c.Worst < 0 {
		return fmt.Errorf("%w: --worst must be 1 or more", errUsage)
	}
	truths, faults, err := eval.LoadTruth(c.Dir)
	if err != nil {
		printFaults(faults)
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	var takes []take
	for _, t := range truths {
		if slices.Contains(kinds, t.Kind) && slices.Contains(tiers, t.Tier) {
			takes = append(takes, take{t, func() ([]byte, error) { return readFile(filepath.Join(c.Dir, t.File)) }})
		}
	}
	if len(takes) == 0 {
		return fmt.Errorf("%w: no picture in %s is of that tier and kind", errUsage, c.Dir)
	}
	e, err := evaluate(ctx, c.readerFlags, takes, c.Workers)
	if err != nil {
		return err
	}
	e.faults = append(faults, e.faults...)
	printFaults(e.faults)
	if c.Mistakes != "" {
		if err := writeMistakes(c.Mistakes, e.score.Mistakes()); err != nil {
			return err
		}
	}
	if c.Worst > 0 {
		if err := drawWorst(c.Sheet, &e.score, c.Worst, takes); err != nil {
			return err
		}
	}
	if said := e.said(); said != "" {
		fmt.Fprintln(os.Stderr, said)
	}
	if err := e.whole(); err != nil {
		if c.Report != "" {
			err = fmt.Errorf("%w; %s is left as it was", err, c.Report)
		}
		return errors.Join(c.print(e), err)
	}
	if c.Report != "" {
		if err := c.report(e); err != nil {
			return err
		}
	}
	return c.print(e)
}

// print writes the figures to standard output, unless the mistakes stand there.
func (c *evalRunCmd) print(e evaluation) error {
	if c.Mistakes == "-" {
		return nil
	}
	if c.JSON {
		enc := json.NewEncoder(os.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(map[string]any{"documents": len(e.score.Results), "tallies": e.score.Tallies(), "pages": e.score.Pages(),
			"signals": e.score.Signals(), "calibration_error": e.score.All.Error(), "calibration": e.score.All, "faults": e.faults, "readers": e.readers, "read_by_one": e.alone,
			"cpu_ms_per_document": e.costs.Process.Milliseconds() / int64(max(1, len(e.score.Results)))})
	}
	if err := e.score.Print(os.Stdout); err != nil {
		return err
	}
	return e.costs.Print(os.Stdout)
}

func (c *evalRunCmd) report(e evaluation) error {
	var b bytes.Buffer
	about := eval.About{Date: time.Now(), Revision: revision(), Models: e.models, Readers: e.readers, Machine: fmt.Sprintf("%s/%s", runtime.GOOS, runtime.GOARCH)}
	if err := e.score.Report(&b, about, &e.costs, e.faults); err != nil {
		return err
	}
	return writeSection(c.Report, b.Bytes())
}

// printFaults names what was not scored, a page of it at most.
func printFaults(faults []eval.Fault) {
	const most = 40
	for i, f := range faults {
		if i == most {
			fmt.Fprintf(os.Stderr, "and %d faults more\n", len(faults)-most)
			break
		}
		fmt.Fprintln(os.Stderr, f)
	}
}

func writeMistakes(name string, ms []eval.Mistake) error {
	var w io.WriteCloser = os.Stdout
	if name != "-" {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		w = f
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, m := range ms {
		if err := enc.Encode(m); err != nil {
			return errors.Join(err, w.Close())
		}
	}
	return w.Close()
}

// drawWorst draws the contact sheet of the worst documents.
func drawWorst(name string, score *eval.Score, n int, takes []take) error {
	load := map[string]func() ([]byte, error){}
	for _, t := range takes {
		load[t.truth.File] = t.load
	}
	img, err := eval.Sheet(score.Worst(n), func(file string) ([]byte, error) { return load[file]() })
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}
