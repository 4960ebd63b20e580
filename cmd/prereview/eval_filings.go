package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"prereview/eval"
	"prereview/eval/corpus"
	"prereview/filing"
	"prereview/pipeline"
	"prereview/pipeline/check"
)

// evalFilingsCmd scores the checks on whole filings with planted discrepancies.
type evalFilingsCmd struct {
	readerFlags
	Dir      string `required:"" type:"existingdir" help:"Folder written by eval generate --filings."`
	Readings string `default:"picture" enum:"picture,truth" help:"picture reads the files as prereview check does; truth takes every value as it was drawn, so that checks are judged apart from reading."`
	Faults   bool   `help:"List every check that did not say what it should."`
	JSON     bool   `name:"json" help:"Print the score as JSON instead of tables."`
	Report   string `type:"path" help:"Write the tables into this Markdown file; its other sections stay." placeholder:"FILE.md"`
}

func (c evalFilingsCmd) Run(ctx context.Context) error {
	entries, err := os.ReadDir(c.Dir)
	if err != nil {
		return err
	}
	examine := func(_ context.Context, in pipeline.Input, t eval.FilingTruth) ([]filing.Finding, error) {
		return check.Run(check.Case{Form: in.Form, Documents: t.Documents, SubmittedAt: in.SubmittedAt}), nil
	}
	var readers []string
	if c.Readings == "picture" {
		p, done, err := c.open(ctx, 2)
		if err != nil {
			return err
		}
		defer done()
		readers = p.Readers()
		examine = func(ctx context.Context, in pipeline.Input, _ eval.FilingTruth) ([]filing.Finding, error) {
			r, err := p.Examine(ctx, in)
			return r.Findings, err
		}
	}
	score := eval.FilingScore{Rules: ruleIDs()}
	n := 0
	for _, e := range entries {
		dir := filepath.Join(c.Dir, e.Name())
		if _, err := os.Stat(filepath.Join(dir, "filing.json")); !e.IsDir() || errors.Is(err, fs.ErrNotExist) {
			continue
		}
		t, in, err := loadDrawn(dir)
		if err != nil { // the others can still be scored
			fmt.Fprintf(os.Stderr, "%s: left out: %v\n", e.Name(), err)
			continue
		}
		findings, err := examine(ctx, in, t)
		if err != nil {
			return err
		}
		score.Add(e.Name(), t.Expected, findings)
		n++
	}
	if n == 0 {
		return fmt.Errorf("%w: --dir %s holds no filing that can be scored", errUsage, c.Dir)
	}
	if c.Report != "" {
		var b bytes.Buffer
		about := eval.About{Date: time.Now(), Revision: revision(), Readers: readers}
		if err := score.Report(&b, about, c.Readings == "truth", "folder "+filepath.Base(c.Dir)); err != nil {
			return err
		}
		if err := writeSection(c.Report, b.Bytes()); err != nil {
			return err
		}
	}
	if c.JSON {
		enc := json.NewEncoder(os.Stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(score.Summary())
	}
	if err := score.Print(os.Stdout); err != nil || !c.Faults {
		return err
	}
	for _, f := range score.Faults {
		fmt.Printf("%s\t%s\t%s\t%s\t%s\n", f.What, f.Check, f.Filing, f.How, f.Said)
	}
	return nil
}

func loadDrawn(dir string) (eval.FilingTruth, pipeline.Input, error) {
	t, err := eval.LoadFilingTruth(dir)
	if err != nil {
		return t, pipeline.Input{}, err
	}
	_, in, err := loadManifest(diskFS{}, filepath.Join(dir, "filing.json"))
	return t, in, err
}

func ruleIDs() []string {
	var ids []string
	for _, r := range check.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

// writeFiling writes a drawn filing into a folder of its own: manifest, files, truths of the pictures, expected.json
// when there is a plan to expect by.
func writeFiling(out string, d corpus.DrawnFiling, t *eval.FilingTruth) error {
	dir := filepath.Join(out, d.Name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	m := manifest{Form: d.Form, SubmittedAt: d.SubmittedAt.String(), ExpectedVerdict: d.Expected}
	for _, f := range d.Files {
		m.Documents = append(m.Documents, manifestDocument{Slot: string(f.Slot), File: f.Truth.File})
		if err := corpus.Write(dir, f.Picture, f.Truth); err != nil {
			return err
		}
	}
	if t != nil {
		if err := writeJSON(filepath.Join(dir, eval.ExpectedFile), t); err != nil {
			return err
		}
	}
	return writeJSON(filepath.Join(dir, "filing.json"), m)
}

func writeJSON(name string, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}

// oneFiling draws filing i of the mixed series.
func (c evalGenerateCmd) oneFiling(split corpus.Split, tier corpus.Tier, i int) error {
	plan, err := corpus.TakePlan(split, c.Seed, i)
	if err != nil {
		return err
	}
	plan.Name += "-" + string(tier)
	d, err := plan.Draw(tier)
	if err != nil {
		return err
	}
	t := eval.FilingTruth{Expected: plan.Expected, Tier: tier, Split: split, Documents: plan.Documents()}
	t.May = append(t.May, d.Circumstances()...)
	return writeFiling(c.Out, d, &t)
}
