package corpus

import (
	"fmt"
	"image"
	"image/draw"
	"math"
	"math/rand/v2"
	"strings"

	"prereview/filing"
)

// Strays are what people upload by mistake: pictures of something else, or of nothing. None shows a field of any document,
// though some show what may be taken for one: a card's number on a bank card, an identity number in a chat.
var Strays = []string{"landscape", "face", "blank_sheet", "blank_scan", "bank_card", "passport", "blurred", "strip", "glare", "chat", "noise"}

// Stray draws one of the Strays. The same name, split and seed give the same picture.
func Stray(split Split, name string, seed uint64) (Picture, error) {
	g, err := New(split, seed)
	if err != nil {
		return Picture{}, err
	}
	r := stream(split, seed, "stray/"+name)
	photo := func(page *canvas, kind filing.DocumentKind) (Picture, error) {
		s := NewScene(r, split, Photo)
		img := page.img
		p, _, err := s.Apply(Document{Kind: kind, Image: &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}})
		return p, err
	}
	var img *image.RGBA
	switch name {
	case "landscape":
		img = landscape(r)
	case "face":
		img = face(r)
	case "blank_sheet": // of paper, on a desk
		c := newCanvas(1500, 297, 210)
		fillRGBA(c.img, 244, 244, 240)
		return photo(c, filing.Other)
	case "blank_scan":
		img = image.NewRGBA(image.Rect(0, 0, 1240, 1754))
		fillRGBA(img, 250, 250, 249)
		speckle(r, img, 2)
	case "bank_card":
		return photo(g.bankCard(r), filing.IDCardFront)
	case "passport":
		return photo(g.passport(r), filing.Other)
	case "blurred":
		d := g.IDCardFront(g.Person(PersonWish{}), 900)
		img = image.NewRGBA(image.Rect(0, 0, 1400, 1050))
		fillRGBA(img, 96, 84, 70)
		draw.Draw(img, image.Rect(250, 240, 1150, 240+d.Image.Rect.Dy()), d.Image, image.Point{}, draw.Src)
		for range 3 {
			boxBlur(img, 40)
		}
		speckle(r, img, 2)
	case "strip":
		img = image.NewRGBA(image.Rect(0, 0, 12000, 200))
		wave := newWaves(r, 4, .02, 60)
		for y := range 200 {
			for x := range 12000 {
				v := clamp8(150 + wave.at(float64(x), float64(y)))
				img.SetRGBA(x, y, rgb(v, v, clamp8(float64(v)*.9)))
			}
		}
	case "glare": // a card of which a lamp leaves nothing
		d := g.IDCardFront(g.Person(PersonWish{}), 1000)
		img = image.NewRGBA(image.Rect(0, 0, 1400, 1050))
		fillRGBA(img, 120, 112, 104)
		draw.Draw(img, image.Rect(200, 210, 1200, 210+d.Image.Rect.Dy()), d.Image, image.Point{}, draw.Src)
		for y := range 1050 {
			for x := range 1400 {
				far := math.Hypot(float64(x-700)/720, float64(y-525)/480)
				p := img.Pix[img.PixOffset(x, y):][:3]
				for i, v := range p {
					p[i] = clamp8(float64(v) + 420*max(0, min(1, 1.6-far)))
				}
			}
		}
	case "chat":
		img = g.chat(r)
	case "noise":
		img = image.NewRGBA(image.Rect(0, 0, 1200, 900))
		for i := range img.Pix {
			img.Pix[i] = uint8(r.IntN(256)) | uint8(255*(i%4/3))
		}
	default:
		return Picture{}, fmt.Errorf("no stray picture is called %q (valid: %s)", name, strings.Join(Strays, ", "))
	}
	return Picture{encodeJPEG(img, coding{85, 2, 2}, 0), img.Rect.Dx(), img.Rect.Dy()}, nil
}

// speckle is a sensor's noise.
func speckle(r *rand.Rand, img *image.RGBA, depth float64) {
	for i := 0; i < len(img.Pix); i += 4 {
		n := r.NormFloat64() * depth
		for k := range 3 {
			img.Pix[i+k] = clamp8(float64(img.Pix[i+k]) + n)
		}
	}
}

// landscape is hills under a sky, and a fence.
func landscape(r *rand.Rand) *image.RGBA {
	const w, h = 1600, 1200
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	ridges := make([]waves, 4)
	for i := range ridges {
		ridges[i] = newWaves(r, 5, .012, 160/float64(i+1))
	}
	grass := newWaves(r, 8, 1.2, 26)
	for x := range w {
		for y := range h {
			c := [3]float64{150 - float64(y)*.03, 185 - float64(y)*.02, 232}
			for i, ridge := range ridges {
				if float64(y) > 420+170*float64(i)+ridge.at(float64(x), 0) {
					v := grass.at(float64(x), float64(y)) * float64(i) / 3
					c = [3]float64{120 - 20*float64(i) + v, 150 - 14*float64(i) + v, 130 - 26*float64(i) + v*.5}
				}
			}
			img.SetRGBA(x, y, rgb(clamp8(c[0]), clamp8(c[1]), clamp8(c[2])))
		}
	}
	c := &canvas{img: img, ppmm: 1}
	for x := 40.0; x < w; x += 120 {
		c.rect(rect{x, 830, x + 16, 1010}, ink{rgb(92, 70, 52), 1})
	}
	c.rect(rect{0, 870, w, 884}, ink{rgb(98, 76, 56), 1})
	speckle(r, img, 3)
	return img
}

// face is somebody's, who does not exist, before a wall.
func face(r *rand.Rand) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 1080, 1440))
	fillRGBA(img, 188, 192, 196)
	c := &canvas{img: img, ppmm: 1}
	skin := pick(r, skins).color()
	c.disc(540, 1500, 520, 420, ink{rgb(58, 72, 110), 1})
	c.disc(540, 600, 330, 400, ink{rgb(40, 34, 32), 1})
	c.rect(rect{440, 900, 640, 1150}, ink{skin, 1})
	c.disc(540, 680, 280, 360, ink{skin, 1})
	for _, side := range []float64{-1, 1} {
		c.disc(540+side*115, 620, 52, 24, ink{rgb(246, 244, 240), 1})
		c.disc(540+side*115, 620, 22, 22, ink{rgb(44, 32, 26), 1})
		c.rect(rect{540 + side*115 - 60, 556, 540 + side*115 + 60, 574}, ink{rgb(50, 40, 36), .8})
	}
	c.disc(540, 745, 34, 22, ink{rgb(190, 140, 118), .7})
	c.disc(540, 860, 90, 24, ink{rgb(176, 92, 88), .9})
	for range 2 {
		boxBlur(img, 3)
	}
	speckle(r, img, 4)
	return img
}

// digitsOf are n invented digits.
func digitsOf(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0' + byte(r.IntN(10))
	}
	return string(b)
}

// bankCard has a number of 16 to 19 digits across it, in groups or not.
func (g *Generator) bankCard(r *rand.Rand) *canvas {
	c := newCanvas(1300, cardW, cardH)
	tone := pick(r, []rgb3{{24, 66, 120}, {150, 30, 40}, {214, 220, 226}, {40, 96, 72}})
	fillRGBA(c.img, tone[0], tone[1], tone[2])
	dark := ink{rgb(246, 244, 236), 1}
	if tone[0] > 200 {
		dark = ink{rgb(40, 40, 46), 1}
	}
	st := func(role role, text string, size float64) style {
		return style{face: g.fonts.choose(r, role, text), size: size, ink: dark}
	}
	c.text(st(heiTitle, "云帆商业银行", 5), 6, 5, "云帆商业银行")
	c.text(st(heiForm, "储蓄卡", 3), 66, 6, "储蓄卡")
	c.rect(rect{9, 17, 20, 26}, ink{rgb(214, 180, 96), 1})
	number := "62" + digitsOf(r, intBetween(r, 14, 17))
	if chance(r, .7) {
		for i := len(number) / 4 * 4; i > 0; i -= 4 {
			if i < len(number) {
				number = number[:i] + " " + number[i:]
			}
		}
	}
	c.spread(st(digitsOCRB, "0", 4.6), 9, 30, 66, number)
	c.text(st(heiForm, "VALIDTHRU/0123456789", 2.4), 34, 39, "VALID THRU "+digitsOf(r, 2)+"/"+digitsOf(r, 2))
	c.text(st(heiForm, "YUNFAN", 3.2), 9, 45, "FANG YUNFAN")
	c.disc(70, 44, 6, 6, ink{rgb(226, 60, 50), .9})
	c.disc(77, 44, 6, 6, ink{rgb(240, 170, 60), .8})
	return c
}

// passport is a data page with its two lines for machines.
func (g *Generator) passport(r *rand.Rand) *canvas {
	c := newCanvas(1500, 125, 88)
	fillRGBA(c.img, 232, 226, 214)
	wave := newWaves(r, 4, .2, 3)
	for i := range 26 {
		var line [][2]float64
		for x := 0.0; x <= 125; x += 2 {
			line = append(line, [2]float64{x, float64(i)*3.4 + wave.at(x, float64(i)*3.4)})
		}
		c.stroke(line, .15, ink{rgb(196, 150, 150), .6})
	}
	black := ink{rgb(30, 30, 34), .95}
	set := func(role role, x, y, size float64, s string) {
		c.text(style{face: g.fonts.choose(r, role, strings.ReplaceAll(s, " ", "")), size: size, ink: black}, x, y, s)
	}
	set(heiTitle, 40, 5, 4, "护照")
	set(heiForm, 56, 6, 3, "PASSPORT")
	set(heiForm, 40, 13, 2.4, "P")
	set(heiForm, 60, 13, 2.4, "CHN")
	set(heiForm, 92, 13, 3.2, "E"+digitsOf(r, 8))
	p := g.Person(PersonWish{})
	set(heiValue, 40, 21, 3.4, p.Name)
	set(heiForm, 40, 27, 3, "FANG, YUNFAN")
	set(heiValue, 40, 35, 3, p.Sex+"/M")
	set(heiForm, 62, 35, 3, "中国/CHINESE")
	set(heiForm, 96, 35, 3, "12 3月/MAR 1990")
	set(heiForm, 40, 45, 3, "浙江/ZHEJIANG")
	set(heiForm, 40, 53, 3, "04 8月/AUG 2021")
	set(heiForm, 80, 53, 3, "03 8月/AUG 2031")
	c.rect(rect{6, 14, 36, 56}, ink{rgb(206, 212, 218), 1})
	c.disc(21, 32, 8, 10, ink{rgb(214, 180, 158), 1})
	c.disc(21, 56, 13, 12, ink{rgb(60, 60, 80), 1})
	c.rect(rect{6, 56, 36, 70}, ink{rgb(232, 226, 214), 1})
	mrz := style{face: g.fonts.choose(r, digitsOCRB, "0123456789"), size: 3.6, ink: black}
	c.spread(mrz, 5, 73, 115, "POCHNFANG<<YUNFAN"+strings.Repeat("<", 27))
	c.spread(mrz, 5, 80, 115, "E"+digitsOf(r, 9)+"CHN"+digitsOf(r, 7)+"M"+digitsOf(r, 7)+strings.Repeat("<", 14)+digitsOf(r, 2))
	return c
}

// chat is a screenshot of one; somebody in it writes their whole identity number.
func (g *Generator) chat(r *rand.Rand) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 1080, 2160))
	fillRGBA(img, 237, 237, 237)
	c := &canvas{img: img, ppmm: 1}
	p := g.Person(PersonWish{})
	write := func(x, y, size float64, s string) {
		c.text(style{face: g.fonts.choose(r, heiValue, strings.ReplaceAll(s, " ", "")), size: size, ink: ink{rgb(24, 24, 24), 1}}, x, y, s)
	}
	c.rect(rect{0, 0, 1080, 190}, ink{rgb(247, 247, 247), 1})
	write(400, 110, 46, "备案资料群")
	y := 260.0
	for i, s := range []string{"你好,备案要提交什么?", "营业执照和身份证照片", "我的姓名是" + p.Name, string(p.ID), "住址" + g.Person(PersonWish{}).Address[:24], "身份证明天发你", "有效期限写长期可以吗", "以证件为准", "好的"} {
		w := float64(len([]rune(s)))*46 + 60
		x := 150.0
		tone := ink{rgb(255, 255, 255), 1}
		if i%2 == 1 {
			x, tone = 930-w, ink{rgb(149, 236, 105), 1}
		}
		c.rect(rect{x, y, x + w, y + 104}, tone)
		c.rect(rect{x - 110 + float64(i%2)*(w+120), y, x - 110 + float64(i%2)*(w+120) + 96, y + 96}, ink{rgb(uint8(r.IntN(200)), uint8(r.IntN(200)), uint8(r.IntN(200))), 1})
		write(x+30, y+28, 46, s)
		y += 180
	}
	c.rect(rect{0, 2020, 1080, 2160}, ink{rgb(247, 247, 247), 1})
	return img
}
