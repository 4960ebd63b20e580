package scan

import (
	"cmp"
	"math"
	"slices"

	"prereview/filing"
	"prereview/ocr"
)

// Text that an applicant draws over a page (仅供备案使用) is fainter than print and mostly stands at a slant: thin strokes
// in rows at one angle, which nothing of the page's own does. Rows about level or plumb are left alone: there stand the
// page's own lines, and the faint marks that some licences carry in their ground.
const (
	markStroke = 2    // cells of the measured grid on either side of a stroke that closing fills in
	markPrint  = .30  // share of the paper's brightness: what is darker is print
	markRim    = .04  // of the shorter side: left alone
	markReach  = 10   // cells about a place that it is compared with
	markTurn   = 2.   // degrees between the angles that are tried
	markSkip   = 9.   // degrees from level and plumb that are not
	markChord  = .35  // of the shorter side: shorter rows are not looked at
	markStands = 3.2  // times the usual difference between rows
	markPeak   = 2.2  // times that at angles a little off
	markLeast  = .002 // of the paper's brightness: difference between rows
	markRows   = 12   // that are told at most
)

// watermark finds the rows of text drawn at a slant over the page.
func (v *view) watermark() []filing.Signal {
	if min(v.gw, v.gh) < 64 {
		return nil
	}
	m := v.newMarkMap()
	angle, strength, usual := m.steepest()
	off := max(m.strength(angle-4*markTurn), m.strength(angle+4*markTurn))
	amplitude := math.Sqrt(strength)
	if strength < markStands*usual || strength < markPeak*off || amplitude < markLeast {
		return nil
	}
	var out []filing.Signal
	for _, q := range m.boxes(angle, amplitude) {
		s := signal(filing.SignalWatermark, filing.Review, round(100*amplitude, 100), "text drawn over the page at %.0f degrees; its rows differ by %.1f %% of the paper's brightness", angle, 100*amplitude)
		b := filing.Box(q.Map(ocr.Scale(1/float64(m.w), 1/float64(m.h))).Map(v.toStored))
		s.Box = &b
		out = append(out, s)
	}
	return out
}

// markMap is where there are faint thin strokes, in cells of two by two of the measured grid.
type markMap struct {
	w, h   int
	dark   []float64 // share of the paper's brightness that strokes take, less what they take about there
	weight []float64 // share of the cell that is not print
}

func (v *view) newMarkMap() *markMap {
	m := &markMap{w: v.gw / 2, h: v.gh / 2}
	paper := v.paperMap()
	closed := make([]float32, len(v.luma))
	depth := make([]float32, len(v.luma)) // below the paper
	for i, l := range v.luma {
		closed[i], depth[i] = float32(l), 1-float32(l)/paper[i]
	}
	closed = extreme(extreme(closed, v.gw, v.gh, markStroke, true), v.gw, v.gh, markStroke, false)
	depth = extreme(depth, v.gw, v.gh, markStroke, true) // print has a rim
	n := m.w * m.h
	sum, weight := make([]float64, n), make([]float64, n)
	rim := int(markRim * float64(min(v.gw, v.gh)))
	for y := rim; y < min(v.gh-rim, 2*m.h); y++ {
		for x := rim; x < min(v.gw-rim, 2*m.w); x++ {
			if i := y*v.gw + x; depth[i] <= markPrint {
				sum[y/2*m.w+x/2] += float64((closed[i] - float32(v.luma[i])) / paper[i])
				weight[y/2*m.w+x/2]++
			}
		}
	}
	sums, weights := boxSum(sum, m.w, m.h, markReach), boxSum(weight, m.w, m.h, markReach)
	m.dark, m.weight = make([]float64, n), make([]float64, n)
	for i := range sum {
		if weight[i] > 0 {
			m.weight[i] = weight[i] / 4
			m.dark[i] = sum[i]/weight[i] - sums[i]/weights[i]
		}
	}
	return m
}

// paperMap is the brightness of the paper at each place of the measured grid.
func (v *view) paperMap() []float32 {
	const cell = 16
	w, h := (v.gw+cell-1)/cell, (v.gh+cell-1)/cell
	g := make([]float32, w*h)
	for cy := range h {
		for cx := range w {
			var hist [256]int
			for y := cy * cell; y < min(v.gh, cy*cell+cell); y++ {
				for _, l := range v.luma[y*v.gw+cx*cell : y*v.gw+min(v.gw, cx*cell+cell)] {
					hist[l]++
				}
			}
			g[cy*w+cx] = float32(max(1, quantile(hist[:], .8)))
		}
	}
	g = soften(extreme(extreme(g, w, h, 2, true), w, h, 2, false), w, h)
	out := make([]float32, len(v.luma))
	// between says between which two cells a place lies, and how far along.
	between := func(at, n int) (int, int, float32) {
		f := max((float32(at)+.5)/cell-.5, 0)
		i := min(int(f), n-1)
		return i, min(i+1, n-1), min(f-float32(i), 1)
	}
	for y := range v.gh {
		y0, y1, py := between(y, h)
		for x := range v.gw {
			x0, x1, px := between(x, w)
			a := g[y0*w+x0]*(1-px) + g[y0*w+x1]*px
			b := g[y1*w+x0]*(1-px) + g[y1*w+x1]*px
			out[y*v.gw+x] = a*(1-py) + b*py
		}
	}
	return out
}

// boxSum adds up what lies within reach of each cell, in a square.
func boxSum(v []float64, w, h, reach int) []float64 {
	sums := make([]float64, (w+1)*(h+1))
	for y := range h {
		line := 0.0
		for x := range w {
			line += v[y*w+x]
			sums[(y+1)*(w+1)+x+1] = sums[y*(w+1)+x+1] + line
		}
	}
	out := make([]float64, w*h)
	for y := range h {
		y0, y1 := max(0, y-reach), min(h, y+reach+1)
		for x := range w {
			x0, x1 := max(0, x-reach), min(w, x+reach+1)
			out[y*w+x] = sums[y1*(w+1)+x1] - sums[y0*(w+1)+x1] - sums[y1*(w+1)+x0] + sums[y0*(w+1)+x0]
		}
	}
	return out
}

// rows is the darkness of the rows at an angle, a cell apart, and how many cells each has. Row i lies i - reach cells
// below the middle.
func (m *markMap) rows(degrees float64) (dark, count []float64, reach int) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	reach = int(math.Hypot(float64(m.w), float64(m.h))/2) + 2
	dark, count = make([]float64, 2*reach), make([]float64, 2*reach)
	for y := range m.h {
		at := float64(reach) + (float64(y)-float64(m.h)/2)*cos + float64(m.w)/2*sin
		for x, k := range m.weight[y*m.w:][:m.w] {
			if k > 0 {
				i := int(at - float64(x)*sin)
				dark[i] += k * m.dark[y*m.w+x]
				count[i] += k
			}
		}
	}
	return dark, count, reach
}

// strength is how much the rows at an angle differ, squared.
func (m *markMap) strength(degrees float64) float64 {
	dark, count, _ := m.rows(degrees)
	s, n := 0.0, 0.0
	for i, c := range count {
		if c >= markChord*float64(min(m.w, m.h)) {
			s += dark[i] * dark[i] / c
			n += c
		}
	}
	return s / max(n, 1)
}

// steepest is the angle at which rows differ most, how much, and how much they do at most angles.
func (m *markMap) steepest() (degrees, strength, usual float64) {
	var all []float64
	for a := markTurn - 90; a <= 90; a += markTurn {
		if math.Abs(a-90*math.Round(a/90)) < markSkip {
			continue
		}
		s := m.strength(a)
		all = append(all, s)
		if s > strength {
			degrees, strength = a, s
		}
	}
	return degrees, strength, median(all)
}

// boxes bounds the rows of text at the angle, the darkest first, in cells.
func (m *markMap) boxes(degrees, amplitude float64) []ocr.Quad {
	type strip struct {
		from, to int
		dark     float64
	}
	dark, count, reach := m.rows(degrees)
	var strips []strip
	open := false
	for i, c := range count {
		if c < markChord*float64(min(m.w, m.h)) || dark[i]/c < amplitude/2 {
			open = false
			continue
		}
		if !open {
			strips = append(strips, strip{from: i})
			open = true
		}
		s := &strips[len(strips)-1]
		s.to, s.dark = i+1, s.dark+dark[i]/c
	}
	strips = slices.DeleteFunc(strips, func(s strip) bool { return s.to-s.from < 2 })
	slices.SortFunc(strips, func(a, b strip) int { return cmp.Compare(b.dark, a.dark) })
	var out []ocr.Quad
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	for _, s := range strips[:min(len(strips), markRows)] {
		t0, t1 := float64(s.from-reach)-1, float64(s.to-reach)+1
		u0, u1, ok := m.extent(sin, cos, t0, t1, reach)
		if !ok {
			continue
		}
		var q ocr.Quad
		for i, p := range [4][2]float64{{u0, t0}, {u1, t0}, {u1, t1}, {u0, t1}} {
			q[i] = [2]float64{float64(m.w)/2 + p[0]*cos - p[1]*sin, float64(m.h)/2 + p[0]*sin + p[1]*cos}
		}
		out = append(out, q)
	}
	return out
}

// extent is from where to where along a row there are strokes.
func (m *markMap) extent(sin, cos, t0, t1 float64, reach int) (from, to float64, ok bool) {
	const run = 4 // cells on either side over which strokes are told from noise
	dark, count := make([]float64, 2*reach), make([]float64, 2*reach)
	sum, n := 0.0, 0.0
	for y := range m.h {
		for x := range m.w {
			i := y*m.w + x
			dx, dy := float64(x)-float64(m.w)/2, float64(y)-float64(m.h)/2
			if t := dy*cos - dx*sin; m.weight[i] == 0 || t < t0 || t >= t1 {
				continue
			}
			u := int(dx*cos+dy*sin) + reach
			dark[u], count[u] = dark[u]+m.weight[i]*m.dark[i], count[u]+m.weight[i]
			sum, n = sum+m.weight[i]*m.dark[i], n+m.weight[i]
		}
	}
	first, last := -1, -1
	for u := range dark {
		d, c := 0.0, 0.0
		for k := max(0, u-run); k <= min(len(dark)-1, u+run); k++ {
			d, c = d+dark[k], c+count[k]
		}
		if c > 0 && d/c > sum/n/2 {
			if last = u; first < 0 {
				first = u
			}
		}
	}
	return float64(first - reach), float64(last + 1 - reach), first >= 0 && last > first
}
