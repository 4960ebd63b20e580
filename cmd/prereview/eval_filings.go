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
		return check.Run(check.Case{Form: in.Form, Documents: t.Documents, SubmittedAt: in.SubmittedAt, Answers: t.Answers}), nil
	}
	var readers []string
	if c.Readings == "picture" {
		p, done, err := c.open(ctx, 2)
		if err != nil {
			return err
		}
		defer done()
		readers = p.Readers()
		examine = func(ctx context.Context, in pipeline.Input, t eval.FilingTruth) ([]filing.Finding, error) {
			p.Registers, in.History = drawnRegisters(t.Answers), t.Answers.History
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
	t := eval.FilingTruth{Expected: plan.Expected, Tier: tier, Split: split, Documents: plan.Documents(), Answers: plan.Answers}
	t.May = append(t.May, d.Circumstances()...)
	return writeFiling(c.Out, d, &t)
}

// drawnRegisters answer as it was drawn with the filing; a register that was drawn without an answer is not configured.
type drawnRegisters filing.Answers

func (d drawnRegisters) Look(_ context.Context, register check.Register, key string, answer any) (source string, at time.Time, known bool, err error) {
	switch register {
	case check.RegisterEntity:
		return drawnAnswer(d.Entity, answer)
	case check.RegisterSubject:
		return drawnAnswer(d.Subject, answer)
	case check.RegisterDomain:
		return drawnAnswer(d.Domains[key], answer)
	case check.RegisterProbe:
		return drawnAnswer(d.Probes[key], answer)
	case check.RegisterMobile:
		return drawnAnswer(d.Mobiles[key], answer)
	case check.RegisterIP:
		return drawnAnswer(d.IPs[key], answer)
	}
	return "", time.Time{}, false, check.ErrNoRegister
}

func drawnAnswer[T any](a filing.Answer[T], answer any) (source string, at time.Time, known bool, err error) {
	if a.Reason() != "" {
		return "", time.Time{}, false, check.ErrNoRegister
	}
	*answer.(*T) = a.Value
	return a.Source, a.At, a.Known, nil
}
