package extract

import (
	"cmp"
	"context"
	"image"
	"slices"
	"strings"

	"prereview/filing"
	"prereview/ocr"
)

// guess is a kind and a way up that the ink does not speak against, and how strongly it speaks for it.
type guess struct {
	kind filing.DocumentKind
	turn int
	flip bool
	odds float64

	frame  frame
	number []part   // of the portrait side
	form   bool     // the page has the shape of a card, and nothing more is known of it
	tried  *finding // what reading said, nil before
}

// plain is from which odds on a guess is tried before the page's other ways up are even looked at: a licence with its
// title and two lesser marks, a card with the mark that only it has.
const plain = 7

// leastFit is the least that the print of a card must fall on its rows (rowsFit), about a character each, when nothing else speaks for
// the card.
const leastFit = 2.5

// finding is a confirmed guess with what confirming it already read.
type finding struct {
	kind       filing.DocumentKind
	confidence float64
	sheet      *sheet
	frame      frame
	number     reading // of the portrait side
	digits     []part  // its line
	licence    *licence
	back       []place
	lines      []ocr.Line // of back
}

// find confirms the first guess that reading bears out. Guesses are cheap, readings are not: a card's confirmation reads
// one or two lines.
func find(ctx context.Context, page image.Image, reader ocr.Reader, hint filing.DocumentKind) (finding, error) {
	return findAmong(ctx, page, reader, hint, filing.RecognisedKinds...)
}

// findAmong looks for some kinds only.
func findAmong(ctx context.Context, page image.Image, reader ocr.Reader, hint filing.DocumentKind, kinds ...filing.DocumentKind) (finding, error) {
	none := finding{kind: filing.Unknown}
	r := rasterOf(page)
	if r.w < 40 || r.h < 40 || r.w*r.h > maxPixels || r.w > 40*r.h || r.h > 40*r.w {
		return none, ctx.Err()
	}
	base := newSheet(r)
	if len(base.parts) > maxParts { // a lawn, noise: nothing to be looked for eight times over
		return none, ctx.Err()
	}
	var known *way // up, by what reads well
	confirm := func(s *sheet, g guess) (finding, error) {
		heard := &hearing{Reader: reader}
		f, err := s.confirm(ctx, heard, g)
		if heard.clear >= leastClear {
			known = &way{s.turn, s.flip}
		}
		return f, err
	}
	upright := base.guesses(hint, kinds)
	if likeliest := slices.MaxFunc(append(upright, guess{}), func(a, b guess) int { return cmp.Compare(a.odds, b.odds) }); likeliest.odds >= plain {
		i := slices.IndexFunc(upright, func(g guess) bool { return g.odds == likeliest.odds })
		f, err := confirm(base, upright[i])
		if err != nil || f.kind != filing.Unknown && !f.weak() {
			return f, err
		}
		upright[i].tried = &f
	}
	for _, flip := range []bool{false, true} {
		views := map[int]*sheet{}
		var guesses []guess
		for turn := range 4 {
			v := base.view(turn, flip)
			views[turn] = v
			if v == base {
				guesses = append(guesses, upright...)
			} else {
				guesses = append(guesses, v.guesses(hint, kinds)...)
			}
		}
		slices.SortStableFunc(guesses, func(a, b guess) int { return cmp.Compare(b.odds, a.odds) })
		// A number that is none may be one read upside down: the card's other ways up are tried before it is believed.
		weak := none
		for _, g := range guesses {
			if weak.kind != filing.Unknown && g.kind == filing.BusinessLicence {
				continue
			}
			if known != nil && *known != (way{g.turn, g.flip}) && g.kind == filing.BusinessLicence {
				continue // its text would read no better than it has
			}
			f, err := confirm(views[g.turn], g)
			if err != nil {
				return f, err
			}
			if f.weak() {
				if weak.kind == filing.Unknown {
					weak = f
				}
				continue
			}
			if f.kind != filing.Unknown {
				return f, nil
			}
		}
		if weak.kind != filing.Unknown {
			return weak, nil
		}
	}
	return none, nil
}

// weak says that a number which is none is all that speaks for a card.
func (f finding) weak() bool { return f.kind == filing.IDCardFront && f.confidence < 0.9 }

// guesses weighs each kind for the view as it stands.
func (s *sheet) guesses(hint filing.DocumentKind, kinds []filing.DocumentKind) []guess {
	var out []guess
	add := func(g guess) {
		if g.kind == hint {
			g.odds *= 1.5
		}
		g.turn, g.flip = s.turn, s.flip
		out = append(out, g)
	}
	page := s.cardFrame()
	aspect := float64(s.w) / float64(s.h)
	card := aspect > 1.15 && aspect < 2.2
	emblem := 0.0
	if card {
		emblem = s.redIn(page.rect(0.04, 0.05, 0.28, 0.42))
	}
	front, back := false, false
	if card {
		if number, ok := s.findNumber(page); ok {
			odds := 10.0
			if emblem > 0.08 { // the portrait side has no red
				odds = 1
			}
			front = true
			add(guess{kind: filing.IDCardFront, odds: odds, frame: s.fitFront(number), number: number})
		}
		if odds := s.looksBack(page); odds > 0 {
			back = true
			add(guess{kind: filing.IDCardBack, odds: odds, frame: page})
		}
	}
	if card && emblem <= 0.08 && cardFits(aspect) {
		// Which way up is tried first goes by how well the print falls on a card's rows.
		if fit := s.rowsFit(page); fit > leastFit {
			add(guess{kind: filing.IDCardFront, odds: min(fit/8, 3), frame: page, form: true})
		}
	}
	// A card that does not fill the page.
	if !front {
		if number := s.numberAnywhere(); len(number) > 0 {
			add(guess{kind: filing.IDCardFront, odds: 4, frame: s.fitFront(number), number: number})
		}
	}
	if f, ok := s.fitBack(); ok && (!back || !near(f, page)) {
		if odds := s.looksBack(f); odds > 0 {
			add(guess{kind: filing.IDCardBack, odds: odds * 0.9, frame: f})
		}
	}
	if !slices.Contains(kinds, filing.BusinessLicence) {
		return out
	}
	if odds := s.looksLicence(); odds > 0 {
		add(guess{kind: filing.BusinessLicence, odds: odds, frame: page})
	}
	return out
}

// cardShaped says that the page has about the shape of a card, as it stands.
func (s *sheet) cardShaped() bool {
	a := float64(s.w) / float64(s.h)
	return a > 1.3 && a < 1.9
}

func (s *sheet) cardFrame() frame { return frame{0, 0, float64(s.w), float64(s.h)} }

// redIn is the share of strongly red pixels in a rectangle.
func (s *sheet) redIn(r image.Rectangle) float64 {
	r = r.Intersect(image.Rect(0, 0, s.w, s.h))
	if r.Empty() {
		return 0
	}
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if s.red[y*s.w+x] {
				n++
			}
		}
	}
	return float64(n) / float64(r.Dx()*r.Dy())
}

// looksBack weighs the emblem side of a card: print on two lines low on the card, little or none between them and the
// titles, red at the top left when there is colour.
func (s *sheet) looksBack(f frame) float64 {
	em := f.em()
	values := 0
	for _, p := range s.layBack(f) {
		if p.rect.Dx() > 3*em {
			values++
		}
	}
	if values < 2 {
		return 0
	}
	odds := 2.0
	if red := s.redIn(f.rect(0.04, 0.05, 0.28, 0.42)); red > 0.08 {
		odds += 6
	}
	return odds
}

// looksLicence weighs a licence: much small print under a title of four large characters, red at the top and at the
// bottom right.
func (s *sheet) looksLicence() float64 {
	if len(s.parts) < 60 {
		return 0
	}
	segs := segments(s.parts, 0.9)
	em := textHeight(segs)
	if em == 0 {
		return 0
	}
	odds := 1.0
	if em*45 < max(s.w, s.h) {
		odds++
	}
	for _, g := range segs {
		mid := (g.y0 + g.y1) / 2
		if g.h()*10 > em*19 && g.h() < em*6 && g.w()*2 > g.h()*7 && g.w() < g.h()*9 && mid > s.h/20 && mid < s.h*2/5 && g.x0 > s.w/5 && g.x1 < s.w*4/5 {
			odds += 4
			break
		}
	}
	f := s.cardFrame()
	if s.redIn(f.rect(0.4, 0, 0.6, 0.25)) > 0.02 {
		odds += 2
	}
	if s.redIn(f.rect(0.5, 0.6, 1, 1)) > 0.01 {
		odds++
	}
	return odds
}

// textHeight is the height of most lines of print, 0 when there are none.
func textHeight(segs []segment) int {
	var heights []int
	for _, g := range segs {
		if len(g.parts) >= 4 && g.w() > 2*g.h() {
			for range len(g.parts) {
				heights = append(heights, g.h())
			}
		}
	}
	if len(heights) == 0 {
		return 0
	}
	slices.Sort(heights)
	return heights[len(heights)/2]
}

// confirm reads what a guess must show.
func (s *sheet) confirm(ctx context.Context, reader ocr.Reader, g guess) (finding, error) {
	if g.tried != nil {
		return *g.tried, nil
	}
	f := finding{kind: filing.Unknown, sheet: s, frame: g.frame, digits: g.number}
	if g.form {
		return s.confirmForm(ctx, reader, g)
	}
	switch g.kind {
	case filing.IDCardFront:
		number := g.number
		r, err := s.readCode(ctx, reader, box(number, f.frame.em()), idAlphabet, readIDNumber)
		if err != nil {
			return f, err
		}
		f.number = r
		n := len(r.value)
		_, birth := filing.IDNumber(r.value).Birth()
		switch {
		case r.valid:
			f.kind, f.confidence = filing.IDCardFront, 0.999
		case n == 18 && birth:
			f.kind, f.confidence = filing.IDCardFront, 0.98
		case !near(g.frame, s.cardFrame()): // a code or a date of something else may look like it
		case n >= 17 && n <= 19, n >= 15 && n <= 21 && len(number) >= 17 && len(number) <= 19:
			f.kind, f.confidence = filing.IDCardFront, 0.8
		}
		if f.kind == filing.Unknown && !near(g.frame, s.cardFrame()) {
			return s.confirmForm(ctx, reader, g) // a card on a sheet, its number hidden in part
		}
		if f.kind != filing.Unknown && !(r.valid && s.cardShaped() && near(g.frame, s.cardFrame())) {
			if card, err := s.bornOut(ctx, reader, f); err != nil || !card {
				return finding{kind: filing.Unknown}, err
			}
		}
	case filing.IDCardBack:
		f.back = s.layBack(f.frame)
		cs := make([]crop, len(f.back))
		for i, p := range f.back {
			cs[i] = crop{rect: p.rect}
		}
		lines, _, err := s.read(ctx, reader, cs)
		if err != nil {
			return f, err
		}
		f.lines = lines
		marks := 0
		for i, l := range lines {
			t := fold(l.Text)
			if f.back[i].field == "term" {
				if len(findDates(cells(l))) == 2 {
					marks += 2
				} else if len(findDates(cells(l))) == 1 || strings.Contains(t, "长期") {
					marks++
				}
			} else if strings.Contains(t, "公安") || strings.Contains(t, "安局") || strings.HasSuffix(t, "分局") {
				marks += 2
			}
		}
		if !near(g.frame, s.cardFrame()) && marks < 4 {
			marks = 0
		}
		if marks >= 2 {
			f.kind, f.confidence = filing.IDCardBack, min(0.999, 0.5+0.125*float64(marks+1))
			if marks >= 4 {
				f.confidence = 0.999
			}
		}
	case filing.BusinessLicence:
		l, err := s.layLicence(ctx, reader)
		if err != nil {
			return f, err
		}
		if l != nil && l.score() >= leastScore {
			f.kind, f.licence = filing.BusinessLicence, l
			f.confidence = min(0.999, 0.6+0.1*l.score())
		}
	}
	return f, nil
}
