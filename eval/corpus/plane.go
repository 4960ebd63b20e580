package corpus

import "prereview/filing"

// matrix is a projective transform of the plane, row-major, as in ocr.Matrix; the corpus keeps its own so that it
// depends on the domain words alone and is not judged by the code it is there to judge.
type matrix [9]float64

func (m *matrix) apply(x, y float64) (float64, float64) {
	w := m[6]*x + m[7]*y + m[8]
	return (m[0]*x + m[1]*y + m[2]) / w, (m[3]*x + m[4]*y + m[5]) / w
}

// box takes each corner of b.
func (m *matrix) box(b filing.Box) filing.Box {
	for i, c := range b {
		b[i][0], b[i][1] = m.apply(c[0], c[1])
	}
	return b
}

func (m *matrix) mul(n *matrix) matrix {
	var r matrix
	for i := range 3 {
		for j := range 3 {
			for k := range 3 {
				r[3*i+j] += m[3*i+k] * n[3*k+j]
			}
		}
	}
	return r
}

func (m *matrix) inverse() matrix {
	a, b, c, d, e, f, g, h, i := m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8]
	return matrix{e*i - f*h, c*h - b*i, b*f - c*e, f*g - d*i, a*i - c*g, c*d - a*f, d*h - e*g, b*g - a*h, a*e - b*d}
}

// rectToQuad takes the corners of the rectangle 0,0-w,h, clockwise from the top left, to those of q.
func rectToQuad(w, h float64, q filing.Box) matrix {
	x0, y0, x1, y1, x2, y2, x3, y3 := q[0][0], q[0][1], q[1][0], q[1][1], q[2][0], q[2][1], q[3][0], q[3][1]
	sx, sy := x0-x1+x2-x3, y0-y1+y2-y3
	dx1, dx2, dy1, dy2 := x1-x2, x3-x2, y1-y2, y3-y2
	den := dx1*dy2 - dx2*dy1
	g, v := (sx*dy2-dx2*sy)/den, (dx1*sy-sx*dy1)/den
	unit := matrix{x1 - x0 + g*x1, x3 - x0 + v*x3, x0, y1 - y0 + g*y1, y3 - y0 + v*y3, y0, g, v, 1}
	scale := matrix{1 / w, 0, 0, 0, 1 / h, 0, 0, 0, 1}
	return unit.mul(&scale)
}
