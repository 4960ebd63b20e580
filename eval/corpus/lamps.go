package corpus

import "math"

// lamp is one light above the table.
type lamp struct {
	x, y, height float64 // in sides of the picture; the picture is 0 to 1
	power        float64
	colour       [3]float64
}

var (
	whites = [][3]float64{{1, .86, .66}, {1, .92, .8}, {.95, 1, .98}, {.84, .94, 1}} // a bulb, a warm and a neutral tube, a window
	leds   = [][3]float64{{.75, .5, 1}, {.4, .7, 1}, {1, .45, .6}, {.5, 1, .7}}      // strips in the colours they are sold in
)

// twoLamps: light of two colours from two sides, each falling off with the square of its distance. Now and then one of them is a
// coloured strip. The picture's middle stays as bright as it was.
func twoLamps(t *shot) {
	r := t.r
	height := [2]float64{.9, 1.6}
	if t.Tier == Hard {
		height = [2]float64{.45, 1.2}
	}
	dir := r.Float64() * 2 * math.Pi
	lamps := make([]lamp, 2)
	led := chance(r, .25)
	for i := range lamps {
		far := between(r, .4, 1)
		s, c := math.Sincos(dir + float64(i)*between(r, 1.8, 3.8))
		lamps[i] = lamp{.5 + far*c, .5 + far*s, between(r, height[0], height[1]), between(r, .5, 1), pick(r, whites)}
	}
	if led {
		lamps[1].colour = pick(r, leds)
		lamps[1].power *= .6
	}
	at := func(x, y float64) (g [3]float64) {
		for _, l := range lamps {
			d := (x-l.x)*(x-l.x) + (y-l.y)*(y-l.y) + l.height*l.height
			for ch := range g {
				g[ch] += l.power * l.colour[ch] * l.height / (d * math.Sqrt(d)) // the table is tilted away from a low lamp
			}
		}
		return g
	}
	middle := at(.5, .5)
	unit := 3 / (middle[0] + middle[1] + middle[2])
	t.grade(func(x, y float64) [3]float64 {
		g := at(x, y)
		for ch := range g {
			g[ch] *= unit
		}
		return g
	})
	coloured := 0
	if led {
		coloured = 1
	}
	t.did("two_lamps", "x1", lamps[0].x, "y1", lamps[0].y, "x2", lamps[1].x, "y2", lamps[1].y, "led", coloured)
}

// grade multiplies each channel by a gain that changes slowly over the picture, whose sides are 0 to 1.
func (t *shot) grade(gain func(x, y float64) [3]float64) {
	var coarse [lightGrid + 1][lightGrid + 1][3]float64
	for j := range coarse {
		for i := range coarse[j] {
			coarse[j][i] = gain(float64(i)/lightGrid, float64(j)/lightGrid)
		}
	}
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	for y := range H {
		row := t.img.Pix[y*t.img.Stride:][:4*W]
		fy := float64(y) / float64(H) * lightGrid
		j := int(fy)
		fy -= float64(j)
		for i := range lightGrid {
			x0, x1 := i*W/lightGrid, (i+1)*W/lightGrid
			for ch := range 3 {
				a := lerp(coarse[j][i][ch], coarse[j+1][i][ch], fy)
				b := lerp(coarse[j][i+1][ch], coarse[j+1][i+1][ch], fy)
				k, dk := int32(a*65536), int32((b-a)*65536)/int32(max(1, x1-x0))
				for x := x0; x < x1; x++ {
					row[4*x+ch] = uint8(min(255, int32(row[4*x+ch])*(k>>6)>>10))
					k += dk
				}
			}
		}
	}
}

// blinds: the sun through a window blind lays stripes over everything, wide or narrow, their edges softened by the sun's width.
func blinds(t *shot) {
	r := t.r
	deepest := .3
	if t.Tier == Hard {
		deepest = .5
	}
	depth, stripes := between(r, .12, deepest), between(r, 3, 11)
	open, soft := between(r, .4, .65), between(r, .05, .16) // of a stripe and its gap
	s, c := math.Sincos(r.Float64() * math.Pi)
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	const period = 1024
	var gain [period]int32
	for i := range gain {
		at := float64(i) / period
		d := math.Abs(at-.5) - open/2 // beyond the lit stripe's edge
		lit := 1 / (1 + math.Exp(d/soft*6))
		gain[i] = int32(4096 * (1 - depth*(1-lit) + .25*depth*lit))
	}
	scale := stripes * period / float64(max(W, H))
	phase := r.Float64() * period
	for y := range H {
		row := t.img.Pix[y*t.img.Stride:][:4*W]
		at, step := int((phase+float64(y)*s*scale)*256), int(c*scale*256)
		for x := range W {
			k := gain[at>>8&(period-1)]
			at += step
			p := row[4*x : 4*x+3 : 4*x+3]
			p[0] = uint8(min(255, int32(p[0])*k>>12))
			p[1] = uint8(min(255, int32(p[1])*k>>12))
			p[2] = uint8(min(255, int32(p[2])*(k-(k-4096)/6)>>12)) // sunlight is warmer than the room
		}
	}
	t.did("blinds", "depth", depth, "stripes", stripes, "open", open)
}
