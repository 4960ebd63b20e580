package extract

import (
	"cmp"
	"math"
	"slices"
)

// A QR code (GB/T 18284) is found by the squares in three of its corners: dark and light in the ratio 1:1:3:1:1 across the
// middle, whichever way it lies.

// Bounds on what is looked at, so that a picture full of squares costs no more than another.
const (
	maxFinders = 48
	maxDim     = 177 // modules of version 40
)

// finder is the middle of such a square and the size of a module there, in pixels.
type finder struct {
	x, y, module float64
	seen         int // rows that showed it
}

// bitmap is dark and light.
type bitmap struct {
	dark []bool
	w, h int
}

func (b bitmap) at(x, y int) bool {
	return x >= 0 && y >= 0 && x < b.w && y < b.h && b.dark[y*b.w+x]
}

// finders are the squares whose modules are between least and most pixels wide, those seen in most rows first.
func (b bitmap) finders(least, most float64) []finder {
	var out []finder
	var ends []int // of the runs of a row, the first one light
	for y := range b.h {
		row := b.dark[y*b.w : (y+1)*b.w]
		ends = ends[:0]
		on := false
		for x, d := range row {
			if d != on {
				ends, on = append(ends, x), d
			}
		}
		if on {
			ends = append(ends, b.w)
		}
		for i := 0; i+5 < len(ends); i += 2 {
			var runs [5]int
			for k := range runs {
				runs[k] = ends[i+k+1] - ends[i+k]
			}
			m := float64(ends[i+5]-ends[i]) / 7
			if m < least || m > most || !finderRuns(runs, m) {
				continue
			}
			cx := float64(ends[i+2]+ends[i+3]) / 2
			if f, ok := b.confirm(cx, float64(y)+0.5, m); ok {
				out = merge(out, f)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b finder) int { return cmp.Compare(b.seen, a.seen) })
	return out
}

func finderRuns(runs [5]int, m float64) bool {
	slack := m*0.55 + 0.6 // an edge is known to about a pixel
	for k, n := range runs {
		want := m
		if k == 2 {
			want = 3 * m
		}
		if math.Abs(float64(n)-want) > slack*want/m {
			return false
		}
	}
	return true
}

// confirm looks at the square from top to bottom and again from left to right.
func (b bitmap) confirm(x, y, m float64) (finder, bool) {
	y, my, ok := b.cross(x, y, m, 0, 1)
	if !ok {
		return finder{}, false
	}
	x, mx, ok := b.cross(x, y, m, 1, 0)
	if !ok || mx > my*1.5 || my > mx*1.5 {
		return finder{}, false
	}
	return finder{x, y, (mx + my) / 2, 1}, true
}

// cross runs both ways from a dark place in the middle of a square and answers its middle in that direction and its module.
func (b bitmap) cross(x, y, m float64, dx, dy int) (middle, module float64, ok bool) {
	px, py := int(x), int(y)
	if !b.at(px, py) {
		return 0, 0, false
	}
	limit := int(4*m) + 2
	var runs [5]int
	walk := func(sign int) (end int) {
		at, run := 0, 0
		want := true
		for k := 1; k <= limit*2; k++ {
			qx, qy := px+sign*k*dx, py+sign*k*dy
			if qx < 0 || qy < 0 || qx >= b.w || qy >= b.h {
				runs[2+sign*run] += k - 1 - at
				if run == 2 {
					return k - 1
				}
				return -1
			}
			if b.at(qx, qy) != want {
				runs[2+sign*run] += k - 1 - at
				at, want = k-1, !want
				if run++; run == 3 {
					return k - 1
				}
			}
		}
		return -1
	}
	runs[2] = 1
	right := walk(1)
	if right < 0 {
		return 0, 0, false
	}
	left := walk(-1)
	if left < 0 {
		return 0, 0, false
	}
	module = float64(right+left+1) / 7
	if module > m*1.5 || m > module*1.5 || !finderRuns(runs, module) {
		return 0, 0, false
	}
	from := float64(py)
	if dx == 1 {
		from = float64(px)
	}
	// The middle of the dark square within.
	lo := from - float64(left-runs[0]-runs[1])
	hi := from + 1 + float64(right-runs[3]-runs[4])
	return (lo + hi) / 2, module, true
}

// merge joins a square to one seen in a row before.
func merge(fs []finder, f finder) []finder {
	for i, o := range fs {
		if math.Abs(o.x-f.x) <= o.module*1.5 && math.Abs(o.y-f.y) <= o.module*1.5 {
			n := float64(o.seen)
			fs[i] = finder{(o.x*n + f.x) / (n + 1), (o.y*n + f.y) / (n + 1), (o.module*n + f.module) / (n + 1), o.seen + 1}
			return fs
		}
	}
	if len(fs) < maxFinders {
		fs = append(fs, f)
	}
	return fs
}

// corners are a code's three squares, the one between the others first, then clockwise as the code is printed.
type corners struct{ tl, tr, bl finder }

// codeCorners are the three squares that most look like those of one code.
func (b bitmap) codeCorners(fs []finder) (corners, bool) {
	var best corners
	worst := 0.35
	for i, a := range fs {
		for j, r := range fs {
			if j == i {
				continue
			}
			for k, c := range fs {
				if k == i || k == j {
					continue
				}
				// a is between r and c, r to its right when the code is seen from the front.
				bx, by, cx, cy := r.x-a.x, r.y-a.y, c.x-a.x, c.y-a.y
				if bx*cy-by*cx <= 0 {
					continue
				}
				u, v := math.Hypot(bx, by), math.Hypot(cx, cy)
				m := (a.module + r.module + c.module) / 3
				if min(u, v) < 11*m || max(u, v) > (maxDim-7)*1.1*m {
					continue
				}
				off := math.Abs(u-v)/max(u, v) + math.Abs(bx*cx+by*cy)/(u*v) +
					(max(a.module, r.module, c.module)/min(a.module, r.module, c.module)-1)/2
				if at := (corners{a, r, c}); off < worst && b.filled(at) {
					worst, best = off, at
				}
			}
		}
	}
	return best, worst < 0.35
}

// filled says that what lies between the squares is about as much dark as light, as a code's modules are: characters that
// look like its squares, 回 and 国, have mostly paper between them.
func (b bitmap) filled(c corners) bool {
	const n = 24
	dark := 0
	for j := range n {
		for i := range n {
			u, v := (float64(i)+0.5)/n, (float64(j)+0.5)/n
			x, y := c.tl.x+u*(c.tr.x-c.tl.x)+v*(c.bl.x-c.tl.x), c.tl.y+u*(c.tr.y-c.tl.y)+v*(c.bl.y-c.tl.y)
			if b.at(int(x), int(y)) {
				dark++
			}
		}
	}
	return dark*10 > n*n*3 && dark*10 < n*n*7
}

// module is the size of a module in pixels.
func (c corners) module() float64 { return (c.tl.module + c.tr.module + c.bl.module) / 3 }

// dimension is about how many modules a side has.
func (c corners) dimension() float64 {
	u, v := math.Hypot(c.tr.x-c.tl.x, c.tr.y-c.tl.y), math.Hypot(c.bl.x-c.tl.x, c.bl.y-c.tl.y)
	return (u+v)/2/c.module() + 7
}
