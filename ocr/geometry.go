package ocr

import (
	"errors"
	"math"
)

// Point is a position in pixels: x to the right, y down, pixel centres at .5.
type Point struct{ X, Y float64 }

// Quad is four corners, clockwise from the one that is top left when the text is upright.
type Quad [4][2]float64

// Corner returns corner i as a Point.
func (q Quad) Corner(i int) Point { return Point{q[i][0], q[i][1]} }

// RectQuad is the quad of an upright rectangle.
func RectQuad(x0, y0, x1, y1 float64) Quad {
	return Quad{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}
}

// Map applies a transform to the corners.
func (q Quad) Map(m Matrix) Quad {
	for i := range q {
		p := m.Apply(q.Corner(i))
		q[i] = [2]float64{p.X, p.Y}
	}
	return q
}

// Area in square pixels, positive when the corners run clockwise (y down).
func (q Quad) Area() float64 {
	var a float64
	for i := range q {
		p, n := q[i], q[(i+1)%4]
		a += p[0]*n[1] - n[0]*p[1]
	}
	return a / 2
}

// Matrix is a projective transform of the plane, row-major 3x3, acting on column vectors (x, y, 1).
type Matrix [9]float64

// Identity leaves every point where it is.
var Identity = Matrix{1, 0, 0, 0, 1, 0, 0, 0, 1}

// Translate moves by (dx, dy).
func Translate(dx, dy float64) Matrix { return Matrix{1, 0, dx, 0, 1, dy, 0, 0, 1} }

// Scale multiplies by (sx, sy).
func Scale(sx, sy float64) Matrix { return Matrix{sx, 0, 0, 0, sy, 0, 0, 0, 1} }

// Apply maps a point.
func (m Matrix) Apply(p Point) Point {
	w := m[6]*p.X + m[7]*p.Y + m[8]
	return Point{(m[0]*p.X + m[1]*p.Y + m[2]) / w, (m[3]*p.X + m[4]*p.Y + m[5]) / w}
}

// Mul is the transform that applies n first, then m.
func (m Matrix) Mul(n Matrix) Matrix {
	var r Matrix
	for i := range 3 {
		for j := range 3 {
			r[3*i+j] = m[3*i]*n[j] + m[3*i+1]*n[3+j] + m[3*i+2]*n[6+j]
		}
	}
	return r
}

// ErrSingular says that three corners lie on a line, or that a transform has no inverse.
var ErrSingular = errors.New("singular transform")

// Inverse undoes m.
func (m Matrix) Inverse() (Matrix, error) {
	a, b, c, d, e, f, g, h, i := m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8]
	det := a*(e*i-f*h) - b*(d*i-f*g) + c*(d*h-e*g)
	if det == 0 || math.IsNaN(det) || math.IsInf(det, 0) {
		return Matrix{}, ErrSingular
	}
	return Matrix{
		(e*i - f*h) / det, (c*h - b*i) / det, (b*f - c*e) / det,
		(f*g - d*i) / det, (a*i - c*g) / det, (c*d - a*f) / det,
		(d*h - e*g) / det, (b*g - a*h) / det, (a*e - b*d) / det,
	}, nil
}

// Homography is the transform that takes the corners of src to those of dst.
func Homography(src, dst Quad) (Matrix, error) {
	s, err := fromUnit(src)
	if err != nil {
		return Matrix{}, err
	}
	d, err := fromUnit(dst)
	if err != nil {
		return Matrix{}, err
	}
	inv, err := s.Inverse()
	if err != nil {
		return Matrix{}, err
	}
	m := d.Mul(inv)
	if m[8] != 0 {
		for i := range m {
			m[i] /= m[8]
		}
		m[8] = 1
	}
	return m, nil
}

// fromUnit maps the unit square's corners (0,0) (1,0) (1,1) (0,1) to q's: Heckbert 1989, section 2.2.3.
func fromUnit(q Quad) (Matrix, error) {
	x0, y0, x1, y1 := q[0][0], q[0][1], q[1][0], q[1][1]
	x2, y2, x3, y3 := q[2][0], q[2][1], q[3][0], q[3][1]
	sx, sy := x0-x1+x2-x3, y0-y1+y2-y3
	dx1, dx2, dy1, dy2 := x1-x2, x3-x2, y1-y2, y3-y2
	den := dx1*dy2 - dx2*dy1
	if den == 0 {
		return Matrix{}, ErrSingular
	}
	g := (sx*dy2 - dx2*sy) / den
	h := (dx1*sy - sx*dy1) / den
	return Matrix{
		x1 - x0 + g*x1, x3 - x0 + h*x3, x0,
		y1 - y0 + g*y1, y3 - y0 + h*y3, y0,
		g, h, 1,
	}, nil
}
