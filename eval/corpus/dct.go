package corpus

import "math"

// block is 8 x 8 values, row by row.
type block [64]float32

// The cosine transform of Arai, Agui and Nakajima leaves a factor on each coefficient, which quantisation takes along.
const (
	aanC4, aanC6, aanC2mC6, aanC2pC6 = 0.707106781, 0.382683433, 0.541196100, 1.306562965
)

var aanScale = [8]float64{1, 1.387039845, 1.306562965, 1.175875602, 1, 0.785694958, 0.541196100, 0.275899379}

func (b *block) forward() {
	for i := 0; i < 64; i += 8 {
		r := b[i : i+8 : i+8]
		r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7] = dct8(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7])
	}
	for i := range 8 {
		b[i], b[8+i], b[16+i], b[24+i], b[32+i], b[40+i], b[48+i], b[56+i] = dct8(b[i], b[8+i], b[16+i], b[24+i], b[32+i], b[40+i], b[48+i], b[56+i])
	}
}

func dct8(a, b, c, d, e, f, g, h float32) (float32, float32, float32, float32, float32, float32, float32, float32) {
	s0, d0, s1, d1, s2, d2, s3, d3 := a+h, a-h, b+g, b-g, c+f, c-f, d+e, d-e
	t0, t3, t1, t2 := s0+s3, s0-s3, s1+s2, s1-s2
	z1 := (t2 + t3) * aanC4
	u0, u1, u2 := d3+d2, d2+d1, d1+d0
	z5 := (u0 - u2) * aanC6
	z2, z4, z3 := aanC2mC6*u0+z5, aanC2pC6*u2+z5, u1*aanC4
	z11, z13 := d0+z3, d0-z3
	return t0 + t1, z11 + z4, t3 + z1, z13 - z2, t0 - t1, z13 + z2, t3 - z1, z11 - z4
}

func (b *block) inverse() {
	for i := range 8 {
		b[i], b[8+i], b[16+i], b[24+i], b[32+i], b[40+i], b[48+i], b[56+i] = idct8(b[i], b[8+i], b[16+i], b[24+i], b[32+i], b[40+i], b[48+i], b[56+i])
	}
	for i := 0; i < 64; i += 8 {
		r := b[i : i+8 : i+8]
		r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7] = idct8(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7])
	}
}

func idct8(a, b, c, d, e, f, g, h float32) (float32, float32, float32, float32, float32, float32, float32, float32) {
	t0, t1, t3 := a+e, a-e, c+g
	t2 := (c-g)*1.414213562 - t3
	e0, e3, e1, e2 := t0+t3, t0-t3, t1+t2, t1-t2
	z13, z10, z11, z12 := f+d, f-d, b+h, b-h
	o7 := z11 + z13
	o11 := (z11 - z13) * 1.414213562
	z5 := (z10 + z12) * 1.847759065
	o10, o12 := 1.082392200*z12-z5, -2.613125930*z10+z5
	o6 := o12 - o7
	o5 := o11 - o6
	o4 := o10 + o5
	return e0 + o7, e1 + o6, e2 + o5, e3 - o4, e3 + o4, e2 - o5, e1 - o6, e0 - o7
}

// Tables of annex K of the JPEG standard, row by row.
var jpegTables = [2][64]uint8{{
	16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
	18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
}, {
	17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
}}

// quantiser is one table at one quality, with its factors for the transforms above.
type quantiser struct {
	steps         [64]uint8
	forth, back32 [64]float32
}

// newQuantiser scales a table as the Independent JPEG Group's programs do. Quality is 1 to 100.
func newQuantiser(table, quality int) *quantiser {
	q := &quantiser{}
	scale := 200 - 2*quality
	if quality < 50 {
		scale = 5000 / quality
	}
	for i, v := range jpegTables[table] {
		step := max(1, min(255, (int(v)*scale+50)/100))
		q.steps[i] = uint8(step)
		k := aanScale[i/8] * aanScale[i%8]
		q.forth[i] = float32(1 / (8 * k * float64(step)))
		q.back32[i] = float32(k * float64(step) / 8)
	}
	return q
}

// roundingBias added to a small float32 leaves its nearest integer in the low bits.
const roundingBias = 12582912

func nearest(v float32) int32 { return int32(math.Float32bits(v+roundingBias)) - 0x4b400000 }

// pass stores a block and loads it again.
func (q *quantiser) pass(b *block) {
	b.forward()
	for i, v := range b {
		b[i] = float32(nearest(v*q.forth[i])) * q.back32[i]
	}
	b.inverse()
}
