package corpus

import (
	"image"
	"image/draw"
	"math"
	"math/rand/v2"
)

// seal stamps a round red seal: ring, star, the text along the ring, optional text below the star. The ink is uneven and
// lets what lies beneath show through. It answers the extent of the ring text and the square round the whole seal.
func (c *canvas) seal(r *rand.Rand, x, y, radius float64, ring, below string, face *typeface) (text, whole rect) {
	// Drawn on white first, then multiplied in: a stamp darkens print, never covers it.
	s := c.ppmm
	px := image.Rect(int((x-radius-1)*s), int((y-radius-1)*s), int((x+radius+1)*s)+1, int((y+radius+1)*s)+1)
	tmp := &canvas{img: image.NewRGBA(image.Rect(0, 0, px.Dx(), px.Dy())), ppmm: s}
	draw.Draw(tmp.img, tmp.img.Rect, image.White, image.Point{}, draw.Src)
	ox, oy := float64(px.Min.X)/s, float64(px.Min.Y)/s
	cx, cy := x-ox, y-oy
	red := ink{rgb(uint8(intBetween(r, 196, 226)), uint8(intBetween(r, 24, 58)), uint8(intBetween(r, 36, 66))), 1}
	turn := between(r, -.12, .12)
	tmp.ring(cx, cy, radius-.6, 1.15, red)
	tmp.star(cx, cy, radius*.33, turn, red)

	rs := []rune(ring)
	size := radius * .27
	if len(rs) > 14 {
		size *= 14 / float64(len(rs))
	}
	sweep := min(1.5*math.Pi, float64(len(rs)-1)*size*1.12/(radius*.70))
	tall := 1.28
	var ext rect
	for i, ch := range rs {
		t := turn
		if len(rs) > 1 {
			t += sweep * (float64(i)/float64(len(rs)-1) - .5)
		}
		sn, co := math.Sincos(t)
		rr := radius * .74 // centre of the characters
		gx, gy := cx+rr*sn, cy-rr*co
		w, h := size, size*tall
		// em box centred on (gx, gy), up pointing outwards
		bx, by := -w/2, h*(baselineDrop-.5)
		m := affine{w * co, -h * sn, gx + bx*co - by*sn, w * sn, h * co, gy + bx*sn + by*co}
		ext = ext.union(tmp.glyph(face.glyph(ch), m, red))
	}
	if below != "" {
		st := style{face: face, size: radius * .2, ink: red}
		tmp.text(st, cx-st.width(below)/2, cy+radius*.42, below)
	}
	strength := between(r, .78, .96)
	blot := newWaves(r, 5, 1.1, .22)
	var uneven float64
	for j := range px.Dy() {
		for i := range px.Dx() {
			p := image.Pt(px.Min.X+i, px.Min.Y+j)
			if !p.In(c.img.Rect) {
				continue
			}
			t := tmp.img.Pix[tmp.img.PixOffset(i, j):]
			if t[1] > 250 {
				continue
			}
			if i%8 == 0 {
				uneven = blot.at(float64(i)/s, float64(j)/s)
			}
			k := strength + uneven
			if h := uint32(i*7349+j*9151+i*j) * 2654435761 >> 16; h%97 < 6 {
				k -= .35 // pinholes where ink did not take
			}
			k = max(.25, min(1, k))
			d := c.img.Pix[c.img.PixOffset(p.X, p.Y):]
			for ch := range 3 {
				m := float64(t[ch])/255*k + 1 - k
				d[ch] = clamp8(float64(d[ch]) * m)
			}
		}
	}
	return rect{ext.x0 + ox, ext.y0 + oy, ext.x1 + ox, ext.y1 + oy}, rect{x - radius, y - radius, x + radius, y + radius}
}
