package corpus

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

// emblem is a red disc in a gold wreath with five stars over a gate-like shape: the look of the state emblem at reading
// distance, none of its detail.
func (c *canvas) emblem(x, y, radius float64) {
	gold, red := ink{rgb(222, 178, 84), 1}, ink{rgb(204, 34, 40), 1}
	k := radius / 10
	for i := range 34 { // ears of the wreath
		t := math.Pi * (.62 + 1.76*float64(i)/33)
		s, co := math.Sincos(t - math.Pi/2 - .5*math.Pi + math.Pi)
		c.disc(x+9.1*k*co, y+9.1*k*s, 1.25*k, 1.25*k, gold)
	}
	c.ring(x, y, 8.9*k, 1.7*k, gold)
	c.disc(x, y, 8.1*k, 8.1*k, red)
	c.star(x, y-4.3*k, 2.1*k, 0, gold)
	for i, t := range []float64{-.95, -.38, .38, .95} {
		s, co := math.Sincos(t)
		c.star(x+5.2*k*s, y-4.2*k+4.2*k*co-float64(i%2)*.1*k, .85*k, t/2, gold)
	}
	c.polygon([][2]float64{{x - 3.4*k, y + 1.6*k}, {x + 3.4*k, y + 1.6*k}, {x + 3.9*k, y + 2.4*k}, {x - 3.9*k, y + 2.4*k}}, gold)
	c.rect(rect{x - 3.0*k, y + 2.7*k, x + 3.0*k, y + 3.4*k}, gold)
	c.rect(rect{x - 5.6*k, y + 3.7*k, x + 5.6*k, y + 5.2*k}, gold)
	for i := -2; i <= 2; i++ {
		c.disc(x+float64(i)*2*k, y+5.2*k, .5*k, .8*k, red)
	}
	c.disc(x, y+8.6*k, 2.3*k, 1.8*k, gold)
	c.disc(x, y+8.6*k, 1.2*k, .95*k, red)
	for _, s := range []float64{-1, 1} { // drapes left and right of the foot
		c.polygon([][2]float64{{x + s*2.2*k, y + 7.9*k}, {x + s*6.6*k, y + 7.4*k}, {x + s*7.4*k, y + 9.6*k}, {x + s*4.8*k, y + 10.6*k}, {x + s*2.4*k, y + 9.6*k}}, red)
		c.stroke([][2]float64{{x + s*2.6*k, y + 8.9*k}, {x + s*6.9*k, y + 8.4*k}}, .35*k, gold)
	}
}

// cardBackGround is the card's net with hills and a wall-like band in faint grey.
func cardBackGround(r *rand.Rand) *image.RGBA {
	img := cardGround(r)
	c := &canvas{img: img, ppmm: float64(img.Rect.Dx()) / cardW}
	for range 5 { // hills, far to near
		base := between(r, .62, .74) * cardH
		w := newWaves(r, 5, .35, 3.4)
		x0, x1 := between(r, .05, .5)*cardW, between(r, .55, .95)*cardW
		var pts [][2]float64
		for x := x0; x <= x1; x += .4 {
			fade := math.Sin(math.Pi * (x - x0) / (x1 - x0))
			pts = append(pts, [2]float64{x, base - fade*(5+w.at(x, base))})
		}
		pts = append(pts, [2]float64{x1, base + 3}, [2]float64{x0, base + 3})
		c.polygon(pts, ink{rgb(150, 150, 178), between(r, .08, .16)})
		for range 90 { // hatching gives the engraved look
			x := between(r, x0, x1)
			fade := math.Sin(math.Pi * (x - x0) / (x1 - x0))
			y := base - fade*(4+w.at(x, base))*r.Float64()
			c.stroke([][2]float64{{x, y}, {x + between(r, .3, .9), y + between(r, .3, .9)}}, .08, ink{rgb(120, 120, 150), .25})
		}
	}
	// The wall: a crenellated band climbing to a tower.
	tower := between(r, .6, .68) * cardW
	var top, bottom [][2]float64
	for x := tower; x < cardW*.97; x += .25 {
		t := (x - tower) / (cardW*.97 - tower)
		y := cardH * (.50 + .1*math.Sin(3.2*t) - .06*t)
		tooth := 0.0
		if int(x/.8)%2 == 0 {
			tooth = .5
		}
		top = append(top, [2]float64{x, y - tooth})
		bottom = append(bottom, [2]float64{x, y + 3 + 5*t})
	}
	for i := len(bottom) - 1; i >= 0; i-- {
		top = append(top, bottom[i])
	}
	c.polygon(top, ink{rgb(140, 140, 168), .26})
	ty := cardH * .47
	c.rect(rect{tower - 3.4, ty - 1, tower + 3.4, ty + 9}, ink{rgb(132, 132, 160), .3})
	for i := range 5 {
		x := tower - 3.4 + 1.5*float64(i)
		c.rect(rect{x, ty - 1.9, x + .8, ty - 1}, ink{rgb(132, 132, 160), .3})
	}
	for i := range 2 {
		x := tower - 1.9 + 2.4*float64(i)
		c.polygon(ellipse(x+.6, ty+4, .8, 1.7, 1), ink{rgb(238, 236, 244), .6})
	}
	return img
}

type rgb3 [3]uint8

func (p rgb3) color() color.RGBA { return rgb(p[0], p[1], p[2]) }
