package tesseract

import (
	"image"
	"log/slog"
	"math/rand/v2"
	"testing"

	"prereview/internal/testlines"
	"prereview/ocr"
	"prereview/ocr/child"
)

// What docs/design.md says of a child's memory holds, reading lines and the widest that extraction cuts. A child whose bound does not
// hold its own model never begins: the pool says so instead of starting one after another.
func TestMemory(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	wide := image.NewGray(image.Rect(0, 0, 4096, 48))
	for i := range wide.Pix {
		wide.Pix[i] = uint8(r.IntN(256))
	}
	var lines []ocr.Crop
	for _, text := range []string{"辽宁省营口市大石桥市", "210882198703214519", "汉", "2015.03.02-2035.03.02"} {
		lines = append(lines, ocr.Crop{Image: testlines.Draw(t, text, 36)})
	}
	p, err := Open(t.Context(), Choice{}, child.Config{Children: 1, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for _, c := range []struct {
		what  string
		crops []ocr.Crop
		most  int64 // MiB, with room for another allocator
	}{{"lines", append(append(lines, lines...), lines...), 150}, {"the widest line", []ocr.Crop{{Image: wide}}, 200}} {
		if _, err := p.ReadLines(t.Context(), c.crops); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if got := p.Stats().PeakRSS >> 20; got < 30 || got > c.most {
			t.Errorf("%s: %d MiB, want up to %d", c.what, got, c.most)
		} else {
			t.Logf("%s: %d MiB", c.what, got)
		}
	}
	if small, err := Open(t.Context(), Choice{}, child.Config{Children: 1, MemoryLimit: 16 << 20, Logger: slog.New(slog.DiscardHandler)}); err == nil {
		small.Close()
		t.Error("a reader in 16 MiB")
	}
}
