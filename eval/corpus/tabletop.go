package corpus

import (
	"image"
	"math"
	"math/rand/v2"
)

// drawTable is the texture of a table of Fresh, grey in every channel: chequered cloth, veined marble, yesterday's newspaper.
func (k groundKind) drawTable(r *rand.Rand) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, deskW, deskH))
	switch k {
	case gingham:
		drawGingham(img, r)
	case marble:
		drawMarble(img, r)
	default:
		drawNewsprint(img, r)
	}
	return img
}

func grain(img *image.RGBA, at func(x, y float64) float64) {
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			g := clamp8(128 + at(float64(x), float64(y)))
			o := img.Pix[img.PixOffset(x, y):]
			o[0], o[1], o[2], o[3] = g, g, g, 255
		}
	}
}

// drawGingham weaves light and dark stripes across each other: where two dark ones meet it is darkest.
func drawGingham(img *image.RGBA, r *rand.Rand) {
	cell, drape := between(r, 14, 34), newWaves(r, 4, .02, 5)
	sn, co := math.Sincos(between(r, -.5, .5))
	stripe := func(v float64) float64 { return max(-1, min(1, 6*math.Sin(math.Pi*v/cell))) }
	grain(img, func(x, y float64) float64 {
		d := drape.at(x, y)
		u, v := x*co-y*sn+d, x*sn+y*co-d
		return 26*(stripe(u)+stripe(v)) + 3*math.Sin(2.1*u)*math.Sin(2.1*v) + 1.5*d + (r.Float64()-.5)*7
	})
}

// drawMarble draws veins where slow waves cross zero, thin and thick ones, over clouds.
func drawMarble(img *image.RGBA, r *rand.Rand) {
	clouds := newWaves(r, 6, .03, 9)
	var veins []waves
	for range 3 {
		veins = append(veins, append(newWaves(r, 3, .012, 1), newWaves(r, 5, .06, .25)...))
	}
	grain(img, func(x, y float64) float64 {
		v := clouds.at(x, y)
		for i, w := range veins {
			v -= []float64{46, 30, 18}[i] * math.Exp(-math.Abs(w.at(x, y))*float64(14+14*i))
		}
		return v + (r.Float64()-.5)*3
	})
}

// drawNewsprint sets columns of small print under headlines.
func drawNewsprint(img *image.RGBA, r *rand.Rand) {
	grain(img, func(_, _ float64) float64 { return 44 + (r.Float64()-.5)*8 })
	face, err := loadFace("serif-bold")
	if err != nil {
		return
	}
	c := &canvas{img: img, ppmm: 1}
	dark := ink{rgb(60, 60, 60), .9}
	words := func(n int) string {
		s := ""
		for range n {
			s += pick(r, trades[r.IntN(len(trades))].items)
		}
		return s
	}
	fit := func(s string, n int) string { return string([]rune(s)[:min(n, len([]rune(s)))]) }
	column := between(r, 90, 150)
	for x := between(r, -60, 0); x < deskW; x += column {
		for y := between(r, -40, 0); y < deskH; {
			big := between(r, 11, 22)
			c.text(style{face: face, size: big, ink: dark}, x+4, y, fit(words(2), int((column-8)/big)))
			y += big * 1.5
			for range intBetween(r, 8, 24) {
				c.text(style{face: face, size: 6.4, ink: dark}, x+4, y, fit(words(4), int((column-8)/6.4)))
				y += 8.4
			}
			y += 6
			if chance(r, .3) { // a photograph
				h := between(r, 40, 80)
				tone := uint8(intBetween(r, 70, 130))
				c.rect(rect{x + 4, y, x + column - 5, y + h}, ink{rgb(tone, tone, tone), 1})
				y += h + 8
			}
		}
	}
}
