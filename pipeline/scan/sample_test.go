package scan

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"prereview/ocr"
)

func noisy(rng *rand.Rand, w, h int, r image.YCbCrSubsampleRatio) picture {
	p := image.NewYCbCr(image.Rect(0, 0, w, h), r)
	for _, plane := range [][]uint8{p.Y, p.Cb, p.Cr} {
		for i := range plane {
			plane[i] = uint8(rng.IntN(256))
		}
	}
	return p
}

// TestBoxMean: a thumbnail's pixels are the means of their cells, of every row or of every other, whatever the size and
// the chroma.
func TestBoxMean(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for _, c := range []struct{ w, h, f, cw, ch int }{
		{31, 17, 1, 1, 1}, {40, 30, 2, 1, 1}, {103, 57, 5, 1, 1}, {64, 64, 7, 1, 1}, {1200, 9, 9, 1, 1}, {3000, 600, 300, 1, 1},
		{61, 45, 3, 2, 2}, {61, 45, 1, 4, 2}, {90, 33, 5, 2, 1}, {20, 20, 20, 1, 1},
	} {
		pw, ph := (c.w+c.cw-1)/c.cw, (c.h+c.ch-1)/c.ch
		src := make([]uint8, pw*ph)
		for i := range src {
			src[i] = uint8(rng.IntN(256))
		}
		w, h := c.w/c.f, c.h/c.f
		got := boxMean(src, pw, w, h, c.f, c.cw, c.ch)
		for y := range h {
			for x := range w {
				x0, y0 := x*c.f/c.cw, y*c.f/c.ch
				x1, y1 := max(x0+1, (x+1)*c.f/c.cw), max(y0+1, (y+1)*c.f/c.ch)
				step := 1
				if y1-y0 > 3 {
					step = 2
				}
				sum, n := 0, 0
				for yy := y0; yy < y1; yy += step {
					for xx := x0; xx < x1; xx++ {
						sum, n = sum+int(src[yy*pw+xx]), n+1
					}
				}
				if want := (sum + n/2) / n; int(got[y*w+x]) != want {
					t.Fatalf("%+v at %d,%d: %d, want %d", c, x, y, got[y*w+x], want)
				}
			}
		}
	}
}

// TestWarpInterpolates holds the fast sampling, inside and across every border, to plain bilinear interpolation.
func TestWarpInterpolates(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	flat := &light{w: 1, h: 1, gain: [][3]float32{{256, 256, 256}}}
	for _, r := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio410} {
		p := noisy(rng, 70, 50, r)
		for i := range p.Cb { // chroma is shared by two pixels; luma is what is compared
			p.Cb[i], p.Cr[i] = 128, 128
		}
		const w, h = 90, 60
		m, err := ocr.Homography(ocr.RectQuad(0, 0, w, h), ocr.Quad{{-6, 4}, {74, -5}, {77, 46}, {3, 55}})
		if err != nil {
			t.Fatal(err)
		}
		out := warp(p, m, w, h, flat)
		far := 0
		for y := range h {
			for x := range w {
				at := m.Apply(ocr.Point{X: float64(x) + .5, Y: float64(y) + .5})
				fx, fy := min(max(at.X-.5, 0), 69), min(max(at.Y-.5, 0), 49)
				x0, y0 := int(fx), int(fy)
				x1, y1 := min(x0+1, 69), min(y0+1, 49)
				u, v := fx-float64(x0), fy-float64(y0)
				l := func(x, y int) float64 { return float64(p.Y[y*p.YStride+x]) }
				want := (l(x0, y0)*(1-u)+l(x1, y0)*u)*(1-v) + (l(x0, y1)*(1-u)+l(x1, y1)*u)*v
				if math.Abs(float64(out.Pix[out.PixOffset(x, y)])-want) > 6 { // the transform is linear over 16 pixels
					far++
				}
			}
		}
		if far > w*h/100 {
			t.Errorf("ratio %v: %d of %d pixels are off", r, far, w*h)
		}
	}
}

// TestWarpColour: both chroma planes are sampled, each into its own colour.
func TestWarpColour(t *testing.T) {
	p := image.NewYCbCr(image.Rect(0, 0, 64, 64), image.YCbCrSubsampleRatio420)
	for i := range p.Y {
		p.Y[i] = 120
	}
	for i := range p.Cb {
		p.Cb[i], p.Cr[i] = 90, 200
	}
	out := warp(p, ocr.Identity, 64, 64, &light{w: 1, h: 1, gain: [][3]float32{{256, 256, 256}}})
	c := out.NRGBAAt(31, 31)
	r, g, b := 120+1.402*72, 120-.344136*-38-.714136*72, 120+1.772*-38
	for i, d := range []float64{float64(c.R) - r, float64(c.G) - g, float64(c.B) - b} {
		if math.Abs(d) > 1.5 {
			t.Errorf("channel %d of %v is off by %.1f", i, c, d)
		}
	}
}
