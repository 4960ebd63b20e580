package scan

import "math"

// edge is one pixel on the crest of a step in brightness or colour.
type edge struct {
	x, y   float32 // on the thumbnail, pixel centres at .5, moved to the crest across the step
	nx, ny float32 // unit vector across the step, towards the brighter (or bluer, redder) side
	mag    float32 // levels per pixel
	size   float32 // side of the pixel it was found on, in pixels of the thumbnail
	weight float32 // 0..1: clear, and with a quiet ground on one side at least, as the side of a page has
}

// chromaGain makes a step of colour count: chroma planes are smoother than luma and their steps are small.
const chromaGain = 2

// coarse is how much smaller the second thumbnail is: on it fine print and guilloche have melted into an even tone and
// the faint step around a pale page on a pale ground shows.
const coarse = 4

// edgeMap is the edges of a thumbnail and of its coarser copy, in the thumbnail's coordinates.
type edgeMap struct {
	fine, rough []edge
	texture     *thumb // the coarser copy, with a fourth plane: how much fine detail there was at each place
}

func newEdgeMap(t *thumb) edgeMap {
	var m edgeMap
	var mag []uint16
	m.fine, mag = findEdges(t, 1)
	if min(t.w, t.h) < 24*coarse {
		return m
	}
	m.texture = t.shrunk(coarse)
	m.texture.planes = append(m.texture.planes, texturePlane(mag, t.w, m.texture.w, m.texture.h))
	// Sides near the border of the picture are wanted too.
	const pad = 2
	m.rough, _ = findEdges(m.texture.padded(pad), coarse)
	for i := range m.rough {
		e := &m.rough[i]
		e.x, e.y = (e.x-pad)*coarse, (e.y-pad)*coarse
	}
	return m
}

// texturePlane is the logarithm of the mean gradient in each coarse pixel and its neighbours: a guilloche ends where the
// card ends, even where the tones of card and ground are the same.
func texturePlane(mag []uint16, stride, w, h int) []uint8 {
	cells := make([]float32, w*h)
	for y := range h {
		for x := range w {
			var s int
			for yy := y * coarse; yy < (y+1)*coarse; yy++ {
				for _, v := range mag[yy*stride+x*coarse : yy*stride+(x+1)*coarse] {
					s += int(v)
				}
			}
			cells[y*w+x] = float32(s) / (8 * coarse * coarse)
		}
	}
	cells = soften(cells, w, h)
	out := make([]uint8, w*h)
	for i, v := range cells {
		out[i] = uint8(min(24*math.Log2(1+float64(v)), 255))
	}
	return out
}

// findEdges thins the gradient of the strongest plane at each pixel to its crests. Steps below three times the typical
// gradient are noise or texture, but a clear step always counts. It also
// answers the gradient, in eighths. Size is that of a pixel in pixels of the thumbnail.
func findEdges(t *thumb, size int) ([]edge, []uint16) {
	w, h := t.w, t.h
	if w < 8 || h < 8 {
		return nil, make([]uint16, w*h)
	}
	gx, gy, mag := make([]int16, w*h), make([]int16, w*h), make([]uint16, w*h)
	var hist [2048]int
	for c, p := range t.planes {
		gain := 1
		if c == 1 || c == 2 {
			gain = chromaGain
		}
		for y := 1; y < h-1; y++ {
			up, mid, down := p[(y-1)*w:y*w], p[y*w:(y+1)*w], p[(y+1)*w:(y+2)*w]
			for x := 1; x < w-1; x++ {
				// Sobel: eight times the gradient.
				a, b, cc := int(up[x-1]), int(up[x]), int(up[x+1])
				d, e := int(mid[x-1]), int(mid[x+1])
				f, g, i := int(down[x-1]), int(down[x]), int(down[x+1])
				sx := (cc + 2*e + i - a - 2*d - f) * gain
				sy := (f + 2*g + i - a - 2*b - cc) * gain
				m := abs(sx) + abs(sy)
				if o := y*w + x; m > int(mag[o]) {
					mag[o], gx[o], gy[o] = uint16(min(m, 65535)), int16(sx), int16(sy)
				}
			}
		}
	}
	for y := 1; y < h-1; y += 2 {
		for x := 1; x < w-1; x++ {
			hist[min(int(mag[y*w+x])/2, len(hist)-1)]++
		}
	}
	low := 2 * quantile(hist[:], .5) * 3
	low = min(max(low, 12), 8*14)
	faint := float32(5)
	if size > 1 {
		// Few pixels, little noise: all crests are wanted, their weight tells them apart.
		low, faint = 5, 2
	}
	out := make([]edge, 0, 16<<10)
	for y := 2; y < h-2; y++ {
		for x := 2; x < w-2; x++ {
			o := y*w + x
			m := int(mag[o])
			if m < low {
				continue
			}
			// Compare with the neighbours across the step.
			sx, sy := int(gx[o]), int(gy[o])
			step := 1
			switch ax, ay := abs(sx), abs(sy); {
			case ay > 2*ax:
				step = w
			case ax > 2*ay:
				step = 1
			case (sx > 0) == (sy > 0):
				step = w + 1
			default:
				step = w - 1
			}
			before, after := int(mag[o-step]), int(mag[o+step])
			if m < before || m <= after {
				continue
			}
			n := math.Hypot(float64(sx), float64(sy))
			e := edge{x: float32(x) + .5, y: float32(y) + .5, nx: float32(float64(sx) / n), ny: float32(float64(sy) / n), mag: float32(n / 8), size: float32(size)}
			if den := before - 2*m + after; den < 0 {
				off := float32(before-after) / float32(2*den)
				switch step {
				case 1:
					e.x += off
				case w:
					e.y += off
				case w + 1:
					e.x, e.y = e.x+off, e.y+off
				default:
					e.x, e.y = e.x-off, e.y+off
				}
			}
			out = append(out, e)
		}
	}
	unrest := boxBlur(mag, w, h, 3)
	for i := range out {
		e := &out[i]
		at := func(d float32) float32 {
			x, y := min(max(int(e.x+d*e.nx), 0), w-1), min(max(int(e.y+d*e.ny), 0), h-1)
			return unrest[y*w+x] / 8
		}
		e.weight = e.mag / (e.mag + faint + 1.5*min(at(7), at(-7)))
	}
	return out, mag
}

// boxBlur is the mean over a square of 2*reach+1 pixels, smaller at the borders.
func boxBlur(v []uint16, w, h, reach int) []float32 {
	tmp, out := make([]float32, w*h), make([]float32, w*h)
	n := float32(2*reach + 1)
	for y := range h {
		row := v[y*w : (y+1)*w]
		var s int
		for x := range min(reach, w) {
			s += int(row[x])
		}
		for x := range w {
			if x+reach < w {
				s += int(row[x+reach])
			}
			if x > reach {
				s -= int(row[x-reach-1])
			}
			tmp[y*w+x] = float32(s) / n
		}
	}
	sums := make([]float32, w)
	for y := -reach; y < h; y++ {
		if in := y + reach; in < h {
			for x, a := range tmp[in*w : (in+1)*w] {
				sums[x] += a
			}
		}
		if gone := y - reach - 1; gone >= 0 {
			for x, a := range tmp[gone*w : (gone+1)*w] {
				sums[x] -= a
			}
		}
		if y >= 0 {
			for x, a := range sums {
				out[y*w+x] = a / n
			}
		}
	}
	return out
}

// quantile is the first bin at which the share q of all is reached.
func quantile(hist []int, q float64) int {
	total := 0
	for _, n := range hist {
		total += n
	}
	want, sum := int(q*float64(total)), 0
	for i, n := range hist {
		if sum += n; sum > want {
			return i
		}
	}
	return len(hist) - 1
}

func abs(v int) int {
	if v < 0 {
		return -v
	}
	return v
}
