package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
	"prereview/ocr"
	"prereview/ocr/child"
	"prereview/ocr/joint"
	"prereview/ocr/tesseract"
	"prereview/pipeline"
	"prereview/pipeline/scan"
)

// dying is a second reader whose process dies of every line.
type dying struct{}

func (dying) ReadLines(context.Context, []ocr.Crop) ([]ocr.Line, error) { return nil, ocr.ErrCrashed }
func (dying) Knows(string) bool                                         { return true }

// A second reader that dies during a reading costs its answers: the filing is reviewed, and the report says as JSON, on a
// terminal and as a page that one reader read.
func TestSecondReaderDies(t *testing.T) {
	if testing.Short() {
		t.Skip()
	}
	pool, err := tesseract.Open(t.Context(), tesseract.Choice{}, child.Config{Children: 1, Command: []string{program, "ocr-child"}, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	_, in, err := loadManifest(diskFS{}, "../../samples/individual/filing.json")
	if err != nil {
		t.Fatal(err)
	}
	in.Files = slices.DeleteFunc(in.Files, func(f pipeline.File) bool { return f.Slot != filing.SlotIDCardFront })
	names := []string{readerTesseract, readerPaddle}
	reader := joint.New(pool, names[0], dying{}, names[1], slog.New(slog.DiscardHandler))
	p := &pipeline.Pipeline{Scanner: scan.New(scan.Limits{}), Reader: reader,
		Engines: []pipeline.Engine{{Name: names[0], Models: pool.Models()}, {Name: names[1], Models: map[string]string{"PP-OCRv4": "0"}}}}
	report, err := p.Examine(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if reader.Stats().Faults == 0 || len(report.Documents) != 1 || report.Documents[0].Value("id_number") == "" {
		t.Fatalf("%+v, %+v", reader.Stats(), report.Documents)
	}
	var stored filing.Report
	if data, err := json.Marshal(report); err != nil || json.Unmarshal(data, &stored) != nil {
		t.Fatal(err)
	}
	for what, got := range map[string][]string{"the report": stored.Provenance.Readers, "the document": stored.Documents[0].Readers} {
		if !slices.Equal(got, names[:1]) {
			t.Errorf("%s names %v", what, got)
		}
	}
	if m := stored.Provenance.Models; len(m) != 1 || m["PP-OCRv4"] != "" {
		t.Errorf("the report names the models %v", m)
	}
	var terminal bytes.Buffer
	printReport(&terminal, false, report)
	if !strings.Contains(terminal.String(), "one reader: tesseract") {
		t.Errorf("%s", terminal.String())
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := writePage(t.Context(), file, report, in, p); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(page); !strings.Contains(s, "仅一个识别引擎：tesseract") || strings.Contains(s, "tesseract、paddle") {
		t.Error("the page does not say that one reader read")
	}
}

// Figures of two readers of which one died on the way are of neither: the evaluation says so, and nothing is learned from them.
func TestEvaluationNoticesOneReader(t *testing.T) {
	if testing.Short() {
		t.Skip()
	}
	dir := t.TempDir()
	pic, truth, err := corpus.Take(corpus.Dev, 5, filing.IDCardFront, corpus.Hard, 0)
	if err == nil {
		err = corpus.Write(dir, pic, truth)
	}
	if err != nil {
		t.Fatal(err)
	}
	start := func(second joint.Limited) *readers {
		pool, err := tesseract.Open(t.Context(), tesseract.Choice{}, child.Config{Children: 1, Command: []string{program, "ocr-child"}, Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		joined := joint.New(pool, readerTesseract, second, readerPaddle, slog.New(slog.DiscardHandler))
		return &readers{Reader: joined, joined: joined, engines: []pipeline.Engine{{Name: readerTesseract}, {Name: readerPaddle}}, pools: []*child.Pool{pool.Pool}}
	}
	takes := []take{{truth, func() ([]byte, error) { return pic.Data, nil }}}
	r := start(dying{})
	e, err := evaluateWith(t.Context(), r, takes, 1)
	if err != nil || e.alone != 1 || e.whole() == nil || !strings.Contains(e.whole().Error(), "paddle failed on the way: 1 of 1 documents") {
		t.Errorf("%v; read by one: %d; %v", err, e.alone, e.whole())
	}
	if err := r.bothRead(); err == nil || !strings.Contains(err.Error(), "nothing was learned") {
		t.Errorf("learning goes on: %v", err)
	}
	r = start(mute{})
	if e, err := evaluateWith(t.Context(), r, takes, 1); err != nil || e.whole() != nil || r.bothRead() != nil {
		t.Errorf("both read, and %v, %v, %v", err, e.whole(), r.bothRead())
	}

	// Absent from the start: figures are told to be of one, and nothing is learned of two.
	nowhere := filepath.Join(dir, "nowhere")
	out, errs, code := run(t, nil, "eval", "run", "--dir", dir, "--paddle", nowhere)
	if code != 0 || !strings.Contains(errs, "every figure is of tesseract alone") || !strings.Contains(out, "birth_date") {
		t.Errorf("status %d: %s", code, errs)
	}
	learned := filepath.Join(dir, "calibration.json")
	if _, errs, code = run(t, nil, "eval", "calibrate", "--dir", dir, "--paddle", nowhere, "--out", learned); code == 0 || !strings.Contains(errs, "nothing was learned: only tesseract reads here") {
		t.Errorf("status %d: %s", code, errs)
	}
	if _, err := os.Stat(learned); err == nil {
		t.Error("a calibration of two was written from one")
	}
}

// mute is a second reader that sees nothing.
type mute struct{}

func (mute) ReadLines(_ context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	return make([]ocr.Line, len(crops)), nil
}
func (mute) Knows(string) bool { return true }
