package corpus

import (
	"image"
	"math"
)

// clutter lays other things on the desk: sheets, pens, cables, the edge of a keyboard.
func (t *shot) clutter(desk *image.RGBA) {
	r := t.r
	c := &canvas{img: desk, ppmm: 1}
	w, h := float64(desk.Rect.Dx()), float64(desk.Rect.Dy())
	n := intBetween(r, 1, 4)
	for range n {
		x, y := between(r, 0, w), between(r, 0, h)
		tone := uint8(intBetween(r, 20, 235))
		k := ink{rgb(tone, uint8(max(0, int(tone)-r.IntN(25))), uint8(max(0, int(tone)-r.IntN(40)))), between(r, .6, 1)}
		s, co := math.Sincos(r.Float64() * math.Pi)
		turned := func(rx, ry float64) [][2]float64 {
			pts := [][2]float64{{-rx, -ry}, {rx, -ry}, {rx, ry}, {-rx, ry}}
			for i, p := range pts {
				pts[i] = [2]float64{x + p[0]*co - p[1]*s, y + p[0]*s + p[1]*co}
			}
			return pts
		}
		switch r.IntN(3) {
		case 0: // a sheet or a book
			c.polygon(turned(between(r, .15, .4)*w, between(r, .12, .3)*h), k)
		case 1: // a pen
			c.polygon(turned(between(r, .1, .3)*w, between(r, 1, 3)), k)
		default: // a cable
			var pts [][2]float64
			bend := newWaves(r, 3, .04, 18)
			for i := 0.0; i <= 40; i++ {
				pts = append(pts, [2]float64{w * i / 40, y + bend.at(w*i/40, y)})
			}
			c.stroke(pts, between(r, 1, 2.5), k)
		}
	}
	t.did("clutter", "things", n)
}

// finger holds the page at one side, over its border but not over a field.
func (t *shot) finger() {
	r := t.r
	pw, ph := float64(t.doc.Image.Rect.Dx()), float64(t.doc.Image.Rect.Dy())
	// A place on the left or right edge, a thumb's reach inwards; the fields of every kind begin further in.
	v, reach := between(r, .25, .75)*ph, between(r, .02, .045)*pw
	edge, dir := 0.0, 1.0
	if chance(r, .5) {
		edge, dir = pw, -1
	}
	tipX, tipY := t.fwd.apply(edge+dir*reach, v)
	outX, outY := t.fwd.apply(edge-dir*.3*pw, v+between(r, -.25, .25)*ph)
	dx, dy := outX-tipX, outY-tipY
	l := math.Hypot(dx, dy)
	dx, dy = dx/l, dy/l
	half := between(r, .045, .07) * pw * math.Hypot(t.quad[1][0]-t.quad[0][0], t.quad[1][1]-t.quad[0][1]) / pw
	skin := pick(r, []rgb3{{224, 178, 150}, {206, 154, 122}, {186, 132, 100}, {234, 194, 170}})
	c := &canvas{img: t.img, ppmm: 1}
	// Shadow, flesh, a lighter ridge, the nail: three or four soft shapes are enough at this distance.
	shape := func(width, back, shiftX, shiftY float64) [][2]float64 {
		var pts [][2]float64
		for i := range 25 { // round tip
			s, co := math.Sincos(math.Pi * (float64(i)/24 - .5))
			a, b := -co*width*1.15+width*1.15, s*width
			pts = append(pts, [2]float64{tipX + dx*a - dy*b + shiftX, tipY + dy*a + dx*b + shiftY})
		}
		for _, s := range []float64{1, -1} {
			pts = append(pts, [2]float64{tipX + dx*back - dy*s*width*1.1 + shiftX, tipY + dy*back + dx*s*width*1.1 + shiftY})
		}
		return pts
	}
	c.polygon(shape(half*1.12, l*3, half*.12, half*.12), ink{rgb(30, 20, 16), .35})
	c.polygon(shape(half, l*3, 0, 0), ink{skin.color(), 1})
	c.polygon(shape(half*.62, l*3, dx*half*.3, dy*half*.3), ink{rgb(clamp8(float64(skin[0])+14), clamp8(float64(skin[1])+14), clamp8(float64(skin[2])+12)), .6})
	nx, ny := tipX+dx*half*.95, tipY+dy*half*.95
	c.disc(nx, ny, half*.5, half*.5, ink{rgb(clamp8(float64(skin[0])+10), clamp8(float64(skin[1])-6), clamp8(float64(skin[2])-2)), .8})
	t.did("finger", "reach", reach/pw)
}

// moire is what a camera makes of a screen: the two grids beat against each other.
func (t *shot) moire() {
	r := t.r
	depth := between(r, .03, .09)
	fx, fy := between(r, .35, .49), between(r, .35, .49)
	tilt := between(r, -.06, .06)
	warp := newWaves(r, 3, 2*math.Pi/float64(t.img.Rect.Dx())*3, 4)
	W := t.img.Rect.Dx()
	buf, gains := make([]float64, W), make([]int32, W)
	for y := range t.img.Rect.Dy() {
		Y := float64(y)
		warp.rowOf(buf, 0, Y, 1)
		sy := math.Sin(2 * math.Pi * fy * Y)
		for x := range gains {
			g := math.Sin(2*math.Pi*(fx*float64(x)+tilt*Y) + buf[x])
			gains[x] = int32(65536 * (1 + depth*(g+sy)/2))
		}
		row := t.img.Pix[y*t.img.Stride:]
		for x, g := range gains {
			p := row[4*x : 4*x+3 : 4*x+3]
			for ch := range 3 {
				p[ch] = uint8(min(255, int32(p[ch])*g>>16))
			}
		}
	}
	t.did("moire", "depth", depth)
}
