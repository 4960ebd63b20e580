package corpus

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"slices"

	"prereview/filing"
)

// Tier is how hard a picture is.
type Tier string

const (
	Scan  Tier = "scan"  // flatbed: straight, even light
	Photo Tier = "photo" // a phone, some care
	Hard  Tier = "hard"  // a phone, no care
)

// Tiers lists them all.
var Tiers = []Tier{Scan, Photo, Hard}

// Picture is an encoded upload.
type Picture struct {
	Data          []byte // JPEG
	Width, Height int    // as stored, before EXIF orientation
}

// Scene is one way of taking a picture of a page, fixed when it is made: the same random stream gives the same scene.
type Scene struct {
	Tier     Tier
	r        *rand.Rand
	longSide int     // of the picture
	fill     float64 // share of the picture's side that the page takes
	bleed    bool    // the page is the whole picture
	careful  bool    // a photo whose taker read the instructions
}

// NewScene decides how the picture will be taken.
func NewScene(r *rand.Rand, tier Tier) *Scene {
	s := &Scene{Tier: tier, r: r}
	switch tier {
	case Photo:
		s.longSide = intBetween(r, 1600, 2400)
		if chance(r, .2) {
			s.longSide = intBetween(r, 2400, 3200)
		}
		s.fill = between(r, .62, .93)
	case Hard:
		s.longSide = intBetween(r, 1200, 2400)
		if chance(r, .35) {
			s.longSide = intBetween(r, 640, 1100)
		}
		s.fill = between(r, .55, .95)
	default:
		s.longSide = intBetween(r, 1000, 2000)
		s.fill = between(r, .86, .98)
		s.bleed = chance(r, .4)
	}
	return s
}

// PageWidth is the width in pixels at which a page should be drawn so that the scene samples it about one to one.
func (s *Scene) PageWidth(kind filing.DocumentKind) int {
	if s.bleed {
		return s.side(kind)
	}
	return int(float64(s.side(kind)) * s.fill)
}

// side is the picture's longer side. A licence or letter is a larger sheet with smaller print than a card, and people know it.
func (s *Scene) side(kind filing.DocumentKind) int {
	if !card(kind) && !s.careful {
		return s.longSide * 13 / 10
	}
	return s.longSide
}

// shot is a picture in the making.
type shot struct {
	*Scene
	doc    Document
	page   *image.RGBA // the flat page
	img    *image.RGBA // the picture
	quad   filing.Box
	fwd    matrix  // pixels of the page as drawn to picture
	sample matrix  // pixels of page to picture
	curl   float64 // rise of the sheet's middle, share of its height
	turn   int     // quarter turns clockwise in the stored picture
	exif   int     // orientation tag, 0 for none
	steps  []Step
}

func (s *shot) did(name string, params ...any) {
	st := Step{Name: name}
	for i := 0; i+1 < len(params); i += 2 {
		if st.Params == nil {
			st.Params = map[string]float64{}
		}
		var v float64
		switch x := params[i+1].(type) {
		case float64:
			v = math.Round(x*1000) / 1000
		case int:
			v = float64(x)
		}
		st.Params[params[i].(string)] = v
	}
	s.steps = append(s.steps, st)
}

// Apply takes the picture. Truth.File and Truth.Split are left to the caller.
func (s *Scene) Apply(doc Document) (Picture, Truth, error) {
	r := s.r
	page := &image.RGBA{Pix: slices.Clone(doc.Image.Pix), Stride: doc.Image.Stride, Rect: doc.Image.Rect}
	t := &shot{Scene: s, doc: doc, page: page}
	if s.Tier == Hard && chance(r, .45) || s.Tier == Photo && !s.careful && chance(r, .08) {
		t.purposeMark()
	}
	t.pose()
	if s.Tier == Photo && !s.careful && chance(r, .12) || s.Tier == Hard && chance(r, .3) {
		if !card(doc.Kind) {
			t.curl = between(r, -.012, .012)
			t.did("curl", "rise", t.curl)
		}
	}
	t.take()
	if s.Tier == Photo && !s.careful && chance(r, .05) || s.Tier == Hard && chance(r, .2) {
		t.finger()
	}
	if s.Tier == Hard && chance(r, .07) {
		t.moire()
	}
	quality := 0
	switch {
	case s.careful:
		t.expose(exposure{gain: between(r, .97, 1.03), slope: between(r, .02, .07), vignette: .04, warmth: between(r, -.02, .02), noise: 1.2})
		quality = 90
	case s.Tier == Scan:
		t.expose(exposure{gain: between(r, .97, 1.03), noise: between(r, .6, 2.2)})
		quality = intBetween(r, 85, 95)
	case s.Tier == Photo:
		t.soften(between(r, .0, .16), 1)
		t.expose(exposure{gain: between(r, .82, 1.06), slope: between(r, .05, .25), shadow: maybe(r, .4, .12, .35),
			vignette: between(r, 0, .2), warmth: between(r, -.07, .07), noise: between(r, 1.2, 4)})
		quality = intBetween(r, 70, 92)
	case s.Tier == Hard:
		t.soften(between(r, .05, .25), intBetween(r, 1, 2))
		if chance(r, .25) {
			t.motion(intBetween(r, 2, 2+s.longSide/500))
		}
		t.expose(exposure{gain: between(r, .55, 1.15), slope: between(r, .1, .45), shadow: maybe(r, .6, .2, .5),
			vignette: between(r, 0, .35), warmth: between(r, -.13, .13), noise: between(r, 2, 8), glare: maybe(r, .4, .35, .8)})
		if chance(r, .06) {
			t.grey()
		}
		quality = intBetween(r, 40, 85)
	}
	data, err := encodeJPEG(t.img, quality, t.exif)
	if err != nil {
		return Picture{}, Truth{}, fmt.Errorf("encode: %w", err)
	}
	t.did("jpeg", "quality", quality, "orientation", t.exif)
	return Picture{data, t.img.Rect.Dx(), t.img.Rect.Dy()}, t.truth(), nil
}

// maybe is 0, or with probability p between a and b.
func maybe(r *rand.Rand, p, a, b float64) float64 {
	if !chance(r, p) {
		return 0
	}
	return between(r, a, b)
}

func (t *shot) mapBox(b filing.Box) filing.Box {
	w, h := float64(t.doc.Image.Rect.Dx()), float64(t.doc.Image.Rect.Dy())
	for i, p := range b {
		y := p[1]
		if t.curl != 0 {
			y -= t.curl * h * math.Sin(math.Pi*p[0]/w)
		}
		b[i][0], b[i][1] = t.fwd.apply(p[0], y)
	}
	return b
}

func (t *shot) truth() Truth {
	d := t.doc
	tr := Truth{Kind: d.Kind, Tier: t.Tier, Layout: d.Layout, Fields: d.Fields, Lines: d.Lines, Fonts: d.Fonts, Marked: d.Marked,
		Boxes: map[string][]filing.Box{}, Page: t.quad, Steps: t.steps, Width: t.img.Rect.Dx(), Height: t.img.Rect.Dy()}
	for name, boxes := range d.Boxes {
		for _, b := range boxes {
			tr.Boxes[name] = append(tr.Boxes[name], rounded(t.mapBox(b)))
		}
	}
	for _, p := range d.Print {
		p.Box = rounded(t.mapBox(p.Box))
		tr.Print = append(tr.Print, p)
	}
	return tr
}

// pose decides where the page's corners lie in the picture.
func (t *shot) pose() {
	r := t.r
	pw, ph := float64(t.page.Rect.Dx()), float64(t.page.Rect.Dy())
	if t.bleed {
		t.img = image.NewRGBA(t.page.Rect)
		t.quad = filing.Box{{0, 0}, {pw, 0}, {pw, ph}, {0, ph}}
		t.fwd = matrix{1, 0, 0, 0, 1, 0, 0, 0, 1}
		t.did("bleed")
		return
	}
	side := float64(t.side(t.doc.Kind))
	scale := t.fill * side / max(pw, ph)
	angle, bend := between(r, -.8, .8), .0
	aspect := between(r, 1.25, 1.5)
	switch {
	case t.careful:
		angle, bend = between(r, -1.2, 1.2), .008
		aspect = max(pw, ph) / min(pw, ph) * .97
	case t.Tier == Scan:
		aspect = max(pw, ph) / min(pw, ph) * between(r, .96, 1.06)
	case t.Tier == Photo:
		angle, bend = between(r, -5, 5), between(r, .0, .055)
		if chance(r, .06) {
			t.turn = 1 + r.IntN(3)
		}
	case t.Tier == Hard:
		angle, bend = between(r, -11, 11), between(r, .02, .1)
		if chance(r, .2) {
			t.turn = 1 + r.IntN(3)
		}
	}
	w, h := pw*scale, ph*scale
	if aspect < 1 {
		aspect = 1 / aspect
	}
	iw := side
	ih := iw / aspect
	if ph > pw {
		iw, ih = ih, iw
	}
	if ih < h*1.02 {
		ih = h * 1.04
	}
	if iw < w*1.02 {
		iw = w * 1.04
	}
	if t.turn%2 == 1 {
		iw, ih = ih, iw
	}
	if t.turn != 0 && chance(r, .5) {
		t.exif = []int{0, 8, 3, 6}[t.turn]
	}
	cx, cy := iw/2, ih/2
	sn, co := math.Sincos(angle*math.Pi/180 + float64(t.turn)*math.Pi/2)
	corners := filing.Box{{-w / 2, -h / 2}, {w / 2, -h / 2}, {w / 2, h / 2}, {-w / 2, h / 2}}
	// Perspective: the camera leans, so that one side comes out shorter and its ends move in.
	leanX, leanY := between(r, -bend, bend), between(r, -bend, bend)
	for i, c := range corners {
		k := 1 + leanX*c[0]/(w/2) + leanY*c[1]/(h/2)
		x, y := c[0]*k, c[1]*k
		corners[i] = [2]float64{x*co - y*sn, x*sn + y*co}
	}
	// Bring the whole page into the frame.
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, c := range corners {
		minX, minY, maxX, maxY = min(minX, c[0]), min(minY, c[1]), max(maxX, c[0]), max(maxY, c[1])
	}
	fit := min(1, iw*.985/(maxX-minX), ih*.985/(maxY-minY))
	roomX, roomY := (iw-(maxX-minX)*fit)/2, (ih-(maxY-minY)*fit)/2
	cx += -(minX+maxX)/2*fit + between(r, -.8, .8)*max(0, roomX)
	cy += -(minY+maxY)/2*fit + between(r, -.8, .8)*max(0, roomY)
	for i, c := range corners {
		corners[i] = [2]float64{cx + c[0]*fit, cy + c[1]*fit}
	}
	t.img = image.NewRGBA(image.Rect(0, 0, int(iw), int(ih)))
	t.quad = rounded(corners)
	t.fwd = rectToQuad(pw, ph, t.quad)
	t.did("pose", "angle", angle, "lean_x", leanX, "lean_y", leanY, "quarter_turns", t.turn, "scale", scale*fit)
}

// rounded keeps a hundredth of a pixel, which is more than the ink knows.
func rounded(b filing.Box) filing.Box {
	for i := range b {
		for j := range b[i] {
			b[i][j] = math.Round(b[i][j]*100) / 100
		}
	}
	return b
}
