package scan

import (
	"cmp"
	"slices"

	"prereview/filing"
	"prereview/ocr"
)

// findPage looks for the outline of the page on a thumbnail and then places its sides to a part of a stored pixel.
func findPage(w *work) {
	t := w.thumb
	c, ok := bestCandidate(t)
	w.outline = ocr.RectQuad(0, 0, float64(w.w), float64(w.h))
	w.aspect = float64(w.w) / float64(w.h)
	if !ok {
		w.say(signal(filing.SignalNoPage, filing.Advice, 0, "no page outline found; the whole picture was taken"))
		return
	}
	w.found = true
	toShown, _ := w.orient.Inverse() // of a turn and a flip
	w.outline = uprightOrder(refine(w.pic, c, t.factor).Map(toShown))
	w.rawAspect = trueAspect(w.outline, float64(w.w), float64(w.h))
	w.aspect = snapAspect(w.rawAspect)
	w.borderSides = int(c.parts[borderSides])
}

// bestCandidate is the most likely outline.
func bestCandidate(t *thumb) (candidate, bool) {
	cs := judged(t)
	if len(cs) == 0 {
		return candidate{}, false
	}
	best := slices.MaxFunc(cs, func(a, b candidate) int { return cmp.Compare(a.parts.odds(), b.parts.odds()) })
	return best, best.parts.odds() > 0
}

func judged(t *thumb) []candidate {
	m := newEdgeMap(t)
	cs := candidates(t, findLines(t, m))
	g := newGroundModel(t, m.fine)
	for i := range cs {
		cs[i].judge(t, m.texture, g)
	}
	return cs
}

// The weights were fitted by logistic regression over the candidates of drawn pictures with known outlines, held to the
// sign that their meaning gives them.
var traitWeights = traits{
	leastCovered: 12.9, logArea: 4.99, aspectOff: -67.6, leastStep: 11.1, strayEdges: -6.1, outsideEdges: -1.9,
	groundLike: -19.3, fineCovered: 16.4, printOutside: -19.3,
}

const traitBias = -16.5

// odds is the logarithm of the odds that a candidate is the page.
func (p *traits) odds() float64 {
	s := traitBias
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
