package corpus

import (
	"image"
	"math"

	"prereview/filing"
)

// clutter lays other things on the desk: sheets, pens, cables, the edge of a keyboard.
func (t *shot) clutter(desk *image.RGBA) {
	r := t.r
	const k240 = deskW / 240.
	c := &canvas{img: desk, ppmm: k240}
	w, h := deskW/k240, deskH/k240
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

// digit is one finger: a shaded cylinder with a round tip, a nail, and creases at its joints.
type digit struct {
	tip, dir [2]float64 // dir is a unit vector from the tip backwards
	half     float64    // of its width, in pixels
	length   float64
	skin     rgb3
	nail     bool
}

var skins = []rgb3{{224, 178, 150}, {206, 154, 122}, {186, 132, 100}, {234, 194, 170}, {214, 166, 140}}

// draw lays the finger over the picture, with a soft shadow beside it; light says from which side it is lit, -1 to 1.
func (d digit) draw(img *image.RGBA, light float64) {
	x0, y0, x1, y1 := bounds(d.outline(1.5))
	for y := max(0, int(y0)); y < min(img.Rect.Dy(), int(y1)+1); y++ {
		row := img.Pix[y*img.Stride:]
		for x := max(0, int(x0)); x < min(img.Rect.Dx(), int(x1)+1); x++ {
			px, py := float64(x)-d.tip[0], float64(y)-d.tip[1]
			a, s := (px*d.dir[0]+py*d.dir[1])/d.half, (py*d.dir[0]-px*d.dir[1])/d.half
			width := 1 + .07*math.Sin(a*1.1) + .03*max(0, a-2) // fingers are no tubes
			s /= width
			edge := 1 - math.Abs(s) // distance inwards from the outline, in halves
			if a < 1 {
				edge = 1 - math.Hypot(1-a, s)
			}
			p := row[4*x : 4*x+3 : 4*x+3]
			if edge <= 0 {
				if k := .34 * math.Exp(edge*5); k > .02 {
					for ch := range p {
						p[ch] = uint8(float64(p[ch]) * (1 - k))
					}
				}
				continue
			}
			cover := min(1, edge*d.half/1.5)
			for ch, v := range d.shade(a, s, light) {
				p[ch] = clamp8(float64(p[ch])*(1-cover) + v*cover)
			}
		}
	}
}

// shade is the colour at a halves from the tip and s halves from the middle.
func (d digit) shade(a, s, light float64) [3]float64 {
	round := math.Sqrt(max(0, 1-s*s*.85))
	k := .5 + .5*round + .13*light*s
	flush := .12 * math.Exp(-a*.8) // the tip is redder
	c := [3]float64{float64(d.skin[0]) * (1 + .3*flush), float64(d.skin[1]) * (1 - flush), float64(d.skin[2]) * (1 - flush)}
	for _, joint := range []float64{2.5, 2.75, 5.4, 5.7} {
		k -= .07 * math.Exp(-(a-joint-.12*s*s)*(a-joint-.12*s*s)*90)
	}
	k += .012 * math.Sin(a*23+s*9) * math.Sin(s*17-a*5)
	if d.nail {
		u, v := (a-.92)/.72, s/.62
		switch e := u*u*u*u + v*v*v*v; {
		case e < 1 && u < -.62: // the nail's free edge
			c, k = [3]float64{238, 226, 214}, k*.98
		case e < 1:
			c = [3]float64{c[0]*.5 + 119, c[1]*.55 + 86, c[2]*.55 + 82}
			k += .1 * math.Exp(-(v+.35)*(v+.35)*9) // it shines
		case e < 1.35:
			k -= .1
		}
	}
	return [3]float64{c[0] * k, c[1] * k, c[2] * k}
}

// outline is a box round the finger, grown by some halves.
func (d digit) outline(grow float64) filing.Box {
	nx, ny := -d.dir[1]*d.half*grow, d.dir[0]*d.half*grow
	fx, fy := d.tip[0]-d.dir[0]*d.half*(grow-1), d.tip[1]-d.dir[1]*d.half*(grow-1)
	bx, by := d.tip[0]+d.dir[0]*d.length, d.tip[1]+d.dir[1]*d.length
	return filing.Box{{fx - nx, fy - ny}, {bx - nx, by - ny}, {bx + nx, by + ny}, {fx + nx, fy + ny}}
}

// edgePoint is a place on an edge of the first sheet (0 left, 1 above, 2 right, 3 below), and the unit vectors outwards from
// the sheet and along the edge.
func (t *shot) edgePoint(edge int, along float64) (at, out, side [2]float64) {
	q := t.boards[0].quad
	a, b := q[(edge+3)%4], q[edge] // 0: lower left, upper left
	at = [2]float64{lerp(a[0], b[0], along), lerp(a[1], b[1], along)}
	dx, dy := b[0]-a[0], b[1]-a[1]
	l := math.Hypot(dx, dy)
	side = [2]float64{dx / l, dy / l}
	// The corners run clockwise, so that outwards is to the left of the way along an edge.
	return at, [2]float64{dy / l, -dx / l}, side
}

// press puts a fingertip some way in from an edge.
func (t *shot) press(edge int, along, reach, half, lean float64, skin rgb3, nail bool) {
	at, out, side := t.edgePoint(edge, along)
	dir := [2]float64{out[0] + side[0]*lean, out[1] + side[1]*lean}
	l := math.Hypot(dir[0], dir[1])
	d := digit{tip: [2]float64{at[0] - out[0]*reach, at[1] - out[1]*reach}, dir: [2]float64{dir[0] / l, dir[1] / l}, half: half,
		length: float64(t.img.Rect.Dx() + t.img.Rect.Dy()), skin: skin, nail: nail}
	d.draw(t.img, between(t.r, -1, 1))
	t.cover = append(t.cover, d.outline(1))
}

// fingerWidth is half a finger's, in pixels: about 8 mm of a card's 54, or of a licence's 297.
func (t *shot) fingerWidth() float64 {
	q := t.boards[0].quad
	w := math.Hypot(q[1][0]-q[0][0], q[1][1]-q[0][1])
	mm := 86.0
	if !card(t.kind) || t.medium != original {
		mm = 250
	}
	return w / mm * between(t.r, 6.5, 9)
}

// finger holds the page at one side: over its border, and in careless pictures now and then over a field.
func finger(t *shot) {
	r := t.r
	half := t.fingerWidth()
	skin := pick(r, skins)
	edge := r.IntN(4)
	reach := half * between(r, .3, .7)
	if t.Tier == Hard && chance(r, .3) {
		reach = half * between(r, 1.5, 3.5)
	}
	along := between(r, .15, .85)
	t.press(edge, along, reach, half, between(r, -.5, .5), skin, true)
	n := 1
	if chance(r, .3) { // two fingers
		t.press(edge, along+between(r, .3, .4)*(.5-along), reach*between(r, .6, 1), half*.92, between(r, -.3, .3), skin, true)
		n++
	}
	t.did("finger", "fingers", n, "reach", reach, "edge", edge)
}

// palm is the hand behind a page that is held up: drawn on the ground, which is out of focus.
func (t *shot) palm(desk *image.RGBA) {
	t.grip = grip{edge: pick(t.r, []int{0, 2, 3}), along: between(t.r, .3, .7), half: t.fingerWidth(), skin: pick(t.r, skins)}
	g := t.grip
	at, out, side := t.edgePoint(g.edge, g.along)
	sx, sy := deskW/float64(t.img.Rect.Dx()), deskH/float64(t.img.Rect.Dy())
	for i := range 4 { // fingers behind, seen where they leave the page
		off := (float64(i) - 1.5) * g.half * 2.1
		d := digit{tip: [2]float64{(at[0] + side[0]*off - out[0]*g.half*3) * sx, (at[1] + side[1]*off - out[1]*g.half*3) * sy},
			dir: out, half: g.half * 1.15 * sx, length: deskW * 2, skin: darker(g.skin, .9)}
		d.draw(desk, 0)
	}
	// The ball of the hand, where the fingers come together.
	wrist := digit{tip: [2]float64{(at[0] + out[0]*g.half*2.5) * sx, (at[1] + out[1]*g.half*2.5) * sy}, dir: out, half: g.half * 4.4 * sx, length: deskW * 2, skin: g.skin}
	wrist.draw(desk, .5)
}

// grip is how a page is held up.
type grip struct {
	edge        int
	along, half float64
	skin        rgb3
}

// thumb holds the page from the front.
func (t *shot) thumb() {
	g := t.grip
	reach := g.half * between(t.r, .5, 1.3)
	t.press(g.edge, g.along, reach, g.half*1.15, between(t.r, -.3, .3), g.skin, true)
	t.did("held", "edge", g.edge, "reach", reach)
}

func darker(c rgb3, k float64) rgb3 {
	return rgb3{clamp8(float64(c[0]) * k), clamp8(float64(c[1]) * k), clamp8(float64(c[2]) * k)}
}
