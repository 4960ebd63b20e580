package scan

import (
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
	w.aspect = snapAspect(trueAspect(w.outline, float64(w.w), float64(w.h)))
}

func bestCandidate(t *thumb) (candidate, bool) {
	es := findEdges(t)
	cs := candidates(t, findLines(t, es))
	if len(cs) == 0 || cs[0].score < .3 {
		return candidate{}, false
	}
	return cs[0], true
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
