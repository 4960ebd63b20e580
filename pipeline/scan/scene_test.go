package scan

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"

	"prereview/ocr"
)

// Scenes drawn for the tests: a document-like page on a ground, photographed. Everything is a function of the seed.

type ground int

const (
	groundDark ground = iota
	groundLight
	groundWood
	groundCloth
	groundWhite // a pale desk under a pale page
	groundSpeckle
	grounds
)

func (g ground) String() string {
	return [...]string{"dark", "light", "wood", "cloth", "white", "speckle"}[g]
}

type scene struct {
	licence   bool
	ground    ground
	w, h      int
	fill      float64 // share of the picture's fitting side that the page covers
	tilt      float64 // degrees
	warp      float64 // perspective: corner jitter as a share of the page's side
	shadow    bool
	blur      float64 // sigma in px
	noise     float64
	dim       float64 // brightness factor, 1 = as drawn
	cut       float64 // share of the page moved out of the frame
	colourful bool
}

func randomScene(rng *rand.Rand) scene {
	s := scene{
		licence: rng.IntN(3) == 0, ground: ground(rng.IntN(int(grounds))), w: 1600, h: 1200,
		fill: .55 + .38*rng.Float64(), tilt: rng.NormFloat64() * 5, warp: .05 * rng.Float64(), shadow: rng.IntN(2) == 0,
		blur: .5 + rng.Float64(), noise: 1 + 4*rng.Float64(), dim: .75 + .3*rng.Float64(), colourful: true,
	}
	if s.licence && rng.IntN(2) == 0 {
		s.w, s.h = s.h, s.w
	}
	return s
}

func (s scene) aspect() float64 {
	if s.licence {
		return math.Sqrt2
	}
	return 85.6 / 54
}

// quad places the page.
func (s scene) quad(rng *rand.Rand) ocr.Quad {
	W, H := float64(s.w), float64(s.h)
	pw := min(W, H*s.aspect()) * s.fill
	ph := pw / s.aspect()
	cx := W/2 + (rng.Float64()-.5)*max(0, W-pw)*.5
	cy := H/2 + (rng.Float64()-.5)*max(0, H-ph)*.5
	if s.cut > 0 {
		cx = pw/2 - s.cut*pw
	}
	sin, cos := math.Sincos(s.tilt * math.Pi / 180)
	var q ocr.Quad
	for i, c := range [4][2]float64{{-.5, -.5}, {.5, -.5}, {.5, .5}, {-.5, .5}} {
		x := (c[0] + s.warp*(rng.Float64()-.5)*2) * pw
		y := (c[1] + s.warp*(rng.Float64()-.5)*2) * ph
		q[i] = [2]float64{cx + x*cos - y*sin, cy + x*sin + y*cos}
	}
	return q
}

// draw renders the scene and answers where the page lies.
func (s scene) draw(rng *rand.Rand) (*image.NRGBA, ocr.Quad) {
	q := s.quad(rng)
	var page *image.NRGBA
	if s.licence {
		page = drawLicence(rng, 1414, 1000, s.colourful)
	} else {
		page = drawCard(rng, 1268, 800, s.colourful)
	}
	b := page.Bounds()
	toPage, err := ocr.Homography(q, ocr.RectQuad(0, 0, float64(b.Dx()), float64(b.Dy())))
	if err != nil {
		panic(err)
	}
	under := s.ground.texture(rng)
	lx, ly, la := rng.NormFloat64(), rng.NormFloat64(), .25*rng.Float64()
	sx, sy := rng.Float64()*float64(s.w), rng.Float64()*math.Pi
	scale := math.Sqrt(float64(b.Dx()*b.Dy()) / q.Area())
	buf := make([]float32, 3*s.w*s.h)
	for y := range s.h {
		for x := range s.w {
			var c [3]float64
			// Two by two samples a pixel.
			for k := range 4 {
				fx, fy := float64(x)+.25+.5*float64(k&1), float64(y)+.25+.5*float64(k>>1)
				g := under(fx, fy)
				// The page throws a narrow soft shadow to the lower right.
				d := toPage.Apply(ocr.Point{X: fx - 5, Y: fy - 7})
				g = scale3(g, 1-.35*inside(d, b, 14*scale))
				p := toPage.Apply(ocr.Point{X: fx, Y: fy})
				pc, a := sampleRGBA(page, p.X, p.Y)
				for i := range c {
					c[i] += (pc[i]*a + g[i]*(1-a)) / 4
				}
			}
			light := 1 + la*(lx*(float64(x)/float64(s.w)-.5)+ly*(float64(y)/float64(s.h)-.5))
			if s.shadow {
				d := (float64(x)-sx)*math.Cos(sy) + (float64(y)-float64(s.h)/2)*math.Sin(sy)
				light *= 1 - .35/(1+math.Exp(-d/25))
			}
			for i := range c {
				buf[3*(y*s.w+x)+i] = float32(c[i] * light * s.dim)
			}
		}
	}
	blurRGB(buf, s.w, s.h, s.blur)
	out := image.NewNRGBA(image.Rect(0, 0, s.w, s.h))
	for i := range s.w * s.h {
		n := rng.NormFloat64() * s.noise
		for k := range 3 {
			out.Pix[4*i+k] = clamp8(float64(buf[3*i+k]) + n + rng.NormFloat64()*s.noise*.5)
		}
		out.Pix[4*i+3] = 255
	}
	return out, q
}

func scale3(c [3]float64, f float64) [3]float64 { return [3]float64{c[0] * f, c[1] * f, c[2] * f} }

func clamp8(v float64) uint8 { return uint8(min(max(v+.5, 0), 255)) }

// inside is 1 well within the page, 0 outside, soft in between.
func inside(p ocr.Point, b image.Rectangle, soft float64) float64 {
	d := min(p.X, p.Y, float64(b.Dx())-p.X, float64(b.Dy())-p.Y)
	return min(max(d/soft+.5, 0), 1)
}

func sampleRGBA(m *image.NRGBA, x, y float64) ([3]float64, float64) {
	xi, yi := int(math.Floor(x)), int(math.Floor(y))
	if xi < 0 || yi < 0 || xi >= m.Rect.Dx() || yi >= m.Rect.Dy() {
		return [3]float64{}, 0
	}
	p := m.Pix[m.PixOffset(xi, yi):]
	return [3]float64{float64(p[0]), float64(p[1]), float64(p[2])}, float64(p[3]) / 255
}

func (g ground) texture(rng *rand.Rand) func(x, y float64) [3]float64 {
	phase := rng.Float64() * 100
	turn := rng.Float64() * math.Pi
	sin, cos := math.Sincos(turn)
	noise := newNoise(rng)
	switch g {
	case groundDark:
		c := [3]float64{20 + 60*rng.Float64(), 20 + 60*rng.Float64(), 20 + 60*rng.Float64()}
		return func(x, y float64) [3]float64 { return scale3(c, 1+.1*noise(x/40, y/40)) }
	case groundLight:
		c := [3]float64{150 + 60*rng.Float64(), 150 + 60*rng.Float64(), 140 + 50*rng.Float64()}
		return func(x, y float64) [3]float64 { return scale3(c, 1+.03*noise(x/60, y/60)) }
	case groundWood:
		base := [3]float64{120 + 60*rng.Float64(), 85 + 30*rng.Float64(), 50 + 20*rng.Float64()}
		return func(x, y float64) [3]float64 {
			u, v := x*cos+y*sin, -x*sin+y*cos
			r := math.Sin(v/9+phase+4*noise(u/300, v/40)) * .12
			return scale3(base, 1+r+.12*noise(u/120, v/3))
		}
	case groundCloth:
		a := [3]float64{60 + 120*rng.Float64(), 60 + 120*rng.Float64(), 60 + 120*rng.Float64()}
		return func(x, y float64) [3]float64 {
			u, v := x*cos+y*sin, -x*sin+y*cos
			f := 1.0
			if int(math.Floor(u/70))&1 == 0 {
				f *= .8
			}
			if int(math.Floor(v/70))&1 == 0 {
				f *= .8
			}
			return scale3(a, f*(1+.15*noise(u/2, v/2)))
		}
	case groundWhite:
		c := [3]float64{205 + 30*rng.Float64(), 205 + 30*rng.Float64(), 200 + 30*rng.Float64()}
		return func(x, y float64) [3]float64 { return scale3(c, 1+.02*noise(x/80, y/80)) }
	}
	return func(x, y float64) [3]float64 {
		v := 110 + 60*noise(x/4, y/4) + 25*noise(x/17+9, y/17)
		return [3]float64{v, v, v * .95}
	}
}

// newNoise is smooth value noise in -1..1.
func newNoise(rng *rand.Rand) func(x, y float64) float64 {
	var lattice [64 * 64]float64
	for i := range lattice {
		lattice[i] = 2*rng.Float64() - 1
	}
	at := func(x, y int) float64 { return lattice[(y&63)*64+x&63] }
	return func(x, y float64) float64 {
		fx, fy := math.Floor(x), math.Floor(y)
		xi, yi := int(fx), int(fy)
		u, v := x-fx, y-fy
		u, v = u*u*(3-2*u), v*v*(3-2*v)
		return (at(xi, yi)*(1-u)+at(xi+1, yi)*u)*(1-v) + (at(xi, yi+1)*(1-u)+at(xi+1, yi+1)*u)*v
	}
}

func fillRect(m *image.NRGBA, x0, y0, x1, y1 float64, c color.NRGBA) {
	b := m.Bounds()
	for y := max(int(y0), 0); y < min(int(y1), b.Dy()); y++ {
		for x := max(int(x0), 0); x < min(int(x1), b.Dx()); x++ {
			m.SetNRGBA(x, y, c)
		}
	}
}

// glyphs draws n characters' worth of strokes, size px high.
func glyphs(m *image.NRGBA, rng *rand.Rand, x, y, size float64, n int, c color.NRGBA) {
	t := max(2, size/11)
	for i := range n {
		x0 := x + float64(i)*size*1.08
		for range 3 + rng.IntN(3) {
			v := rng.Float64() * (size - t)
			a, b := rng.Float64()*size*.3, size*(.6+.35*rng.Float64())
			if rng.IntN(2) == 0 {
				fillRect(m, x0+a, y+v, x0+b, y+v+t, c)
			} else {
				fillRect(m, x0+v, y+a, x0+v+t, y+b, c)
			}
		}
	}
}

func drawCard(rng *rand.Rand, w, h int, colourful bool) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	fw, fh := float64(w), float64(h)
	r := fw * .037
	for y := range h {
		for x := range w {
			fx, fy := float64(x)+.5, float64(y)+.5
			dx, dy := max(r-fx, fx-(fw-r), 0), max(r-fy, fy-(fh-r), 0)
			if math.Hypot(dx, dy) > r {
				continue
			}
			wave := math.Sin(fx/7+5*math.Sin(fy/60)) * math.Sin(fy/6+4*math.Sin(fx/70))
			u := math.Abs(fx/fw-.45) * 2
			m.SetNRGBA(x, y, color.NRGBA{clamp8(232 - 25*u + 9*wave), clamp8(222 + 8*u + 9*wave), clamp8(235 + 5*wave), 255})
		}
	}
	ink, label := color.NRGBA{25, 25, 30, 255}, color.NRGBA{70, 130, 190, 255}
	u := fw * .036
	for _, l := range []struct {
		x, y float64
		n    int
	}{{.19, .12, 3}, {.19, .23, 1}, {.40, .23, 1}, {.19, .34, 4}, {.34, .34, 1}, {.44, .34, 1}, {.19, .46, 11}, {.19, .535, 11}, {.33, .83, 17}} {
		glyphs(m, rng, fw*l.x, fh*l.y, u, l.n, ink)
	}
	for _, l := range [][3]float64{{.08, .13, 2}, {.08, .24, 2}, {.29, .24, 2}, {.08, .35, 2}, {.08, .47, 2}, {.08, .84, 6}} {
		glyphs(m, rng, fw*l[0], fh*l[1], u*.8, int(l[2]), label)
	}
	for y := int(fh * .13); y < int(fh*.66); y++ {
		for x := int(fw * .67); x < int(fw*.93); x++ {
			d := math.Hypot((float64(x)/fw-.8)*1.5, float64(y)/fh-.4)
			if d < .17 {
				m.SetNRGBA(x, y, color.NRGBA{clamp8(200 - 300*d), clamp8(160 - 250*d), clamp8(140 - 200*d), 255})
			}
		}
	}
	if !colourful {
		greyOut(m)
	}
	return m
}

func drawLicence(rng *rand.Rand, w, h int, colourful bool) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	fw, fh := float64(w), float64(h)
	fillRect(m, 0, 0, fw, fh, color.NRGBA{244, 241, 232, 255})
	olive := color.NRGBA{150, 145, 80, 255}
	x0, y0, x1, y1, t := fw*.05, fh*.09, fw*.95, fh*.92, fw*.025
	for y := int(y0); y < int(y1); y++ {
		for x := int(x0); x < int(x1); x++ {
			fx, fy := float64(x), float64(y)
			if min(fx-x0, fy-y0, x1-fx, y1-fy) < t && math.Sin(fx/5)*math.Sin(fy/5) > -.3 {
				m.SetNRGBA(x, y, olive)
			}
		}
	}
	ink := color.NRGBA{30, 28, 28, 255}
	glyphs(m, rng, fw*.38, fh*.23, fw*.05, 4, ink)
	u := fw * .014
	for i := range 5 {
		yy := fh * (.41 + .05*float64(i))
		glyphs(m, rng, fw*.12, yy, u*1.1, 4, ink)
		glyphs(m, rng, fw*.21, yy, u, 8+rng.IntN(12), ink)
		glyphs(m, rng, fw*.55, yy, u*1.1, 4, ink)
		glyphs(m, rng, fw*.63, yy, u, 6+rng.IntN(12), ink)
	}
	glyphs(m, rng, fw*.05, fh*.95, u*.8, 20, ink)
	glyphs(m, rng, fw*.74, fh*.95, u*.8, 12, ink)
	for y := range int(fw * .07) {
		for x := range int(fw * .07) {
			if (x/4*7+y/4*13+x/4*y/4)%3 == 0 {
				m.SetNRGBA(int(fw*.72)+x, int(fh*.22)+y, color.NRGBA{0, 0, 0, 255})
			}
		}
	}
	red := color.NRGBA{205, 40, 45, 255}
	for y := range h {
		for x := range w {
			d := math.Hypot(float64(x)-fw*.8, float64(y)-fh*.75) / fw
			e := math.Hypot(float64(x)-fw*.5, float64(y)-fh*.11) / fw
			if d > .058 && d < .062 || d < .02 || e < .04 {
				m.SetNRGBA(x, y, red)
			}
		}
	}
	if !colourful {
		greyOut(m)
	}
	return m
}

func greyOut(m *image.NRGBA) {
	for i := 0; i < len(m.Pix); i += 4 {
		y, _, _ := color.RGBToYCbCr(m.Pix[i], m.Pix[i+1], m.Pix[i+2])
		m.Pix[i], m.Pix[i+1], m.Pix[i+2] = y, y, y
	}
}

// blurRGB is a Gaussian.
func blurRGB(buf []float32, w, h int, sigma float64) {
	if sigma <= 0 {
		return
	}
	n := int(math.Ceil(3 * sigma))
	k := make([]float32, 2*n+1)
	var sum float32
	for i := range k {
		d := float64(i - n)
		k[i] = float32(math.Exp(-d * d / (2 * sigma * sigma)))
		sum += k[i]
	}
	tmp := make([]float32, len(buf))
	pass := func(dst, src []float32, lines, length, lineStep, step int) {
		for l := range lines {
			for i := range length {
				for c := range 3 {
					var v float32
					for j, kv := range k {
						p := min(max(i+j-n, 0), length-1)
						v += kv * src[l*lineStep+p*step+c]
					}
					dst[l*lineStep+i*step+c] = v / sum
				}
			}
		}
	}
	pass(tmp, buf, h, w, 3*w, 3)
	pass(buf, tmp, w, h, 3, 3*w)
}
