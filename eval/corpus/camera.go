package corpus

import (
	"encoding/binary"
	"image"
	"math"

	"golang.org/x/image/draw"

	"prereview/filing"
)

// setting is what the sheets lie on.
type setting struct {
	ground  groundKind
	clutter float64 // share of pictures with other things on the desk
}

// take samples the sheets into the picture through the pose, over what they lie on, each with its own soft shadow.
func take(set setting) step {
	return func(t *shot) {
		if t.bleed {
			copy(t.img.Pix, t.boards[0].img.Pix)
			return
		}
		desk := t.desk(set.ground)
		if t.medium != screen && set.clutter > 0 && !t.held && chance(t.r, set.clutter) {
			t.clutter(desk)
		}
		if t.held {
			t.palm(desk)
		}
		cameras := make([]*camera, len(t.boards))
		for i, s := range t.boards {
			cameras[i] = t.camera(s)
		}
		ground := newSampler(desk, t.img.Rect.Dx(), t.img.Rect.Dy())
		for y := range t.img.Rect.Dy() {
			row := t.img.Pix[y*t.img.Stride:][:4*t.img.Rect.Dx()]
			lo, hi := cameras[0].core(y, t.img.Rect.Dx()) // the ground shows only outside the first sheet
			if lo >= hi {
				lo, hi = len(row)/4, len(row)/4
			}
			ground.row(row, y, 0, lo)
			ground.row(row, y, hi, len(row)/4)
			for _, c := range cameras {
				c.row(row, y)
			}
		}
		if t.held {
			t.thumb()
		}
	}
}

// camera samples one sheet.
type camera struct {
	s              *board
	img            *image.RGBA // the sheet, shrunk when the picture shows it much smaller
	quad           filing.Box
	inv            matrix
	w, h           float64 // of img
	radius         float64
	bend           []float64 // by column of img
	most           float64   // of bend, in pixels of the picture
	shadow, reach  float64
	offX, offY     float64
	fall           [shadowSteps + 1]int32 // gain by distance from the edge, in shares of reach
	left           float64                // reach of the shadow about the quad, in pixels of the picture
	quadTop, below float64
}

const (
	shadowSteps = 96
	shadowReach = 6 // in units of reach: what is farther lies in full light
)

func (t *shot) camera(s *board) *camera {
	r := t.r
	c := &camera{s: s, img: s.img, quad: s.quad}
	m := s.fwd
	c.img, m = shrunk(s, m)
	c.inv = m.inverse()
	c.w, c.h = float64(c.img.Rect.Dx()), float64(c.img.Rect.Dy())
	k := c.w / s.w
	c.radius = s.radius * k
	if s.rise != 0 {
		c.bend = make([]float64, c.img.Rect.Dx()+1)
		for i := range c.bend {
			c.bend[i] = s.lift(float64(i)/k) * k
			c.most = max(c.most, math.Abs(c.bend[i]))
		}
	}
	c.shadow, c.reach = between(r, .15, .5), c.w*between(r, .004, .02)
	switch {
	case t.Tier == Scan:
		c.shadow, c.reach = between(r, .02, .2), c.w*between(r, .002, .006)
	case t.medium == screen:
		c.shadow = 0
	}
	c.offX, c.offY = c.reach*between(r, -.8, .8), c.reach*between(r, -.8, .8)
	for i := range c.fall {
		c.fall[i] = int32(256 * (1 - c.shadow*math.Exp(-float64(i)*shadowReach/shadowSteps)))
	}
	zoom := math.Hypot(s.quad[1][0]-s.quad[0][0], s.quad[1][1]-s.quad[0][1]) / c.w
	c.left = (c.reach*(shadowReach+1) + c.most) * zoom * 1.3
	c.most *= zoom * 1.3
	_, c.quadTop, _, c.below = bounds(s.quad)
	return c
}

// span is where the row meets the quad.
func (c *camera) span(fy float64) (lo, hi float64, ok bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for i, a := range c.quad {
		b := c.quad[(i+1)%4]
		if (a[1] > fy) == (b[1] > fy) {
			continue
		}
		x := a[0] + (b[0]-a[0])*(fy-a[1])/(b[1]-a[1])
		lo, hi = min(lo, x), max(hi, x)
	}
	return lo, hi, lo < hi
}

// core is the part of a row that lies inside the sheet for certain: away from its edges, its round corners, its curl.
func (c *camera) core(y, width int) (lo, hi int) {
	a, b := math.Inf(-1), math.Inf(1)
	edge := 3 + c.most
	for _, fy := range []float64{float64(y) + .5 - edge, float64(y) + .5, float64(y) + .5 + edge} {
		l, h, ok := c.span(fy)
		if !ok {
			return 0, 0
		}
		a, b = max(a, l), min(b, h)
	}
	edge += c.radius * 1.2
	return max(0, int(math.Ceil(a+edge))), min(width, int(b-edge))
}

// row draws the sheet's part of a row of the picture, and its shadow.
func (c *camera) row(row []byte, y int) {
	width := len(row) / 4
	fy := float64(y) + .5
	if fy < c.quadTop-c.left || fy > c.below+c.left {
		return
	}
	lo, hi := c.core(y, width)
	if lo >= hi || c.bend != nil {
		lo, hi = width, width
		if l, h, ok := c.span(fy); ok && c.quadTop+c.left < fy && fy < c.below-c.left {
			c.rim(row, fy, max(0, int(l-c.left)), min(width, int(h+c.left)))
			return
		}
		x0, _, x1, _ := bounds(c.quad)
		c.rim(row, fy, max(0, int(x0-c.left)), min(width, int(x1+c.left)))
		return
	}
	l, h, _ := c.span(fy)
	if fy < c.quadTop+c.left || fy > c.below-c.left { // the upper or lower edge's shadow may lie anywhere
		x0, _, x1, _ := bounds(c.quad)
		l, h = x0, x1
	}
	c.rim(row, fy, max(0, min(lo, int(l-c.left))), lo)
	c.rim(row, fy, hi, min(width, max(hi, int(h+c.left))))
	c.inside(row, fy, lo, hi)
}

// inside draws pixels that need no looking where they lie. The projection is computed every 32 pixels and taken as
// straight between.
func (c *camera) inside(row []byte, fy float64, lo, hi int) {
	const seg = 32
	le := binary.LittleEndian
	inv, src, stride := &c.inv, c.img.Pix, c.img.Stride
	u0, v0 := inv.apply(float64(lo)+.5, fy)
	for x := lo; x < hi; {
		n := min(seg, hi-x)
		u1, v1 := inv.apply(float64(x+n)+.5, fy)
		u, v := int((u0-.5)*65536), int((v0-.5)*65536)
		du, dv := int((u1-u0)*65536)/n, int((v1-v0)*65536)/n
		out := row[4*x : 4*(x+n)]
		for i := 0; i+4 <= len(out); i += 4 {
			ax, ay := uint32(u>>8&255), uint32(v>>8&255)
			p := src[(v>>16)*stride+4*(u>>16):]
			q := p[stride : stride+8 : stride+8]
			p = p[:8:8]
			w11 := ax * ay >> 8
			w10, w01 := ax-w11, ay-w11
			le.PutUint32(out[i:], mix4(le.Uint32(p), le.Uint32(p[4:]), le.Uint32(q), le.Uint32(q[4:]), 256-ax-ay+w11, w10, w01, w11))
			u, v = u+du, v+dv
		}
		x, u0, v0 = x+n, u1, v1
	}
}

// rim draws pixels about the sheet's edge: the sheet where it is, its shadow on what lies there already where it is not.
func (c *camera) rim(row []byte, fy float64, lo, hi int) {
	le := binary.LittleEndian
	inv, src, stride := &c.inv, c.img.Pix, c.img.Stride
	maxX, maxY := c.img.Rect.Dx()-2, c.img.Rect.Dy()-2
	fx := float64(lo) + .5
	X, Y, W := inv[0]*fx+inv[1]*fy+inv[2], inv[3]*fx+inv[4]*fy+inv[5], inv[6]*fx+inv[7]*fy+inv[8]
	for x := lo; x < hi; x++ {
		k := 1 / W
		u, v := X*k, Y*k
		X, Y, W = X+inv[0], Y+inv[3], W+inv[6]
		if c.bend != nil {
			v += c.bend[max(0, min(len(c.bend)-1, int(u)))]
		}
		o := row[4*x : 4*x+4 : 4*x+4]
		if c.beyond(u, v) > 0 {
			if e := int(c.beyond(u-c.offX, v-c.offY) / c.reach * (shadowSteps / shadowReach)); e < shadowSteps {
				k := c.fall[max(0, e)]
				o[0], o[1], o[2] = uint8(int32(o[0])*k>>8), uint8(int32(o[1])*k>>8), uint8(int32(o[2])*k>>8)
			}
			continue
		}
		u, v = u-.5, v-.5
		ix, iy := max(0, min(int(u), maxX)), max(0, min(int(v), maxY))
		ax, ay := uint32(max(0, min(1, u-float64(ix)))*256), uint32(max(0, min(1, v-float64(iy)))*256)
		p := src[iy*stride+4*ix:]
		q := p[stride : stride+8 : stride+8]
		p = p[:8:8]
		w11 := ax * ay >> 8
		w10, w01 := ax-w11, ay-w11
		le.PutUint32(o, mix4(le.Uint32(p), le.Uint32(p[4:]), le.Uint32(q), le.Uint32(q[4:]), 256-ax-ay+w11, w10, w01, w11))
	}
}

// beyond is how far (u, v) lies outside the board with its round corners, in pixels of it; 0 or less inside.
func (c *camera) beyond(u, v float64) float64 {
	x, y := max(c.radius-u, u-c.w+c.radius), max(c.radius-v, v-c.h+c.radius)
	if x > 0 && y > 0 {
		return math.Sqrt(x*x+y*y) - c.radius
	}
	return max(x, y) - c.radius
}

// shrunk brings a sheet drawn much larger than the picture needs near to its size first, or fine lines would alias. The
// boxes stay in pixels of the sheet as drawn: the matrix that comes back is the camera's.
func shrunk(s *board, m matrix) (*image.RGBA, matrix) {
	var edge float64
	for i := range 4 {
		a, b := s.quad[i], s.quad[(i+1)%4]
		edge += math.Hypot(a[0]-b[0], a[1]-b[1])
	}
	k := edge / (2 * (s.w + s.h))
	if k > .75 {
		return s.img, m
	}
	small := image.NewRGBA(image.Rect(0, 0, max(2, int(s.w*k)), max(2, int(s.h*k))))
	draw.BiLinear.Scale(small, small.Rect, s.img, s.img.Rect, draw.Src, nil)
	scaled := matrix{s.w / float64(small.Rect.Dx()), 0, 0, 0, s.h / float64(small.Rect.Dy()), 0, 0, 0, 1}
	return small, m.mul(&scaled)
}

// sampler stretches an image of low resolution over the picture, a row at a time.
type sampler struct {
	src    *image.RGBA
	dx, dy int // 16.16
}

func newSampler(src *image.RGBA, w, h int) sampler {
	return sampler{src, (src.Rect.Dx() - 2) << 16 / w, (src.Rect.Dy() - 2) << 16 / h}
}

func (s sampler) row(row []byte, y, lo, hi int) {
	if lo >= hi {
		return
	}
	le := binary.LittleEndian
	fy := y * s.dy
	ay := uint32(fy >> 8 & 255)
	p := s.src.Pix[(fy>>16)*s.src.Stride:]
	q := p[s.src.Stride:]
	fx := lo * s.dx
	out := row[4*lo : 4*hi]
	for i := 0; i+4 <= len(out); i += 4 {
		at := 4 * (fx >> 16)
		ax := uint32(fx >> 8 & 255)
		w11 := ax * ay >> 8
		w10, w01 := ax-w11, ay-w11
		a, b := p[at:at+8:at+8], q[at:at+8:at+8]
		le.PutUint32(out[i:], mix4(le.Uint32(a), le.Uint32(a[4:]), le.Uint32(b), le.Uint32(b[4:]), 256-ax-ay+w11, w10, w01, w11))
		fx += s.dx
	}
}
