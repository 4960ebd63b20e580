package main

import (
	"context"
	"log/slog"
	"slices"
	"sync/atomic"
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
	"prereview/ocr"
	"prereview/ocr/child"
	"prereview/ocr/tesseract"
	"prereview/pipeline"
	"prereview/pipeline/scan"
)

// counter counts the crops that are read.
type counter struct {
	ocr.Reader
	crops atomic.Int64
}

func (c *counter) ReadLines(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	c.crops.Add(int64(len(crops)))
	return c.Reader.ReadLines(ctx, crops)
}

// TestStrays reads pictures of something else, of nothing, and letters with an identity number in them, in the slot of a
// card: their kind is unknown, a signal says why where the picture is the reason, nothing is read from them, and little is
// tried.
func TestStrays(t *testing.T) {
	if testing.Short() {
		t.Skip()
	}
	// Every way up, and mirrored, a line or a label is tried wherever there may be one.
	const most = 120
	pool, err := tesseract.Open(t.Context(), tesseract.Choice{}, child.Config{Children: 2, Command: []string{program, "ocr-child"}, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	read := func(t *testing.T, name string, data []byte, why []string) {
		r := &counter{Reader: pool}
		p := &pipeline.Pipeline{Scanner: scan.New(scan.Limits{}), Reader: r}
		d, cost, err := p.ReadMeasured(t.Context(), name, data, filing.IDCardFront)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d crops, %v", r.crops.Load(), cost)
		if d.Kind != filing.Unknown || len(d.Fields) > 0 {
			t.Errorf("kind %s (%.2f), fields %v", d.Kind, d.KindConfidence, d.Fields)
		}
		if n := r.crops.Load(); n > most {
			t.Errorf("%d crops were read", n)
		}
		if len(why) > 0 && !slices.ContainsFunc(d.Signals, func(s filing.Signal) bool { return slices.Contains(why, s.Code) }) {
			t.Errorf("none of %v in %+v", why, d.Signals)
		}
	}
	reasons := map[string][]string{
		"landscape": {filing.SignalNoPage, filing.SignalPixelsLow}, "face": {filing.SignalNoPage}, "chat": {filing.SignalNoPage},
		"noise": {filing.SignalNoPage}, "blank_sheet": {filing.SignalBlank, filing.SignalBright}, "blank_scan": {filing.SignalBlank},
		"blurred": {filing.SignalBlur}, "strip": {filing.SignalPixelsLow}, "glare": {filing.SignalBright, filing.SignalGlare},
		"bank_card": nil, "passport": nil, // well taken: what they are is all there is against them
	}
	for _, name := range corpus.Strays {
		t.Run(name, func(t *testing.T) {
			why, known := reasons[name]
			if !known {
				t.Fatal("nothing is expected of it")
			}
			pic, err := corpus.Stray(corpus.Dev, name, 1)
			if err != nil {
				t.Fatal(err)
			}
			read(t, name+".jpg", pic.Data, why)
		})
	}
	for _, kind := range []filing.DocumentKind{filing.AuthorisationLetter, filing.VerificationForm} {
		t.Run(string(kind), func(t *testing.T) {
			pic, truth, err := corpus.Take(corpus.Dev, 5, kind, corpus.Scan, 0)
			if err != nil {
				t.Fatal(err)
			}
			read(t, truth.File, pic.Data, nil)
		})
	}
}
