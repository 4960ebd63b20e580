package corpus

import (
	"encoding/binary"
	"image"
	"math"

	"golang.org/x/image/draw"

	"prereview/filing"
)

// take samples the page into the picture through the pose, over a desk-like ground, with the page's own soft shadow.
func (t *shot) take() {
	if t.bleed {
		copy(t.img.Pix, t.page.Pix)
		return
	}
	t.sample = t.fwd
	t.shrinkPage()
	r := t.r
	desk := t.desk()
	if t.Tier == Photo && !t.careful && chance(r, .3) || t.Tier == Hard && chance(r, .5) {
		t.clutter(desk)
	}
	inv := t.sample.inverse()
	pw, ph := float64(t.page.Rect.Dx()), float64(t.page.Rect.Dy())
	radius := 0.0
	if t.doc.Kind != filing.BusinessLicence {
		radius = pw * 3.18 / cardW // the card's corners are round
	}
	shadow, reach := between(r, .15, .5), pw*between(r, .004, .02)
	if t.Tier == Scan {
		shadow, reach = between(r, .02, .15), pw*between(r, .002, .006)
	}
	offX, offY := reach*between(r, -.8, .8), reach*between(r, -.8, .8)
	le := binary.LittleEndian
	w, h := t.img.Rect.Dx(), t.img.Rect.Dy()
	dw, dh := desk.Rect.Dx(), desk.Rect.Dy()
	bend, bends := t.bendTable(pw, ph)
	src, stride := t.page.Pix, t.page.Stride
	maxX, maxY := t.page.Rect.Dx()-2, t.page.Rect.Dy()-2
	for y := range h {
		row := t.img.Pix[y*t.img.Stride:]
		fy := float64(y) + .5
		X, Y, W := inv[0]*.5+inv[1]*fy+inv[2], inv[3]*.5+inv[4]*fy+inv[5], inv[6]*.5+inv[7]*fy+inv[8]
		deskRow := desk.Pix[(y*dh/h)*desk.Stride:]
		for x := range w {
			u, v := X/W, Y/W
			if bends {
				v += bend[max(0, min(len(bend)-1, int(u)))]
			}
			X, Y, W = X+inv[0], Y+inv[3], W+inv[6]
			o := row[4*x : 4*x+4 : 4*x+4]
			o[3] = 255
			in := u >= 0 && v >= 0 && u < pw && v < ph
			if in && radius > 0 {
				if cx, cy := max(radius-u, u-pw+radius), max(radius-v, v-ph+radius); cx > 0 && cy > 0 && cx*cx+cy*cy > radius*radius {
					in = false
				}
			}
			if !in {
				d := deskRow[4*(x*dw/w):]
				ex, ey := max(0, -u+offX, u-pw-offX), max(0, -v+offY, v-ph-offY)
				k := 256
				if e := (ex + ey) / reach; e < 6 {
					k = int(256 * (1 - shadow*math.Exp(-e)))
				}
				o[0], o[1], o[2] = uint8(int(d[0])*k>>8), uint8(int(d[1])*k>>8), uint8(int(d[2])*k>>8)
				continue
			}
			u, v = u-.5, v-.5
			ix, iy := int(u), int(v)
			if u < 0 || v < 0 || ix > maxX || iy > maxY {
				ix, iy = max(0, min(ix, maxX)), max(0, min(iy, maxY))
			}
			ax, ay := uint32(max(0, min(1, u-float64(ix)))*256), uint32(max(0, min(1, v-float64(iy)))*256)
			p := src[iy*stride+4*ix:]
			q := p[stride : stride+8 : stride+8]
			p = p[:8:8]
			w11 := ax * ay >> 8
			w10, w01 := ax-w11, ay-w11
			w00 := 256 - ax - ay + w11
			le.PutUint32(o, mix4(le.Uint32(p), le.Uint32(p[4:]), le.Uint32(q), le.Uint32(q[4:]), w00, w10, w01, w11))
		}
	}
}

// A sheet that does not lie flat rises in the middle: its lines are moved up by curl x height x sin(pi u), which leaves
// the corners where they are.
func (t *shot) bendTable(pw, ph float64) ([]float64, bool) {
	if t.curl == 0 {
		return nil, false
	}
	b := make([]float64, int(pw)+1)
	for i := range b {
		b[i] = t.curl * ph * math.Sin(math.Pi*float64(i)/pw)
	}
	return b, true
}

// shrinkPage brings a page drawn much larger than the picture needs near to its size first, or fine lines would alias.
func (t *shot) shrinkPage() {
	var edge float64
	for i := range 4 {
		a, b := t.quad[i], t.quad[(i+1)%4]
		edge += math.Hypot(a[0]-b[0], a[1]-b[1])
	}
	k := edge / float64(2*(t.page.Rect.Dx()+t.page.Rect.Dy()))
	if k > .75 { // Boxes stay in pixels of the page as drawn: fwd is theirs, sample is the camera's.
		return
	}
	small := image.NewRGBA(image.Rect(0, 0, max(2, int(float64(t.page.Rect.Dx())*k)), max(2, int(float64(t.page.Rect.Dy())*k))))
	draw.BiLinear.Scale(small, small.Rect, t.page, t.page.Rect, draw.Src, nil)
	sx, sy := float64(t.page.Rect.Dx())/float64(small.Rect.Dx()), float64(t.page.Rect.Dy())/float64(small.Rect.Dy())
	scaled := matrix{sx, 0, 0, 0, sy, 0, 0, 0, 1}
	t.page = small
	t.sample = t.fwd.mul(&scaled)
}

// desk is what the page lies on, at low resolution.
func (t *shot) desk() *image.RGBA {
	r := t.r
	const w, h = 240, 180
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	kind := r.IntN(5)
	if t.Tier == Scan {
		kind = 9
	}
	base := pick(r, []rgb3{{166, 124, 82}, {112, 78, 52}, {196, 164, 122}, {70, 66, 66}, {208, 204, 198}, {92, 104, 120}, {144, 138, 128}, {48, 60, 58}, {178, 150, 128}})
	amp := between(r, 4, 14)
	fx, fy := between(r, .004, .02), between(r, .05, .35)
	big := newWaves(r, 5, .03, 10)
	wob := newWaves(r, 3, .02, 12)
	if kind == 9 {
		v := uint8(intBetween(r, 232, 254))
		base = rgb3{v, v, v}
	}
	slow, ring := make([]float64, w), make([]float64, w)
	for y := range h {
		big.rowOf(slow, 0, float64(y)*2, 2)
		wob.rowOf(ring, 0, float64(y)*2, 2)
		for x := range w {
			X, Y := float64(x)*2, float64(y)*2
			v := slow[x]
			switch kind {
			case 0, 1: // wood: rings stretched along x
				v += amp * math.Sin(Y*fy+X*fx+.3*ring[x])
			case 2: // cloth
				v += amp * .5 * float64(x%2*2-1+y%2*2-1)
			case 3: // speckled stone
				v += amp * (r.Float64() - .5) * 2
			case 4: // plain
				v *= .5
			default:
				v *= .1
			}
			if kind != 9 {
				v += (r.Float64() - .5) * 5
			}
			o := img.Pix[img.PixOffset(x, y):]
			o[0], o[1], o[2], o[3] = clamp8(float64(base[0])+v), clamp8(float64(base[1])+v*.95), clamp8(float64(base[2])+v*.9), 255
		}
	}
	t.did("ground", "kind", kind)
	return img
}

// Two channels of a pixel are worked on at once, in the even bytes of a word.
const evenBytes = 0x00ff00ff

// mix3 is (k a + mid b + k c) / 256 in each channel.
func mix3(a, b, c, k, mid uint32) uint32 {
	even := (a&evenBytes*k + b&evenBytes*mid + c&evenBytes*k) >> 8 & evenBytes
	odd := (a>>8&evenBytes*k + b>>8&evenBytes*mid + c>>8&evenBytes*k) & ^uint32(evenBytes)
	return even | odd
}

// soften blurs n times with the kernel (w, 1-2w, w) in both directions.
func (t *shot) soften(w float64, n int) {
	if w < .01 {
		return
	}
	k := uint32(w * 256)
	mid := 256 - 2*k
	W, H, S, pix := t.img.Rect.Dx(), t.img.Rect.Dy(), t.img.Stride, t.img.Pix
	le := binary.LittleEndian
	above := make([]byte, 4*W)
	for range n {
		for y := range H {
			row := pix[y*S : y*S+4*W]
			prev, cur := le.Uint32(row), le.Uint32(row)
			for x := 0; x+8 <= len(row); x += 4 {
				next := le.Uint32(row[x+4:])
				le.PutUint32(row[x:], mix3(prev, cur, next, k, mid))
				prev, cur = cur, next
			}
		}
		copy(above, pix[:4*W])
		for y := 0; y+1 < H; y++ {
			row, next := pix[y*S:y*S+4*W], pix[(y+1)*S:(y+1)*S+4*W]
			for x := 0; x+4 <= len(row) && x+4 <= len(next) && x+4 <= len(above); x += 4 {
				cur := le.Uint32(row[x:])
				le.PutUint32(row[x:], mix3(le.Uint32(above[x:]), cur, le.Uint32(next[x:]), k, mid))
				le.PutUint32(above[x:], cur)
			}
		}
	}
	t.did("blur", "weight", w, "times", n)
}

// motion smears n pixels along x or y, as a hand that moved.
func (t *shot) motion(n int) {
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	S, pix := t.img.Stride, t.img.Pix
	vertical := chance(t.r, .4)
	step, line, count, lines := 4, S, W, H
	if vertical {
		step, line, count, lines = S, 4, H, W
	}
	buf := make([]int32, count)
	for l := range lines {
		for ch := range 3 {
			base := l*line + ch
			for i := range buf {
				buf[i] = int32(pix[base+i*step])
			}
			var sum int32
			for i := range min(n, count) {
				sum += buf[i]
			}
			for i := 0; i < count; i++ {
				pix[base+i*step] = uint8(sum / int32(n))
				sum -= buf[i]
				if i+n < count {
					sum += buf[i+n]
				} else {
					sum += buf[count-1]
				}
			}
		}
	}
	// The window looks ahead; the ink moved back by half of it.
	d := float64(n-1) / 2
	shift := matrix{1, 0, -d, 0, 1, 0, 0, 0, 1}
	if vertical {
		shift = matrix{1, 0, 0, 0, 1, -d, 0, 0, 1}
	}
	t.fwd = shift.mul(&t.fwd)
	for i, p := range t.quad {
		t.quad[i][0], t.quad[i][1] = shift.apply(p[0], p[1])
	}
	t.did("motion", "pixels", n)
}

func (t *shot) grey() {
	for i := 0; i < len(t.img.Pix); i += 4 {
		p := t.img.Pix[i : i+3]
		v := uint8((int(p[0])*77 + int(p[1])*150 + int(p[2])*29) >> 8)
		p[0], p[1], p[2] = v, v, v
	}
	t.did("grey")
}
