package scan

import (
	"context"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/disintegration/imaging"

	"prereview/filing"
	"prereview/ocr"
)

// finger lays one over the picture, from below: its tip at x, y, so wide.
func finger(m *image.NRGBA, x, y, wide float64) {
	for py := range m.Rect.Dy() {
		for px := range m.Rect.Dx() {
			dx, dy := (float64(px)-x)/wide*2, (float64(py)-y)/wide*2
			edge := math.Abs(dx)
			if dy < 1 {
				edge = math.Hypot(dx, 1-dy)
			}
			if edge < 1 {
				k := .6 + .4*math.Sqrt(1-edge*edge)
				m.SetNRGBA(px, py, color.NRGBA{uint8(214 * k), uint8(162 * k), uint8(132 * k), 255})
			}
		}
	}
}

// raster is a screen's, as a camera sees it.
func raster(m *image.NRGBA) {
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			f := 1 + .06*math.Sin(2*math.Pi*(.37*float64(x)+.03*float64(y))) + .06*math.Sin(2*math.Pi*.41*float64(y))
			p := m.Pix[m.PixOffset(x, y):][:3]
			for i, v := range p {
				p[i] = clamp8(float64(v) * f)
			}
		}
	}
}

// slanted writes rows of strokes over the quad at an angle, as faint as a watermark.
func slanted(m *image.NRGBA, q ocr.Quad, degrees float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	toUnit, err := ocr.Homography(q, ocr.RectQuad(0, 0, 1, 1))
	if err != nil {
		panic(err)
	}
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			if p := toUnit.Apply(ocr.Point{X: float64(x), Y: float64(y)}); p.X < 0 || p.Y < 0 || p.X > 1 || p.Y > 1 {
				continue
			}
			u, v := float64(x)*cos+float64(y)*sin, float64(y)*cos-float64(x)*sin
			// Rows 200 pixels apart and 60 high; in each, characters of upright and level strokes.
			row, in := math.Floor(v/200), v-200*math.Floor(v/200)
			char := math.Floor(u / 66)
			du := u - 66*char
			if in > 60 || du > 58 {
				continue
			}
			h := uint32(int64(char)*7919+int64(row)*104729) * 2654435761
			stroke := false
			for k := range 5 {
				at := float64(h>>(6*k)&63) * .9
				if k%2 == 0 {
					stroke = stroke || math.Abs(du-at) < 4
				} else {
					stroke = stroke || math.Abs(in-at) < 4
				}
			}
			if stroke {
				p := m.Pix[m.PixOffset(x, y):][:3]
				for i, c := range p {
					p[i] = clamp8(float64(c)*.75 + 100*.25)
				}
			}
		}
	}
}

var wellTaken = scene{ground: groundWood, w: 1500, h: 1100, fill: .85, tilt: 1, warp: .01, blur: .6, noise: 2, dim: 1, colourful: true}

// TestWhatLiesOverThePage draws each of it over a card and a licence: the signal is there, where the thing is, and no
// other of its kind; without the thing there is none of them.
func TestWhatLiesOverThePage(t *testing.T) {
	over := []string{filing.SignalOcclusion, filing.SignalPhotocopy, filing.SignalRescreen, filing.SignalWatermark}
	for _, licence := range []bool{false, true} {
		s := wellTaken
		s.licence = licence
		clean, page := s.draw(rand.New(rand.NewPCG(5, 5)))
		s.colourful = false
		grey, _ := s.draw(rand.New(rand.NewPCG(5, 5)))
		for _, c := range []struct {
			code string
			draw func(m *image.NRGBA, page ocr.Quad)
			grey bool
			at   func(page ocr.Quad) ocr.Point // a place in the signal's box
		}{
			{},
			{code: filing.SignalOcclusion,
				draw: func(m *image.NRGBA, page ocr.Quad) { finger(m, 700, page[2][1]-150, 120) },
				at:   func(page ocr.Quad) ocr.Point { return ocr.Point{X: 700, Y: page[2][1] - 60} }},
			{code: filing.SignalPhotocopy, grey: true, at: middle},
			{code: filing.SignalRescreen, draw: func(m *image.NRGBA, _ ocr.Quad) { raster(m) }, at: middle},
			{code: filing.SignalWatermark, draw: func(m *image.NRGBA, page ocr.Quad) { slanted(m, page, 24) }},
		} {
			m := imaging.Clone(clean)
			if c.grey {
				m = grey
			}
			if c.draw != nil {
				c.draw(m, page)
			}
			_, sigs := New(Limits{}).Scan(context.Background(), "a.jpg", jpegOf(t, m))
			found := false
			for _, sig := range sigs {
				for _, code := range over {
					if sig.Code == code && code != c.code {
						t.Errorf("licence %v with %q: %+v", licence, c.code, sig)
					}
				}
				if sig.Code != c.code {
					continue
				}
				if sig.Severity != filing.Review || sig.Box == nil {
					t.Errorf("%+v", sig)
				}
				found = found || c.at == nil || sig.Box.Meets(filing.Box(around(c.at(page))))
			}
			if c.code != "" && !found {
				t.Errorf("licence %v: no %s there in %+v", licence, c.code, sigs)
			}
		}
	}
}

func middle(page ocr.Quad) ocr.Point {
	return ocr.Point{X: (page[0][0] + page[2][0]) / 2, Y: (page[0][1] + page[2][1]) / 2}
}

func around(p ocr.Point) ocr.Quad { return ocr.RectQuad(p.X-2, p.Y-2, p.X+2, p.Y+2) }

// TestRowsOfAWatermark: the boxes run along the rows, and lie on them.
func TestRowsOfAWatermark(t *testing.T) {
	clean, page := wellTaken.draw(rand.New(rand.NewPCG(6, 6)))
	for _, degrees := range []float64{-35, -15, 20, 40} {
		m := imaging.Clone(clean)
		slanted(m, page, degrees)
		_, sigs := New(Limits{}).Scan(context.Background(), "a.jpg", jpegOf(t, m))
		n := 0
		for _, s := range sigs {
			if s.Code != filing.SignalWatermark {
				continue
			}
			n++
			got := math.Atan2(s.Box[1][1]-s.Box[0][1], s.Box[1][0]-s.Box[0][0]) * 180 / math.Pi
			if math.Abs(got-degrees) > 4 {
				t.Errorf("rows at %.0f degrees are boxed at %.0f", degrees, got)
			}
			sin, cos := math.Sincos(degrees * math.Pi / 180)
			c := middle(ocr.Quad(*s.Box))
			if in := math.Mod(c.Y*cos-c.X*sin+20000, 200); in > 80 {
				t.Errorf("at %.0f degrees a box lies %.0f pixels below its row", degrees, in-30)
			}
		}
		if n < 3 {
			t.Errorf("%d rows at %.0f degrees in %+v", n, degrees, sigs)
		}
	}
}

// TestARuledGroundIsNoScreen: a licence that fills the picture and has fine level lines printed all over its ground. They
// end with the print; a screen's raster goes on over the margin.
func TestARuledGroundIsNoScreen(t *testing.T) {
	page := drawLicence(rand.New(rand.NewPCG(8, 8)), 1640, 1160, true)
	screen := imaging.Clone(page)
	raster(screen)
	for y := 110; y < 1060; y++ {
		for x := 85; x < 1555; x++ {
			p := page.Pix[page.PixOffset(x, y):][:3]
			for i, v := range p {
				p[i] = clamp8(float64(v) - 8 + 8*math.Sin(2*math.Pi*float64(y)/5.8))
			}
		}
	}
	for _, c := range []struct {
		m    *image.NRGBA
		want bool
	}{{page, false}, {screen, true}} {
		_, sigs := New(Limits{}).Scan(context.Background(), "a.jpg", jpegOf(t, c.m))
		got := false
		for _, s := range sigs {
			got = got || s.Code == filing.SignalRescreen
		}
		if got != c.want {
			t.Errorf("a screen: %v, want %v: %+v", got, c.want, sigs)
		}
	}
}
