package scan

import (
	"math"

	"prereview/ocr"
)

const (
	aspectID1 = 85.60 / 53.98 // ISO/IEC 7810 ID-1
	aspectA   = math.Sqrt2    // ISO 216
	// snapNear is how far, as a ratio, an estimate may lie from a standard format and be taken for it. The two formats
	// lie 12 % apart.
	snapNear = 1.055
)

// trueAspect is the width over the height of the flat rectangle that looks like the quad on a picture of w x h pixels
// taken by a camera with square pixels that looked at its middle: Zhang and He 2007, section 3. Where the perspective is
// too weak to tell the focal length, the mean sides are as good.
func trueAspect(q ocr.Quad, w, h float64) float64 {
	flat := (side(q, 0) + side(q, 2)) / max(side(q, 1)+side(q, 3), 1e-9)
	scale := max(w, h)
	m := func(i int) [3]float64 { return [3]float64{(q[i][0] - w/2) / scale, (q[i][1] - h/2) / scale, 1} }
	m1, m2, m3, m4 := m(0), m(1), m(3), m(2)
	k2 := dot(cross(m1, m4), m3) / dot(cross(m2, m4), m3)
	k3 := dot(cross(m1, m4), m2) / dot(cross(m3, m4), m2)
	n2 := [3]float64{k2*m2[0] - m1[0], k2*m2[1] - m1[1], k2 - 1}
	n3 := [3]float64{k3*m3[0] - m1[0], k3*m3[1] - m1[1], k3 - 1}
	est := flat
	if math.Abs(n2[2]) > .02 && math.Abs(n3[2]) > .02 {
		f2 := -(n2[0]*n3[0] + n2[1]*n3[1]) / (n2[2] * n3[2])
		// A phone's field of view is between about 50 and 100 degrees.
		if f := math.Sqrt(max(f2, 0)); f > .4 && f < 2.5 {
			l2 := math.Sqrt((n2[0]*n2[0]+n2[1]*n2[1])/f2 + n2[2]*n2[2])
			l3 := math.Sqrt((n3[0]*n3[0]+n3[1]*n3[1])/f2 + n3[2]*n3[2])
			est = l2 / l3
		}
	}
	if !(est > flat/1.5 && est < flat*1.5) {
		est = flat
	}
	return est
}

// snapAspect takes an estimate near a standard format, standing or lying, for that format.
func snapAspect(a float64) float64 {
	for _, s := range []float64{aspectID1, aspectA, 1 / aspectID1, 1 / aspectA} {
		if r := a / s; r < snapNear && r > 1/snapNear {
			return s
		}
	}
	return a
}

func cross(a, b [3]float64) [3]float64 {
	return [3]float64{a[1]*b[2] - a[2]*b[1], a[2]*b[0] - a[0]*b[2], a[0]*b[1] - a[1]*b[0]}
}

func dot(a, b [3]float64) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }
