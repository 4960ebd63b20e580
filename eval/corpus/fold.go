package corpus

import "math"

// fold: a sheet that has been folded and opened again, once or twice. One side of a crease catches more light than the other, and
// along it the print is rubbed off in places. Cards do not fold.
func fold(t *shot) {
	if card(t.kind) {
		return
	}
	r := t.r
	light, worn := between(r, .03, .1), between(r, .2, .6)
	if t.Tier == Scan { // pressed flat
		light, worn = light*.4, worn*.5
	}
	down, across := between(r, .485, .515), 0.0
	switch r.IntN(3) {
	case 0:
		across = between(r, .485, .515)
	case 1:
		down, across = 0, between(r, .485, .515)
	}
	for _, img := range t.pages {
		W, H := img.Rect.Dx(), img.Rect.Dy()
		mm := float64(max(W, H)) / 297
		for _, c := range []struct {
			share    float64
			vertical bool
		}{{down, true}, {across, false}} {
			if c.share == 0 {
				continue
			}
			n, along := W, H
			if !c.vertical {
				n, along = H, W
			}
			side := math.Copysign(1, r.Float64()-.5)
			sway, rub := newWaves(r, 3, .03/mm, .3*mm), newWaves(r, 4, .25/mm, 1)
			reach := between(r, 8, 25) * mm
			half := between(r, .12, .3) * mm
			for j := range along {
				middle := c.share*float64(n) + sway.at(float64(j), 0)
				gone := max(0, min(1, worn+.5*rub.at(float64(j), 0)))
				for i := max(0, int(middle-4*reach)); i < min(n, int(middle+4*reach)+1); i++ {
					d := float64(i) + .5 - middle
					gain := 1 + side*math.Copysign(light, d)*math.Exp(-math.Abs(d)/reach)
					if math.Abs(d) < 3*half { // the ridge's own shadow
						gain -= .6 * light * math.Exp(-d*d/(half*half))
					}
					x, y := i, j
					if !c.vertical {
						x, y = j, i
					}
					p := img.Pix[img.PixOffset(x, y):][:3]
					for ch := range p {
						v := float64(p[ch])
						if math.Abs(d) < half {
							v += (238 - v) * gone * r.Float64()
						}
						p[ch] = clamp8(v * gain)
					}
				}
			}
		}
	}
	t.did("fold", "down", down, "across", across, "light", light, "worn", worn)
}
