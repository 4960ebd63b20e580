package corpus

import (
	"math"
	"math/rand/v2"
)

// pen writes like a hand: the outlines of a Kai face, slanted, each bent by smooth waves of its own, on a line that
// rises and falls. It is nobody's writing.
type pen struct {
	face  *typeface
	ink   ink
	slant float64 // shear to the right, share of the height
	rise  float64 // of the line, share of the run's length
	wild  float64 // how far the waves bend a character, em
	tight float64 // advance, share of the face's own
}

func newPen(r *rand.Rand, face *typeface) *pen {
	k := pick(r, []rgb3{{34, 40, 110}, {26, 30, 84}, {40, 60, 150}, {28, 28, 34}, {40, 38, 40}, {20, 20, 26}})
	return &pen{face: face, ink: ink{k.color(), between(r, .82, .96)}, slant: between(r, .02, .24), rise: between(r, -.05, .03),
		wild: between(r, .012, .03), tight: between(r, .78, .97)}
}

// advance is the width of one character in em.
func (w *pen) advance(ch rune) float64 {
	if o := w.face.glyph(ch); o != nil && ch != ' ' {
		return o.advance * w.tight
	}
	return .4
}

// write sets s with the top of its em box at y and answers the extent of the ink.
func (w *pen) write(c *canvas, r *rand.Rand, x, y, size float64, s string) rect {
	var ext rect
	x0 := x
	for _, ch := range s {
		if o := w.face.glyph(ch); o != nil && ch != ' ' {
			em := size * between(r, .93, 1.07)
			turn := between(r, -.05, .05)
			sn, co := math.Sincos(turn)
			m := affine{em * co, -em * (w.slant*co + sn), x, em * sn, em * (co - w.slant*sn),
				y + baselineDrop*size + w.rise*(x-x0) + between(r, -.03, .03)*size}
			ext = ext.union(c.glyph(w.bend(r, o), m, w.ink))
		}
		x += w.advance(ch) * size * between(r, .96, 1.05)
	}
	return ext
}

// bend moves every point of a glyph by waves about as long as the glyph.
func (w *pen) bend(r *rand.Rand, o *outline) *outline {
	dx, dy := newWaves(r, 4, 7, w.wild*2), newWaves(r, 4, 7, w.wild*2)
	bent := &outline{advance: o.advance, segs: make([]segment, len(o.segs)), x0: 9, y0: 9, x1: -9, y1: -9}
	for i, s := range o.segs {
		for j, p := range s.args {
			x, y := p[0]+dx.at(p[0], p[1]), p[1]+dy.at(p[0], p[1])
			s.args[j] = [2]float64{x, y}
		}
		bent.segs[i] = s
	}
	reach := w.wild * 5 // more than four waves can add up to
	bent.x0, bent.y0, bent.x1, bent.y1 = o.x0-reach, o.y0-reach, o.x1+reach, o.y1+reach
	return bent
}

// tick is a check mark drawn through the box at x, y of the given side.
func (w *pen) tick(c *canvas, r *rand.Rand, x, y, side float64) {
	j := func(v float64) float64 { return v + between(r, -.08, .08) }
	pts := [][2]float64{{x + j(.05)*side, y + j(.5)*side}, {x + j(.38)*side, y + j(.92)*side}, {x + j(.6)*side, y + j(.4)*side}, {x + j(1.2)*side, y - j(.25)*side}}
	c.stroke(pts, side*.14, w.ink)
}
