package scan

import (
	"image"
	"math"

	"prereview/ocr"
)

const (
	longMost    = 2200 // longest side of a page picture
	longLeast   = 1400 // below this a source is enlarged, at most enlargeMost times
	enlargeMost = 2.0
)

// pageSize is the size of the page picture for a page that covers sw x sh source pixels and has the aspect.
func pageSize(sw, sh, aspect float64) (int, int) {
	long := max(sw, sh)
	want := min(max(long, min(longLeast, long*enlargeMost)), longMost)
	w, h := want, want/aspect
	if aspect < 1 {
		w, h = want*aspect, want
	}
	return max(1, int(math.Round(w))), max(1, int(math.Round(h)))
}

func side(q ocr.Quad, i int) float64 {
	a, b := q[i], q[(i+1)%4]
	return math.Hypot(b[0]-a[0], b[1]-a[1])
}

// warpPage cuts the page out of the picture.
func warpPage(w *work) {
	sw, sh := (side(w.outline, 0)+side(w.outline, 2))/2, (side(w.outline, 1)+side(w.outline, 3))/2
	pw, ph := pageSize(sw, sh, w.aspect)
	toShown, err := ocr.Homography(ocr.RectQuad(0, 0, float64(pw), float64(ph)), w.outline)
	if err != nil {
		return
	}
	m := w.orient.Mul(toShown)
	w.page.ToOriginal = m
	w.page.Outline = w.outline.Map(w.orient)
	w.page.Found = w.found
	w.page.SourceWidth, w.page.SourceHeight = sw, sh
	w.page.Image = warp(w.pic, m, pw, ph)
}

// warp draws w x h pixels, each taken from where m puts its centre.
func warp(p picture, m ocr.Matrix, w, h int) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			s := m.Apply(ocr.Point{X: float64(x) + .5, Y: float64(y) + .5})
			c := p.YCbCrAt(min(max(int(s.X), 0), p.Rect.Max.X-1), min(max(int(s.Y), 0), p.Rect.Max.Y-1))
			r, g, b, _ := c.RGBA()
			copy(out.Pix[y*out.Stride+4*x:], []uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255})
		}
	}
	return out
}
