package corpus

import (
	"image"
	"math/rand/v2"
)

// copier is what a photocopier or an office printer makes of a page.
type copier struct {
	grey  bool
	gain  float64 // contrast about the middle
	lift  float64 // of the dark tones: toner is never black
	level int     // two tones only, parted here; 0 for all tones
	specs int     // specks of toner for a million pixels
	dots  bool    // the raster of a printer
}

func newCopier(r *rand.Rand) copier {
	return copier{gain: between(r, 1.05, 1.5), lift: between(r, 5, 45), specs: intBetween(r, 0, 300)}
}

// run changes the sheet in place.
func (c copier) run(img *image.RGBA, r *rand.Rand) {
	var lut [256]uint8
	shift := between(r, -8, 16)
	for v := range lut {
		lut[v] = clamp8(max(c.lift, (float64(v)-150)*c.gain+150+shift))
	}
	if !c.grey {
		blur(img, .14, 1) // dots spread on paper
	}
	W := img.Rect.Dx()
	ripple := newWaves(r, 3, .01, 8)
	uneven := make([]float64, W)
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:4*W]
		if c.level > 0 {
			ripple.rowOf(uneven, 0, float64(y), 1)
		}
		for x := range W {
			p := row[4*x : 4*x+3 : 4*x+3]
			switch {
			case c.level > 0:
				v := uint8(c.lift / 2)
				if float64(luma(p)) > float64(c.level)+uneven[x] {
					v = 250
				}
				p[0], p[1], p[2] = v, v, v
			case c.grey:
				v := lut[luma(p)]
				p[0], p[1], p[2] = v, v, v
			default:
				d := uint8(0)
				if c.dots && (x+y)&3 == 0 {
					d = 10
				}
				p[0], p[1], p[2] = lut[p[0]]-min(d, lut[p[0]]), lut[p[1]]-min(d, lut[p[1]]), lut[p[2]]-min(d, lut[p[2]])
			}
		}
	}
	for range img.Rect.Dx() * img.Rect.Dy() / 1000 * c.specs / 1000 {
		o := img.PixOffset(r.IntN(W), r.IntN(img.Rect.Dy()))
		v := uint8(r.IntN(120))
		img.Pix[o], img.Pix[o+1], img.Pix[o+2] = v, v, v
	}
	if c.level > 0 {
		blur(img, .1, 1) // toner has no steps
	}
}
