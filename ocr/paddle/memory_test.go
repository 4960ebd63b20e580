package paddle

import (
	"errors"
	"image"
	"log/slog"
	"math/rand/v2"
	"testing"

	"prereview/internal/testlines"
	"prereview/ocr"
	"prereview/ocr/child"
)

// What docs/design.md says of a child's memory holds, reading lines, the widest that extraction cuts, and the largest crop that a pool takes;
// and a child that would need more than it may have is dead, and the next one reads on.
func TestMemory(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	noise := func(w, h int) ocr.Crop {
		g := image.NewGray(image.Rect(0, 0, w, h))
		for i := range g.Pix {
			g.Pix[i] = uint8(r.IntN(256))
		}
		return ocr.Crop{Image: g}
	}
	var lines []ocr.Crop
	for _, text := range []string{"辽宁省营口市大石桥市", "210882198703214519", "汉", "2015.03.02-2035.03.02"} {
		lines = append(lines, ocr.Crop{Image: testlines.Draw(t, text, 36)})
	}
	p := open(t, child.Config{Children: 1})
	for _, c := range []struct {
		what  string
		crops []ocr.Crop
		most  int64 // MiB, with room for another allocator
	}{{"lines", append(append(lines, lines...), lines...), 150}, {"the widest line", []ocr.Crop{noise(4096, 48)}, 300}, {"the largest crop", []ocr.Crop{noise(16384, 1500)}, 350}} {
		if _, err := p.ReadLines(t.Context(), c.crops); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if got := p.Stats().PeakRSS >> 20; got < 30 || got > c.most {
			t.Errorf("%s: %d MiB, want up to %d", c.what, got, c.most)
		} else {
			t.Logf("%s: %d MiB", c.what, got)
		}
	}
	small, err := Open(t.Context(), folder(), child.Config{Children: 1, MemoryLimit: 128 << 20, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer small.Close()
	if _, err := small.ReadLines(t.Context(), []ocr.Crop{noise(4096, 48)}); !errors.Is(err, ocr.ErrCrashed) {
		t.Errorf("a line that needs more memory than the child may have: %v", err)
	}
	if got, err := small.ReadLines(t.Context(), lines); err != nil || got[1].Text != "210882198703214519" {
		t.Errorf("after it: %v, %+v", err, got)
	}
}
