package corpus

import (
	"image"
	"math"

	"prereview/filing"
)

// medium is what carries the page before the camera.
type medium int

const (
	original   medium = iota
	greyCopy          // a photocopy
	blackWhite        // a photocopy of two tones
	printOut          // printed in colour on office paper
	screen            // a monitor
)

// board is one flat thing before the camera: an original, a sheet of paper or a screen with pages on it.
type board struct {
	img    *image.RGBA
	pages  []placed
	at     matrix // pixels of the sheet as drawn to the plane that pose tilts
	radius float64
	quad   filing.Box // in the picture
	fwd    matrix     // pixels of the sheet as drawn to the picture
	w, h   float64    // of the sheet as drawn, in pixels
	rise   float64    // of a sheet that does not lie flat, share of its height
	skew   float64    // where along its width it rises most: 1 in the middle
}

// placed is a page on a sheet.
type placed struct {
	page int    // index of the document
	at   matrix // pixels of the page to pixels of the sheet
}

var identity = matrix{1, 0, 0, 0, 1, 0, 0, 0, 1}

func shifted(x, y float64) matrix { return matrix{1, 0, x, 0, 1, y, 0, 0, 1} }

func newBoard(img *image.RGBA) *board {
	return &board{img: img, at: identity, w: float64(img.Rect.Dx()), h: float64(img.Rect.Dy())}
}

// lift is how far the sheet's lines are moved up at x. A sheet that does not lie flat rises somewhere between its left and
// right edges, which leaves the corners where they are.
func (s *board) lift(x float64) float64 {
	if s.rise == 0 {
		return 0
	}
	return s.rise * s.h * math.Sin(math.Pi*math.Pow(max(0, min(1, x/s.w)), s.skew))
}

// place takes a box of the page to the picture.
func (s *board) place(p placed, b filing.Box) filing.Box {
	for i, c := range b {
		x, y := s.point(p, c[0], c[1])
		b[i] = [2]float64{x, y}
	}
	return b
}

func (s *board) point(p placed, x, y float64) (float64, float64) {
	x, y = p.at.apply(x, y)
	return s.fwd.apply(x, y-s.lift(x))
}

// lay puts the pages before the camera: originals by themselves, or on the paper of a copy, or on a screen.
func lay(t *shot) {
	switch t.medium {
	case original:
		t.layOriginals()
	case screen:
		t.layScreen()
	default:
		t.layPaper()
	}
	switch {
	case len(t.docs) > 1 && t.company == otherSide:
		t.did("both_sides")
	case len(t.docs) > 1:
		t.did("two_cards")
	}
}

func (t *shot) layOriginals() {
	r := t.r
	for i, img := range t.pages {
		s := newBoard(img)
		s.pages = []placed{{i, identity}}
		if card(t.docs[i].Kind) {
			s.radius = s.w * 3.18 / cardW // the card's corners are round
		}
		if i > 0 { // below the first or beside it, not quite in line
			first := t.boards[0]
			gap := first.w * between(r, .02, .1)
			x, y := first.w*between(r, -.05, .05), first.h+gap
			if chance(r, .3) {
				x, y = first.w+gap, first.h*between(r, -.06, .06)
			}
			sn, co := math.Sincos(between(r, -4, 4) * math.Pi / 180)
			s.at = matrix{co, -sn, x, sn, co, y, 0, 0, 1}
		}
		t.boards = append(t.boards, s)
	}
}

// paperSize is an A4 sheet in pixels on which the first page takes its share of the width.
func (t *shot) paperSize() (w, h int) {
	page := t.pages[0].Rect
	sw := float64(page.Dx()) / t.share
	if !card(t.kind) && page.Dx() > page.Dy() {
		return int(sw), int(max(sw/math.Sqrt2, float64(page.Dy())*1.05))
	}
	return int(sw), int(sw * math.Sqrt2)
}

// layPaper copies or prints the pages onto a sheet of office paper.
func (t *shot) layPaper() {
	r := t.r
	w, h := t.paperSize()
	paper := image.NewRGBA(image.Rect(0, 0, w, h))
	white := uint8(intBetween(r, 236, 253))
	fillRGBA(paper, white, white, uint8(int(white)-r.IntN(6)))
	s := newBoard(paper)
	t.spread(s)
	tones := copier{}
	switch t.medium {
	case greyCopy:
		tones = newCopier(r)
		tones.grey = true
	case blackWhite:
		tones = newCopier(r)
		tones.grey, tones.level = true, intBetween(r, 95, 150)
	default:
		tones.gain, tones.lift, tones.dots = between(r, .8, .95), between(r, 4, 22), chance(r, .5)
	}
	tones.run(paper, r)
	name := map[medium]string{greyCopy: "grey_copy", blackWhite: "black_white_copy", printOut: "print_out"}[t.medium]
	t.did(name, "share", t.share, "level", tones.level)
	if t.medium != printOut && chance(r, .5) || chance(r, .15) {
		t.freshSeal(s)
	}
	t.boards = []*board{s}
}

// spread puts the pages onto the sheet, one below the other, and copies their pixels there.
func (t *shot) spread(s *board) {
	r := t.r
	total := 0
	for _, img := range t.pages {
		total += img.Rect.Dy()
	}
	room := s.h - float64(total)
	gap := max(0, room) / float64(len(t.pages)+1)
	y := between(r, .25, 1) * gap
	for i, img := range t.pages {
		x := (s.w - float64(img.Rect.Dx())) * between(r, .35, .65)
		at := image.Pt(int(x), int(y))
		s.pages = append(s.pages, placed{i, shifted(float64(at.X), float64(at.Y))})
		radius := 0.0
		if card(t.docs[i].Kind) {
			radius = float64(img.Rect.Dx()) * 3.18 / cardW
		}
		pasteRounded(s.img, img, at, radius)
		y += float64(img.Rect.Dy()) + gap*between(r, .5, 1)
	}
}

func fillRGBA(img *image.RGBA, r, g, b uint8) {
	for i := 0; i+4 <= len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = r, g, b, 255
	}
}

// pasteRounded copies src into dst at p, leaving out the round corners.
func pasteRounded(dst, src *image.RGBA, p image.Point, radius float64) {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	for y := range h {
		inset := 0
		if d := radius - float64(min(y, h-1-y)); d > 0 {
			inset = int(radius - math.Sqrt(max(0, radius*radius-d*d)))
		}
		to := image.Pt(p.X+inset, p.Y+y)
		n := min(w-2*inset, dst.Rect.Dx()-to.X)
		if n <= 0 || to.Y >= dst.Rect.Dy() {
			continue
		}
		copy(dst.Pix[dst.PixOffset(to.X, to.Y):][:4*n], src.Pix[src.PixOffset(inset, y):])
	}
}
