package scan

import (
	"math"

	"prereview/filing"
)

const (
	blankRim   = .05   // of the page's sides: left alone
	blankInk   = .0005 // share of the page that the least print covers
	blankDepth = .12   // of the paper's brightness: print, however faint, is darker by more
	blankGlare = 253   // paper as bright as this may hold print that a lamp has washed out
	softSteps  = 4.    // times the blur at which nothing can be read: not even a portrait has edges
)

// blank says that there is nothing on the page: nothing darker than the paper, however the light falls off over it.
func (v *view) blank() []filing.Signal {
	if v.paper >= blankGlare || v.paper < darkReview {
		return nil
	}
	depth := v.depth()
	if depth >= blankDepth {
		return nil
	}
	v.empty = true
	return []filing.Signal{signal(filing.SignalBlank, filing.Block, round(depth, 1000), "nothing on the page is darker than the paper by more than %.1f %%", depth*100)}
}

// depth is how far the darkest of the page lies below the plane that its brightness makes, as a share of the paper's.
func (v *view) depth() float64 {
	rx, ry := int(blankRim*float64(v.gw)), int(blankRim*float64(v.gh))
	var n, sum, sx, sy, sxx, syy float64
	visit := func(f func(x, y, l float64)) {
		for y := ry; y < v.gh-ry; y++ {
			for x := rx; x < v.gw-rx; x++ {
				f(float64(x)-float64(v.gw-1)/2, float64(y)-float64(v.gh-1)/2, float64(v.luma[y*v.gw+x]))
			}
		}
	}
	visit(func(x, y, l float64) {
		n, sum, sx, sy, sxx, syy = n+1, sum+l, sx+x*l, sy+y*l, sxx+x*x, syy+y*y
	})
	var hist [511]int // of what is left, from -255
	visit(func(x, y, l float64) {
		left := l - sum/n - x*sx/max(sxx, 1) - y*sy/max(syy, 1)
		hist[max(0, min(510, 255+int(math.Round(left))))]++
	})
	return float64(quantile(hist[:], .5)-quantile(hist[:], blankInk)) / max(v.paper, 1)
}

// soft says that the page has light and dark on it and not one edge: far too blurred for its print to be seen at all.
func (v *view) soft() []filing.Signal {
	var levels, slopes [256]int
	for y := 1; y < v.gh-1; y++ {
		for x := 1; x < v.gw-1; x++ {
			i := y*v.gw + x
			levels[v.luma[i]]++
			slopes[max(abs(int(v.luma[i+1])-int(v.luma[i-1])), abs(int(v.luma[i+v.gw])-int(v.luma[i-v.gw])))]++
		}
	}
	contrast := float64(quantile(levels[:], .98) - quantile(levels[:], .02))
	slope := max(float64(quantile(slopes[:], .995))/2, .5)
	width := contrast / slope / float64(max(v.gw, v.gh)) * 1000
	is := v.shape()
	if contrast < blankDepth*v.paper || width < softSteps*is.blurBlock {
		return nil
	}
	s := signal(filing.SignalBlur, filing.Block, round(width, 100), "the steepest steps of the page are %.0f thousandths of its side wide; nothing on it has an edge", width)
	s.Box = v.box(0, 0, 1, 1)
	return []filing.Signal{s}
}
