package extract

import (
	"image"
	"slices"
)

// noInk is the level of which and above which nothing is print.
const noInk = 242

// gains are by how much pale print was strengthened, on a coarse grid over a sheet of sw x sh pixels.
type gains struct {
	by           []float32
	w, h, sw, sh int
}

func (g gains) at(x, y int) float32 { return g.by[y*g.h/g.sh*g.w+x*g.w/g.sw] }

const (
	gainCells = 80  // along the sheet's longer side: one is about a character of a licence
	gainReach = 2   // cells
	gainMost  = 2.5 // of paler print less is left than tells one character from another
)

// strengthened is the sheet with the print darkened that is paler than the page's darkest: under a veil of light, out of
// focus, or just thin. What is the darkest within a few characters decides. Coloured print is left as it is, and does not
// count; nor does what is little darker than most of the page. It is for licences: little of what else is printed on one is as high as its lines are, on a card a watermark may be.
func (s *sheet) strengthened() *sheet {
	g := gains{w: max(1, s.w*gainCells/max(s.w, s.h)), h: max(1, s.h*gainCells/max(s.w, s.h)), sw: s.w, sh: s.h}
	g.w, g.h = min(g.w, s.w), min(g.h, s.h)
	g.by = make([]float32, g.w*g.h)
	for cy := range g.h {
		for cx := range g.w {
			var hist [256]int
			x0, x1, y0, y1 := cx*s.w/g.w, (cx+1)*s.w/g.w, cy*s.h/g.h, (cy+1)*s.h/g.h
			for y := y0; y < y1; y++ {
				for i := y*s.w + x0; i < y*s.w+x1; i++ {
					if !s.coloured[i] {
						hist[s.level[i]]++
					}
				}
			}
			// The darkest fiftieth is print, if anything is.
			n, l := 0, 0
			for l = range hist {
				if n += hist[l]; n*50 >= (x1-x0)*(y1-y0) {
					break
				}
			}
			g.by[cy*g.w+cx] = float32(l)
		}
	}
	// Most of a page is paper: what is hardly darker is its noise or its pattern.
	sorted := slices.Clone(g.by)
	slices.Sort(sorted)
	noise := max(255-sorted[len(sorted)/2], 1)
	g.by = boxBlur(extremes(g.by, g.w, g.h, gainReach, true), g.w, g.h, 1)
	for i, l := range g.by {
		contrast := max(255-l, 1)
		gain := min(max(float32(255-s.dark)/contrast, 1), gainMost)
		g.by[i] = 1 + (gain-1)*min(max(contrast/noise-1.5, 0), 1)
	}
	out := *s
	out.gains, out.level = g, make([]uint8, len(s.level))
	for y := range s.h {
		for x := range s.w {
			i := y*s.w + x
			out.level[i] = s.level[i]
			if l := s.level[i]; l < noInk && !s.coloured[i] {
				out.level[i] = uint8(max(0, noInk-(noInk-float32(l))*g.at(x, y)))
			}
		}
	}
	out.parts = out.connected(image.Rect(0, 0, s.w, s.h), s.cut)
	return &out
}

// given is the level of a pixel before it was strengthened.
func (s *sheet) given(x, y int) uint8 {
	l := s.level[y*s.w+x]
	if l >= noInk || s.gains.by == nil {
		return l
	}
	return uint8(noInk - (noInk-float32(l))/s.gains.at(x, y))
}

// strong is the level of a pixel as it is.
func (s *sheet) strong(x, y int) uint8 { return s.level[y*s.w+x] }
