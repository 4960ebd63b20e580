package extract

import (
	"cmp"
	"slices"
)

// print is what may be lines of a licence among pieces of ink: segments as dark as the darkest and of a size with most.
func (s *sheet) print(parts []part) []segment {
	long := max(s.w, s.h)
	all := segments(parts, 0.9)
	em := textHeight(all)
	if em == 0 {
		return nil
	}
	dark := s.darkness(all, em)
	pale := func(level uint8) bool { return int(level)-int(dark) > (255-int(dark))*3/10 }
	var out []segment
	for _, g := range all {
		h := g.h()
		switch {
		case h < em*2/5 || h < 7 || h > em*9/2 || h > long/12:
			continue
		case g.w() < h/3 || h > em*5/2 && g.w() < 3*h:
			continue
		case pale(s.levelOf(g, (*sheet).given)) && (h*3 > em*4 || h*4 < em*3 || pale(s.levelOf(g, (*sheet).strong))):
			continue // an olive border, a watermark; print under a veil is as high as all other
		}
		out = append(out, g)
	}
	if len(out) > maxWords { // scraps of a border lie nearest to the page's edges
		edge := func(g segment) int {
			return min(g.x0+g.x1, g.y0+g.y1, 2*s.w-g.x0-g.x1, 2*s.h-g.y0-g.y1)
		}
		slices.SortStableFunc(out, func(a, b segment) int { return edge(b) - edge(a) })
		out = out[:maxWords]
		slices.SortFunc(out, func(a, b segment) int { return cmp.Or(cmp.Compare(a.y0, b.y0), cmp.Compare(a.x0, b.x0)) })
	}
	return out
}

// between leaves out what lies left or right of the columns [left, right): scraps of a border, which would be read for
// nothing, or taken for the beginning of the label beside them.
func between(parts []part, left, right int) []part {
	return slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return (p.x0+p.x1)/2 < left || (p.x0+p.x1)/2 >= right })
}

// darkness is the level of the page's print: the median over its longer lines.
func (s *sheet) darkness(segs []segment, em int) uint8 {
	var ls []uint8
	for _, g := range segs {
		if g.h() >= em/2 && g.h() <= 2*em && g.w() > 2*g.h() {
			ls = append(ls, s.levelOf(g, (*sheet).given))
		}
	}
	if len(ls) == 0 {
		return 0
	}
	slices.Sort(ls)
	return ls[len(ls)/3]
}

// levelOf is how dark a segment's darkest fifth of ink is.
func (s *sheet) levelOf(g segment, level func(s *sheet, x, y int) uint8) uint8 {
	var hist [256]int
	n := 0
	for y := g.y0; y < g.y1; y++ {
		for x := g.x0; x < g.x1; x++ {
			if s.level[y*s.w+x] < s.cut {
				hist[level(s, x, y)]++
				n++
			}
		}
	}
	k := 0
	for v := range hist {
		if k += hist[v]; k*5 >= n {
			return uint8(v)
		}
	}
	return 255
}
