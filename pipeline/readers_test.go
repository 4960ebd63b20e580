package pipeline

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"prereview/filing"
	"prereview/ocr"
	"prereview/pipeline/scan"
)

// pair answers as two readers do, or as the first of them alone: on every call, or from the one after some.
type pair struct {
	calls     atomic.Int32
	deadAfter atomic.Int32 // calls that the second reader lives through
}

func (r *pair) ReadLines(_ context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	n := r.calls.Add(1)
	lines := make([]ocr.Line, len(crops))
	if n <= r.deadAfter.Load() {
		for i := range lines {
			lines[i].Readings = []ocr.Reading{{Reader: "one"}}
		}
	}
	return lines, nil
}

// What one of two readers read while the other was down is said in the report, and read again in the next run.
func TestReadingByOneOfTwo(t *testing.T) {
	for name, deadAfter := range map[string]int32{"from the start": 0, "on the way": 1} {
		t.Run(name, func(t *testing.T) {
			r, m, _, run := newReviewer(t)
			both := &pair{}
			both.deadAfter.Store(deadAfter)
			r.Pipeline.Reader, r.Pipeline.Engines = both, []Engine{{"one", map[string]string{"first": "1"}}, {"two", map[string]string{"second": "2"}}}
			review := func(want ...string) filing.Report {
				t.Helper()
				if err := r.Review(t.Context(), run); err != nil {
					t.Fatal(err)
				}
				run.Number++
				report := m.finished[len(m.finished)-1]
				if got := report.Documents[0].Readers; !slices.Equal(got, want) {
					t.Errorf("the document names %v, want %v", got, want)
				}
				if got := report.Provenance.Readers; !slices.Equal(got, want) {
					t.Errorf("the report names %v, want %v", got, want)
				}
				if got := len(report.Provenance.Models); got != len(want) {
					t.Errorf("the report names models %v of %v", report.Provenance.Models, want)
				}
				return report
			}
			review("one")
			if both.calls.Load() <= deadAfter {
				t.Fatalf("only %d calls: the second reader did not die", both.calls.Load())
			}
			if len(m.readings) != 0 {
				t.Error("what one reader read was kept as if both had")
			}
			both.deadAfter.Store(1 << 30)
			before := both.calls.Load()
			review("one", "two")
			if both.calls.Load() == before || len(m.readings) != 1 {
				t.Errorf("read again: %t; kept: %d readings", both.calls.Load() > before, len(m.readings))
			}
			both.deadAfter.Store(0) // what both read stays good
			before = both.calls.Load()
			review("one", "two")
			if both.calls.Load() != before {
				t.Error("what both readers had read was read again")
			}
		})
	}
}

// One reader by choice is no failure: it is named, and what it reads is kept.
func TestReadingByOneOfOne(t *testing.T) {
	r, m, _, run := newReviewer(t)
	if err := r.Review(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	if got := m.finished[0].Documents[0].Readers; !slices.Equal(got, []string{"one"}) || len(m.readings) != 1 {
		t.Errorf("%v, %d readings kept", got, len(m.readings))
	}
}

// A report names every reader that any document names and no other, with its models; a document of which no line was read names none.
func TestTookPart(t *testing.T) {
	names := []string{"one", "two"}
	one, both, none := filing.Document{Readers: names[:1]}, filing.Document{Readers: names}, filing.Document{}
	for _, c := range []struct {
		docs []filing.Document
		want int
	}{{nil, 0}, {[]filing.Document{none}, 0}, {[]filing.Document{none, one}, 1}, {[]filing.Document{one, both, none}, 2}} {
		if got := tookPart(c.docs); got == nil || !slices.Equal(got, names[:c.want]) {
			t.Errorf("%d documents: %v", len(c.docs), got)
		}
	}
	p := &Pipeline{Scanner: scan.New(scan.Limits{}), Reader: readerFunc(blind), Engines: []Engine{{"one", map[string]string{"first": "1"}}, {"two", nil}}}
	d, err := p.Read(t.Context(), "a.jpg", []byte("no picture"), "")
	if err != nil || d.Readers != nil {
		t.Errorf("%v: nothing was read, by %v", err, d.Readers)
	}
	r, err := p.Examine(t.Context(), Input{Form: filing.Form{Kind: filing.Individual}, Files: []File{{Slot: filing.SlotIDCardFront, Name: "a.jpg", Data: []byte("no picture")}}})
	if err != nil || r.Provenance.Readers == nil || len(r.Provenance.Readers) != 0 || len(r.Provenance.Models) != 0 {
		t.Errorf("%v: nothing was read, and the report names %v and %v", err, r.Provenance.Readers, r.Provenance.Models)
	}
}

// The sample is so large as it is asked to be, and a document is in it or not whenever it is read.
func TestDriftSamples(t *testing.T) {
	const n = 4000
	for _, share := range []float64{0, 0.02, 0.5, 1} {
		d := &Drift{Share: share}
		in := 0
		for i := range n {
			doc := filing.Document{SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte{byte(i), byte(i >> 8)}))}
			first := d.samples(doc)
			if first {
				in++
			}
			if d.samples(doc) != first {
				t.Fatal("the same document, once in the sample and once not")
			}
		}
		if got := float64(in) / n; math.Abs(got-share) > 0.03 || share == 0 && in > 0 || share == 1 && in < n {
			t.Errorf("share %v: %d of %d", share, in, n)
		}
	}
	var none *Drift
	if none.samples(filing.Document{SHA256: strings.Repeat("0", 64)}) || (&Drift{Share: 1}).samples(filing.Document{SHA256: "no sum"}) {
		t.Error("a sample of nothing")
	}
}
