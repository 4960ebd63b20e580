package scan

import (
	"math"

	"prereview/filing"
	"prereview/ocr"
)

const (
	furtherMost   = 3   // pages that are looked for beside the first
	furtherOdds   = 4.  // an outline beside the page has to be likelier than the page itself
	furtherAspect = .07 // how far, as a logarithm, it may be from a card's shape: other company was never seen
	furtherArea   = .55 // of the smaller card to the larger
	furtherEdges  = .12 // share of the edges outside the page from which another look pays
	furtherMargin = 3.  // pixels of the thumbnail round a page that belong to its own side
)

// further looks for more cards beside the one that was found: both sides of one card in a picture, or two persons'. It
// looks again at the edges outside, so that nothing of the first page crowds out the second.
func (s search) further(t *thumb, first candidate) []candidate {
	if !cardLike(first) {
		return nil
	}
	var out []candidate
	rest := s.edges
	for taken := first; len(out) < furtherMost; {
		rest.fine, rest.rough = outside(rest.fine, taken.quad), outside(rest.rough, taken.quad)
		if float64(len(rest.fine)) < furtherEdges*float64(len(s.edges.fine)) {
			break
		}
		c, _ := searchEdges(t, rest).best()
		// That a card beside another runs out of the picture is no surprise.
		if c.sides[0] == nil || c.odds()-traitWeights[borderSides]*c.parts[borderSides]/2 < furtherOdds || !cardLike(c) || ratio(c.quad.Area(), first.quad.Area()) < furtherArea {
			break
		}
		for _, o := range append(out, first) {
			if apart(o.quad, c.quad) {
				continue
			}
			return out
		}
		out, taken = append(out, c), c
	}
	return out
}

// pair finds two cards beside each other when neither is likely as long as what is on the other is held against it: the
// card that would be likeliest alone, likelier than what was found so far, and another on what it leaves.
func (s search) pair(t *thumb, found float64) (first candidate, others []candidate) {
	best := max(found, furtherOdds)
	for _, c := range s.candidates {
		alone := c.odds() - traitWeights[outsideEdges]*c.parts[outsideEdges]
		if c.parts[outsideEdges] > furtherEdges && alone > best && cardLike(c) {
			first, best = c, alone
		}
	}
	if first.sides[0] == nil {
		return first, nil
	}
	return first, s.further(t, first)
}

// cardLike says that the candidate has the shape of a card, or of one that runs out of the picture at one end.
func cardLike(c candidate) bool {
	size := [2]float64{side(c.quad, 0) + side(c.quad, 2), side(c.quad, 1) + side(c.quad, 3)}
	var cut [2]bool // along the first and second pair of sides
	for i, l := range c.sides {
		if l.border {
			cut[(i+1)%2] = true
		}
	}
	// The longer visible side may be the shorter one of the card.
	for _, whole := range [2]float64{aspectID1, 1 / aspectID1} {
		off := math.Log(size[0] / size[1] / whole)
		if cut[1] && !cut[0] {
			off = -off // too long for what is left of its height
		}
		least := -furtherAspect
		if cut[0] != cut[1] {
			least = math.Log(furtherArea)
		}
		if off > least && off < furtherAspect {
			return true
		}
	}
	return false
}

// outside are the edges off the quad.
func outside(es []edge, q ocr.Quad) []edge {
	var l [4]line
	for i := range l {
		l[i] = through(q.Corner(i), q.Corner((i+1)%4))
	}
	var out []edge
	for i := range es {
		for k := range l {
			if l[k].dist(float64(es[i].x), float64(es[i].y)) > furtherMargin {
				out = append(out, es[i])
				break
			}
		}
	}
	return out
}

// apart says that one of two clockwise convex quads has a side with all of the other, but for a sliver, beyond it.
func apart(a, b ocr.Quad) bool {
	for range 2 {
		for i := range a {
			l := through(a.Corner(i), a.Corner((i+1)%4))
			beyond := true
			for k := range b {
				beyond = beyond && l.dist(b[k][0], b[k][1]) > -.03*side(a, (i+1)%4)
			}
			if beyond {
				return true
			}
		}
		a, b = b, a
	}
	return false
}

// beside is the work on another page of the same picture.
func (w *work) beside() *work {
	f := &work{header: w.header, pic: w.pic, thumb: w.thumb, orient: w.orient, w: w.w, h: w.h}
	f.page = Page{Header: w.header, Width: w.page.Width, Height: w.page.Height}
	return f
}

// straightenFurther makes a page of each card beside the first, and says so.
func (w *work) straightenFurther() {
	if w.page.Image == nil || len(w.further) == 0 {
		return
	}
	places := []filing.Box{filing.Box(w.page.Outline)}
	var pages []Page
	for _, c := range w.further {
		f := w.beside()
		f.settle(c)
		measurePage(f)
		warpPage(f)
		if f.page.Image == nil {
			continue
		}
		f.page.Signals = f.signals
		pages, places = append(pages, f.page), append(places, filing.Box(f.page.Outline))
	}
	several := func(own int) filing.Signal {
		s := signal(filing.SignalSeveralPages, filing.Review, float64(len(places)), "%d cards in one picture", len(places))
		s.Box = &places[(own+1)%len(places)]
		return s
	}
	if len(pages) == 0 {
		return
	}
	for i := range pages {
		pages[i].Signals = append(pages[i].Signals, several(i+1))
	}
	w.page.Further = pages
	w.say(several(0))
}
