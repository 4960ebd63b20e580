package scan

import (
	"cmp"
	"slices"

	"prereview/filing"
	"prereview/ocr"
)

// findPage looks for the outline of the page on a thumbnail and then places its sides to a part of a stored pixel.
func findPage(w *work) {
	s := newSearch(w.thumb)
	c, ok := s.best()
	if !ok {
		toShown, _ := w.orient.Inverse()
		f := float64(w.thumb.factor)
		w.outline = uprightOrder(wholePicture(w.thumb, s.lines, s.edges.texture).Map(ocr.Scale(f, f)).Map(toShown))
		w.aspect = side(w.outline, 0) / side(w.outline, 1)
		w.say(signal(filing.SignalNoPage, filing.Advice, 0, "no page outline found; the whole picture was taken, as far as it has content"))
		return
	}
	w.settle(c)
	w.further = s.further(w.thumb, c)
}

// settle takes the candidate for the page.
func (w *work) settle(c candidate) {
	toShown, _ := w.orient.Inverse() // of a turn and a flip
	w.found = true
	w.outline = uprightOrder(refine(w.pic, w.thumb, c).Map(toShown))
	w.rawAspect = trueAspect(w.outline, float64(w.w), float64(w.h))
	w.aspect = snapAspect(w.rawAspect)
	w.borderSides = int(c.parts[borderSides])
}

// search is what was found on a thumbnail.
type search struct {
	edges      edgeMap
	lines      []*line
	candidates []candidate
}

func newSearch(t *thumb) search { return searchEdges(t, newEdgeMap(t)) }

func searchEdges(t *thumb, m edgeMap) search {
	s := search{edges: m}
	s.lines = findLines(t, s.edges)
	s.candidates = candidates(t, s.lines)
	g := newGroundModel(t, s.edges.texture, s.edges.fine)
	for i := range s.candidates {
		s.candidates[i].judge(t, s.edges.texture, g)
	}
	return s
}

// best is the most likely outline; not ok when none is likely.
func (s search) best() (candidate, bool) {
	if len(s.candidates) == 0 {
		return candidate{}, false
	}
	best := slices.MaxFunc(s.candidates, func(a, b candidate) int { return cmp.Compare(a.parts.odds(), b.parts.odds()) })
	return best, best.parts.odds() > 0
}

// The weights were fitted by logistic regression (softmax over the candidates of a picture and "none of them") on drawn
// pictures with known outlines, each held to the sign that its meaning gives it: see TestFitWeights.
var traitWeights = traits{
	meanCovered: 11.7, leastCovered: 12.5, logArea: 1.5, aspectOff: -125, leastStep: 5.19, outsideEdges: -9,
	borderSides: -1, fineCovered: 9.59, printOutside: -21.1,
}

const traitBias = -14.5

// odds is the logarithm of the odds that a candidate is the page.
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
