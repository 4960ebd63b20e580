package scan

import (
	"math"
	"slices"

	"prereview/ocr"
)

const (
	refineStations = 72  // places along a side where its step is looked for
	roughStations  = 24  // the same on a side that showed on the coarser thumbnail only, each averaged over more of the side
	refineFrom     = .07 // the rounded corners of a card are left out
)

// refine moves the sides of a quad in stored pixels to the steepest place of the step they lie on, each a straight line
// fitted to many places. A side without a clear step stays.
func refine(p picture, t *thumb, c candidate) ocr.Quad {
	f := float64(t.factor)
	q := c.quad.Map(ocr.Scale(f, f))
	var ls [4]line
	for i := range 4 {
		a, b := q.Corner(i), q.Corner((i+1)%4)
		ls[i] = through(a, b)
		if c.sides[i].border {
			continue
		}
		s := step{reach: int(math.Ceil(2*f)) + 2, stations: refineStations, wide: max(1, int(f/2)), in: c.side[i].in, out: c.side[i].out}
		if c.side[i].fine < .5 {
			// Found by a faint change of tone or texture, and placed as roughly. The step is to be told from the guilloche.
			s.in, s.out = bands(t, c.quad, i)
			s.reach, s.stations, s.wide = int(1.8*coarse*f)+2, roughStations, int(math.Hypot(b.X-a.X, b.Y-a.Y)/roughStations/2)
		}
		if l, ok := s.refine(p, a, b, f); ok {
			ls[i] = l
		}
	}
	for i := range 4 {
		if pt, ok := ls[i].meet(&ls[(i+3)%4]); ok && math.Hypot(pt.X-q[i][0], pt.Y-q[i][1]) < 3*coarse*f+4 {
			q[i] = [2]float64{pt.X, pt.Y}
		}
	}
	return q
}

// through is the line from a to b, its normal pointing to the left hand of who walks, which is outwards on a clockwise
// walk.
func through(a, b ocr.Point) line {
	n := math.Hypot(b.X-a.X, b.Y-a.Y)
	l := line{nx: (b.Y - a.Y) / n, ny: -(b.X - a.X) / n}
	l.rho = l.nx*a.X + l.ny*a.Y
	return l
}

// step is what the step along a side looks like and where it is looked for.
type step struct {
	in, out  [3]float64 // colours
	reach    int        // pixels to both sides
	stations int        // places along the side
	wide     int        // pixels along the side to both sides of a station that are averaged
}

// refine fits a line to the steps found across the one from a to b.
func (s step) refine(p picture, a, b ocr.Point, f float64) (line, bool) {
	l := through(a, b)
	// Project colours on the direction in which inside and outside differ most.
	var dir [3]float64
	contrast := 0.0
	for k := range dir {
		dir[k] = s.out[k] - s.in[k]
		contrast += dir[k] * dir[k]
	}
	contrast = math.Sqrt(contrast)
	if contrast < 2 {
		return l, false
	}
	for k := range dir {
		dir[k] /= contrast
	}
	reach := s.reach
	profile := make([]float64, 2*reach+1)
	type found struct{ t, d, w float64 }
	var pts []found
	cw, ch := chromaStep(p.SubsampleRatio)
	at := func(x, y float64) float64 {
		xi, yi := int(math.Floor(x)), int(math.Floor(y))
		ci := min(yi/ch*p.CStride+xi/cw, len(p.Cb)-1)
		return dir[0]*float64(p.Y[yi*p.YStride+xi]) + dir[1]*float64(p.Cb[ci]) + dir[2]*float64(p.Cr[ci])
	}
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	wide := s.wide
	for k := range s.stations {
		t := refineFrom + (1-2*refineFrom)*(float64(k)+.5)/float64(s.stations)
		x0, y0 := a.X+(b.X-a.X)*t, a.Y+(b.Y-a.Y)*t
		ok := true
		for k := range profile {
			d := float64(k - reach)
			var v float64
			for j := -wide; j <= wide; j++ {
				x, y := x0+d*l.nx-float64(j)*l.ny, y0+d*l.ny+float64(j)*l.nx
				if x < 0 || y < 0 || x >= float64(p.Rect.Dx()) || y >= float64(p.Rect.Dy()) {
					ok = false
					break
				}
				v += at(x, y)
			}
			profile[k] = v / float64(2*wide+1)
		}
		if !ok {
			continue
		}
		if d, w := steepest(profile); w > .25*contrast {
			pts = append(pts, found{t: (t - .5) * length, d: d - float64(reach), w: min(w, contrast)})
		}
	}
	if len(pts) < s.stations/4 {
		return l, false
	}
	// Weighted least squares d = alpha + beta*t, repeated without what lies off: noise, or another step nearby.
	keep := slices.Clone(pts)
	var alpha, beta float64
	for _, near := range []float64{math.Inf(1), f + 1, f/2 + .7, f/4 + .5} {
		keep = keep[:0]
		for _, q := range pts {
			if math.Abs(q.d-alpha-beta*q.t) <= near {
				keep = append(keep, q)
			}
		}
		if len(keep) < s.stations/5 {
			return l, false
		}
		if math.IsInf(near, 1) {
			ds := make([]float64, len(keep))
			for i, q := range keep {
				ds[i] = q.d
			}
			slices.Sort(ds)
			alpha = ds[len(ds)/2]
			continue
		}
		var n, st, sd, stt, std float64
		for _, q := range keep {
			n, st, sd = n+q.w, st+q.w*q.t, sd+q.w*q.d
			stt, std = stt+q.w*q.t*q.t, std+q.w*q.t*q.d
		}
		den := n*stt - st*st
		if den <= 0 {
			return l, false
		}
		beta = (n*std - st*sd) / den
		alpha = (sd - beta*st) / n
	}
	mx, my := (a.X+b.X)/2, (a.Y+b.Y)/2
	tx, ty := -l.ny, l.nx // from a to b
	on := func(t float64) ocr.Point {
		d := alpha + beta*t
		return ocr.Point{X: mx + t*tx + d*l.nx, Y: my + t*ty + d*l.ny}
	}
	return through(on(-length/2), on(length/2)), true
}

// steepest is where the profile rises most, to a part of a sample, and by how much over about the width of an edge.
func steepest(v []float64) (at, rise float64) {
	best := 0
	slope := func(k int) float64 { return v[k+1] - v[k-1] + .5*(v[min(k+2, len(v)-1)]-v[max(k-2, 0)]) }
	for k := 1; k < len(v)-1; k++ {
		if s := slope(k); s > rise {
			rise, best = s, k
		}
	}
	if best < 2 || best > len(v)-3 {
		return 0, 0
	}
	a, b, c := slope(best-1), rise, slope(best+1)
	off := 0.0
	if den := a - 2*b + c; den < 0 {
		off = .5 * (a - c) / den
	}
	return float64(best) + off, rise / 1.5
}
