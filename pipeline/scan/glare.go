package scan

import (
	"slices"

	"prereview/filing"
)

// glare is saturated places with a bright haze around them on paper that is otherwise clearly darker.
func (v *view) glare() []filing.Signal {
	const saturated = 247
	if v.paper > 232 {
		return nil // as good as saturated itself
	}
	mask := make([]bool, len(v.luma))
	n := 0
	for i, l := range v.luma {
		if l >= saturated {
			mask[i] = true
			n++
		}
	}
	if float64(n) < glareReview*float64(len(mask)) {
		return nil
	}
	var out []filing.Signal
	total := 0.0
	for _, b := range blobs(mask, v.gw, v.gh) {
		share := float64(b.n) / float64(len(mask))
		if share < glareReview/2 || !v.hazy(b) || v.around(b) > saturated-glareFades {
			continue
		}
		total += share
		s := signal(filing.SignalGlare, filing.Review, round(share, 10000), "%.1f %% of the page is washed out", share*100)
		s.Box = v.box(float64(b.x0)/float64(v.gw), float64(b.y0)/float64(v.gh), float64(b.x1)/float64(v.gw), float64(b.y1)/float64(v.gh))
		out = append(out, s)
	}
	if total > glareBlock {
		for i := range out {
			out[i].Severity = filing.Block
		}
	}
	return out
}

// hazy says that the surroundings of a blob are brighter than the paper: light, not print or a label.
func (v *view) hazy(b blob) bool {
	pad := max(2, (b.x1-b.x0+b.y1-b.y0)/20)
	var ls []float64
	for y := max(0, b.y0-pad); y < min(v.gh, b.y1+pad); y++ {
		for x := max(0, b.x0-pad); x < min(v.gw, b.x1+pad); x++ {
			if x >= b.x0 && x < b.x1 && y >= b.y0 && y < b.y1 {
				continue
			}
			ls = append(ls, float64(v.luma[y*v.gw+x]))
		}
	}
	slices.Sort(ls)
	return len(ls) > 0 && ls[len(ls)*3/5] > v.paper+6
}

// around is the brightness of the paper a good way off a blob.
func (v *view) around(b blob) float64 {
	near, far := (v.gw+v.gh)/24, (v.gw+v.gh)/12
	var hist [256]int
	for y := max(0, b.y0-far); y < min(v.gh, b.y1+far); y++ {
		for x := max(0, b.x0-far); x < min(v.gw, b.x1+far); x++ {
			if x >= b.x0-near && x < b.x1+near && y >= b.y0-near && y < b.y1+near {
				continue
			}
			hist[v.luma[y*v.gw+x]]++
		}
	}
	return float64(quantile(hist[:], .7))
}

type blob struct{ x0, y0, x1, y1, n int }

// blobs are the connected parts of a mask, the largest first.
func blobs(mask []bool, w, h int) []blob {
	seen := make([]bool, len(mask))
	var out []blob
	var stack []int
	for i := range mask {
		if !mask[i] || seen[i] {
			continue
		}
		b := blob{x0: w, y0: h}
		stack = append(stack[:0], i)
		seen[i] = true
		for len(stack) > 0 {
			k := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			x, y := k%w, k/w
			b.n++
			b.x0, b.y0, b.x1, b.y1 = min(b.x0, x), min(b.y0, y), max(b.x1, x+1), max(b.y1, y+1)
			for _, j := range [4]int{k - 1, k + 1, k - w, k + w} {
				if j < 0 || j >= len(mask) || seen[j] || !mask[j] || abs(j%w-x) > 1 {
					continue
				}
				seen[j] = true
				stack = append(stack, j)
			}
		}
		out = append(out, b)
	}
	slices.SortFunc(out, func(a, b blob) int { return b.n - a.n })
	return out
}
