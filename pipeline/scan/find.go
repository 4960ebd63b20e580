package scan

import (
	"cmp"
	"math"
	"slices"

	"prereview/filing"
	"prereview/ocr"
)

// findPage looks for the outline of the page on a thumbnail and then places its sides to a part of a stored pixel.
func findPage(w *work) {
	s := newSearch(w.thumb)
	w.candidates = s.candidates
	c, ok := s.best()
	if first, others := s.pair(w.thumb, c.odds()); len(others) > 0 {
		w.settle(first)
		w.further = others
		return
	}
	if !ok {
		toShown, _ := w.orient.Inverse()
		f := float64(w.thumb.factor)
		whole, pad := wholePicture(w.thumb, s.lines, s.edges.texture)
		if pad > 0 {
			if q, ok := w.closer(whole); ok {
				w.settleAt(q, 0)
				return
			}
		}
		w.outline, w.pad = uprightOrder(whole.Map(ocr.Scale(f, f)).Map(toShown)), pad*f
		w.aspect = side(w.outline, 0) / side(w.outline, 1)
		w.say(signal(filing.SignalNoPage, filing.Advice, 0, "no page outline found; the whole picture was taken, as far as it has content"))
		return
	}
	w.settle(c)
	w.further = s.further(w.thumb, c)
}

// settle takes the candidate for the page.
func (w *work) settle(c candidate) {
	w.settleAt(refine(w.pic, w.thumb, c), int(c.parts[borderSides]))
}

// settleAt takes the outline, in stored pixels, for the page; so many of its sides are the picture's own.
func (w *work) settleAt(q ocr.Quad, borders int) {
	toShown, _ := w.orient.Inverse() // of a turn and a flip
	w.found = true
	w.outline = uprightOrder(q.Map(toShown))
	w.rawAspect = trueAspect(w.outline, float64(w.w), float64(w.h))
	w.aspect = snapAspect(w.rawAspect)
	w.borderSides = borders
}

// search is what was found on a thumbnail.
type search struct {
	edges      edgeMap
	lines      []*line
	candidates []candidate // judged, those that may be the page
	ground     *groundModel
}

func newSearch(t *thumb) search { return searchEdges(t, newEdgeMap(t)) }

func searchEdges(t *thumb, m edgeMap) search {
	s := search{edges: m}
	s.lines = findLines(t, s.edges)
	s.candidates = candidates(t, s.lines)
	s.ground = newGroundModel(t, s.edges.texture, s.edges.fine)
	best := math.Inf(-1)
	for i := range s.candidates {
		c := &s.candidates[i]
		// Judging adds at most what a clear step does: what is further behind, and all after it, cannot be the page.
		if c.score+traitWeights[leastStep] <= best {
			s.candidates = s.candidates[:i]
			break
		}
		c.judge(t, s.ground)
		best = max(best, c.odds())
	}
	return s
}

// best is the most likely outline; not ok when none is likely.
func (s search) best() (candidate, bool) {
	if len(s.candidates) == 0 {
		return candidate{}, false
	}
	best := slices.MaxFunc(s.candidates, func(a, b candidate) int { return cmp.Compare(a.odds(), b.odds()) })
	return best, best.odds() > 0
}

// The weights were fitted by logistic regression (softmax over the candidates of a picture and "none of them") on drawn
// pictures with known outlines, each held to the sign that its meaning gives it (see TestFitWeights). groundInside was
// set by hand, and paperOutside and printOutside stand at the bounds that the fit was given.
var traitWeights = traits{
	meanCovered: 24.5, leastCovered: 9.82, fineCovered: 8.97, logArea: 1.5, aspectOff: -802, leastStep: 5.76, paperOutside: -10,
	groundInside: -10, outsideEdges: -12.8, printOutside: -17, borderSides: -5.91,
}

const traitBias = -32.4

// odds is the logarithm of the odds that the candidate is the page.
func (c *candidate) odds() float64 { return c.parts.odds() }

func (p *traits) odds() float64 {
	s := float64(traitBias)
	for i, v := range p {
		s += traitWeights[i] * v
	}
	return s
}

// uprightOrder turns the corners so that they run clockwise from the side that is uppermost.
func uprightOrder(q ocr.Quad) ocr.Quad {
	if q.Area() < 0 {
		q = ocr.Quad{q[1], q[0], q[3], q[2]}
	}
	top := 0
	for i := range 4 {
		if q[i][1]+q[(i+1)%4][1] < q[top][1]+q[(top+1)%4][1] {
			top = i
		}
	}
	return ocr.Quad{q[top], q[(top+1)%4], q[(top+2)%4], q[(top+3)%4]}
}
