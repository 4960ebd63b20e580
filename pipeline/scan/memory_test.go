package scan

import (
	"image"
	"math/rand/v2"
	"runtime"
	"testing"
)

// TestMemoryOfSteps: whatever the picture shows, the steps after decoding take no more than what Scan says. All that they
// ever allocate is counted, as if nothing were collected in between. Noise has most edges, and 1199 pixels make the
// largest thumbnail.
func TestMemoryOfSteps(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	for _, side := range []int{1199, 2398} {
		p := image.NewYCbCr(image.Rect(0, 0, side, side), image.YCbCrSubsampleRatio444)
		for _, plane := range [][]uint8{p.Y, p.Cb, p.Cr} {
			for i := range plane {
				plane[i] = uint8(rng.IntN(2) * 255)
			}
		}
		var from, to runtime.MemStats
		runtime.ReadMemStats(&from)
		w := newWork(Header{Orientation: 1, Width: side, Height: side}, p)
		for _, s := range steps {
			s.do(w)
		}
		runtime.ReadMemStats(&to)
		if got := to.TotalAlloc - from.TotalAlloc; got > stepsCost {
			t.Errorf("%d x %d: %d MiB allocated, the bound is %d", side, side, got>>20, stepsCost>>20)
		} else {
			t.Logf("%d x %d: %d MiB", side, side, got>>20)
		}
	}
}
