package scan

import (
	"image"
	"image/color"
	"math"
	"testing"

	"prereview/ocr"
)

// TestCast: under a lamp on the left and a window on the right, each with its shade, paper comes out grey and equally bright;
// a seal stays red and print black, and the seal is not taken for light.
func TestCast(t *testing.T) {
	const w, h = 800, 560
	p := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio444)
	seal := func(x, y int) bool { return math.Hypot(float64(x-600), float64(y-400)) < 70 }
	print := func(x, y int) bool { return y%40 < 8 && y < 280 && x > 100 && x < 700 }
	for y := range h {
		for x := range w {
			paper := [3]float64{230, 228, 224}
			switch {
			case seal(x, y):
				paper = [3]float64{200, 40, 40}
			case print(x, y):
				paper = [3]float64{30, 30, 30}
			}
			at := float64(x) / w
			lamp, window := [3]float64{1, .85, .62}, [3]float64{.62, .72, .8}
			var c [3]uint8
			for k := range c {
				c[k] = clamp8(paper[k] * (lamp[k]*(1-at) + window[k]*at))
			}
			o := y*w + x
			p.Y[o], p.Cb[o], p.Cr[o] = color.RGBToYCbCr(c[0], c[1], c[2])
		}
	}
	out := warp(p, ocr.Identity, w, h, newLight(newThumb(p), ocr.Identity, w, h))
	for y := 10; y < h; y += 24 {
		for x := 10; x < w; x += 20 {
			if d := math.Hypot(float64(x-600), float64(y-400)); d > 66 && d < 76 {
				continue // its edge
			}
			c := out.NRGBAAt(x, y)
			hi, lo := max(c.R, c.G, c.B), min(c.R, c.G, c.B)
			switch {
			case seal(x, y):
				if c.R < 150 || c.R < 3*max(c.G, c.B) {
					t.Errorf("the seal at %d,%d is %v", x, y, c)
				}
			case print(x, y):
				if hi > 60 || hi-lo > 12 {
					t.Errorf("print at %d,%d is %v", x, y, c)
				}
			case min(x, w-x) > w/6 && hi-lo > 14, hi-lo > 40:
				t.Errorf("paper at %d,%d is %v", x, y, c)
			}
		}
	}
}
