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
	p := &pipeline.Pipeline{Scanner: scan.New(scan.Limits{}), Reader: reader, Readers: names}
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
