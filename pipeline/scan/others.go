package scan

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"prereview/ocr"
)

const (
	othersMost = 2    // outlines that are tried when the first gave nothing to read
	othersOdds = -9.  // less likely ones are hardly ever a page
	othersNear = .035 // mean distance of corners, as a share of the diagonal, below which two outlines are as good as one
)

// Others looks at an upload again, for when nothing could be read on the page that Scan found, or took the whole picture for: the next
// likeliest outlines, straightened, likeliest first. An outline too doubtful to be taken for the page by its looks may yet be
// borne out by what stands in it. One that the picture's border cuts off is drawn on to a card's full size, so that print on it is
// as wide as it is high. It takes as much memory as Scan, and nothing is kept between the two.
//
// decode and straighten are the processor time that it took. It answers none where Scan had no image, or the context ended.
func (s *Scanner) Others(ctx context.Context, name string, data []byte) (pages []Page, decode, straighten time.Duration) {
	s.with(ctx, name, data, func(w *work, decoded time.Duration) {
		decode = decoded
		if w.pic == nil || ctx.Err() != nil {
			return
		}
		begin := ThreadCPU()
		defer func() { straighten = ThreadCPU() - begin }()
		findPage(w)
		for _, c := range w.others() {
			if ctx.Err() != nil {
				pages = nil
				return
			}
			f := w.beside()
			f.settleWhole(c)
			measurePage(f)
			warpPage(f)
			if f.page.Image != nil {
				f.page.Signals = f.signals
				pages = append(pages, f.page)
			}
		}
	})
	return pages, decode, straighten
}

// others are the candidates to be tried after the page that was found.
func (w *work) others() []candidate {
	f := 1 / float64(w.thumb.factor)
	var taken []ocr.Quad
	if w.found {
		taken = append(taken, w.outline.Map(w.orient).Map(ocr.Scale(f, f)))
	}
	for _, c := range w.further {
		taken = append(taken, c.quad)
	}
	cs := slices.Clone(w.candidates)
	slices.SortStableFunc(cs, func(a, b candidate) int { return cmp.Compare(b.alone(), a.alone()) })
	var out []candidate
	for _, c := range cs {
		if len(out) == othersMost || c.alone() < othersOdds {
			break
		}
		if !cardLike(c) || slices.ContainsFunc(taken, func(q ocr.Quad) bool { return apartBy(q, c.quad) < othersNear }) {
			continue
		}
		out, taken = append(out, c), append(taken, c.quad)
	}
	return out
}

// alone is how likely the candidate is when another document may lie beside it.
func (c *candidate) alone() float64 {
	return c.odds() - traitWeights[outsideEdges]*c.parts[outsideEdges]
}

// apartBy is the mean distance of the corners of two outlines, whichever comes first, as a share of the first one's diagonal.
func apartBy(a, b ocr.Quad) float64 {
	best := math.Inf(1)
	for n := range 4 {
		sum := 0.0
		for i := range 4 {
			sum += math.Hypot(a[i][0]-b[(i+n)%4][0], a[i][1]-b[(i+n)%4][1])
		}
		best = min(best, sum/4)
	}
	return best / max(math.Hypot(a[2][0]-a[0][0], a[2][1]-a[0][1]), 1)
}

// settleWhole takes the candidate for the page, and where the picture's border cuts it off, its whole card.
func (w *work) settleWhole(c candidate) {
	w.settle(c)
	if c.parts[borderSides] == 0 {
		return
	}
	toShown, _ := w.orient.Inverse()
	q := refine(w.pic, w.thumb, c)
	var cut []int
	for i, l := range c.sides {
		if l.border {
			cut = append(cut, i)
		}
	}
	switch {
	case len(cut) == 1:
		w.outline = uprightOrder(wholeAcross(q, cut[0]).Map(toShown))
		w.rawAspect, w.aspect = aspectID1, aspectID1
		if side(w.outline, 0)+side(w.outline, 2) < side(w.outline, 1)+side(w.outline, 3) {
			w.rawAspect, w.aspect = 1/aspectID1, 1/aspectID1
		}
		return
	case (cut[0]+1)%4 == cut[1]:
		q = squared(q, (cut[1]+1)%4)
	case (cut[1]+1)%4 == cut[0]:
		q = squared(q, (cut[0]+1)%4)
	default:
		return // both ends are off: how far is anybody's guess
	}
	w.outline = uprightOrder(q.Map(toShown))
	w.rawAspect = side(w.outline, 0) / side(w.outline, 1)
	w.aspect = snapAspect(w.rawAspect)
}

// wholeAcross moves the side that is cut off to where it would be on a card of which the opposite side is seen whole: the long side
// or the short one, whichever leaves less of the card out of the picture.
func wholeAcross(q ocr.Quad, cut int) ocr.Quad {
	seen := side(q, (cut+2)%4)
	left := (side(q, (cut+1)%4) + side(q, (cut+3)%4)) / 2
	full := seen * aspectID1
	if short := seen / aspectID1; left < short*1.05 {
		full = short
	}
	a, b := cut, (cut+1)%4 // its corners; those beyond are seen
	for _, e := range [2][2]int{{a, (a + 3) % 4}, {b, (b + 1) % 4}} {
		from, to := q[e[1]], q[e[0]]
		n := max(math.Hypot(to[0]-from[0], to[1]-from[1]), 1)
		q[e[0]] = [2]float64{from[0] + (to[0]-from[0])/n*full, from[1] + (to[1]-from[1])/n*full}
	}
	return q
}

// squared is the parallelogram on the two sides of a quad that meet in the corner after side next, wide enough for all of the quad: of
// a card of which one corner is seen nothing tells the size, but what is level and what is plumb.
func squared(q ocr.Quad, next int) ocr.Quad {
	// Sides next and next+1 are seen; they meet in corner next+1.
	at := q[(next+1)%4]
	u := unit(at, q[next])
	v := unit(at, q[(next+2)%4])
	det := u[0]*v[1] - u[1]*v[0]
	if math.Abs(det) < .5 {
		return q
	}
	var most [2]float64
	for _, c := range q {
		dx, dy := c[0]-at[0], c[1]-at[1]
		most[0] = max(most[0], (dx*v[1]-dy*v[0])/det)
		most[1] = max(most[1], (u[0]*dy-u[1]*dx)/det)
	}
	a := [2]float64{at[0] + u[0]*most[0], at[1] + u[1]*most[0]}
	b := [2]float64{at[0] + v[0]*most[1], at[1] + v[1]*most[1]}
	q[next], q[(next+2)%4] = a, b
	q[(next+3)%4] = [2]float64{a[0] + b[0] - at[0], a[1] + b[1] - at[1]}
	return q
}

// unit is the direction from a to b.
func unit(a, b [2]float64) [2]float64 {
	n := max(math.Hypot(b[0]-a[0], b[1]-a[1]), 1e-9)
	return [2]float64{(b[0] - a[0]) / n, (b[1] - a[1]) / n}
}
