package corpus

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"
)

// canvas is an opaque page under the pen. Lengths are millimetres of the printed page unless a name says px.
type canvas struct {
	img  *image.RGBA // always opaque, so its bytes are those of an NRGBA too
	ppmm float64     // pixels per millimetre
	ras  vector.Rasterizer
	mask image.Alpha
}

// newCanvas is a page whose longer side is sidePx pixels.
func newCanvas(sidePx int, widthMM, heightMM float64) *canvas {
	s := float64(sidePx) / max(widthMM, heightMM)
	return &canvas{img: image.NewRGBA(image.Rect(0, 0, int(math.Round(widthMM*s)), int(math.Round(heightMM*s)))), ppmm: s}
}

// rect is a rectangle in millimetres; the zero rect is empty.
type rect struct{ x0, y0, x1, y1 float64 }

func (a rect) empty() bool { return a.x1 <= a.x0 || a.y1 <= a.y0 }

func (a rect) union(b rect) rect {
	switch {
	case a.empty():
		return b
	case b.empty():
		return a
	}
	return rect{min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1)}
}

// affine maps glyph or shape units to millimetres.
type affine struct{ a, b, c, d, e, f float64 } // x' = a x + b y + c, y' = d x + e y + f

func (m affine) at(x, y float64) (float64, float64) { return m.a*x + m.b*y + m.c, m.d*x + m.e*y + m.f }

// ink is a colour with an opacity.
type ink struct {
	c     color.RGBA
	alpha float64
}

func rgb(r, g, b uint8) color.RGBA { return color.RGBA{r, g, b, 255} }

// beginPx readies the rasterizer for a shape inside the pixel rectangle and answers what of it lies on the page.
func (c *canvas) beginPx(r image.Rectangle) (image.Rectangle, bool) {
	r = r.Intersect(c.img.Rect)
	if r.Empty() {
		return r, false
	}
	c.ras.Reset(r.Dx(), r.Dy())
	c.ras.DrawOp = draw.Src
	return r, true
}

// endPx blends the shape onto the page.
func (c *canvas) endPx(r image.Rectangle, k ink) {
	w, h := r.Dx(), r.Dy()
	if cap(c.mask.Pix) < w*h {
		c.mask.Pix = make([]uint8, w*h)
	}
	c.mask.Pix = c.mask.Pix[:w*h]
	c.mask.Stride, c.mask.Rect = w, image.Rect(0, 0, w, h)
	c.ras.Draw(&c.mask, c.mask.Rect, image.Opaque, image.Point{})
	a := int32(k.alpha*256 + .5)
	cr, cg, cb := int32(k.c.R), int32(k.c.G), int32(k.c.B)
	for y := range h {
		row := c.img.Pix[c.img.PixOffset(r.Min.X, r.Min.Y+y):]
		for x, m := range c.mask.Pix[y*w : y*w+w] {
			if m == 0 {
				continue
			}
			p := row[4*x : 4*x+3 : 4*x+3]
			f := int32(m) * a / 255
			p[0] += uint8((cr - int32(p[0])) * f >> 8)
			p[1] += uint8((cg - int32(p[1])) * f >> 8)
			p[2] += uint8((cb - int32(p[2])) * f >> 8)
		}
	}
}

// glyph draws one outline through m (em to millimetres) and answers the ink's extent.
func (c *canvas) glyph(o *outline, m affine, k ink) rect {
	if o == nil || o.x1 <= o.x0 {
		return rect{}
	}
	var ext rect
	for i, p := range [4][2]float64{{o.x0, o.y0}, {o.x1, o.y0}, {o.x1, o.y1}, {o.x0, o.y1}} {
		x, y := m.at(p[0], p[1])
		if i == 0 {
			ext = rect{x, y, x, y}
		}
		ext = rect{min(ext.x0, x), min(ext.y0, y), max(ext.x1, x), max(ext.y1, y)}
	}
	s := c.ppmm
	px := image.Rect(int(math.Floor(ext.x0*s))-1, int(math.Floor(ext.y0*s))-1, int(math.Ceil(ext.x1*s))+1, int(math.Ceil(ext.y1*s))+1)
	clip, ok := c.beginPx(px)
	if !ok {
		return ext
	}
	ox, oy := float64(clip.Min.X), float64(clip.Min.Y)
	at := func(p [2]float64) (float32, float32) {
		x, y := m.at(p[0], p[1])
		return float32(x*s - ox), float32(y*s - oy)
	}
	for _, g := range o.segs {
		x, y := at(g.args[0])
		switch g.op {
		case sfnt.SegmentOpMoveTo:
			c.ras.MoveTo(x, y)
		case sfnt.SegmentOpLineTo:
			c.ras.LineTo(x, y)
		case sfnt.SegmentOpQuadTo:
			x1, y1 := at(g.args[1])
			c.ras.QuadTo(x, y, x1, y1)
		case sfnt.SegmentOpCubeTo:
			x1, y1 := at(g.args[1])
			x2, y2 := at(g.args[2])
			c.ras.CubeTo(x, y, x1, y1, x2, y2)
		}
	}
	c.ras.ClosePath()
	c.endPx(clip, k)
	return ext
}

// style is how a run of text is set. size is the em in millimetres.
type style struct {
	face    *typeface
	size    float64
	ink     ink
	spacing float64 // added after each character, in em
	narrow  float64 // horizontal scale, 0 for 1
	bold    float64 // emboldening by overprinting, in em
}

// em is where the baseline lies below the top of the em box in the faces used here.
const baselineDrop = 0.86

func (st style) stretch() float64 {
	if st.narrow == 0 {
		return 1
	}
	return st.narrow
}

func (st style) advance(r rune) float64 {
	if r == ' ' {
		return (.3 + st.spacing) * st.size * st.stretch()
	}
	if r == '\u3000' {
		return (1 + st.spacing) * st.size * st.stretch()
	}
	o := st.face.glyph(r)
	if o == nil {
		return (1 + st.spacing) * st.size * st.stretch()
	}
	return (o.advance + st.spacing) * st.size * st.stretch()
}

// width is the advance of a run.
func (st style) width(s string) float64 {
	var w float64
	for _, r := range s {
		w += st.advance(r)
	}
	return w
}

// text sets a run with the top of its em box at y and answers the extent of its ink.
func (c *canvas) text(st style, x, y float64, s string) rect {
	var ext rect
	for _, r := range s {
		if o := st.face.glyph(r); o != nil && r != ' ' && r != '\u3000' {
			m := affine{st.size * st.stretch(), 0, x, 0, st.size, y + baselineDrop*st.size}
			ext = ext.union(c.glyph(o, m, st.ink))
			if st.bold > 0 {
				m.c += st.bold * st.size
				ext = ext.union(c.glyph(o, m, st.ink))
			}
		}
		x += st.advance(r)
	}
	return ext
}

// spread sets the characters of s evenly over width, first and last flush: how labels of two to four characters line up.
func (c *canvas) spread(st style, x, y, width float64, s string) rect {
	rs := []rune(s)
	natural := st.width(s)
	if len(rs) < 2 || natural >= width {
		if natural > width {
			st.narrow = st.stretch() * width / natural
		}
		return c.text(st, x, y, s)
	}
	gap := (width - natural) / float64(len(rs)-1)
	var ext rect
	for _, r := range rs {
		ext = ext.union(c.text(st, x, y, string(r)))
		x += st.advance(r) + gap
	}
	return ext
}

// polygon fills a closed polygon.
func (c *canvas) polygon(pts [][2]float64, k ink) {
	if len(pts) < 3 {
		return
	}
	x0, y0, x1, y1 := pts[0][0], pts[0][1], pts[0][0], pts[0][1]
	for _, p := range pts {
		x0, y0, x1, y1 = min(x0, p[0]), min(y0, p[1]), max(x1, p[0]), max(y1, p[1])
	}
	s := c.ppmm
	clip, ok := c.beginPx(image.Rect(int(x0*s)-1, int(y0*s)-1, int(x1*s)+2, int(y1*s)+2))
	if !ok {
		return
	}
	c.addPath(clip, pts)
	c.endPx(clip, k)
}

func (c *canvas) addPath(clip image.Rectangle, pts [][2]float64) {
	for i, p := range pts {
		x, y := float32(p[0]*c.ppmm-float64(clip.Min.X)), float32(p[1]*c.ppmm-float64(clip.Min.Y))
		if i == 0 {
			c.ras.MoveTo(x, y)
		} else {
			c.ras.LineTo(x, y)
		}
	}
	c.ras.ClosePath()
}

// rect fills an upright rectangle.
func (c *canvas) rect(r rect, k ink) {
	c.polygon([][2]float64{{r.x0, r.y0}, {r.x1, r.y0}, {r.x1, r.y1}, {r.x0, r.y1}}, k)
}

// stroke draws a polyline of the given width as one filled outline.
func (c *canvas) stroke(pts [][2]float64, width float64, k ink) {
	if len(pts) < 2 {
		return
	}
	left := make([][2]float64, 0, 2*len(pts))
	right := make([][2]float64, 0, len(pts))
	for i, p := range pts {
		a, b := pts[max(i-1, 0)], pts[min(i+1, len(pts)-1)]
		dx, dy := b[0]-a[0], b[1]-a[1]
		l := math.Hypot(dx, dy)
		if l == 0 {
			continue
		}
		nx, ny := -dy/l*width/2, dx/l*width/2
		left = append(left, [2]float64{p[0] + nx, p[1] + ny})
		right = append(right, [2]float64{p[0] - nx, p[1] - ny})
	}
	for i := len(right) - 1; i >= 0; i-- {
		left = append(left, right[i])
	}
	c.polygon(left, k)
}

// disc fills an ellipse; ring draws its outline.
func (c *canvas) disc(x, y, rx, ry float64, k ink) { c.polygon(ellipse(x, y, rx, ry, 1), k) }

func (c *canvas) ring(x, y, radius, width float64, k ink) {
	s, out := c.ppmm, radius+width/2
	clip, ok := c.beginPx(image.Rect(int((x-out)*s)-1, int((y-out)*s)-1, int((x+out)*s)+2, int((y+out)*s)+2))
	if !ok {
		return
	}
	c.addPath(clip, ellipse(x, y, out, out, 1))
	c.addPath(clip, ellipse(x, y, radius-width/2, radius-width/2, -1)) // the other way round: a hole
	c.endPx(clip, k)
}

func ellipse(x, y, rx, ry, turn float64) [][2]float64 {
	const n = 72
	pts := make([][2]float64, n)
	for i := range pts {
		s, co := math.Sincos(turn * 2 * math.Pi * float64(i) / n)
		pts[i] = [2]float64{x + rx*co, y + ry*s}
	}
	return pts
}

// star fills a five-pointed star, one point up when turn is 0.
func (c *canvas) star(x, y, radius, turn float64, k ink) {
	pts := make([][2]float64, 10)
	for i := range pts {
		r := radius
		if i%2 == 1 {
			r *= 0.382
		}
		s, co := math.Sincos(turn + math.Pi*float64(i)/5)
		pts[i] = [2]float64{x + r*s, y - r*co}
	}
	c.polygon(pts, k)
}
