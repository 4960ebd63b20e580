package corpus

import (
	"image"
	"image/draw"
	"math"
	"strings"
)

// What applicants print or stamp over a page themselves.

// purposeMark writes 仅供备案使用 across the page, as applicants are told to when they fear misuse.
func purposeMark(t *shot) {
	r := t.r
	text := pick(r, []string{"仅供备案使用", "仅供网站备案使用", "仅供ICP备案使用", "仅供办理备案使用,他用无效", "仅限备案使用 复印无效", "仅供域名备案审核使用", "此件仅供备案", "仅供阿尔法云备案使用"})
	face, err := loadFace(pick(r, []string{"sans-regular", "sans-bold", "serif-regular"}))
	if err != nil {
		return
	}
	size, alpha := between(r, 2.4, 5.5), between(r, .1, .42)
	k := ink{pick(r, []rgb3{{120, 120, 120}, {190, 60, 60}, {80, 100, 170}, {60, 60, 60}, {230, 230, 230}, {200, 40, 50}}).color(), alpha}
	degrees := between(r, -45, 45)
	if chance(r, .2) {
		degrees = 0
	}
	lines := intBetween(r, 1, 5)
	sn, co := math.Sincos(degrees * math.Pi / 180)
	st := style{face: face, size: size, ink: k}
	for _, img := range t.pages {
		c := &canvas{img: img, ppmm: float64(img.Rect.Dx()) / 100}
		h := float64(img.Rect.Dy()) / c.ppmm
		for i := range lines {
			// One line through the page, or several, each long enough to cross it.
			oy := h * (float64(i) + .5) / float64(lines)
			s, x := strings.Repeat(text+"\u3000\u3000", 6), -st.width(text)*between(r, 1, 2)
			if lines == 1 {
				s, x = text, -st.width(text)/2
			}
			for _, ch := range s {
				m := affine{size * co, -size * sn, 50 + x*co, size * sn, size * co, oy + x*sn}
				c.glyph(face.glyph(ch), m, k)
				x += st.advance(ch)
			}
		}
	}
	t.did("purpose_mark", "alpha", alpha, "lines", lines, "size", size, "angle", degrees)
}

// wordStamp stamps a rectangle with words such as 复印无效. A stamp darkens what it lies on, as ink does.
func wordStamp(t *shot) {
	r := t.r
	words := pick(r, []string{"复印无效", "仅供办理备案使用", "仅供备案使用", "与原件一致", "再次复印无效", "与原件核对无误"})
	face, err := loadFace(pick(r, []string{"sans-bold", "serif-bold", "wqy-zenhei"}))
	if err != nil {
		return
	}
	img := t.pages[0]
	c := &canvas{img: img, ppmm: float64(img.Rect.Dx()) / 100}
	h := float64(img.Rect.Dy()) / c.ppmm
	size := between(r, 3, 6)
	st := style{face: face, size: size}
	w := st.width(words)
	x, y := between(r, w/2+3, 97-w/2), between(r, size+2, h-size-2)
	degrees := between(r, -25, 25)
	tint := pick(r, []rgb3{{204, 36, 48}, {190, 40, 60}, {50, 70, 160}})
	c.stamped(x, y, w/2+size, w/2+size, func(layer *canvas, cx, cy float64) {
		sn, co := math.Sincos(degrees * math.Pi / 180)
		at := func(u, v float64) [2]float64 { return [2]float64{cx + u*co - v*sn, cy + u*sn + v*co} }
		k := ink{tint.color(), 1}
		bw, bh := w/2+size*.45, size*.85
		frame := [][2]float64{at(-bw, -bh), at(bw, -bh), at(bw, bh), at(-bw, bh)}
		for i, p := range frame {
			layer.stroke([][2]float64{p, frame[(i+1)%4]}, size*.12, k)
		}
		u := -w / 2
		for _, ch := range words {
			o := at(u, size*(baselineDrop-.5))
			layer.glyph(face.glyph(ch), affine{size * co, -size * sn, o[0], size * sn, size * co, o[1]}, k)
			u += st.advance(ch)
		}
	}, between(r, .5, .9))
	t.did("word_stamp", "x", x/100, "y", y/h, "angle", degrees, "size", size)
}

// stamped draws on white and multiplies the result into the page about (x, y), with pinholes where ink did not take.
func (c *canvas) stamped(x, y, rx, ry float64, paint func(layer *canvas, cx, cy float64), strength float64) {
	s := c.ppmm
	px := image.Rect(int((x-rx)*s), int((y-ry)*s), int((x+rx)*s)+1, int((y+ry)*s)+1).Intersect(c.img.Rect)
	if px.Empty() {
		return
	}
	layer := &canvas{img: image.NewRGBA(image.Rect(0, 0, px.Dx(), px.Dy())), ppmm: s}
	draw.Draw(layer.img, layer.img.Rect, image.White, image.Point{}, draw.Src)
	paint(layer, x-float64(px.Min.X)/s, y-float64(px.Min.Y)/s)
	full := int32(strength * 256)
	for j := range px.Dy() {
		from := layer.img.Pix[j*layer.img.Stride:][:4*px.Dx()]
		to := c.img.Pix[c.img.PixOffset(px.Min.X, px.Min.Y+j):]
		for i := 0; i < len(from); i += 4 {
			if from[i+1] > 250 {
				continue
			}
			k := full
			if h := uint32(i*7349+j*9151+i*j) * 2654435761 >> 16; h%97 < 6 {
				k = full / 2
			}
			for ch := range 3 {
				to[i+ch] = uint8(int32(to[i+ch]) * (255*256 - (255-int32(from[i+ch]))*k) / (255 * 256))
			}
		}
	}
}

// freshSeal stamps a round red seal on a copy, as an applicant's organisation does to vouch for it.
func (t *shot) freshSeal(s *board) {
	r := t.r
	face, err := loadFace(pick(r, []string{"serif-medium", "serif-semibold", "uming"}))
	if err != nil {
		return
	}
	// A company's seal has 40 mm across; the paper is 210 or 297 mm wide.
	mm := 210.0
	if s.w > s.h {
		mm = 297
	}
	c := &canvas{img: s.img, ppmm: s.w / mm}
	x, y := between(r, .2, .8)*mm, between(r, .15, .85)*s.h/c.ppmm
	c.seal(r, x, y, between(r, 19, 21), pick(r, []string{"云帆启明信息技术有限公司", "榕汇达智能科技有限公司", "远山网络服务有限公司", "青禾文化传播有限公司"}), "", face)
	t.did("fresh_seal", "x", x/mm, "y", y*c.ppmm/s.h)
}
