package corpus

import (
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
	Data          []byte // JPEG, or a PDF of one page that holds it
	Width, Height int    // of the JPEG as stored, before EXIF orientation
}

// Scene is one way of taking a picture of a page, fixed when it is made: the same random stream gives the same scene.
// Not safe for concurrent use.
type Scene struct {
	Tier     Tier
	split    Split
	r        *rand.Rand
	medium   medium  // what carries the page
	company  company // what lies beside it
	longSide int     // of the picture
	fill     float64 // share of the picture's side that the page, or the sheet it is on, takes
	share    float64 // share of the sheet's width that the page takes
	bleed    bool    // the page is the whole picture
	bed      bool    // a flatbed scanned whole, though a card covers little of it
	careful  bool    // a photo whose taker read the instructions
	held     bool    // in the hand, not on a desk
	whole    bool    // the page itself, and all of it
	pdf      bool
	app      bool // scanned with a phone's application, which cuts the page out
	steps    []step
}

// NewScene decides how the picture will be taken. The splits share no ground to lie on.
func NewScene(r *rand.Rand, split Split, tier Tier) *Scene {
	s := &Scene{Tier: tier, split: split, r: r, share: 1}
	switch tier {
	case Photo:
		s.longSide = intBetween(r, 1600, 2400)
		if chance(r, .15) {
			s.longSide = intBetween(r, 2400, 3000)
		}
		s.fill = between(r, .62, .93)
		s.held = chance(r, .1)
		s.steps = photoSteps
	case Hard:
		s.longSide = intBetween(r, 1200, 2400)
		s.fill = between(r, .55, .95)
		s.medium = medium(weighted(r, []float64{original: .77, greyCopy: .06, blackWhite: .04, printOut: .06, screen: .07}))
		s.company = company(weighted(r, []float64{alone: .91, otherSide: .06, otherCard: .03}))
		s.held = s.medium == original && chance(r, .15)
		s.pdf = chance(r, .03)
		s.steps = hardSteps
	default:
		s.longSide = intBetween(r, 1000, 2000)
		s.fill = between(r, .86, .98)
		s.bleed = chance(r, .35)
		if s.bed = !s.bleed && chance(r, .1); s.bed {
			s.longSide = intBetween(r, 1754, 2339) // A4 at 150 to 200 dots an inch
		}
		s.pdf = chance(r, .08)
		s.steps = scanSteps
	}
	switch s.medium {
	case greyCopy, blackWhite, printOut:
		s.share, s.fill = between(r, .5, .85), between(r, .8, .97)
	case screen:
		s.share, s.fill = between(r, .7, .95), between(r, .9, 1.02)
	}
	if split == Fresh {
		s.steps = freshSteps[tier]
		if s.app = tier == Scan && chance(r, .5); s.app {
			s.bleed, s.bed = true, false
		}
	}
	return s
}

// showWhole keeps the scene to pictures of one original that show all of it the right way round, so that nothing is wrong
// with a filing but what is planted in it.
func (s *Scene) showWhole() {
	if s.medium != original {
		s.medium, s.share, s.fill = original, 1, between(s.r, .55, .95)
	}
	s.company, s.pdf, s.whole = alone, false, true
}

// PageSide is the longer side in pixels at which a page should be drawn so that the scene samples it about one to one.
func (s *Scene) PageSide(kind filing.DocumentKind) int {
	w := float64(s.side(kind))
	switch {
	case s.bleed:
	case s.medium == original:
		w *= s.fillOf(kind)
		if s.accompanied(kind) {
			w *= .62
		}
	case card(kind) && s.medium != screen:
		w *= s.fill * s.share / math.Sqrt2 // on an upright sheet of paper
	case card(kind) && s.accompanied(kind):
		w *= s.fill * s.share * .5
	default:
		w *= s.fill * s.share
	}
	return int(w)
}

func (s *Scene) fillOf(kind filing.DocumentKind) float64 {
	if s.bed && card(kind) {
		return cardW / 297
	}
	return s.fill
}

// side is the picture's longer side. A licence or letter is a larger sheet with smaller print than a card, and people know it.
func (s *Scene) side(kind filing.DocumentKind) int {
	if !card(kind) && !s.careful {
		return s.longSide * 13 / 10
	}
	return s.longSide
}

// company is what lies beside the page in the same picture. Only cards have any.
type company int

const (
	alone company = iota
	otherSide
	otherCard // of another person
)

func (s *Scene) accompanied(kind filing.DocumentKind) bool {
	return s.company != alone && card(kind)
}

// shot is a picture in the making.
type shot struct {
	*Scene
	kind   filing.DocumentKind
	docs   []Document
	pages  []*image.RGBA // the flat pages, one a document
	boards []*board      // what lies before the camera; pages are on them
	img    *image.RGBA   // the picture
	turn   int           // quarter turns clockwise in the stored picture
	exif   int           // orientation tag, 0 for none
	cover  []filing.Box  // parts of the picture that something opaque lies over
	grip   grip          // of a page that is held up
	coding coding
	done   []Step
}

// step is one thing that happens between the printer and the upload. It records itself by did.
type step func(t *shot)

// sometimes takes a step in a share p of the pictures.
func sometimes(p float64, do step) step {
	return func(t *shot) {
		if chance(t.r, p) {
			do(t)
		}
	}
}

func (t *shot) did(name string, params ...any) {
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
	t.done = append(t.done, st)
}

// Apply takes the picture of the page, as a JPEG. Further pages lie beside it when the scene has a place for them: see
// Generator.DrawFor. Truth.File and Truth.Split are left to the caller.
func (s *Scene) Apply(doc Document, beside ...Document) (Picture, Truth, error) {
	t := &shot{Scene: s, kind: doc.Kind, docs: []Document{doc}}
	if s.accompanied(doc.Kind) && len(beside) > 0 {
		t.docs = append(t.docs, beside[0])
	}
	for _, d := range t.docs {
		t.pages = append(t.pages, &image.RGBA{Pix: slices.Clone(d.Image.Pix), Stride: d.Image.Stride, Rect: d.Image.Rect})
	}
	for _, do := range s.steps {
		do(t)
	}
	data := encodeJPEG(t.img, t.coding, t.exif)
	t.did("jpeg", "quality", t.coding.quality, "orientation", t.exif, "across", t.coding.across, "down", t.coding.down)
	return Picture{data, t.img.Rect.Dx(), t.img.Rect.Dy()}, t.truth(), nil
}

// warp moves everything in the picture by m.
func (t *shot) warp(m matrix) {
	for _, s := range t.boards {
		s.fwd = m.mul(&s.fwd)
		s.quad = m.box(s.quad)
	}
	for i, b := range t.cover {
		t.cover[i] = m.box(b)
	}
}

func (t *shot) truth() Truth {
	var all []Truth
	for _, s := range t.boards {
		for _, p := range s.pages {
			all = append(all, t.truthOf(s, p))
		}
	}
	tr := all[0]
	tr.Steps, tr.Also = t.done, all[1:]
	if len(tr.Also) == 0 {
		tr.Also = nil
	}
	return tr
}

func (t *shot) truthOf(s *board, p placed) Truth {
	d := t.docs[p.page]
	w, h := float64(d.Image.Rect.Dx()), float64(d.Image.Rect.Dy())
	on := func(b filing.Box) filing.Box { return rounded(s.place(p, b)) }
	tr := Truth{Kind: d.Kind, Tier: t.Tier, Layout: d.Layout, Fields: d.Fields, Lines: d.Lines, Fonts: d.Fonts, Marked: d.Marked,
		Boxes: map[string][]filing.Box{}, Page: on(filing.Box{{0, 0}, {w, 0}, {w, h}, {0, h}}), Width: t.img.Rect.Dx(), Height: t.img.Rect.Dy()}
	if t.medium != original {
		tr.Sheet = rounded(s.quad)
	}
	for name, boxes := range d.Boxes {
		for _, b := range boxes {
			tr.Boxes[name] = append(tr.Boxes[name], on(b))
		}
		if !t.readable(s, p, boxes) {
			tr.Hidden = append(tr.Hidden, name)
		}
	}
	slices.Sort(tr.Hidden)
	for _, line := range d.Print {
		line.Box = on(line.Box)
		tr.Print = append(tr.Print, line)
	}
	return tr
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
