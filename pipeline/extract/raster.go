package extract

import (
	"image"
	"image/draw"
	"math"

	"prereview/ocr"
)

// maxPixels bounds what is looked at; a larger page is a caller's mistake and gives no fields.
const maxPixels = 64 << 20

// raster is the page as 8-bit RGBA without alpha, its top left pixel at (0, 0).
type raster struct {
	pix  []uint8
	w, h int
	row  int // bytes per row
}

// rasterOf shares the pixels of RGBA and NRGBA pages and copies others. Pages are opaque: alpha is not looked at.
func rasterOf(m image.Image) raster {
	b := m.Bounds()
	switch p := m.(type) {
	case *image.NRGBA:
		return raster{pix: p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], w: b.Dx(), h: b.Dy(), row: p.Stride}
	case *image.RGBA:
		return raster{pix: p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], w: b.Dx(), h: b.Dy(), row: p.Stride}
	case *image.Gray:
		d := raster{pix: make([]uint8, 4*b.Dx()*b.Dy()), w: b.Dx(), h: b.Dy(), row: 4 * b.Dx()}
		for y := range d.h {
			src := p.Pix[p.PixOffset(b.Min.X, b.Min.Y+y):]
			dst := d.pix[y*d.row:]
			for x := range d.w {
				dst[4*x], dst[4*x+1], dst[4*x+2] = src[x], src[x], src[x]
			}
		}
		return d
	}
	d := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(d, d.Rect, m, b.Min, draw.Src)
	return raster{pix: d.Pix, w: b.Dx(), h: b.Dy(), row: d.Stride}
}

// turnedBack maps a point of the page turned clockwise by quarters to the page (w x h) before.
func turnedBack(q ocr.Quad, quarters, w, h int) ocr.Quad {
	for i := range q {
		x, y := q[i][0], q[i][1]
		switch quarters & 3 {
		case 1:
			x, y = y, float64(h)-x
		case 2:
			x, y = float64(w)-x, float64(h)-y
		case 3:
			x, y = float64(w)-y, x
		}
		q[i] = [2]float64{x, y}
	}
	return q
}

// at samples between pixel centres; outside the page the border is repeated.
func (p raster) at(x, y float64) (r, g, b float64) {
	x, y = x-0.5, y-0.5
	x0, y0 := math.Floor(x), math.Floor(y)
	fx, fy := x-x0, y-y0
	xa, xb := clampInt(int(x0), 0, p.w-1), clampInt(int(x0)+1, 0, p.w-1)
	ya, yb := clampInt(int(y0), 0, p.h-1), clampInt(int(y0)+1, 0, p.h-1)
	a := p.pix[ya*p.row+4*xa:]
	c := p.pix[ya*p.row+4*xb:]
	d := p.pix[yb*p.row+4*xa:]
	e := p.pix[yb*p.row+4*xb:]
	wa, wc, wd, we := (1-fx)*(1-fy), fx*(1-fy), (1-fx)*fy, fx*fy
	r = wa*float64(a[0]) + wc*float64(c[0]) + wd*float64(d[0]) + we*float64(e[0])
	g = wa*float64(a[1]) + wc*float64(c[1]) + wd*float64(d[1]) + we*float64(e[1])
	b = wa*float64(a[2]) + wc*float64(c[2]) + wd*float64(d[2]) + we*float64(e[2])
	return
}

func clampInt(v, lo, hi int) int { return max(lo, min(hi, v)) }
