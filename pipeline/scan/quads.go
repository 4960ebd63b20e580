package scan

import (
	"cmp"
	"math"
	"slices"

	"prereview/ocr"
)

// candidate is four lines that could be the sides of a page: in turn top, right, bottom, left of the thumbnail.
type candidate struct {
	sides [4]*line
	quad  ocr.Quad // on the thumbnail, clockwise from the top left
	score float64  // odds from what is known before judging, to make the shortlist
	parts traits   // to choose from it
	side  [4]sideEvidence
}

// sideEvidence is how one side of a candidate looks.
type sideEvidence struct {
	length   float64
	covered  float64    // share of the visible length that lies on an edge
	fine     float64    // the same of fine edges alone
	contrast float64    // distance of the mean colours on both sides
	in, out  [3]float64 // mean colours inside and outside
}

const (
	maxPairs  = 90 // in each sixth of a half turn
	shortlist = 200
)

// candidates puts lines together, cheap tests first, and answers the best by the evidence along their sides.
func candidates(t *thumb, lines []*line) []candidate {
	lines = append(slices.Clone(lines), borderLines(t)...)
	type pair struct {
		a, b  *line
		angle float64 // of the mean normal, 0..pi
		worth float64
	}
	var pairs []pair
	least := .12 * float64(min(t.w, t.h))
	cx, cy := float64(t.w)/2, float64(t.h)/2
	worth := make([]float64, len(lines))
	for i, l := range lines {
		worth[i] = l.worth()
	}
	for i, a := range lines {
		for j, b := range lines[i+1:] {
			dot := a.nx*b.nx + a.ny*b.ny
			if math.Abs(dot) < .93 { // 21 degrees
				continue
			}
			// Signed distances of the middle, normals made to agree.
			s := math.Copysign(1, dot)
			da, db := a.dist(cx, cy), s*b.dist(cx, cy)
			if math.Abs(da-db) < least {
				continue
			}
			nx, ny := a.nx+s*b.nx, a.ny+s*b.ny
			ang := math.Mod(math.Atan2(ny, nx)+math.Pi, math.Pi)
			pairs = append(pairs, pair{a, b, ang, worth[i] * worth[i+1+j]})
		}
	}
	slices.SortStableFunc(pairs, func(p, q pair) int { return cmp.Compare(q.worth, p.worth) })
	// Print and texture give many lines one way; the sides that cross them must not be crowded out.
	var kept [6]int
	pairs = slices.DeleteFunc(pairs, func(p pair) bool {
		k := int(p.angle/math.Pi*6) % 6
		kept[k]++
		return kept[k] > maxPairs
	})
	var out []candidate
	floor := math.Inf(-1) // what is worse does not get on the list
	for i, p := range pairs {
		for _, q := range pairs[i+1:] {
			d := math.Abs(p.angle - q.angle)
			if d = min(d, math.Pi-d); d < 1.05 { // 60 degrees
				continue
			}
			if c, ok := join(t, p.a, p.b, q.a, q.b); ok && c.score > floor {
				if out = append(out, c); len(out) >= 4*shortlist {
					out = bestOf(out)
					floor = out[len(out)-1].score
				}
			}
		}
	}
	return bestOf(out)
}

func bestOf(cs []candidate) []candidate {
	slices.SortStableFunc(cs, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return cs[:min(len(cs), shortlist)]
}

// worth is how good the best stretch of the line would be as a side, before it is known between which corners: edges
// count for it, gaps against it, and a clear step counts for more than the grain of wood.
func (l *line) worth() float64 {
	if l.border {
		return 60
	}
	const gap = 1.5 // what an uncovered pixel costs of covered ones
	best, sum, from, b0, b1 := 0.0, 0.0, 0, 0, 0
	for k := 1; k < len(l.covered); k++ {
		on := float64(l.covered[k] - l.covered[k-1])
		if sum += on - gap*(1-on); sum <= 0 {
			sum, from = 0, k
		}
		if sum > best {
			best, b0, b1 = sum, from, k
		}
	}
	sq, n := 0.0, float64(max(1, b1-b0))
	for c := range 3 {
		d := float64(l.left[b1][c]-l.left[b0][c]-l.right[b1][c]+l.right[b0][c]) / n
		sq += d * d
	}
	return best*(.4+soft(math.Sqrt(sq), 10)) + 20
}

func borderLines(t *thumb) []*line {
	w, h := float64(t.w), float64(t.h)
	return []*line{
		{nx: 1, rho: 0, border: true}, {nx: 1, rho: w, border: true},
		{ny: 1, rho: 0, border: true}, {ny: 1, rho: h, border: true},
	}
}

// join makes a candidate of two pairs of opposite sides.
func join(t *thumb, a, b, c, d *line) (candidate, bool) {
	var q ocr.Quad
	ls := [4]*line{a, c, b, d} // corners: a-c, c-b, b-d, d-a
	n := 0
	for i, l := range ls {
		if l.border {
			n++
		}
		p, ok := l.meet(ls[(i+1)%4])
		// A corner may lie a little outside the frame.
		if !ok || p.X < -.08*float64(t.w) || p.X > 1.08*float64(t.w) || p.Y < -.08*float64(t.h) || p.Y > 1.08*float64(t.h) {
			return candidate{}, false
		}
		q[i] = [2]float64{p.X, p.Y}
	}
	if n > 2 {
		return candidate{}, false
	}
	cand := candidate{sides: ls}
	// Corner i lies between sides i and i+1; make corner i the beginning of side i.
	q = ocr.Quad{q[3], q[0], q[1], q[2]}
	if q.Area() < 0 {
		q = ocr.Quad{q[1], q[0], q[3], q[2]}
		cand.sides = [4]*line{ls[0], ls[3], ls[2], ls[1]}
	}
	if !convex(q) || q.Area() < .05*float64(t.w)*float64(t.h) {
		return candidate{}, false
	}
	var l [4]float64
	for i := range l {
		l[i] = side(q, i)
	}
	if ratio(l[0], l[2]) < .6 || ratio(l[1], l[3]) < .6 || ratio(l[0]+l[2], l[1]+l[3]) < .5 {
		return candidate{}, false
	}
	// The top is the side whose outward direction is most upward.
	turn := 0
	for i := range 4 {
		m := func(k int) float64 { return q[k%4][1] + q[(k+1)%4][1] }
		if m(i) < m(turn) {
			turn = i
		}
	}
	for i := range 4 {
		cand.quad[i] = q[(i+turn)%4]
	}
	s := cand.sides
	for i := range 4 {
		cand.sides[i] = s[(i+turn)%4]
	}
	cand.weigh(t)
	return cand, true
}

func ratio(a, b float64) float64 { return min(a, b) / max(a, b, 1e-9) }

func convex(q ocr.Quad) bool {
	for i := range q {
		a, b, c := q[i], q[(i+1)%4], q[(i+2)%4]
		if (b[0]-a[0])*(c[1]-b[1])-(b[1]-a[1])*(c[0]-b[0]) <= 0 {
			return false
		}
	}
	return true
}

// weigh gathers the evidence along the sides and makes the first score of it.
func (c *candidate) weigh(t *thumb) {
	least, covered, fine, length := 1.0, 0.0, 0.0, 0.0
	for i, l := range c.sides {
		if l.border {
			c.parts[borderSides]++
			continue
		}
		c.side[i] = l.evidence(t, c.quad.Corner(i), c.quad.Corner((i+1)%4))
		e := &c.side[i]
		least = min(least, e.covered)
		covered, fine, length = covered+e.covered*e.length, fine+e.fine*e.length, length+e.length
	}
	c.parts[meanCovered], c.parts[leastCovered], c.parts[fineCovered] = covered/length, least, fine/length
	c.parts[logArea] = math.Log(c.quad.Area() / float64(t.w*t.h))
	c.score = c.parts.odds()
}

// evidence is how the line looks from p to q, which run clockwise around the page, its rounded corners left out.
func (l *line) evidence(t *thumb, p, q ocr.Point) sideEvidence {
	e := sideEvidence{length: math.Hypot(q.X-p.X, q.Y-p.Y)}
	dx, dy := (q.X-p.X)*.06, (q.Y-p.Y)*.06
	p, q = ocr.Point{X: p.X + dx, Y: p.Y + dy}, ocr.Point{X: q.X - dx, Y: q.Y - dy}
	p, q, ok := clip(p, q, float64(t.w), float64(t.h))
	if !ok {
		return e
	}
	a, b := l.along(p), l.along(q)
	forward := b > a
	if !forward {
		a, b = b, a
	}
	i, j := int(a+l.half), int(b+l.half)
	n := len(l.covered) - 1
	i, j = min(max(i, 0), n), min(max(j, 0), n)
	if j-i < 8 {
		return e
	}
	e.covered = float64(l.covered[j]-l.covered[i]) / float64(j-i)
	e.fine = float64(l.fine[j]-l.fine[i]) / float64(j-i)
	var sq float64
	for k := range 3 {
		left := float64(l.left[j][k]-l.left[i][k]) / float64(j-i)
		right := float64(l.right[j][k]-l.right[i][k]) / float64(j-i)
		// Walking in the direction of growing t the normal points to the left (y down: (nx,ny) against (-ny,nx)), and a
		// clockwise walk has the inside on its right.
		if forward {
			e.in[k], e.out[k] = left, right
		} else {
			e.in[k], e.out[k] = right, left
		}
		sq += (left - right) * (left - right)
	}
	e.contrast = math.Sqrt(sq)
	return e
}

// clip keeps what of the segment lies in the picture: Liang and Barsky 1984.
func clip(p, q ocr.Point, w, h float64) (ocr.Point, ocr.Point, bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := q.X-p.X, q.Y-p.Y
	for _, c := range [4][2]float64{{-dx, p.X}, {dx, w - p.X}, {-dy, p.Y}, {dy, h - p.Y}} {
		switch {
		case c[0] == 0:
			if c[1] < 0 {
				return p, q, false
			}
		case c[0] < 0:
			t0 = max(t0, c[1]/c[0])
		default:
			t1 = min(t1, c[1]/c[0])
		}
	}
	if t0 >= t1 {
		return p, q, false
	}
	return ocr.Point{X: p.X + t0*dx, Y: p.Y + t0*dy}, ocr.Point{X: p.X + t1*dx, Y: p.Y + t1*dy}, true
}
