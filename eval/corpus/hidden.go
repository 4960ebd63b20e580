package corpus

import (
	"math"

	"prereview/filing"
)

const (
	leastPixels   = 6.5 // a line of print lower than this is no longer read by anybody
	leastContrast = 9.0 // levels between ink and ground that have to be left of a full contrast
)

// readable says that every character of a field can still be made out in the finished picture: it lies inside, nothing
// opaque over it, large enough, and the ink still differs from its ground.
func (t *shot) readable(s *board, p placed, boxes []filing.Box) bool {
	w, h := float64(t.img.Rect.Dx()), float64(t.img.Rect.Dy())
	for _, flat := range boxes {
		b := s.place(p, flat)
		x0, y0, x1, y1 := bounds(b)
		if x0 < -1 || y0 < -1 || x1 > w+1 || y1 > h+1 {
			return false
		}
		if short := min(edgeLength(b, 0, 3), edgeLength(b, 0, 1)); short < leastPixels && !thin(flat) {
			return false
		}
		for _, c := range cells(flat) {
			if t.covered(s.place(p, c)) || !t.legible(s, p, c) {
				return false
			}
		}
	}
	return true
}

func edgeLength(b filing.Box, i, j int) float64 { return math.Hypot(b[j][0]-b[i][0], b[j][1]-b[i][1]) }

// thin is a box of 一 or 二 alone, whose height says nothing about the size of its print.
func thin(b filing.Box) bool {
	return b[2][1]-b[0][1] < .5*(b[2][0]-b[0][0]) && b[2][0]-b[0][0] < 3*(b[2][1]-b[0][1])
}

// cells cuts an upright line of print into squares, about a character each.
func cells(b filing.Box) []filing.Box {
	w, h := b[2][0]-b[0][0], b[2][1]-b[0][1]
	n := max(1, int(w/max(h, 1)+.5))
	out := make([]filing.Box, n)
	for i := range out {
		x0, x1 := b[0][0]+w*float64(i)/float64(n), b[0][0]+w*float64(i+1)/float64(n)
		out[i] = filing.Box{{x0, b[0][1]}, {x1, b[0][1]}, {x1, b[2][1]}, {x0, b[2][1]}}
	}
	return out
}

// covered says that a fifth or more of the box lies under something opaque.
func (t *shot) covered(b filing.Box) bool {
	if len(t.cover) == 0 {
		return false
	}
	const n = 5
	under := 0
	for i := range n {
		for j := range n {
			x, y := within(b, (float64(i)+.5)/n, (float64(j)+.5)/n)
			for _, c := range t.cover {
				if inside(c, x, y) {
					under++
					break
				}
			}
		}
	}
	return under >= n*n/5
}

// within is the point at shares u and v of a box.
func within(b filing.Box, u, v float64) (float64, float64) {
	x0, y0 := lerp(b[0][0], b[1][0], u), lerp(b[0][1], b[1][1], u)
	x1, y1 := lerp(b[3][0], b[2][0], u), lerp(b[3][1], b[2][1], u)
	return lerp(x0, x1, v), lerp(y0, y1, v)
}

// inside says that the point lies in the convex box, whichever way round its corners run.
func inside(b filing.Box, x, y float64) bool {
	var left, right bool
	for i, p := range b {
		q := b[(i+1)%4]
		if (q[0]-p[0])*(y-p[1])-(q[1]-p[1])*(x-p[0]) < 0 {
			left = true
		} else {
			right = true
		}
	}
	return !left || !right
}

// legible compares the cell as printed with what the picture shows there. The slope of the one over the other is the share
// of the contrast that is left; noise has no part in it.
func (t *shot) legible(s *board, p placed, cell filing.Box) bool {
	const n = 14
	page := t.docs[p.page].Image
	var count, sx, sy, sxx, sxy float64
	darkest, brightest := 255.0, 0.0
	for j := range n {
		for i := range n {
			x, y := within(cell, (float64(i)+.5)/n*1.2-.1, (float64(j)+.5)/n*1.2-.1) // with some of the ground about it
			px, py := int(x), int(y)
			if px < 0 || py < 0 || px >= page.Rect.Dx() || py >= page.Rect.Dy() {
				continue
			}
			gx, gy := s.point(p, float64(px)+.5, float64(py)+.5)
			ix, iy := int(gx), int(gy)
			if ix < 0 || iy < 0 || ix >= t.img.Rect.Dx() || iy >= t.img.Rect.Dy() {
				return false
			}
			a := float64(luma(page.Pix[page.PixOffset(px, py):]))
			b := float64(luma(t.img.Pix[t.img.PixOffset(ix, iy):]))
			count, sx, sy, sxx, sxy = count+1, sx+a, sy+b, sxx+a*a, sxy+a*b
			darkest, brightest = min(darkest, a), max(brightest, a)
		}
	}
	spread := sxx - sx*sx/count
	if brightest-darkest < 60 || spread <= 0 { // a gap between words
		return true
	}
	return (sxy-sx*sy/count)/spread*(brightest-darkest) >= leastContrast
}
