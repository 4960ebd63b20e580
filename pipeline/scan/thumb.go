package scan

import (
	"encoding/binary"
	"image"
)

// thumbSide is about how long the longer side of the thumbnail is on which the page is looked for.
const thumbSide = 800

// thumb is a picture scaled down by a whole factor, in three full planes. Its pixel (x, y) is the mean of the factor x
// factor stored pixels from (x*factor, y*factor).
type thumb struct {
	w, h, factor int
	planes       [][]uint8 // luma, blue and red chroma; a coarse one also has texture
}

func newThumb(p picture) *thumb {
	pw, ph := p.Rect.Dx(), p.Rect.Dy()
	f := max(1, (max(pw, ph)+thumbSide/2)/thumbSide)
	// A strip must keep at least one pixel of its thickness.
	f = min(f, pw, ph)
	t := &thumb{w: pw / f, h: ph / f, factor: f, planes: make([][]uint8, 3)}
	cw, ch := chromaStep(p.SubsampleRatio)
	t.planes[0] = boxMean(p.Y, p.YStride, t.w, t.h, f, 1, 1)
	t.planes[1] = boxMean(p.Cb, p.CStride, t.w, t.h, f, cw, ch)
	t.planes[2] = boxMean(p.Cr, p.CStride, t.w, t.h, f, cw, ch)
	return t
}

// chromaStep is how many luma pixels one chroma pixel covers.
func chromaStep(r image.YCbCrSubsampleRatio) (w, h int) {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}

// boxMean averages the cells of f x f luma pixels of a plane whose pixels cover cw x ch luma pixels each.
func boxMean(src []uint8, stride, w, h, f, cw, ch int) []uint8 {
	out := make([]uint8, w*h)
	from, to := make([]int, w), make([]int, w)
	for x := range w {
		from[x] = x * f / cw
		to[x] = max(from[x]+1, (x+1)*f/cw)
	}
	columns := make([]uint32, to[w-1])
	var pairs []uint64
	for y := range h {
		y0 := y * f / ch
		y1 := max(y0+1, (y+1)*f/ch)
		step := 1
		if y1-y0 > 3 {
			step = 2 // every other row is as good a mean
		}
		rows := (y1 - y0 + step - 1) / step
		pairs = sumRows(columns, pairs, src[y0*stride:], step*stride, rows)
		row := out[y*w : (y+1)*w]
		for x, a := range from {
			var s uint32
			for _, v := range columns[a:to[x]] {
				s += v
			}
			n := uint32(rows * (to[x] - from[x]))
			row[x] = uint8((s + n/2) / n)
		}
	}
	return out
}

// sumRows adds up n rows of pixels column by column, eight columns at a time in two words of four sums each. It answers
// its working space for the next call.
func sumRows(columns []uint32, pairs []uint64, src []uint8, stride, n int) []uint64 {
	const lanes = 0x00ff00ff00ff00ff
	whole := len(columns) / 8
	if n > 256 { // the sums would not fit
		whole = 0
	}
	if len(pairs) < 2*whole {
		pairs = make([]uint64, 2*whole)
	}
	clear(pairs)
	for r := range n {
		row := src[r*stride:][:len(columns)]
		acc := pairs
		for len(acc) >= 2 && len(row) >= 8 {
			v := binary.LittleEndian.Uint64(row)
			acc[0] += v & lanes
			acc[1] += v >> 8 & lanes
			acc, row = acc[2:], row[8:]
		}
	}
	for i := range whole {
		even, odd, c := pairs[2*i], pairs[2*i+1], columns[8*i:8*i+8:8*i+8]
		for k := range 4 {
			c[2*k], c[2*k+1] = uint32(even>>(16*k))&0xffff, uint32(odd>>(16*k))&0xffff
		}
	}
	for x := 8 * whole; x < len(columns); x++ {
		var s uint32
		for r := range n {
			s += uint32(src[r*stride+x])
		}
		columns[x] = s
	}
	return pairs
}

// shrunk is the thumbnail of the thumbnail.
func (t *thumb) shrunk(k int) *thumb {
	s := &thumb{w: t.w / k, h: t.h / k, factor: t.factor * k}
	for _, p := range t.planes {
		s.planes = append(s.planes, boxMean(p, t.w, s.w, s.h, k, 1, 1))
	}
	return s
}

// padded repeats the border pixels n times outwards.
func (t *thumb) padded(n int) *thumb {
	s := &thumb{w: t.w + 2*n, h: t.h + 2*n, factor: t.factor}
	for _, p := range t.planes {
		out := make([]uint8, 0, s.w*s.h)
		for y := range s.h {
			row := p[min(max(y-n, 0), t.h-1)*t.w:][:t.w]
			for range n {
				out = append(out, row[0])
			}
			out = append(out, row...)
			for range n {
				out = append(out, row[t.w-1])
			}
		}
		s.planes = append(s.planes, out)
	}
	return s
}

// at samples the three planes at a place, its pixel centres at .5, clamped to the picture.
func (t *thumb) at(x, y float64) [3]float64 {
	xi, yi := min(max(int(x), 0), t.w-1), min(max(int(y), 0), t.h-1)
	i := yi*t.w + xi
	return [3]float64{float64(t.planes[0][i]), float64(t.planes[1][i]), float64(t.planes[2][i])}
}
