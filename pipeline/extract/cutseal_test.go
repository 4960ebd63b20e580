package extract

import (
	"image"
	"image/color"
	"math"
	"testing"

	"prereview/ocr"
)

// stamped is a page of 600 x 500 with a seal seen askew: nine blocks round it, a bar of black print across two of them, a
// red border beside it. square is what the seal's square has become.
func stamped(t *testing.T) (page *image.RGBA, square ocr.Quad) {
	t.Helper()
	square = ocr.Quad{{180, 130}, {392, 141}, {400, 352}, {176, 340}}
	m, err := ocr.Homography(ocr.RectQuad(-1, -1, 1, 1), square)
	if err != nil {
		t.Fatal(err)
	}
	back, err := m.Inverse()
	if err != nil {
		t.Fatal(err)
	}
	page = image.NewRGBA(image.Rect(0, 0, 600, 500))
	for y := range 500 {
		for x := range 600 {
			q := back.Apply(ocr.Point{X: float64(x) + 0.5, Y: float64(y) + 0.5})
			rad, angle := math.Hypot(q.X, q.Y), math.Atan2(q.X, -q.Y) // from the top, clockwise
			at := (angle + 2.2) / 0.55
			block := math.Abs(at-math.Round(at)) < 0.3 && at > -0.5 && at < 8.5
			c := color.RGBA{250, 246, 238, 255}
			switch {
			case rad < 0.3, rad > 0.94 && rad <= 1, rad > 0.6 && rad < 0.88 && block, x > 410 && x < 430:
				c = color.RGBA{214, 46, 52, 255}
			}
			if y > 176 && y < 184 {
				c = color.RGBA{24, 24, 28, 255}
			}
			page.SetRGBA(x, y, c)
		}
	}
	return page, square
}

func TestCutSeal(t *testing.T) {
	page, square := stamped(t)
	for _, off := range []float64{0, -5, 6} {
		q := square
		for i := range q {
			q[i][0] += off
			q[i][1] -= off / 2
		}
		q[1][0] += 3 * off / 2
		g := CutSeal(page, q)
		if g == nil || g.Rect.Dy() != LineHeight {
			t.Fatalf("off by %v: no strip", off)
		}
		// Nine blocks of about the same width, none joined by rim, star or black bar.
		var runs []int
		for x, in := 0, false; x < g.Rect.Dx(); x++ {
			n := 0
			for y := range LineHeight {
				if g.Pix[y*g.Stride+x] < 128 {
					n++
				}
			}
			if dark := n > LineHeight/4; dark && !in {
				runs, in = append(runs, 1), true
			} else if dark {
				runs[len(runs)-1]++
			} else {
				in = false
			}
		}
		if len(runs) != 9 {
			t.Errorf("off by %v: runs of ink %v", off, runs)
			continue
		}
		for _, n := range runs {
			if n*10 < runs[4]*8 || n*10 > runs[4]*12 {
				t.Errorf("off by %v: blocks of %v columns", off, runs)
				break
			}
		}
	}
}

func TestCutSealOfNothing(t *testing.T) {
	page := image.NewRGBA(image.Rect(0, 0, 200, 200))
	for _, q := range []ocr.Quad{{}, ocr.RectQuad(0, 0, 200, 200), ocr.RectQuad(50, 50, 51, 51), ocr.RectQuad(-900, -900, 4000, 5000),
		{{math.NaN(), 0}, {1, 0}, {1, 1}, {0, 1}}, {{0, 0}, {100, 100}, {50, 50}, {0, 100}}} {
		if g := CutSeal(page, q); g != nil {
			t.Errorf("%v: a strip of %v", q, g.Rect)
		}
	}
	if CutSeal(image.NewGray(image.Rectangle{}), ocr.RectQuad(0, 0, 100, 100)) != nil {
		t.Error("a strip of an empty page")
	}
}
