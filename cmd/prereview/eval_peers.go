package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"prereview/eval"
	"prereview/eval/corpus"
	"prereview/eval/peers"
	"prereview/filing"
	"prereview/pipeline"
)

// evalPeersCmd measures our reading and other recognisers on the same documents.
type evalPeersCmd struct {
	readerFlags
	Dir    string `required:"" type:"existingdir" help:"Folder written by eval generate."`
	Out    string `required:"" type:"path" help:"Gets every outcome as JSON." placeholder:"FILE"`
	Report string `type:"path" help:"Markdown file whose section \"Peers\" is replaced, or added." placeholder:"FILE"`
	Corpus string `help:"What the documents are, for the report." placeholder:"TEXT"`
	PPOCR  string `name:"ppocr" default:"eval/peers" type:"path" help:"Folder of peer.mjs and its node_modules." placeholder:"DIR"`
	// 1600 is the default for finding most fields of 18 development pictures: 39 of 118, with 1000 pixels 35.
	Side     int           `default:"1600" help:"Longer side of the pictures given to the tesseract program; 0 for as they are." placeholder:"PIXELS"`
	Deadline time.Duration `default:"2m" help:"How long a peer may take for one picture." placeholder:"DURATION"`
}

func (evalPeersCmd) Help() string {
	return `make eval-peers installs the peers, draws documents and runs this. A peer that is missing is named and left out; a
document on which one dies or hangs counts as not read by it.`
}

// examine reads one document and scores it.
type examine func(ctx context.Context, t corpus.Truth, file string) ([]peers.FieldOutcome, error)

// entrant is a recogniser before it is opened.
type entrant struct {
	peers.Reader
	open func(ctx context.Context) (examine, func(), error)
}

func (c *evalPeersCmd) entrants() []entrant {
	return []entrant{
		{peers.Reader{Key: "ours", Title: "Prereview", Extracts: true, Note: "this program."}, func(ctx context.Context) (examine, func(), error) {
			p, done, err := c.readerFlags.open(ctx, 1)
			if err != nil {
				return nil, nil, err
			}
			return extracted(p), done, nil
		}},
		{peers.Reader{Key: "ppocr-lines", Title: "PP-OCRv4 lines", Extracts: true,
			Note: "the recognition network of PP-OCRv4 mobile on the lines that our scanner and extraction cut, its answers typed by our extraction."}, func(ctx context.Context) (examine, func(), error) {
			flags := c.readerFlags
			flags.Readers = []string{readerPaddle}
			p, done, err := flags.open(ctx, 1)
			if err != nil {
				return nil, nil, err
			}
			return extracted(p), done, nil
		}},
		{peers.Reader{Key: "ppocr", Title: "PP-OCRv4 page",
			Note: "PP-OCRv4 mobile on the whole picture, detection at its best size (960 pixels) and lines cut from the full picture; text only."}, func(ctx context.Context) (examine, func(), error) {
			r, err := peers.OpenPPOCR(ctx, c.PPOCR, c.Deadline)
			if err != nil {
				return nil, nil, err
			}
			return page(r), func() { r.Close() }, nil
		}},
		{peers.Reader{Key: "tesseract", Title: "tesseract page",
			Note: fmt.Sprintf("tesseract -l chi_sim --psm 6 on the whole picture, at most %d pixels wide or high; text only.", c.Side)}, func(ctx context.Context) (examine, func(), error) {
			r, err := peers.OpenTesseract(ctx, c.Side, c.Deadline)
			if err != nil {
				return nil, nil, err
			}
			return page(r), func() {}, nil
		}},
	}
}

func extracted(p *pipeline.Pipeline) examine {
	return func(ctx context.Context, t corpus.Truth, file string) ([]peers.FieldOutcome, error) {
		data, err := readFile(file)
		if err != nil {
			return peers.ScoreDocument(t, filing.Document{}), err
		}
		d, err := p.Read(ctx, t.File, data, "")
		if err == nil && d.NotRun != "" {
			err = errors.New(d.NotRun)
		}
		return peers.ScoreDocument(t, d), err
	}
}

func page(r peers.PageReader) examine {
	return func(ctx context.Context, t corpus.Truth, file string) ([]peers.FieldOutcome, error) {
		lines, err := r.ReadPage(ctx, file)
		return peers.ScorePage(t, lines), err
	}
}

func (c *evalPeersCmd) Run(ctx context.Context) error {
	truths, faults, err := eval.LoadTruth(c.Dir)
	printFaults(faults)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	for flag, file := range map[string]string{"out": c.Out, "report": c.Report} { // before minutes are spent
		if st, err := os.Stat(filepath.Dir(file)); file != "" && (err != nil || !st.IsDir()) {
			return fmt.Errorf("%w: --%s: %s is no folder", errUsage, flag, filepath.Dir(file))
		}
	}
	report := peers.Report{Date: time.Now().Format(time.DateOnly), Revision: revision()}
	var running []contestant
	for _, e := range c.entrants() {
		read, done, err := e.open(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			e.Missing = err.Error()
			fmt.Fprintf(os.Stderr, "%s is not measured: %v\n", e.Title, err)
		} else {
			defer done()
			running = append(running, contestant{e.Reader, read})
		}
		report.Readers = append(report.Readers, e.Reader)
	}
	truths = byTurns(truths)
	n := 0
	for _, t := range truths {
		outcomes, err := c.measure(ctx, running, t)
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			return err
		}
		report.Outcomes = append(report.Outcomes, outcomes...)
		if n++; n%9 == 0 || n == len(truths) {
			fmt.Fprintf(os.Stderr, "%d of %d documents\n", n, len(truths))
		}
	}
	if n == 0 {
		return ctx.Err()
	}
	report.Corpus = fmt.Sprintf("%d documents.", n)
	if c.Corpus != "" {
		report.Corpus = c.Corpus + " " + report.Corpus
	}
	if n < len(truths) {
		report.Corpus += fmt.Sprintf(" The run was stopped before the other %d.", len(truths)-n)
	}
	b, err := json.MarshalIndent(report, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, append(b, '\n'), 0o644); err != nil {
		return err
	}
	section := report.Markdown()
	if _, err := os.Stdout.Write(section); err != nil || c.Report == "" {
		return err
	}
	return writeSection(c.Report, section)
}

// contestant is an entrant that could be opened.
type contestant struct {
	peers.Reader
	read examine
}

// byTurns orders documents so that kinds and tiers take turns: a run that is stopped early has measured all of them.
func byTurns(truths []corpus.Truth) []corpus.Truth {
	type group struct {
		kind filing.DocumentKind
		tier corpus.Tier
	}
	turns, turn := map[group]int{}, map[string]int{}
	for _, t := range truths {
		turn[t.File] = turns[group{t.Kind, t.Tier}]
		turns[group{t.Kind, t.Tier}]++
	}
	slices.SortStableFunc(truths, func(a, b corpus.Truth) int { return turn[a.File] - turn[b.File] })
	return truths
}

// measure has every contestant read one document, one after the other, so that all meet the same state of the machine.
// The error says that nothing can be measured.
func (c *evalPeersCmd) measure(ctx context.Context, running []contestant, t corpus.Truth) ([]peers.Outcome, error) {
	var out []peers.Outcome
	for _, r := range running {
		before, err := peers.CPU()
		if err != nil {
			return nil, err
		}
		fields, readErr := r.read(ctx, t, filepath.Join(c.Dir, t.File))
		after, err := peers.CPU()
		if err != nil {
			return nil, err
		}
		o := peers.Outcome{Reader: r.Key, File: t.File, Kind: t.Kind, Tier: t.Tier, Fields: fields,
			CPUMS: float64((after - before).Microseconds()) / 1000}
		if readErr != nil && ctx.Err() == nil {
			o.Error = readErr.Error()
			fmt.Fprintf(os.Stderr, "%s: %s: %v\n", r.Title, t.File, readErr)
		}
		out = append(out, o)
	}
	return out, nil
}
