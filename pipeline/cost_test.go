package pipeline

import (
	"context"
	"testing"
	"time"

	"prereview/ocr"
	"prereview/pipeline/scan"
)

// Every step of a document says what it cost, and what the reader says its lines cost is added up.
func TestReadMeasured(t *testing.T) {
	crops := 0
	p := &Pipeline{Scanner: scan.New(scan.Limits{}), Reader: readerFunc(func(_ context.Context, in []ocr.Crop) ([]ocr.Line, error) {
		crops += len(in)
		lines := make([]ocr.Line, len(in))
		for i := range lines {
			lines[i].CPU = 3 * time.Millisecond
		}
		return lines, nil
	})}
	_, cost, err := p.ReadMeasured(t.Context(), "a.jpg", page(t), "")
	if err != nil {
		t.Fatal(err)
	}
	if crops == 0 || cost.Recognise != time.Duration(crops)*3*time.Millisecond {
		t.Errorf("%v of recognition for %d crops of 3 ms", cost.Recognise, crops)
	}
	for name, d := range map[string]time.Duration{"decode": cost.Decode, "straighten": cost.Straighten, "extract": cost.Extract} {
		if d <= 0 || d > time.Minute {
			t.Errorf("%s took %v", name, d)
		}
	}
	if _, cost, _ := p.ReadMeasured(t.Context(), "a.jpg", []byte("no picture"), ""); cost.Extract != 0 || cost.Recognise != 0 {
		t.Errorf("nothing was read, and it cost %+v", cost)
	}
}
