package corpus

import "math"

// sleeve puts a clear plastic sleeve over the first sheet: a milky veil, the weld along its edges, and the reflections of a lamp in
// film that does not lie flat, which run across as bright streaks.
func sleeve(t *shot) {
	if t.bleed || t.medium == screen {
		return
	}
	r := t.r
	veil := between(r, .03, .1)
	bright := [2]float64{25, 70}
	if t.Tier == Hard {
		veil, bright = between(r, .05, .16), [2]float64{40, 120}
	}
	grow := between(r, .02, .06)
	q := t.boards[0].quad
	over := rectToQuad(1, 1, q)
	edge := over.box([4][2]float64{{-grow, -grow}, {1 + grow, -grow}, {1 + grow, 1 + grow}, {-grow, 1 + grow}})
	inv := over.inverse()
	type streak struct{ at, width, level float64 }
	streaks := make([]streak, intBetween(r, 1, 4))
	for i := range streaks {
		streaks[i] = streak{between(r, -.2, 1.2), between(r, .006, .03), between(r, bright[0], bright[1])}
	}
	slope, crumple, swell := between(r, -.6, .6), newWaves(r, 4, 9, .05), newWaves(r, 3, 12, .5)
	across := chance(r, .5)
	x0, y0, x1, y1 := bounds(edge)
	for y := max(0, int(y0)); y < min(t.img.Rect.Dy(), int(y1)+1); y++ {
		row := t.img.Pix[y*t.img.Stride:]
		for x := max(0, int(x0)); x < min(t.img.Rect.Dx(), int(x1)+1); x++ {
			u, v := inv.apply(float64(x)+.5, float64(y)+.5)
			rim := min(u+grow, 1+grow-u, v+grow, 1+grow-v) // inwards from the sleeve's edge
			if rim < 0 {
				continue
			}
			a, b := u, v
			if across {
				a, b = v, u
			}
			a += slope*b + crumple.at(u, v)
			add := 0.0
			for _, s := range streaks {
				if d := (a - s.at) / s.width; math.Abs(d) < 4 {
					add += s.level * math.Exp(-d*d/2) * max(0, .7+swell.at(u, v))
				}
			}
			k := veil
			if rim < .012 { // the weld, a little matt, with a bright line at its inner side
				k += .08
				add += 22 * math.Exp(-(rim-.011)*(rim-.011)*2e6)
			}
			p := row[4*x : 4*x+3 : 4*x+3]
			for ch := range p {
				p[ch] = clamp8(float64(p[ch])*(1-k) + 232*k + add)
			}
		}
	}
	t.did("sleeve", "veil", veil, "streaks", len(streaks), "margin", grow)
}
