package extract

import (
	"image"
	"image/color"
	"math"
	"testing"

	"prereview/ocr"
)

// page of paper with black bars and a red one.
func barPage() *image.NRGBA {
	p := image.NewNRGBA(image.Rect(0, 0, 400, 100))
	for y := range 100 {
		for x := range 400 {
			c := color.NRGBA{230 - uint8(x/8), 225 - uint8(x/8), 235 - uint8(x/8), 255}
			in := y >= 30 && y < 60
			switch {
			case in && (x >= 50 && x < 60 || x >= 70 && x < 80 || x >= 300 && x < 310):
				c = color.NRGBA{30, 30, 30, 255}
			case in && x >= 90 && x < 100:
				c = color.NRGBA{215, 60, 60, 255}
			}
			p.SetNRGBA(x, y, c)
		}
	}
	return p
}

func TestCutLine(t *testing.T) {
	p := barPage()
	g := CutLine(p, ocr.RectQuad(50, 30, 310, 60))
	if g.Rect.Dy() != LineHeight {
		t.Fatalf("height %d", g.Rect.Dy())
	}
	scale := LineHeight / (30 * (1 + 2*LineMargin))
	if full := 260*scale + 2*LineMargin*30*scale; g.Rect.Dx() >= int(full) {
		t.Errorf("the wide gap was kept: %d of %.0f columns", g.Rect.Dx(), full)
	}
	at := func(x, y float64) uint8 { // page position, valid left of the narrowed gap
		return g.GrayAt(int((x-50+LineMargin*30)*scale), int((y-30+LineMargin*30)*scale)).Y
	}
	for _, c := range []struct {
		x, y float64
		dark bool
	}{{55, 45, true}, {75, 45, true}, {65, 45, false}, {95, 45, false}, {47, 45, false}, {55, 26, false}} {
		if v := at(c.x, c.y); (v < 60) != c.dark || (v > 200) == c.dark {
			t.Errorf("brightness %d at %v,%v, dark %v", v, c.x, c.y, c.dark)
		}
	}
}

func TestCutLineTurned(t *testing.T) {
	p := barPage()
	upright := CutLine(p, ocr.RectQuad(50, 30, 310, 60))
	for quarters := range 4 {
		for _, flip := range []bool{false, true} {
			w, h := 400, 100
			if quarters&1 == 1 {
				w, h = h, w
			}
			q := image.NewNRGBA(image.Rect(0, 0, w, h))
			for y := range 100 {
				for x := range 400 {
					tx, ty := turnedPoint(x, y, 400, 100, quarters, flip)
					q.SetNRGBA(tx, ty, p.NRGBAAt(x, y))
				}
			}
			// The sheet of the turned page, turned back, shows the box where it was.
			back := (4 - quarters) & 3
			if flip {
				back = quarters // swapping first reverses the sense of the turn
			}
			s := newSheet(rasterOf(q)).view(back, flip)
			g := CutLine(q, s.quad(image.Rect(50, 30, 310, 60)))
			if g.Rect != upright.Rect {
				t.Fatalf("turned by %d, %v: %v, upright %v", quarters, flip, g.Rect, upright.Rect)
			}
			var diff float64
			for i := range g.Pix {
				diff += math.Abs(float64(g.Pix[i]) - float64(upright.Pix[i]))
			}
			if diff/float64(len(g.Pix)) > 1 {
				t.Errorf("turned by %d, %v: mean difference %.2f", quarters, flip, diff/float64(len(g.Pix)))
			}
		}
	}
}

func TestCutLineHostile(t *testing.T) {
	p := barPage()
	nan := math.NaN()
	for _, q := range []ocr.Quad{{}, ocr.RectQuad(5, 5, 5, 50), ocr.RectQuad(-1e9, 0, 5, 5), ocr.RectQuad(nan, 0, 5, 5),
		ocr.RectQuad(-500, -500, -400, -480), ocr.RectQuad(0, 0, 5e5, 3), {{0, 0}, {9, 9}, {3, 3}, {5, 5}}} {
		if g := CutLine(p, q); g.Rect.Dy() != LineHeight || g.Rect.Dx() > maxLineWidth {
			t.Errorf("%v gave %v", q, g.Rect)
		}
	}
	CutLine(image.NewGray(image.Rectangle{}), ocr.RectQuad(0, 0, 50, 20))
	CutLine(image.NewYCbCr(image.Rect(3, 3, 60, 60), image.YCbCrSubsampleRatio420), ocr.RectQuad(0, 0, 50, 20))
}

func BenchmarkCutLine(b *testing.B) {
	p := barPage()
	for b.Loop() {
		CutLine(p, ocr.RectQuad(10, 30, 390, 60))
	}
}
