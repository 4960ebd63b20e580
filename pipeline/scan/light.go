package scan

import (
	"math"
	"slices"

	"prereview/ocr"
)

const (
	lightCells = 40   // cells of the light map along the page's longer side
	lightReach = 5    // dark things narrower than twice this many cells (a portrait) do not count as shadow
	paperLevel = 232. // what the ground of the page is brought to
	gainMost   = 3.0
	gainLeast  = .85
)

// light is how much each part of the page is to be brightened, in red, green and blue, so that its paper is equally bright
// everywhere and grey: a coarse grid of gains, in 1/256.
type light struct {
	w, h int
	gain [][3]float32
}

// newLight estimates the brightness of the paper over a page of pw x ph pixels that m takes to stored pixels.
func newLight(t *thumb, m ocr.Matrix, pw, ph int) *light {
	long := float64(max(pw, ph))
	l := &light{w: max(1, int(math.Round(lightCells*float64(pw)/long))), h: max(1, int(math.Round(lightCells*float64(ph)/long)))}
	f := float64(t.factor)
	toThumb := ocr.Scale(1/f, 1/f).Mul(m)
	paper := make([]float32, l.w*l.h)
	colours := make([][2]float32, l.w*l.h)
	const n = 12 // samples along a cell's side
	var at [n * n]int
	for cy := range l.h {
		for cx := range l.w {
			var levels [256]int
			for k := range at {
				p := toThumb.Apply(ocr.Point{
					X: (float64(cx) + (float64(k%n)+.5)/n) * float64(pw) / float64(l.w),
					Y: (float64(cy) + (float64(k/n)+.5)/n) * float64(ph) / float64(l.h),
				})
				x, y := min(max(int(p.X), 0), t.w-1), min(max(int(p.Y), 0), t.h-1)
				at[k] = y*t.w + x
				levels[t.planes[0][at[k]]]++
			}
			level := quantile(levels[:], .75)
			paper[cy*l.w+cx] = float32(level)
			var cb, cr, count float32
			for _, o := range at {
				if int(t.planes[0][o]) >= level {
					cb, cr, count = cb+float32(t.planes[1][o])-128, cr+float32(t.planes[2][o])-128, count+1
				}
			}
			colours[cy*l.w+cx] = [2]float32{cb / (count * float32(max(level, 1))), cr / (count * float32(max(level, 1)))}
		}
	}
	// Closing: what is dark and small is print, what is dark and large is shade.
	level := paper
	paper = extreme(paper, l.w, l.h, lightReach, true)
	paper = extreme(paper, l.w, l.h, lightReach, false)
	paper = soften(soften(paper, l.w, l.h), l.w, l.h)
	cast := castOf(colours, l.w, l.h, func(i int) bool { return level[i] >= castPaper*paper[i] })
	l.gain = make([][3]float32, len(paper))
	for i, v := range paper {
		gain := float32(min(max(paperLevel/max(float64(v), 1), gainLeast), gainMost) * 256)
		for c, f := range balance(cast(i%l.w, i/l.w)) {
			l.gain[i][c] = gain * f
		}
	}
	return l
}

const (
	castRegions = 3   // along either side of the page, each lit in one colour; between their middles it changes evenly
	castPaper   = .85 // a cell darker than so much of the paper around is print, a border, an emblem
	balanceMost = 1.8 // how much more one channel may be brightened, or less, than brightness is
)

// castOf finds the colour of the light, blue and red chroma per brightness, from that of the cells that are paper: the median
// of each region, since one lamp or window seldom lights the whole page and a seal or a hand may cover some of it.
func castOf(colours [][2]float32, w, h int, paper func(i int) bool) func(x, y int) [2]float32 {
	var region [castRegions][castRegions][2]float32
	for i := range castRegions {
		for j := range castRegions {
			var b, r, otherB, otherR []float32
			for y := i * h / castRegions; y < max((i+1)*h/castRegions, i*h/castRegions+1); y++ {
				for x := j * w / castRegions; x < max((j+1)*w/castRegions, j*w/castRegions+1); x++ {
					k := y*w + x
					if c := colours[k]; paper(k) {
						b, r = append(b, c[0]), append(r, c[1])
					} else {
						otherB, otherR = append(otherB, c[0]), append(otherR, c[1])
					}
				}
			}
			if len(b) < len(otherB) {
				b, r = append(b, otherB...), append(r, otherR...)
			}
			slices.Sort(b)
			slices.Sort(r)
			region[i][j] = [2]float32{b[len(b)/2], r[len(r)/2]}
		}
	}
	place := func(k, n int) (int, float32) {
		p := min(max((float32(k)+.5)*castRegions/float32(n)-.5, 0), castRegions-1)
		i := min(int(p), castRegions-2)
		return i, p - float32(i)
	}
	return func(x, y int) (c [2]float32) {
		j, u := place(x, w)
		i, v := place(y, h)
		for k := range c {
			c[k] = (region[i][j][k]*(1-u)+region[i][j+1][k]*u)*(1-v) + (region[i+1][j][k]*(1-u)+region[i+1][j+1][k]*u)*v
		}
		return c
	}
}

// balance is by how much red, green and blue are to be brightened to make grey what has this chroma per brightness.
func balance(cast [2]float32) [3]float32 {
	of := func(share float32) float32 { return 1 / min(max(share, 1/balanceMost), balanceMost) }
	// JFIF
	return [3]float32{of(1 + 1.402*cast[1]), of(1 - .344136*cast[0] - .714136*cast[1]), of(1 + 1.772*cast[0])}
}

// extreme is the largest (or smallest) value within reach cells, a square window done as two passes.
func extreme(v []float32, w, h, reach int, largest bool) []float32 {
	pass := func(src []float32, n, lines, step, lineStep int) []float32 {
		dst := make([]float32, len(src))
		for l := range lines {
			for i := range n {
				best := src[l*lineStep+i*step]
				for j := max(0, i-reach); j <= min(n-1, i+reach); j++ {
					if x := src[l*lineStep+j*step]; (x > best) == largest {
						best = x
					}
				}
				dst[l*lineStep+i*step] = best
			}
		}
		return dst
	}
	return pass(pass(v, w, h, 1, w), h, w, w, 1)
}

// soften is the mean of three by three.
func soften(v []float32, w, h int) []float32 {
	out := make([]float32, len(v))
	for y := range h {
		for x := range w {
			var s, n float32
			for yy := max(0, y-1); yy <= min(h-1, y+1); yy++ {
				for xx := max(0, x-1); xx <= min(w-1, x+1); xx++ {
					s, n = s+v[yy*w+xx], n+1
				}
			}
			out[y*w+x] = s / n
		}
	}
	return out
}

// gains answers the gains of whole rows of a page of w x h pixels, one row a call, into a buffer of its own.
func (l *light) gains(w, h int) func(y int) [][3]int32 {
	cells, out := make([][3]float32, l.w), make([][3]int32, w)
	at, part := make([]int32, w), make([]float32, w)
	for x := range out {
		gx := max((float32(x)+.5)*float32(l.w)/float32(w)-.5, 0)
		at[x] = min(int32(gx), int32(max(l.w-2, 0)))
		part[x] = min(gx-float32(at[x]), 1)
	}
	return func(y int) [][3]int32 {
		gy := (float64(y)+.5)*float64(l.h)/float64(h) - .5
		y0 := min(max(int(math.Floor(gy)), 0), l.h-1)
		y1 := min(y0+1, l.h-1)
		fy := float32(min(max(gy-float64(y0), 0), 1))
		for i := range cells {
			a, b := &l.gain[y0*l.w+i], &l.gain[y1*l.w+i]
			cells[i] = [3]float32{a[0]*(1-fy) + b[0]*fy, a[1]*(1-fy) + b[1]*fy, a[2]*(1-fy) + b[2]*fy}
		}
		last := int32(l.w - 1)
		for x := range out {
			a, b, f := &cells[at[x]], &cells[min(at[x]+1, last)], part[x]
			out[x] = [3]int32{int32(a[0] + (b[0]-a[0])*f), int32(a[1] + (b[1]-a[1])*f), int32(a[2] + (b[2]-a[2])*f)}
		}
		return out
	}
}
