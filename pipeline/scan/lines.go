package scan

import (
	"cmp"
	"math"
	"slices"

	"prereview/ocr"
)

// line is a long straight step on the thumbnail: all (x, y) with nx*x + ny*y = rho.
type line struct {
	nx, ny, rho float64
	border      bool // the picture's own edge
	// covered[k] is how many of the first k pixels along the line (from -half, see along) lie on an edge.
	covered []float32
	fine    []float32 // the same of the finer edges alone
	// left and right are running sums of the colour on the sides to which the normal does not, and does, point.
	left, right [][3]float32
	half        float64
}

// along is the position of a point on the line, in pixels.
func (l *line) along(p ocr.Point) float64 { return -l.ny*p.X + l.nx*p.Y }

func (l *line) dist(x, y float64) float64 { return l.nx*x + l.ny*y - l.rho }

// point is the place at position t on the line.
func (l *line) point(t float64) ocr.Point {
	return ocr.Point{X: l.nx*l.rho - l.ny*t, Y: l.ny*l.rho + l.nx*t}
}

// meet is where two lines cross.
func (l *line) meet(m *line) (ocr.Point, bool) {
	d := l.nx*m.ny - l.ny*m.nx
	if math.Abs(d) < .15 {
		return ocr.Point{}, false
	}
	return ocr.Point{X: (l.rho*m.ny - m.rho*l.ny) / d, Y: (l.nx*m.rho - m.nx*l.rho) / d}, true
}

const (
	houghAngles = 180
	maxLines    = 44 // of each size of edge
)

// fan is edges in order of the direction across them, so that those along a line need not be looked for among all.
type fan struct {
	edges []edge
	from  [fanBins + 1]int32 // where each part of a half turn begins
}

const (
	fanBins = 36
	fanWide = 20. // degrees to both sides of a line within which an edge may belong to it
)

func newFan(es []edge) *fan {
	f := &fan{edges: make([]edge, len(es))}
	bins := make([]uint8, len(es))
	for i := range es {
		turn := math.Atan2(float64(es[i].ny), float64(es[i].nx))/math.Pi + 1 // 0..2 half turns
		bins[i] = uint8(int(turn*fanBins) % fanBins)
		f.from[bins[i]+1]++
	}
	for k := range fanBins {
		f.from[k+1] += f.from[k]
	}
	at := f.from
	for i, k := range bins {
		f.edges[at[k]] = es[i]
		at[k]++
	}
	return f
}

// along answers the edges that may belong to a line, in at most two parts.
func (f *fan) along(l *line) [2][]edge {
	turn := math.Atan2(l.ny, l.nx)/math.Pi + 1
	first := int(math.Floor((turn - fanWide/180) * fanBins))
	last := int(math.Floor((turn + fanWide/180) * fanBins))
	a, b := ((first%fanBins)+fanBins)%fanBins, last%fanBins
	if a <= b {
		return [2][]edge{f.edges[f.from[a]:f.from[b+1]]}
	}
	return [2][]edge{f.edges[f.from[a]:], f.edges[:f.from[b+1]]}
}

// findLines answers the lines on which many edges of one of the two sizes lie.
func findLines(t *thumb, m edgeMap) []*line {
	fine, rough := newFan(m.fine), newFan(m.rough)
	out := hough(t, fine, nil)
	out = hough(t, rough, out)
	for _, l := range out {
		l.measure(t, fine, rough)
	}
	return out
}

// hough is a Hough transform in which an edge votes only for lines that run along it. It adds to the lines known.
func hough(t *thumb, f *fan, out []*line) []*line {
	es := f.edges
	if len(es) == 0 {
		return out
	}
	size := es[0].size
	half := math.Hypot(float64(t.w), float64(t.h))
	rhoStep := 1 + float64(size)
	rhos := int(2*half/rhoStep) + 2
	spread := 2 // how many degrees off an edge may run
	if size > 1 {
		spread = 4
	}
	acc := make([]float32, houghAngles*rhos)
	var cosT, sinT [houghAngles]float64
	for i := range cosT {
		sinT[i], cosT[i] = math.Sincos(float64(i) * math.Pi / houghAngles)
	}
	for i := range es {
		e := &es[i]
		a := int(math.Round(math.Atan2(float64(e.ny), float64(e.nx)) * houghAngles / math.Pi))
		wt := e.weight * size
		for d := -spread; d <= spread; d++ {
			k := (a + d + 2*houghAngles) % houghAngles
			rho := float64(e.x)*cosT[k] + float64(e.y)*sinT[k]
			acc[k*rhos+int((rho+half)/rhoStep)] += wt
		}
	}
	most := len(out) + maxLines
	perAngle := [houghAngles / 10]int{}
	floor := float32(.06 * float64(min(t.w, t.h)))
	type peak struct {
		at    int32
		votes float32
	}
	var peaks []peak
	for i, v := range acc {
		if v > floor {
			peaks = append(peaks, peak{int32(i), v})
		}
	}
	slices.SortFunc(peaks, func(p, q peak) int { return cmp.Or(cmp.Compare(q.votes, p.votes), cmp.Compare(p.at, q.at)) })
	for _, p := range peaks {
		if len(out) >= most {
			break
		}
		at := int(p.at)
		if acc[at] == 0 {
			continue
		}
		k, r := at/rhos, at%rhos
		// What was taken is not found again: the neighbourhood is cleared, across the seam at 180 degrees too.
		for dk := -3; dk <= 3; dk++ {
			kk, rr := k+dk, r
			if kk < 0 || kk >= houghAngles {
				kk = (kk + houghAngles) % houghAngles
				rr = rhos - 1 - r
			}
			for dr := -2; dr <= 2; dr++ {
				if q := rr + dr; q >= 0 && q < rhos {
					acc[kk*rhos+q] = 0
				}
			}
		}
		if perAngle[k/10] >= 16 {
			continue
		}
		l := &line{nx: cosT[k], ny: sinT[k], rho: (float64(r)+.5)*rhoStep - half, half: half}
		if l.fit(f, float64(size)) && !known(out, l, t) {
			perAngle[k/10]++
			out = append(out, l)
		}
	}
	return out
}

// known says that the line is all but one of those.
func known(ls []*line, l *line, t *thumb) bool {
	for _, k := range ls {
		if math.Abs(k.nx*l.nx+k.ny*l.ny) < .9995 {
			continue
		}
		cx, cy := float64(t.w)/2, float64(t.h)/2
		if math.Abs(k.dist(cx, cy)-math.Copysign(1, k.nx*l.nx+k.ny*l.ny)*l.dist(cx, cy)) < 1.5 {
			return true
		}
	}
	return false
}

// fit moves the line to the least squares of the edges that lie near it and run along it.
func (l *line) fit(f *fan, size float64) bool {
	parts := f.along(l)
	along := .985 - .004*size
	for _, near := range []float64{2 + size, 1 + size/2} {
		var s, sx, sy, sxx, sxy, syy float64
		for _, es := range parts {
			for i := range es {
				e := &es[i]
				x, y := float64(e.x), float64(e.y)
				if math.Abs(l.dist(x, y)) > near || math.Abs(float64(e.nx)*l.nx+float64(e.ny)*l.ny) < along {
					continue
				}
				w := float64(e.weight)
				s, sx, sy = s+w, sx+w*x, sy+w*y
				sxx, sxy, syy = sxx+w*x*x, sxy+w*x*y, syy+w*y*y
			}
		}
		if s*size < 4 {
			return false
		}
		mx, my := sx/s, sy/s
		cxx, cxy, cyy := sxx/s-mx*mx, sxy/s-mx*my, syy/s-my*my
		// The normal is the direction of least spread.
		a := .5 * math.Atan2(2*cxy, cxx-cyy)
		nx, ny := -math.Sin(a), math.Cos(a)
		if nx*l.nx+ny*l.ny < 0 {
			nx, ny = -nx, -ny
		}
		if nx*l.nx+ny*l.ny < .99 {
			return false
		}
		l.nx, l.ny, l.rho = nx, ny, nx*mx+ny*my
	}
	return true
}

// measure notes where along the line there are edges, and the colours on both sides.
func (l *line) measure(t *thumb, fine, rough *fan) {
	n := int(2*l.half) + 2
	on, onFine := make([]float32, n), make([]float32, n)
	f, r := fine.along(l), rough.along(l)
	for _, es := range [4][]edge{f[0], f[1], r[0], r[1]} {
		for i := range es {
			e := &es[i]
			if math.Abs(l.dist(float64(e.x), float64(e.y))) > 1.1+.5*float64(e.size) || math.Abs(float64(e.nx)*l.nx+float64(e.ny)*l.ny) < .97-.005*float64(e.size) {
				continue
			}
			k, r := int(l.along(ocr.Point{X: float64(e.x), Y: float64(e.y)})+l.half), int(e.size+1)/2
			for j := max(k-r, 0); j <= min(k+r, n-1); j++ {
				on[j] = 1
				if e.size == 1 {
					onFine[j] = 1
				}
			}
		}
	}
	l.covered, l.fine = make([]float32, n+1), make([]float32, n+1)
	l.left, l.right = make([][3]float32, n+1), make([][3]float32, n+1)
	for k := range n {
		l.covered[k+1], l.fine[k+1] = l.covered[k]+on[k], l.fine[k]+onFine[k]
		l.left[k+1], l.right[k+1] = l.left[k], l.right[k]
		p := l.point(float64(k) + .5 - l.half)
		if p.X < 0 || p.Y < 0 || p.X >= float64(t.w) || p.Y >= float64(t.h) {
			continue
		}
		for _, d := range [2]float64{3, 6} {
			a, b := t.at(p.X-d*l.nx, p.Y-d*l.ny), t.at(p.X+d*l.nx, p.Y+d*l.ny)
			for c := range 3 {
				l.left[k+1][c] += float32(a[c]) / 2
				l.right[k+1][c] += float32(b[c]) / 2
			}
		}
	}
}
