package corpus

import (
	"image"
	"math"
	"math/rand/v2"
	"sync"

	"golang.org/x/image/draw"
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
	scaler := draw.Interpolator(draw.ApproxBiLinear)
	if c.img.Rect.Dx() < g.Rect.Dx()*3/4 {
		scaler = draw.BiLinear // averages, where the quick one would alias
	}
	scaler.Scale(c.img, c.img.Rect, g, g.Rect, draw.Src, nil)
	var lut [3][256]uint8
	gain, tint := between(r, .97, 1.02), between(r, -3, 3)
	for ch := range lut {
		off := between(r, -2, 2) + tint*float64(ch-1)
		for v := range 256 {
			lut[ch][v] = clamp8(float64(v)*gain + off)
		}
	}
	for i := 0; i < len(c.img.Pix); i += 4 {
		c.img.Pix[i] = lut[0][c.img.Pix[i]]
		c.img.Pix[i+1] = lut[1][c.img.Pix[i+1]]
		c.img.Pix[i+2] = lut[2][c.img.Pix[i+2]]
	}
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
	for py := range h {
		y := float64(py) / perMM
		var leftU, leftV float64
		for px := range w {
			x := float64(px) / perMM
			wu, wv := warpU.at(x, y), warpV.at(x, y)
			u := x + tilt*y + wu + fineU.at(x, y)
			v := y - tilt*x + wv + fineV.at(x, y)
			// Where the warp stretches, a line must not grow: distances are divided by the local gradient.
			gu := 1 / max(.3, perMM*math.Hypot(u-leftU, u-aboveU[px]))
			gv := 1 / max(.3, perMM*math.Hypot(v-leftV, v-aboveV[px]))
			if px == 0 || py == 0 {
				gu, gv = 1, 1
			}
			leftU, leftV, aboveU[px], aboveV[px] = u, v, u, v
			line := brick(u, v, cell, row, gu, gv)
			t := (float64(px)/w - pink + .02*math.Sin(y*.3)) / pinkWidth
			p := math.Exp(-t * t / 2)
			q := .5 * math.Exp(-math.Pow((float64(px)/w-.75)/.07, 2)/2) // violet band right of the pink
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
