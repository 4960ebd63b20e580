package scan

import (
	"image"
	"math"

	"prereview/ocr"
)

const (
	longMost    = 2200 // longest side of a page picture
	cardMost    = 1600 // of a card's, whose smallest print is then higher than what the reader takes
	longLeast   = 1400 // a smaller source is enlarged to this, but
	enlargeMost = 2.0  // not more than so many times
)

// pageSize is the size of the page picture for a page that covers sw x sh source pixels and has the aspect.
func pageSize(sw, sh, aspect float64) (int, int) {
	long, most := max(sw, sh), float64(longMost)
	if aspect == aspectID1 || aspect == 1/aspectID1 {
		most = cardMost
	}
	want := min(max(long, min(longLeast, long*enlargeMost)), most)
	w, h := want, want/aspect
	if aspect < 1 {
		w, h = want*aspect, want
	}
	return max(1, int(math.Round(w))), max(1, int(math.Round(h)))
}

func side(q ocr.Quad, i int) float64 {
	a, b := q[i], q[(i+1)%4]
	return math.Hypot(b[0]-a[0], b[1]-a[1])
}

// warpPage cuts the page out of the picture, straight, evenly lit and without a cast.
func warpPage(w *work) {
	sw, sh := (side(w.outline, 0)+side(w.outline, 2))/2, (side(w.outline, 1)+side(w.outline, 3))/2
	pw, ph := pageSize(sw, sh, w.aspect)
	toShown, err := ocr.Homography(ocr.RectQuad(0, 0, float64(pw), float64(ph)), w.outline)
	if err != nil {
		return
	}
	m := w.orient.Mul(toShown)
	w.page.ToOriginal = m
	w.page.Outline = w.outline.Map(w.orient)
	w.page.Found = w.found
	w.page.SourceWidth, w.page.SourceHeight = sw, sh
	light := newLight(w.thumb, m, pw, ph)
	pic := w.pic
	// Far more source pixels than page pixels: average first, so that thin strokes are not lost between samples. Each
	// sample mixes two pixels across and down, and of so large a source no stroke is that thin.
	if r := max(sw, sh) / float64(max(pw, ph)); r >= 2.5 {
		k := int(r)
		var from image.Point
		pic, from = shrink(pic, w.page.Outline, k)
		m = ocr.Scale(1/float64(k), 1/float64(k)).Mul(ocr.Translate(-float64(from.X), -float64(from.Y))).Mul(m)
	}
	w.page.Image = warp(pic, m, pw, ph, light)
}

// shrink shrinks by a whole factor the part of a picture in which a quad lies, and says where that part begins.
func shrink(p picture, q ocr.Quad, k int) (picture, image.Point) {
	x0, y0, x1, y1 := q[0][0], q[0][1], q[0][0], q[0][1]
	for _, c := range q[1:] {
		x0, y0, x1, y1 = min(x0, c[0]), min(y0, c[1]), max(x1, c[0]), max(y1, c[1])
	}
	whole := 4 * k // cells must not part the pixels of any chroma
	r := image.Rect(int(x0)/whole*whole, int(y0)/whole*whole, int(x1)+whole, int(y1)+whole)
	if c := r.Intersect(p.Rect); c.Dx() >= whole && c.Dy() >= whole {
		p = p.SubImage(c).(*image.YCbCr)
	}
	w, h := p.Rect.Dx()/k, p.Rect.Dy()/k
	cw, ch := chromaStep(p.SubsampleRatio)
	return &image.YCbCr{
		Y: boxMean(p.Y, p.YStride, w, h, k, 1, 1), Cb: boxMean(p.Cb, p.CStride, w, h, k, cw, ch), Cr: boxMean(p.Cr, p.CStride, w, h, k, cw, ch),
		YStride: w, CStride: w, SubsampleRatio: image.YCbCrSubsampleRatio444, Rect: image.Rect(0, 0, w, h),
	}, p.Rect.Min
}

// span is over how many pixels the projective transform is taken to be linear; the error is far below a pixel.
const span = 16

// warp draws w x h pixels, each interpolated from where m puts its centre on the picture and multiplied by the light's
// gains. What lies outside the picture repeats its edge. Two neighbouring pixels share their chroma: it is as coarse in
// the photograph.
func warp(p picture, m ocr.Matrix, w, h int, light *light) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	cw, ch := chromaStep(p.SubsampleRatio)
	luma := plane{p.Y, p.YStride, p.Rect.Dx(), p.Rect.Dy()}
	cb := plane{p.Cb, p.CStride, (p.Rect.Dx() + cw - 1) / cw, (p.Rect.Dy() + ch - 1) / ch}
	icw, ich := fixedOne/int64(cw), fixedOne/int64(ch)
	gains := light.gains(w, h)
	var yy, cc [span]uint64
	for y := range h {
		gain := gains(y)
		row := out.Pix[y*out.Stride:]
		at := m.Apply(ocr.Point{X: .5, Y: float64(y) + .5})
		for x0 := 0; x0 < w; x0 += span {
			end := m.Apply(ocr.Point{X: float64(x0+span) + .5, Y: float64(y) + .5})
			u, v := fixed(at.X), fixed(at.Y)
			du, dv := (fixed(end.X)-u)/span, (fixed(end.Y)-v)/span
			at = end
			n := min(span, w-x0)
			luma.samples(&yy, u-fixedOne/2, v-fixedOne/2, du, dv, n)
			// Between two pixels, then on by two.
			cb.samplesOfTwo(&cc, p.Cr, (u+du/2)*icw>>fixedBits-fixedOne/2, (v+dv/2)*ich>>fixedBits-fixedOne/2,
				2*du*icw>>fixedBits, 2*dv*ich>>fixedBits, (n+1)/2)
			for x := range n {
				l := int32(yy[x]) * 0x10101
				b1, r1 := int32(cc[x/2]&0xff)-128, int32(cc[x/2]>>32)-128
				g := &gain[x0+x]
				o := row[4*(x0+x) : 4*(x0+x)+4 : 4*(x0+x)+4]
				// JFIF, in 16 bits of fraction as image/color does it; the gain has 8.
				o[0] = level((l + 91881*r1) >> 8 * g[0] >> 16)
				o[1] = level((l - 22554*b1 - 46802*r1) >> 8 * g[1] >> 16)
				o[2] = level((l + 116130*b1) >> 8 * g[2] >> 16)
				o[3] = 255
			}
		}
	}
	return out
}

const (
	fixedBits = 16
	fixedOne  = 1 << fixedBits
)

func fixed(v float64) int64 { return int64(v * fixedOne) }

func level(v int32) uint8 {
	if uint32(v) <= 255 {
		return uint8(v)
	}
	if v < 0 {
		return 0
	}
	return 255
}

// plane is one plane of a picture.
type plane struct {
	pix          []uint8
	stride, w, h int
}

// samples interpolates n places of the plane, from (u, v) on in steps of (du, dv), all in 1/65536 of a pixel with centres at
// whole numbers; what lies outside repeats the plane's edge.
func (p *plane) samples(out *[span]uint64, u, v, du, dv int64, n int) {
	inside := p.inside(u, v, u+int64(n-1)*du, v+int64(n-1)*dv)
	pix, stride := p.pix, p.stride
	for i := range out[:n] {
		x, y := int(u>>fixedBits), int(v>>fixedBits)
		fx, fy := uint64(u>>8)&255, uint64(v>>8)&255
		right, down := 1, stride
		if !inside {
			x, right, fx = onEdge(x, right, fx, p.w)
			y, down, fy = onEdge(y, down, fy, p.h)
		}
		o := y*stride + x
		// Both rows are mixed across at once, one in each half of a word.
		a := uint64(pix[o]) | uint64(pix[o+down])<<32
		b := uint64(pix[o+right]) | uint64(pix[o+down+right])<<32
		m := a<<8 + (b-a)*fx
		out[i] = ((m&0xffffffff)*(256-fy) + (m>>32)*fy + 1<<15) >> 16
		u, v = u+du, v+dv
	}
}

// samplesOfTwo does the same with two planes of one size; what it finds on the second is in the upper half of each word.
func (p *plane) samplesOfTwo(out *[span]uint64, second []uint8, u, v, du, dv int64, n int) {
	inside := p.inside(u, v, u+int64(n-1)*du, v+int64(n-1)*dv)
	first, stride := p.pix, p.stride
	for i := range out[:n] {
		x, y := int(u>>fixedBits), int(v>>fixedBits)
		fx, fy := uint64(u>>8)&255, uint64(v>>8)&255
		right, down := 1, stride
		if !inside {
			x, right, fx = onEdge(x, right, fx, p.w)
			y, down, fy = onEdge(y, down, fy, p.h)
		}
		o := y*stride + x
		a := uint64(first[o]) | uint64(second[o])<<32
		b := uint64(first[o+right]) | uint64(second[o+right])<<32
		c := uint64(first[o+down]) | uint64(second[o+down])<<32
		d := uint64(first[o+down+right]) | uint64(second[o+down+right])<<32
		top, bottom := a*(256-fx)+b*fx, c*(256-fx)+d*fx
		out[i] = (top*(256-fy) + bottom*fy + 1<<15 + 1<<47) >> 16 & 0xff_0000_00ff
		u, v = u+du, v+dv
	}
}

// inside says that everything between two places, and the pixels they are mixed of, lies on the plane.
func (p *plane) inside(u, v, endU, endV int64) bool {
	return min(u, endU) >= 0 && min(v, endV) >= 0 &&
		max(u, endU)>>fixedBits < int64(p.w-1) && max(v, endV)>>fixedBits < int64(p.h-1)
}

// onEdge keeps one coordinate on a line of n pixels: where it falls, how far on the next pixel lies, and that one's share.
func onEdge(x, step int, part uint64, n int) (int, int, uint64) {
	switch {
	case x < 0:
		return 0, 0, 0
	case x >= n-1:
		return n - 1, 0, 0
	}
	return x, step, part
}
