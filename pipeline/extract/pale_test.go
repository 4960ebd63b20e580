package extract

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"prereview/ocr"
)

// palePage is a licence's page with two lines of dark print and, far from them, one line in another colour on paper with a
// pattern, each of its blocks size high.
func palePage(ink color.Color, size int) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, 1600, 1130))
	draw.Draw(p, p.Rect, image.NewUniform(color.Gray{238}), image.Point{}, draw.Src)
	for y := 0; y < 1130; y += 9 { // a pattern, a twentieth darker
		draw.Draw(p, image.Rect(0, y, 1600, y+3), image.NewUniform(color.Gray{226}), image.Point{}, draw.Src)
	}
	line := func(y, size int, c color.Color) {
		for x := 200; x < 1000; x += size * 6 / 5 {
			draw.Draw(p, image.Rect(x, y, x+size, y+size), image.NewUniform(c), image.Point{}, draw.Src)
		}
	}
	// Thick print, so that a hundredth of the page is dark.
	line(200, 20, color.Gray{25})
	line(260, 20, color.Gray{25})
	line(800, size, ink)
	return p
}

// Print that is pale where all is pale is found; a seal's or border's colour is not taken for it, nor a page's pattern, nor a
// watermark for a line of the licence.
func TestPalePrint(t *testing.T) {
	for _, c := range []struct {
		name  string
		ink   color.Color
		size  int
		found bool // is ink
		line  bool // is a line of the licence
	}{
		{"dark", color.Gray{25}, 20, true, true},
		{"under a veil", color.Gray{170}, 20, true, true},
		{"olive", color.RGBA{185, 180, 140, 255}, 20, false, false},
		{"a watermark", color.Gray{170}, 40, true, false},
		{"the pattern's", color.Gray{226}, 20, false, false},
	} {
		s := newSheet(rasterOf(palePage(c.ink, c.size))).strengthened()
		pieces, stray := 0, 0
		for _, p := range s.parts {
			switch {
			case p.y0 > 780 && p.y1 < 860:
				pieces++
			case p.y0 < 190 || p.y1 > 290:
				stray++
			}
		}
		if (pieces > 15) != c.found || pieces > 0 != c.found || stray > 0 {
			t.Errorf("%s: %d pieces of ink, %d elsewhere", c.name, pieces, stray)
		}
		isLine := false
		for _, g := range s.print(s.parts) {
			isLine = isLine || g.y0 > 780
		}
		if isLine != c.line {
			t.Errorf("%s: a line of the licence: %v", c.name, isLine)
		}
	}
}

// What was strengthened is known, and the sheet that it was made of stays as it was.
func TestGiven(t *testing.T) {
	plain := newSheet(rasterOf(palePage(color.Gray{170}, 20)))
	s := plain.view(2, true).strengthened()
	changed := 0
	for y := range s.h {
		for x := range s.w {
			if abs(int(s.given(x, y))-int(plain.strong(x, s.h-1-y))) > 2 {
				t.Fatalf("given %d at %d,%d", s.given(x, y), x, y)
			}
			if s.strong(x, y) < s.given(x, y) {
				changed++
			}
		}
	}
	if n := 34 * 20 * 20; changed < n*9/10 || changed > n*11/10 {
		t.Errorf("%d pixels were strengthened, %d are pale print", changed, n)
	}
}

// A licence on which a label is missing is looked at again with its pale print strengthened; what was read at first is not read again.
func TestPaleLabelIsLookedForAgain(t *testing.T) {
	said := map[int]string{1: "甲", 2: "名称", 3: "类型", 4: "法定代表人", 5: "成立日期", 6: "住所", 7: "经营范围"}
	for name, c := range map[string]struct {
		veiled uint8 // level of the fourth label
		found  int   // labels
	}{"clean": {25, 6}, "veiled": {165, 6}, "gone": {230, 5}} {
		p := newPrintedPage(1600, 1131)
		for i := range 6 {
			p.line(150, 200+i*100, 2+i, blockSize, 25)
			p.line(500, 200+i*100, 1, blockSize, 0)
			p.line(700, 200+i*100, 9, blockSize, 95) // words apart, so that a hundredth of the page is dark
		}
		for y := 490; y < 530; y++ {
			for x := 100; x < 400; x++ {
				if v := p.GrayAt(x, y).Y; v < 100 {
					p.SetGray(x, y, color.Gray{c.veiled})
				}
			}
		}
		times := 0
		reader := readerFunc(func(crops []ocr.Crop) []ocr.Line {
			out := make([]ocr.Line, len(crops))
			for i, c := range crops {
				n := runs(c.Image)
				if n == 2 {
					times++
				}
				out[i] = line(said[n], .999)
			}
			return out
		})
		l, err := newSheet(rasterOf(p)).layLicence(t.Context(), reader)
		if err != nil || l == nil {
			t.Fatal(name, l, err)
		}
		if len(l.hits) != c.found || times != 1 {
			t.Errorf("%s: %d labels, the first read %d times", name, len(l.hits), times)
		}
	}
}
