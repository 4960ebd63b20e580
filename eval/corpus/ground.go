package corpus

import (
	"encoding/binary"
	"image"
	"math"
	"math/rand/v2"
	"sync"
)

// Grounds cost a quarter of a second each and every page needs one, so a few are drawn for each split and kept;
// a page takes one of them, scaled and tinted its own way. Splits draw theirs from seeds of their own.

const groundsPerSplit = 5

type groundKey struct {
	split Split
	kind  string
	n     int
}

var groundCache struct {
	sync.Mutex
	m map[groundKey]*sync.Once
	v map[groundKey]*image.RGBA
}

func cachedGround(k groundKey, draw func(r *rand.Rand) *image.RGBA) *image.RGBA {
	groundCache.Lock()
	if groundCache.m == nil {
		groundCache.m, groundCache.v = map[groundKey]*sync.Once{}, map[groundKey]*image.RGBA{}
	}
	once := groundCache.m[k]
	if once == nil {
		once = new(sync.Once)
		groundCache.m[k] = once
	}
	groundCache.Unlock()
	once.Do(func() {
		img := draw(stream(k.split, uint64(k.n), "ground/"+k.kind))
		groundCache.Lock()
		groundCache.v[k] = img
		groundCache.Unlock()
	})
	groundCache.Lock()
	defer groundCache.Unlock()
	return groundCache.v[k]
}

// layGround scales a ground over the whole page, with a small shift of its colours.
func (c *canvas) layGround(g *image.RGBA, r *rand.Rand) {
	for c.img.Rect.Dx() < g.Rect.Dx()*5/8 {
		g = halved(g) // averages, where stretch alone would alias
	}
	var tones [3][256]uint32
	gain, tint := between(r, .97, 1.02), between(r, -3, 3)
	for ch := range tones {
		off := between(r, -2, 2) + tint*float64(ch-1)
		for v := range 256 {
			tones[ch][v] = uint32(clamp8(float64(v)*gain+off)) << (8 * ch)
		}
	}
	stretch(c.img, g, &tones)
}

var halves sync.Map // of grounds, by their full size

// halved is an image at half its size. It is kept, so img must be one that lives as long as the process: a cached ground.
func halved(img *image.RGBA) *image.RGBA {
	if h, ok := halves.Load(img); ok {
		return h.(*image.RGBA)
	}
	h, _ := halves.LoadOrStore(img, boxScale(img, img.Rect.Dx()/2, img.Rect.Dy()/2))
	return h.(*image.RGBA)
}

// stretch fills dst with src by bilinear interpolation, two channels at a time, and gives each channel's levels other
// tones, which stand in the channel's place in the word.
func stretch(dst, src *image.RGBA, tones *[3][256]uint32) {
	le := binary.LittleEndian
	w, h, sw, sh := dst.Rect.Dx(), dst.Rect.Dy(), src.Rect.Dx(), src.Rect.Dy()
	at := func(i, n, sn int) (int, uint32) {
		f := max(0, min(float64(sn)-1.001, (float64(i)+.5)*float64(sn)/float64(n)-.5))
		return int(f), uint32((f - math.Floor(f)) * 256)
	}
	cols, shares := make([]int, w), make([]uint32, w)
	for x := range w {
		cols[x], shares[x] = at(x, w, sw)
	}
	for y := range h {
		sy, ay := at(y, h, sh)
		p, q := src.Pix[sy*src.Stride:], src.Pix[(sy+1)*src.Stride:]
		out := dst.Pix[y*dst.Stride : y*dst.Stride+4*w]
		for x, sx := range cols {
			ax := shares[x]
			w11 := ax * ay >> 8
			w10, w01 := ax-w11, ay-w11
			a, b := p[4*sx:4*sx+8:4*sx+8], q[4*sx:4*sx+8:4*sx+8]
			v := mix4(le.Uint32(a), le.Uint32(a[4:]), le.Uint32(b), le.Uint32(b[4:]), 256-ax-ay+w11, w10, w01, w11)
			le.PutUint32(out[4*x:], tones[0][v&255]|tones[1][v>>8&255]|tones[2][v>>16&255]|0xff000000)
		}
	}
}

// mix4 is the weighted mean of four pixels in each channel; the weights sum to 256.
func mix4(p00, p10, p01, p11, w00, w10, w01, w11 uint32) uint32 {
	even := (p00&evenBytes*w00 + p10&evenBytes*w10 + p01&evenBytes*w01 + p11&evenBytes*w11) >> 8 & evenBytes
	odd := (p00>>8&evenBytes*w00 + p10>>8&evenBytes*w10 + p01>>8&evenBytes*w01 + p11>>8&evenBytes*w11) & ^uint32(evenBytes)
	return even | odd
}

func clamp8(v float64) uint8 { return uint8(max(0, min(255, v+.5))) }

// waves is a smooth random field: a sum of a few sines.
type waves []struct{ kx, ky, phase, amp float64 }

func newWaves(r *rand.Rand, n int, maxFreq, amp float64) waves {
	w := make(waves, n)
	for i := range w {
		t := r.Float64() * 2 * math.Pi
		f := between(r, .3, 1) * maxFreq
		w[i].kx, w[i].ky = f*math.Cos(t), f*math.Sin(t)
		w[i].phase = r.Float64() * 2 * math.Pi
		w[i].amp = amp * between(r, .4, 1) / math.Sqrt(float64(n))
	}
	return w
}

func (w waves) at(x, y float64) float64 {
	var s float64
	for _, k := range w {
		s += k.amp * math.Sin(k.kx*x+k.ky*y+k.phase)
	}
	return s
}

// row adds w to out along a line from (x, y) in steps of dx. Each sine is carried on by rotation, which is many times
// cheaper than computing it and exact enough over the width of a page.
func (w waves) row(out []float64, x, y, dx float64) {
	for _, k := range w {
		s, c := math.Sincos(k.kx*x + k.ky*y + k.phase)
		ds, dc := math.Sincos(k.kx * dx)
		for i := range out {
			out[i] += k.amp * s
			s, c = s*dc+c*ds, c*dc-s*ds
		}
	}
}

// rowOf is row into a cleared buffer.
func (w waves) rowOf(out []float64, x, y, dx float64) []float64 {
	clear(out)
	w.row(out, x, y, dx)
	return out
}

// cardGround is the net of fine lines over blue, pink and blue that both sides of a card carry.
func cardGround(r *rand.Rand) *image.RGBA {
	const w, h, perMM = 1284, 810, 15.0
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	warpU, warpV := newWaves(r, 4, .16, 4.5), newWaves(r, 4, .16, 4.5)
	fineU, fineV := newWaves(r, 3, .6, .7), newWaves(r, 3, .6, .7)
	pink := between(r, .40, .52)
	pinkWidth := between(r, .13, .18)
	cell, row := between(r, 1.2, 1.6), between(r, .8, 1.0)
	tilt := between(r, -.25, .25)
	aboveU, aboveV := make([]float64, w), make([]float64, w)
	pinkAt, violetAt := make([]float64, w), make([]float64, w) // share of pink, and of the violet band to its right
	for px := range w {
		t, q := (float64(px)/w-pink)/pinkWidth, (float64(px)/w-.75)/.07
		pinkAt[px], violetAt[px] = math.Exp(-t*t/2), .5*math.Exp(-q*q/2)
	}
	rowU, rowV := make([]float64, w), make([]float64, w)
	for py := range h {
		y := float64(py) / perMM
		sway := int(.02 * w * math.Sin(y*.3))
		var leftU, leftV float64
		fineU.row(warpU.rowOf(rowU, 0, y, 1/perMM), 0, y, 1/perMM)
		fineV.row(warpV.rowOf(rowV, 0, y, 1/perMM), 0, y, 1/perMM)
		for px := range w {
			x := float64(px) / perMM
			u, v := x+tilt*y+rowU[px], y-tilt*x+rowV[px]
			// Where the warp stretches, a line must not grow: distances are divided by the local gradient.
			gu := 1 / max(.3, perMM*math.Hypot(u-leftU, u-aboveU[px]))
			gv := 1 / max(.3, perMM*math.Hypot(v-leftV, v-aboveV[px]))
			if px == 0 || py == 0 {
				gu, gv = 1, 1
			}
			leftU, leftV, aboveU[px], aboveV[px] = u, v, u, v
			line := brick(u, v, cell, row, gu, gv)
			p, q := pinkAt[max(0, min(w-1, px+sway))], violetAt[px]
			o := img.Pix[img.PixOffset(px, py):]
			baseR, baseG, baseB := 226+14*p, 236-6*p, 243-2*p
			lr, lg, lb := 128+100*p+30*q, 195-28*p-25*q, 212-2*p+4*q
			a := .6 * line
			o[0] = clamp8(baseR + (lr-baseR)*a)
			o[1] = clamp8(baseG + (lg-baseG)*a)
			o[2] = clamp8(baseB + (lb-baseB)*a)
			o[3] = 255
		}
	}
	return img
}

// brick is a net of rows with their joints staggered, seen through the warp that u and v carry.
func brick(u, v, cell, row, gu, gv float64) float64 {
	n := math.Floor(v / row)
	d := (.5 - math.Abs(v/row-n-.5)) * row * gv
	s := u/cell + .5*math.Mod(n, 2)
	e := (.5 - math.Abs(s-math.Floor(s)-.5)) * cell * gu
	return max(lineAlpha(d), .85*lineAlpha(e))
}

// lineAlpha is the coverage of a hair line at distance d millimetres.
func lineAlpha(d float64) float64 {
	const half, soft = .035, .08
	return max(0, min(1, (half+soft-d)/soft))
}
