package extract

import (
	"image"
	"math"
	"slices"

	"prereview/ocr"
)

// workSide is the longer side in pixels at which a page is searched for lines. Text of a licence is then 15-20 pixels high,
// which is enough to find it; crops are cut from the page itself.
const workSide = 1600

// sheet is a page at working size: where the ink is, and its connected pieces.
type sheet struct {
	page     raster  // as given
	scale    float64 // page pixels per working pixel
	turn     int     // clockwise quarter turns from the page as given to the sheet
	flip     bool    // left and right were swapped before that
	w, h     int
	level    []uint8                  // brightness over that of the ground, 255 is paper
	red      []bool                   // strongly red pixels: emblem, seal
	coloured []bool                   // those, and what is paler and of any colour
	dark     int                      // level of the darkest hundredth
	cut      uint8                    // level below which a pixel is ink
	gains    gains                    // by how much pale print was strengthened, where it was
	parts    []part                   // connected pieces of ink, neither specks nor walls
	printed  map[*ocr.Reading]printed // of the lines that two readers read, by the first of their readings
	known    map[crop]known           // what was read
	alone    bool                     // the last lines were read by one reader, with no second to ask
}

// part is a connected piece of ink, in working pixels, x1 and y1 outside.
type part struct {
	x0, y0, x1, y1 int
	area           int
	dark           uint8 // level of its darkest pixel
}

func (p part) w() int { return p.x1 - p.x0 }
func (p part) h() int { return p.y1 - p.y0 }

// newSheet finds the ink of a page: what is dark in every channel.
func newSheet(p raster) *sheet {
	s := &sheet{page: p, scale: max(1, float64(max(p.w, p.h))/workSide)}
	s.w, s.h = max(1, int(float64(p.w)/s.scale)), max(1, int(float64(p.h)/s.scale))
	small := p.resized(s.w, s.h)
	v := make([]float32, s.w*s.h)
	s.red = make([]bool, s.w*s.h)
	s.coloured = make([]bool, s.w*s.h)
	tinted := make([]bool, s.w*s.h) // border, guilloche, a form's coloured print
	for y := range s.h {
		row := small.pix[y*small.row:]
		for x := range s.w {
			r, g, b := int(row[4*x]), int(row[4*x+1]), int(row[4*x+2])
			hi, lo := max(r, g, b), min(r, g, b)
			i := y*s.w + x
			v[i] = float32(0.8*float64(hi) + 0.2*(0.299*float64(r)+0.587*float64(g)+0.114*float64(b)))
			colour, most := float64(hi-lo), float64(hi)
			s.red[i] = r > 90 && r-max(g, b) > 50
			tinted[i] = hi > 95 && colour > 0.35*most
			s.coloured[i] = hi > 70 && colour > 0.18*most
		}
	}
	ground := groundOf(v, s.w, s.h, max(8, max(s.w, s.h)/40))
	s.level = make([]uint8, len(v))
	var hist [256]int
	for i := range v {
		l := uint8(255)
		if bright := 255 * v[i] / max(ground[i], 8); bright < 255 {
			l = uint8(bright)
		}
		if s.red[i] || tinted[i] {
			l = max(l, 230) // a seal or a border is no text; black print over it is not coloured
		}
		s.level[i] = l
		hist[l]++
	}
	// Ink is what is nearer to the darkest hundredth than to paper.
	n := 0
	for s.dark = range hist {
		if n += hist[s.dark]; n*100 >= len(v) {
			break
		}
	}
	s.cut = uint8(min(200, max(60, s.dark+(255-s.dark)*48/100)))
	s.parts = s.connected(image.Rect(0, 0, s.w, s.h), s.cut)
	return s
}

// groundOf is the brightness of the paper: the brightest neighbourhood within side pixels, found at a quarter of the
// size, where that costs little.
func groundOf(v []float32, w, h, side int) []float32 {
	const n = 4
	sw, sh := (w+n-1)/n, (h+n-1)/n
	small := make([]float32, sw*sh)
	for y := range sh {
		for x := range sw {
			var sum float32
			k := 0
			for j := y * n; j < min(h, y*n+n); j++ {
				for i := x * n; i < min(w, x*n+n); i++ {
					sum += v[j*w+i]
					k++
				}
			}
			small[y*sw+x] = sum / float32(k)
		}
	}
	r := max(1, side/n/2)
	small = extremes(small, sw, sh, r, false)
	small = extremes(small, sw, sh, r, true)
	small = boxBlur(small, sw, sh, max(1, r/2))
	out := make([]float32, len(v))
	// Between which columns of the small one each column lies, and how far.
	type between struct {
		x0, x1 int
		t      float32
	}
	across := make([]between, w)
	for x := range across {
		fx := (float32(x)+0.5)/n - 0.5
		x0 := clampInt(int(math.Floor(float64(fx))), 0, sw-1)
		across[x] = between{x0, min(x0+1, sw-1), max(0, min(1, fx-float32(x0)))}
	}
	for y := range h {
		fy := (float32(y) + 0.5) / n
		fy -= 0.5
		y0 := clampInt(int(math.Floor(float64(fy))), 0, sh-1)
		y1 := min(y0+1, sh-1)
		ty := max(0, min(1, fy-float32(y0)))
		upper, lower, row := small[y0*sw:][:sw], small[y1*sw:][:sw], out[y*w:][:w]
		for x, c := range across {
			a := upper[c.x0]*(1-c.t) + upper[c.x1]*c.t
			b := lower[c.x0]*(1-c.t) + lower[c.x1]*c.t
			row[x] = a*(1-ty) + b*ty
		}
	}
	return out
}

// resized averages (or, where the page is smaller, repeats) pixels to w x h.
func (p raster) resized(w, h int) raster {
	if w == p.w && h == p.h {
		return p
	}
	d := raster{pix: make([]uint8, 4*w*h), w: w, h: h, row: 4 * w}
	xs := make([]int, w+1)
	for x := range xs {
		xs[x] = x * p.w / w
	}
	sum := make([]uint32, 3*w)
	for y := range h {
		y0, y1 := y*p.h/h, (y+1)*p.h/h
		y1 = max(y1, y0+1)
		clear(sum)
		for j := y0; j < y1; j++ {
			src := p.pix[j*p.row:]
			for x := range w {
				for i := xs[x]; i < max(xs[x+1], xs[x]+1); i++ {
					sum[3*x] += uint32(src[4*i])
					sum[3*x+1] += uint32(src[4*i+1])
					sum[3*x+2] += uint32(src[4*i+2])
				}
			}
		}
		for x := range w {
			n := uint32((y1 - y0) * max(1, xs[x+1]-xs[x]))
			for c := range 3 {
				d.pix[y*d.row+4*x+c] = uint8(sum[3*x+c] / n)
			}
		}
	}
	return d
}

// view is the sheet with left and right swapped, when flip is set, and then turned clockwise by quarters. Quads of the view
// are still those of the page as given.
func (s *sheet) view(quarters int, flip bool) *sheet {
	if quarters&3 == 0 && !flip {
		return s
	}
	v := &sheet{page: s.page, scale: s.scale, turn: quarters & 3, flip: flip, w: s.w, h: s.h, dark: s.dark, cut: s.cut}
	if quarters&1 == 1 {
		v.w, v.h = s.h, s.w
	}
	v.level, v.red, v.coloured = make([]uint8, len(s.level)), make([]bool, len(s.red)), make([]bool, len(s.coloured))
	for y := range s.h {
		for x := range s.w {
			tx, ty := turnedPoint(x, y, s.w, s.h, v.turn, flip)
			v.level[ty*v.w+tx] = s.level[y*s.w+x]
			v.red[ty*v.w+tx] = s.red[y*s.w+x]
			v.coloured[ty*v.w+tx] = s.coloured[y*s.w+x]
		}
	}
	v.parts = make([]part, len(s.parts))
	for i, p := range s.parts {
		ax, ay := turnedPoint(p.x0, p.y0, s.w, s.h, v.turn, flip)
		bx, by := turnedPoint(p.x1-1, p.y1-1, s.w, s.h, v.turn, flip)
		v.parts[i] = part{min(ax, bx), min(ay, by), max(ax, bx) + 1, max(ay, by) + 1, p.area, p.dark}
	}
	return v
}

// turnedPoint is where pixel (x, y) of a w x h picture goes.
func turnedPoint(x, y, w, h, quarters int, flip bool) (int, int) {
	if flip {
		x = w - 1 - x
	}
	switch quarters {
	case 1:
		return h - 1 - y, x
	case 2:
		return w - 1 - x, h - 1 - y
	case 3:
		return y, w - 1 - x
	}
	return x, y
}

// connected finds the pieces of ink (8-neighbours) by joining runs of neighbouring rows, and leaves out specks and what is
// larger than any character: borders, pictures, emblems. Only pixels within r and darker than cut are looked at.
func (s *sheet) connected(r image.Rectangle, cut uint8) []part {
	r = r.Intersect(image.Rect(0, 0, s.w, s.h))
	type run struct {
		x0, x1, id int
	}
	var parent []int
	var parts []part
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	var prev, cur []run
	for y := r.Min.Y; y < r.Max.Y; y++ {
		cur = cur[:0]
		row := s.level[y*s.w : (y+1)*s.w]
		for x := r.Min.X; x < r.Max.X; {
			if row[x] >= cut {
				x++
				continue
			}
			e := x
			for e < r.Max.X && row[e] < cut {
				e++
			}
			id := -1
			for _, r := range prev {
				if r.x0 > e {
					break
				}
				if r.x1 < x {
					continue
				}
				root := find(r.id)
				if id < 0 {
					id = root
				} else if root != id {
					parent[root] = id
					a, b := &parts[id], parts[root]
					a.x0, a.y0, a.x1, a.y1 = min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1)
					a.area += b.area
					a.dark = min(a.dark, b.dark)
				}
			}
			if id < 0 {
				id = len(parent)
				parent = append(parent, id)
				parts = append(parts, part{x, y, e, y + 1, 0, 255})
			}
			p := &parts[id]
			p.x0, p.x1, p.y1 = min(p.x0, x), max(p.x1, e), y+1
			p.area += e - x
			for _, v := range row[x:e] {
				p.dark = min(p.dark, v)
			}
			cur = append(cur, run{x, e, id})
			x = e
		}
		prev, cur = cur, prev
	}
	long := max(s.w, s.h)
	keep := parts[:0]
	for i, p := range parts {
		if parent[i] != i || p.area < 3 || p.h() > long/14 || p.w() > long/4 ||
			p.w() > long/14 && p.h() > long/25 || // a picture
			p.w() > long/25 && p.w() > 10*p.h() || p.h() > long/40 && p.h() > 8*p.w() { // a border, a rule
			continue
		}
		keep = append(keep, p)
	}
	return slices.Clip(keep)
}
