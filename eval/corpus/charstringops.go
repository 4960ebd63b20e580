package corpus

import (
	"math"

	"golang.org/x/image/font/sfnt"
)

// draw carries out one operator that moves the pen.
func (p *stylus) draw(op int) error {
	switch op {
	case 21:
		p.width(len(p.stack) > 2)
	case 4, 22:
		p.width(len(p.stack) > 1)
	}
	a := p.stack
	switch {
	case op == 21 && len(a) >= 2:
		p.move(a[0], a[1])
	case op == 22 && len(a) >= 1:
		p.move(a[0], 0)
	case op == 4 && len(a) >= 1:
		p.move(0, a[0])
	case op == 5: // rlineto
		for ; len(a) >= 2; a = a[2:] {
			p.line(a[0], a[1])
		}
	case op == 6 || op == 7: // hlineto, vlineto: by turns
		for across := op == 6; len(a) > 0; a, across = a[1:], !across {
			if across {
				p.line(a[0], 0)
			} else {
				p.line(0, a[0])
			}
		}
	case op == 8 || op == 24: // rrcurveto, rcurveline
		for ; len(a) >= 6; a = a[6:] {
			p.curve(a[:6]...)
		}
		if op == 24 && len(a) >= 2 {
			p.line(a[0], a[1])
		}
	case op == 25: // rlinecurve
		for ; len(a) >= 8; a = a[2:] {
			p.line(a[0], a[1])
		}
		if len(a) >= 6 {
			p.curve(a[:6]...)
		}
	case op == 26: // vvcurveto
		x := 0.0
		if len(a)%4 == 1 {
			x, a = a[0], a[1:]
		}
		for ; len(a) >= 4; a, x = a[4:], 0 {
			p.curve(x, a[0], a[1], a[2], 0, a[3])
		}
	case op == 27: // hhcurveto
		y := 0.0
		if len(a)%4 == 1 {
			y, a = a[0], a[1:]
		}
		for ; len(a) >= 4; a, y = a[4:], 0 {
			p.curve(a[0], y, a[1], a[2], a[3], 0)
		}
	case op == 30 || op == 31: // vhcurveto, hvcurveto: tangents by turns, the last may end askew
		for across := op == 31; len(a) >= 4; a, across = a[4:], !across {
			last := 0.0
			if len(a) == 5 {
				last = a[4]
			}
			if across {
				p.curve(a[0], 0, a[1], a[2], last, a[3])
			} else {
				p.curve(0, a[0], a[1], a[2], a[3], last)
			}
		}
	default:
		return errCharstring
	}
	return nil
}

func (p *stylus) move(dx, dy float64) {
	p.close()
	p.x, p.y = p.x+dx, p.y+dy
	p.segs = append(p.segs, segment{op: sfnt.SegmentOpMoveTo, args: [3][2]float64{{p.x, p.y}}})
}

// close leads the contour back to where it began.
func (p *stylus) close() {
	for i := len(p.segs) - 1; i >= 0; i-- {
		if p.segs[i].op == sfnt.SegmentOpMoveTo {
			if start := p.segs[i].args[0]; start != [2]float64{p.x, p.y} {
				p.segs = append(p.segs, segment{op: sfnt.SegmentOpLineTo, args: [3][2]float64{start}})
			}
			return
		}
	}
}

// flex draws the two curves of an escaped flex operator.
func (p *stylus) flex(op byte) error {
	a := p.stack
	switch {
	case op == 35 && len(a) >= 12:
		p.curve(a[:6]...)
		p.curve(a[6:12]...)
	case op == 34 && len(a) >= 7:
		p.curve(a[0], 0, a[1], a[2], a[3], 0)
		p.curve(a[4], 0, a[5], -a[2], a[6], 0)
	case op == 36 && len(a) >= 9:
		p.curve(a[0], a[1], a[2], a[3], a[4], 0)
		p.curve(a[5], 0, a[6], a[7], a[8], -(a[1] + a[3] + a[7]))
	case op == 37 && len(a) >= 11:
		dx, dy := a[0]+a[2]+a[4]+a[6]+a[8], a[1]+a[3]+a[5]+a[7]+a[9]
		x, y := a[10], -dy
		if math.Abs(dx) <= math.Abs(dy) {
			x, y = -dx, a[10]
		}
		p.curve(a[:6]...)
		p.curve(a[6], a[7], a[8], a[9], x, y)
	default:
		return errCharstring
	}
	return nil
}
