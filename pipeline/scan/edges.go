package scan

import (
	"math"
	"slices"
)

// edge is one pixel on the crest of a step in brightness or colour.
type edge struct {
	x, y   float32 // on the thumbnail, pixel centres at .5, moved to the crest across the step
	nx, ny float32 // unit vector across the step, towards the brighter (or bluer, redder) side
	mag    float32 // levels per pixel
}

// chromaGain makes a step of colour count: chroma planes are smoother than luma and their steps are small.
const chromaGain = 2

// findEdges thins the gradient of the strongest plane at each pixel to its crests. Steps below three times the typical
// gradient are noise or texture, but a clear step always counts.
func findEdges(t *thumb) []edge {
	w, h := t.w, t.h
	if w < 8 || h < 8 {
		return nil
	}
	gx, gy, mag := make([]int16, w*h), make([]int16, w*h), make([]uint16, w*h)
	var hist [2048]int
	for c, p := range t.planes {
		gain := 1
		if c > 0 {
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
			e := edge{x: float32(x) + .5, y: float32(y) + .5, nx: float32(float64(sx) / n), ny: float32(float64(sy) / n), mag: float32(n / 8)}
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
	return strongest(out, 60_000)
}

// strongest bounds the work on pictures that are all texture.
func strongest(es []edge, most int) []edge {
	if len(es) <= most {
		return es
	}
	slices.SortFunc(es, func(a, b edge) int {
		switch {
		case a.mag > b.mag:
			return -1
		case a.mag < b.mag:
			return 1
		}
		return 0
	})
	return es[:most]
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
