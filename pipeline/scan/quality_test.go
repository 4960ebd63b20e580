package scan

import (
	"context"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"prereview/filing"
	"prereview/ocr"
)

// TestSignals photographs one card in many bad ways, one at a time.
func TestSignals(t *testing.T) {
	good := scene{ground: groundDark, w: 1500, h: 1100, fill: .85, tilt: 1, warp: .01, blur: .6, noise: 2, dim: 1, colourful: true}
	with := func(change func(*scene)) scene {
		s := good
		change(&s)
		return s
	}
	const nothing = ""
	for _, c := range []struct {
		name     string
		scene    scene
		after    func(*image.NRGBA)
		code     string
		severity filing.Severity
		boxed    bool
	}{
		{name: "good", scene: good},
		{name: "good licence", scene: with(func(s *scene) { s.licence = true })},
		{name: "small but readable", scene: with(func(s *scene) { s.w, s.h = 900, 660 })},
		{name: "fewer pixels than are good", scene: with(func(s *scene) { s.w, s.h = 640, 470 }), code: filing.SignalPixelsLow, severity: filing.Review},
		{name: "too few pixels", scene: with(func(s *scene) { s.w, s.h = 420, 320 }), code: filing.SignalPixelsLow, severity: filing.Block},
		{name: "out of focus", scene: with(func(s *scene) { s.blur = 5 }), code: filing.SignalBlur, severity: filing.Review, boxed: true},
		{name: "nothing can be read", scene: with(func(s *scene) { s.blur = 12 }), code: filing.SignalBlur, severity: filing.Block, boxed: true},
		{name: "dark", scene: with(func(s *scene) { s.dim = .22 }), code: filing.SignalDark, severity: filing.Review},
		{name: "overexposed", scene: with(func(s *scene) { s.ground = groundLight }), after: wash, code: filing.SignalBright, severity: filing.Review},
		{name: "grey copy", scene: with(func(s *scene) { s.colourful = false }), code: filing.SignalColourless, severity: filing.Block},
		{name: "glare", scene: with(func(s *scene) { s.dim = .8 }), after: func(m *image.NRGBA) { lamp(m, 900, 500, 110) }, code: filing.SignalGlare, severity: filing.Review, boxed: true},
		{name: "turned", scene: with(func(s *scene) { s.tilt, s.fill = 12, .7 }), code: filing.SignalSkew, severity: filing.Advice},
		{name: "far away", scene: with(func(s *scene) { s.w, s.h, s.fill = 2400, 1800, .45 }), code: filing.SignalSmallInFrame, severity: filing.Advice},
		{name: "cut off", scene: with(func(s *scene) { s.cut, s.tilt = .12, 0 }), code: filing.SignalCutBorder, severity: filing.Review, boxed: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(9, 9))
			m, _ := c.scene.draw(rng)
			if c.after != nil {
				c.after(m)
			}
			page, sigs := New(Limits{}).Scan(context.Background(), "a.png", pngOf(t, m))
			if page.Image == nil || !page.Found && c.code != filing.SignalBright {
				t.Fatalf("image %v found %v %v", page.Image != nil, page.Found, sigs)
			}
			found := false
			for _, s := range sigs {
				if s.Code == c.code {
					found = true
					if s.Severity != c.severity {
						t.Errorf("%+v, want severity %s", s, c.severity)
					}
					if (s.Box != nil) != c.boxed {
						t.Errorf("%+v: boxed %v", s, s.Box != nil)
					}
				} else if s.Severity == filing.Block {
					t.Errorf("unexpected %+v", s)
				}
			}
			if c.code == nothing && len(sigs) > 0 {
				t.Errorf("signals on a good picture: %v", sigs)
			}
			if c.code != nothing && !found {
				t.Errorf("no %s in %v", c.code, sigs)
			}
		})
	}
}

// wash is overexposure: all but the deepest black is near white.
func wash(m *image.NRGBA) {
	for i := range m.Pix {
		if i%4 != 3 {
			m.Pix[i] = uint8(min(255, 175+int(m.Pix[i])*3/4))
		}
	}
}

// lamp is a reflection with a soft edge.
func lamp(m *image.NRGBA, cx, cy, r float64) {
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			d := math.Hypot(float64(x)-cx, float64(y)-cy) / r
			add := 255 / (1 + math.Exp(6*(d-1)))
			o := m.PixOffset(x, y)
			for k := range 3 {
				m.Pix[o+k] = clamp8(float64(m.Pix[o+k]) + add)
			}
		}
	}
}

func TestGlareIsWhereTheLampIs(t *testing.T) {
	s := scene{ground: groundDark, w: 1500, h: 1100, fill: .85, blur: .6, noise: 2, dim: .8, colourful: true}
	m, _ := s.draw(rand.New(rand.NewPCG(4, 4)))
	lamp(m, 700, 450, 90)
	_, sigs := New(Limits{}).Scan(context.Background(), "a.png", pngOf(t, m))
	for _, s := range sigs {
		if s.Code != filing.SignalGlare {
			continue
		}
		cx := (s.Box[0][0] + s.Box[2][0]) / 2
		cy := (s.Box[0][1] + s.Box[2][1]) / 2
		if math.Hypot(cx-700, cy-450) > 25 {
			t.Errorf("glare at %.0f, %.0f", cx, cy)
		}
		return
	}
	t.Errorf("no glare in %v", sigs)
}

// TestUnevenLightIsNoGlare: paper that grows brighter towards a window until it is white has its print on it still.
func TestUnevenLightIsNoGlare(t *testing.T) {
	s := scene{ground: groundDark, w: 1500, h: 1100, fill: .85, blur: .6, noise: 2, dim: .8, licence: true, colourful: true}
	m, _ := s.draw(rand.New(rand.NewPCG(4, 4)))
	for y := range 1100 {
		for x := range 1500 {
			f := .95 + .4*float64(x)/1500
			p := m.Pix[m.PixOffset(x, y):][:3]
			for k, v := range p {
				p[k] = clamp8(float64(v) * f)
			}
		}
	}
	_, sigs := New(Limits{}).Scan(context.Background(), "a.png", pngOf(t, m))
	for _, s := range sigs {
		if s.Code == filing.SignalGlare {
			t.Errorf("%+v", s)
		}
	}
}

// TestNoPageIsInvented: pictures without a page on them give the whole picture and say so.
func TestNoPageIsInvented(t *testing.T) {
	noise := image.NewNRGBA(image.Rect(0, 0, 900, 700))
	rng := rand.New(rand.NewPCG(8, 8))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(rng.IntN(256)) | uint8(255*boolInt(i%4 == 3))
	}
	landscape := image.NewNRGBA(image.Rect(0, 0, 900, 700))
	hill := newNoise(rng)
	for x := range 900 {
		top := 350 + 120*hill(float64(x)/150, 1)
		for y := range 700 {
			c := color.NRGBA{130, 170, 230, 255}
			if float64(y) > top {
				v := 40 * hill(float64(x)/6, float64(y)/6)
				c = color.NRGBA{clamp8(70 + v), clamp8(120 + v), clamp8(50 + v), 255}
			}
			landscape.SetNRGBA(x, y, c)
		}
	}
	blank := image.NewNRGBA(image.Rect(0, 0, 900, 700))
	fillRect(blank, 0, 0, 900, 700, color.NRGBA{240, 240, 238, 255})
	// A licence that fills the picture to its edges: the frame printed on it is not the page.
	bleed := drawLicence(rng, 1414, 1000, true)
	for name, m := range map[string]*image.NRGBA{"noise": noise, "landscape": landscape, "blank": blank, "bleed": bleed} {
		page, sigs := New(Limits{}).Scan(context.Background(), "a.png", pngOf(t, m))
		if page.Image == nil || page.Found {
			t.Errorf("%s: image %v, found %v %v", name, page.Image != nil, page.Found, page.Outline)
		}
		said := false
		for _, s := range sigs {
			said = said || s.Code == filing.SignalNoPage
		}
		if !said {
			t.Errorf("%s: %v", name, sigs)
		}
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestBlurGrows: the measure behind the blur signal follows the blur that was put in.
func TestBlurGrows(t *testing.T) {
	last := 0.0
	for _, sigma := range []float64{.5, 1, 2, 3, 4} {
		s := scene{ground: groundDark, w: 1500, h: 1100, fill: .85, blur: sigma, noise: 2, dim: 1, colourful: true}
		m, _ := s.draw(rand.New(rand.NewPCG(9, 9)))
		w := newWork(Header{Orientation: 1}, toPicture(m))
		findPage(w)
		measurePage(w)
		if w.blur < last*1.15 {
			t.Errorf("sigma %.1f measures %.2f after %.2f", sigma, w.blur, last)
		}
		last = w.blur
	}
}

// TestASealIsColour: a form in black on white with one seal is a picture in colour, also where a frame printed on it is
// taken for the page and the seal stands beside that. The same in grey is not.
func TestASealIsColour(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for _, beside := range []bool{false, true} {
		m := image.NewNRGBA(image.Rect(0, 0, 1000, 1414))
		fillRect(m, 0, 0, 1000, 1414, color.NRGBA{250, 249, 248, 255})
		for i := range 12 {
			glyphs(m, rng, 130, 160+40*float64(i), 18, 30, color.NRGBA{30, 30, 30, 255})
		}
		for _, r := range [][4]float64{{100, 130, 900, 133}, {100, 647, 900, 650}, {100, 130, 103, 650}, {897, 130, 900, 650}} {
			fillRect(m, r[0], r[1], r[2], r[3], color.NRGBA{30, 30, 30, 255})
		}
		at := 550.
		if beside {
			at = 1000
		}
		for y := range 1414 {
			for x := range 1000 {
				if d := math.Hypot(float64(x)-700, float64(y)-at); d > 86 && d < 92 || d < 20 {
					m.SetNRGBA(x, y, color.NRGBA{200, 40, 45, 255})
				}
			}
		}
		for _, grey := range []bool{false, true} {
			if grey {
				greyOut(m)
			}
			w := newWork(Header{Orientation: 1}, toPicture(m))
			// The frame for the page.
			w.found, w.outline, w.aspect = true, ocr.RectQuad(100, 130, 900, 650), 800./520
			v, err := w.view()
			if err != nil {
				t.Fatal(err)
			}
			if sigs := v.colour(); grey != (len(sigs) == 1 && sigs[0].Severity == filing.Block) {
				t.Errorf("seal beside the frame %v, grey %v: %+v", beside, grey, sigs)
			}
		}
	}
}

// TestASmallCardOnAWhiteBedIsSharp: where the card's sides are not to be seen on the lid of a scanner, it is still measured
// as a card, by what is on it.
func TestASmallCardOnAWhiteBedIsSharp(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 2000, 1414))
	fillRect(m, 0, 0, 2000, 1414, color.NRGBA{238, 238, 238, 255})
	card := drawCard(rand.New(rand.NewPCG(7, 7)), 700, 442, true)
	for y := range 442 {
		for x := range 700 {
			if c := card.NRGBAAt(x, y); c.A > 0 {
				m.SetNRGBA(400+x, 500+y, c)
			}
		}
	}
	w := newWork(Header{Orientation: 1}, toPicture(m))
	f := float64(w.thumb.factor)
	s := newSearch(w.thumb)
	whole, pad := wholePicture(w.thumb, s.lines, s.edges.texture)
	w.outline, w.pad = uprightOrder(whole.Map(ocr.Scale(f, f))), pad*f
	w.aspect = side(w.outline, 0) / side(w.outline, 1)
	v, err := w.view()
	if err != nil {
		t.Fatal(err)
	}
	if v.shape() != cardShape || math.Abs(v.longSide()-700) > 40 {
		t.Errorf("%s of %.0f pixels", v.shape().name, v.longSide())
	}
	if sigs := append(v.sharpness(), v.pixels()...); len(sigs) > 0 {
		t.Errorf("%+v", sigs)
	}
}

// TestGroundAtTheBorderIsNoCutPage: an outline that runs to the picture's border with the page ending before it.
func TestGroundAtTheBorderIsNoCutPage(t *testing.T) {
	card := drawCard(rand.New(rand.NewPCG(7, 7)), 1400, 883, true)
	for _, at := range []int{60, 130} { // it ends 40 pixels before the border, or goes on beyond it
		m := image.NewNRGBA(image.Rect(0, 0, 1500, 1050))
		fillRect(m, 0, 0, 1500, 1050, color.NRGBA{120, 105, 90, 255})
		for y := range 883 {
			for x := range min(1400, 1500-at) {
				if c := card.NRGBAAt(x, y); c.A > 0 {
					m.SetNRGBA(at+x, 80+y, c)
				}
			}
		}
		w := newWork(Header{Orientation: 1}, toPicture(m))
		w.found, w.outline, w.borderSides = true, ocr.RectQuad(float64(at), 80, 1500, 963), 1
		w.aspect = side(w.outline, 0) / side(w.outline, 1)
		w.rawAspect = w.aspect
		v, err := w.view()
		if err != nil {
			t.Fatal(err)
		}
		if s := v.cut(); (s.Code != "") != (at == 130) {
			t.Errorf("a card from %d: %+v", at, s)
		}
	}
}
