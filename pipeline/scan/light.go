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

// light is how much each part of the page is to be brightened so that its paper is equally bright everywhere: a coarse
// grid of gains, in 1/256.
type light struct {
	w, h int
	gain []float32
	dim  float64 // median brightness of the paper before
}

// newLight estimates the brightness of the paper over a page of pw x ph pixels that m takes to stored pixels.
func newLight(t *thumb, m ocr.Matrix, pw, ph int) *light {
	long := float64(max(pw, ph))
	l := &light{w: max(1, int(math.Round(lightCells*float64(pw)/long))), h: max(1, int(math.Round(lightCells*float64(ph)/long)))}
	f := float64(t.factor)
	toThumb := ocr.Scale(1/f, 1/f).Mul(m)
	paper := make([]float32, l.w*l.h)
	const n = 12 // samples along a cell's side
	for cy := range l.h {
		for cx := range l.w {
			var levels [256]int
			for k := range n * n {
				p := toThumb.Apply(ocr.Point{
					X: (float64(cx) + (float64(k%n)+.5)/n) * float64(pw) / float64(l.w),
					Y: (float64(cy) + (float64(k/n)+.5)/n) * float64(ph) / float64(l.h),
				})
				x, y := min(max(int(p.X), 0), t.w-1), min(max(int(p.Y), 0), t.h-1)
				levels[t.planes[0][y*t.w+x]]++
			}
			paper[cy*l.w+cx] = float32(quantile(levels[:], .75))
		}
	}
	sorted := slices.Clone(paper)
	slices.Sort(sorted)
	l.dim = float64(sorted[len(sorted)/2])
	// Closing: what is dark and small is print, what is dark and large is shade.
	paper = extreme(paper, l.w, l.h, lightReach, true)
	paper = extreme(paper, l.w, l.h, lightReach, false)
	paper = soften(soften(paper, l.w, l.h), l.w, l.h)
	l.gain = paper
	for i, v := range paper {
		l.gain[i] = float32(min(max(paperLevel/max(float64(v), 1), gainLeast), gainMost) * 256)
	}
	return l
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
func (l *light) gains(w, h int) func(y int) []int32 {
	cells, out := make([]float32, l.w), make([]int32, w)
	at, part := make([]int32, w), make([]float32, w)
	for x := range out {
		gx := max((float32(x)+.5)*float32(l.w)/float32(w)-.5, 0)
		at[x] = min(int32(gx), int32(max(l.w-2, 0)))
		part[x] = min(gx-float32(at[x]), 1)
	}
	return func(y int) []int32 {
		gy := (float64(y)+.5)*float64(l.h)/float64(h) - .5
		y0 := min(max(int(math.Floor(gy)), 0), l.h-1)
		y1 := min(y0+1, l.h-1)
		fy := float32(min(max(gy-float64(y0), 0), 1))
		for i := range cells {
			cells[i] = l.gain[y0*l.w+i]*(1-fy) + l.gain[y1*l.w+i]*fy
		}
		last := int32(l.w - 1)
		for x := range out {
			a := cells[at[x]]
			out[x] = int32(a + (cells[min(at[x]+1, last)]-a)*part[x])
		}
		return out
	}
}
