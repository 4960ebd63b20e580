package extract

import (
	"image"
	"math"
	"strings"

	"prereview/ocr"
)

// seal is the round red seal of the registration authority, in working pixels.
type seal struct {
	x, y, r float64
}

// findSeal finds the seal by its rim: the largest connected piece of red in the lower part of the page that is as wide as
// high. A picture without colour has none to find.
func (s *sheet) findSeal() (seal, bool) {
	const n = 3 // looked at in blocks of n x n pixels, which closes small breaks of the rim
	w, h := s.w/n, s.h/n
	red := make([]bool, w*h)
	for y := range h {
		for x := range w {
			for k := range n * n {
				if s.red[(y*n+k/n)*s.w+x*n+k%n] {
					red[y*w+x] = true
					break
				}
			}
		}
	}
	long := float64(max(s.w, s.h))
	var best seal
	var stack []int
	for at := h * 9 / 20 * w; at < len(red); at++ {
		if !red[at] {
			continue
		}
		x0, y0, x1, y1, count := w, h, 0, 0, 0
		stack = append(stack[:0], at)
		red[at] = false
		for len(stack) > 0 {
			i := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			x, y := i%w, i/w
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
			count++
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					if nx, ny := x+dx, y+dy; nx >= 0 && nx < w && ny >= 0 && ny < h && red[ny*w+nx] {
						red[ny*w+nx] = false
						stack = append(stack, ny*w+nx)
					}
				}
			}
		}
		dx, dy := float64((x1-x0)*n), float64((y1-y0)*n)
		c := seal{float64((x0+x1)*n) / 2, float64((y0+y1)*n) / 2, (dx + dy) / 4}
		if count < 60 || dx > dy*1.15 || dy > dx*1.15 || c.r < 0.03*long || c.r > 0.16*long {
			continue
		}
		if c.r > best.r {
			best = c
		}
	}
	return best, best.r > 0
}

// toPage is a point of the sheet on the page as given.
func (s *sheet) toPage(x, y float64) (float64, float64) {
	q := turnedBack(ocr.Quad{{x * s.scale, y * s.scale}}, s.turn, s.page.w, s.page.h)
	if s.flip {
		q[0][0] = float64(s.page.w) - q[0][0]
	}
	return q[0][0], q[0][1]
}

// unrolled is the text round a seal laid out as a line, dark on light, LineHeight high, or nil when the ring between star
// and rim holds none.
func (s *sheet) unrolled(c seal, margin float64) *image.Gray {
	redness := func(x, y float64) float64 {
		px, py := s.toPage(x, y)
		r, g, b := s.page.at(px, py)
		return max(0, r-(g+b)/2)
	}
	// How much red there is at each hundredth of the radius, over the upper three quarters of the circle.
	const start, turn = -245 * math.Pi / 180, 310 * math.Pi / 180 // from lower left over the top to lower right
	var profile [104]float64
	for i := 30; i < len(profile); i++ {
		rad := c.r * float64(i) / 100
		for k := range 180 {
			sin, cos := math.Sincos(start + turn*float64(k)/179)
			profile[i] += redness(c.x+rad*cos, c.y+rad*sin) / 180
		}
	}
	// The rim is the strongest ring near the outside; inside it a gap, then the text, then a gap before the star.
	rim := 90
	for i := 86; i < len(profile); i++ {
		if profile[i] > profile[rim] {
			rim = i
		}
	}
	outer := rim
	for outer > 70 && profile[outer] > profile[rim]*0.35 {
		outer--
	}
	low := outer
	for i := outer; i > outer-14 && i > 60; i-- {
		if profile[i] < profile[low] {
			low = i
		}
	}
	peak := 0.0
	for i := 55; i < low; i++ {
		peak = max(peak, profile[i])
	}
	if peak < 6 {
		return nil
	}
	level := profile[low] + (peak-profile[low])*0.25
	hi := low
	for hi > 55 && profile[hi] < level {
		hi--
	}
	lo := hi
	for lo > 40 && (profile[lo] >= level || profile[max(lo-1, 0)] >= level || profile[max(lo-2, 0)] >= level) {
		lo--
	}
	if hi-lo < 10 || hi-lo > 45 {
		return nil
	}
	outside, inside := c.r*float64(hi+1)/100, c.r*float64(lo)/100
	band := outside - inside
	perPixel := band * (1 + 2*margin) / LineHeight
	middle := (outside + inside) / 2
	width := clampInt(int(middle*turn/perPixel), 48, maxLineWidth)
	v := make([]float32, width*LineHeight)
	for y := range LineHeight {
		rad := outside + band*margin - (float64(y)+0.5)*perPixel
		for x := range width {
			sin, cos := math.Sincos(start + turn*(float64(x)+0.5)/float64(width))
			v[y*width+x] = float32(255 - min(255, 1.6*redness(c.x+rad*cos, c.y+rad*sin)))
		}
	}
	// The rim shows at the top of the margin: whiten what is outside the text's band.
	g := flatten(v, width, false)
	const edge = LineHeight / 11
	for y := range LineHeight {
		if y >= edge && y < LineHeight-edge {
			continue
		}
		for x := range width {
			g.Pix[y*g.Stride+x] = 255
		}
	}
	g, _ = narrow(trimSides(g), false)
	return g
}

// trimSides cuts the blank ends off a line but for a margin.
func trimSides(g *image.Gray) *image.Gray {
	w := g.Rect.Dx()
	first, last := w, -1
	for x := range w {
		n := 0
		for y := range LineHeight {
			if g.Pix[y*g.Stride+x] < 110 {
				n++
			}
		}
		if n >= 2 {
			first, last = min(first, x), max(last, x)
		}
	}
	if last < 0 {
		return g
	}
	const margin = LineHeight / 5
	first, last = max(0, first-margin), min(w, last+margin)
	out := image.NewGray(image.Rect(0, 0, last-first, LineHeight))
	for y := range LineHeight {
		copy(out.Pix[y*out.Stride:][:last-first], g.Pix[y*g.Stride+first:])
	}
	return out
}

// readSeal reads the authority's name round a seal. Such names end in few ways; one that ends otherwise is unsure.
func readSeal(cs []cell) reading {
	raw := text(cs)
	kept, dropped := only(cs, isHan)
	if len(kept) < 5 || dropped > 2 {
		return reading{}
	}
	r := reading{value: text(kept), raw: raw, conf: 0.97 * certainty(kept)}
	if dropped > 0 {
		r.conf *= 0.6
	}
	switch {
	case strings.HasSuffix(r.value, "管理局"), strings.HasSuffix(r.value, "审批局"), strings.HasSuffix(r.value, "管理委员会"):
	case strings.HasSuffix(r.value, "局"):
		r.conf *= 0.9
	default:
		r.conf = min(0.6, r.conf*0.6)
	}
	return r
}
