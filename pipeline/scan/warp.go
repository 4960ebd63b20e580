package scan

import (
	"image"
	"math"

	"prereview/ocr"
)

const (
	longMost    = 2200 // longest side of a page picture
	longLeast   = 1400 // a smaller source is enlarged to this, but
	enlargeMost = 2.0  // not more than so many times
)

// pageSize is the size of the page picture for a page that covers sw x sh source pixels and has the aspect.
func pageSize(sw, sh, aspect float64) (int, int) {
	long := max(sw, sh)
	want := min(max(long, min(longLeast, long*enlargeMost)), longMost)
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

// warpPage cuts the page out of the picture, straight and evenly lit.
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
	// Far more source pixels than page pixels: average first, so that thin strokes are not lost between samples.
	if k := int(max(sw, sh) / float64(max(pw, ph))); k >= 2 {
		pic = halve(pic, k)
		m = ocr.Scale(1/float64(k), 1/float64(k)).Mul(m)
	}
	w.page.Image = warp(pic, m, pw, ph, light)
}

// halve shrinks by a whole factor.
func halve(p picture, k int) picture {
	w, h := p.Rect.Dx()/k, p.Rect.Dy()/k
	cw, ch := chromaStep(p.SubsampleRatio)
	return &image.YCbCr{
		Y: boxMean(p.Y, p.YStride, w, h, k, 1, 1), Cb: boxMean(p.Cb, p.CStride, w, h, k, cw, ch), Cr: boxMean(p.Cr, p.CStride, w, h, k, cw, ch),
		YStride: w, CStride: w, SubsampleRatio: image.YCbCrSubsampleRatio444, Rect: image.Rect(0, 0, w, h),
	}
}

// span is over how many pixels the projective transform is taken to be linear; the error is far below a pixel.
const span = 16

// warp draws w x h pixels, each interpolated from where m puts its centre on the picture and multiplied by the light's
// gain. What lies outside the picture repeats its edge. Two neighbouring pixels share their chroma: it is as coarse in
// the photograph.
func warp(p picture, m ocr.Matrix, w, h int, light *light) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	cw, ch := chromaStep(p.SubsampleRatio)
	luma := plane{p.Y, p.YStride, p.Rect.Dx(), p.Rect.Dy()}
	cb := plane{p.Cb, p.CStride, (p.Rect.Dx() + cw - 1) / cw, (p.Rect.Dy() + ch - 1) / ch}
	icw, ich := fixedOne/int64(cw), fixedOne/int64(ch)
	gains := light.gains(w, h)
	for y := range h {
		gain := gains(y)
		row := out.Pix[y*out.Stride:]
		at := m.Apply(ocr.Point{X: .5, Y: float64(y) + .5})
		for x0 := 0; x0 < w; x0 += span {
			end := m.Apply(ocr.Point{X: float64(x0+span) + .5, Y: float64(y) + .5})
			u, v := fixed(at.X), fixed(at.Y)
			du, dv := (fixed(end.X)-u)/span, (fixed(end.Y)-v)/span
			at = end
			var b1, r1 int32
			for x := x0; x < min(x0+span, w); x, u, v = x+1, u+du, v+dv {
				yy := luma.sample(u-fixedOne/2, v-fixedOne/2) * 0x10101
				if (x-x0)&1 == 0 {
					cu, cv := ((u+du/2)*icw)>>fixedBits-fixedOne/2, ((v+dv/2)*ich)>>fixedBits-fixedOne/2
					o, dx, dy, fx, fy := cb.weights(cu, cv)
					b1, r1 = mix(p.Cb, o, dx, dy, fx, fy)-128, mix(p.Cr, o, dx, dy, fx, fy)-128
				}
				g := gain[x]
				o := row[4*x : 4*x+4 : 4*x+4]
				// JFIF, in 16 bits of fraction as image/color does it; the gain has 8.
				o[0] = level((yy + 91881*r1) >> 8 * g >> 16)
				o[1] = level((yy - 22554*b1 - 46802*r1) >> 8 * g >> 16)
				o[2] = level((yy + 116130*b1) >> 8 * g >> 16)
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

// weights are where and how to mix the four pixels around a place given in 1/65536 of a pixel, centres at whole numbers.
func (p *plane) weights(u, v int64) (o, dx, dy int, fx, fy int32) {
	x, y := int(u>>fixedBits), int(v>>fixedBits)
	fx, fy = int32(u>>8)&255, int32(v>>8)&255
	if uint(x) < uint(p.w-1) && uint(y) < uint(p.h-1) {
		return y*p.stride + x, 1, p.stride, fx, fy
	}
	if x < 0 {
		x, fx = 0, 0
	} else if x < p.w-1 {
		dx = 1
	} else {
		x = p.w - 1
	}
	if y < 0 {
		y, fy = 0, 0
	} else if y < p.h-1 {
		dy = p.stride
	} else {
		y = p.h - 1
	}
	return y*p.stride + x, dx, dy, fx, fy
}

func mix(pix []uint8, o, dx, dy int, fx, fy int32) int32 {
	a, b, c, d := int32(pix[o]), int32(pix[o+dx]), int32(pix[o+dy]), int32(pix[o+dy+dx])
	top, bottom := a<<8+(b-a)*fx, c<<8+(d-c)*fx
	return (top<<8 + (bottom-top)*fy + 1<<15) >> 16
}

func (p *plane) sample(u, v int64) int32 {
	o, dx, dy, fx, fy := p.weights(u, v)
	return mix(p.pix, o, dx, dy, fx, fy)
}
