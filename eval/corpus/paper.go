package corpus

import (
	"image"
	"math"
	"math/rand/v2"
)

// ground draws the printed form of a licence: paper, watermark letters, and the guilloche frame.
func (d licenceDesign) ground(r *rand.Rand) *image.RGBA {
	const perMM = 6.6
	img := image.NewRGBA(d.pixels(perMM))
	c := &canvas{img: img, ppmm: perMM}
	cream := warm(r, intBetween(r, 236, 247), 3, 10, 22)
	margin := warm(r, intBetween(r, 247, 255), 1, 1, 8)
	stain := newWaves(r, 6, .12, 3)
	fine := newWaves(r, 4, 4.5, 2.2)
	tone := make([]float64, img.Rect.Dx())
	for py := range img.Rect.Dy() {
		y := float64(py) / perMM
		fine.row(stain.rowOf(tone, 0, y, 1/perMM), 0, y, 1/perMM)
		for px := range img.Rect.Dx() {
			x := float64(px) / perMM
			base := margin
			v := 0.0
			if x > d.frame.x0 && x < d.frame.x1 && y > d.frame.y0 && y < d.frame.y1 {
				base = cream
				v = tone[px]
			}
			v += between(r, -1.5, 1.5)
			o := img.Pix[img.PixOffset(px, py):]
			o[0], o[1], o[2], o[3] = clamp8(float64(base[0])+v), clamp8(float64(base[1])+v), clamp8(float64(base[2])+v*.8), 255
		}
	}
	d.watermark(c, r)
	frames := []rgb3{{128, 130, 58}, {140, 132, 66}, {118, 128, 70}, {150, 128, 60}}
	d.border(c, r, pick(r, frames))
	return img
}

// watermark repeats faint letters over the ground and, in the middle, faint large characters.
func (d licenceDesign) watermark(c *canvas, r *rand.Rand) {
	face, err := loadFace("sans-black")
	if err != nil {
		return
	}
	tint := ink{rgb(218, 170, 130), between(r, .16, .26)}
	st := style{face: face, size: between(r, 8, 9.5), ink: tint, spacing: .08}
	word, large := "SCJDGL", "市场监督管理"
	if d.before2019 {
		word, large = "GSXZGL", "工商行政管理"
	}
	i := 0
	for y := d.frame.y0 + 8; y < d.frame.y1-10; y += 38 {
		for x := d.frame.x0 + 6 + float64(i%2)*38; x < d.frame.x1-45; x += 80 {
			c.text(st, x, y, word)
		}
		i++
	}
	st.size, st.ink.alpha = 11, tint.alpha*.8
	for j, ch := range []rune(large) {
		c.text(st, d.w/2-48+17*float64(j), d.frame.y0+(d.frame.y1-d.frame.y0)*.46, string(ch))
	}
}

// border runs a band of interlaced waves round the frame between two rules.
func (d licenceDesign) border(c *canvas, r *rand.Rand, tint rgb3) {
	const band = 9.0
	f := d.frame
	k := ink{tint.color(), .9}
	light := ink{rgb3{clamp8(float64(tint[0]) + 62), clamp8(float64(tint[1]) + 60), clamp8(float64(tint[2]) + 60)}.color(), .75}
	c.frameRule(f, .55, k)
	c.frameRule(rect{f.x0 + 1, f.y0 + 1, f.x1 - 1, f.y1 - 1}, .2, k)
	period := between(r, 8.5, 11)
	sides := []struct {
		at  func(t, off float64) [2]float64
		len float64
	}{
		{func(t, o float64) [2]float64 { return [2]float64{f.x0 + t, f.y0 + 1.4 + o} }, f.x1 - f.x0},
		{func(t, o float64) [2]float64 { return [2]float64{f.x0 + t, f.y1 - 1.4 - o} }, f.x1 - f.x0},
		{func(t, o float64) [2]float64 { return [2]float64{f.x0 + 1.4 + o, f.y0 + t} }, f.y1 - f.y0},
		{func(t, o float64) [2]float64 { return [2]float64{f.x1 - 1.4 - o, f.y0 + t} }, f.y1 - f.y0},
	}
	for _, s := range sides {
		n := math.Round((s.len - 2) / period)
		w := 2 * math.Pi * n / (s.len - 2)
		for strand := range 9 {
			phase := float64(strand) * math.Pi / 4.5
			for _, amp := range []float64{.34, .22} {
				var pts [][2]float64
				for t := 1.0; t <= s.len-1; t += .5 {
					pts = append(pts, s.at(t, band*(.42+amp*math.Sin(w*t+phase))))
				}
				tone := k
				if strand%3 == 1 {
					tone = light
				}
				c.stroke(pts, .22, tone)
			}
		}
		for j := 0.0; j < n*2; j++ { // scallops on the inner edge
			t := 1 + (j+.5)*(s.len-2)/(n*2)
			var pts [][2]float64
			for i := range 13 {
				sn, co := math.Sincos(math.Pi * float64(i) / 12)
				pts = append(pts, s.at(t+co*period/4, band*.78+sn*band*.2))
			}
			c.stroke(pts, .5, k)
		}
	}
	for _, p := range [4][2]float64{{f.x0, f.y0}, {f.x1, f.y0}, {f.x1, f.y1}, {f.x0, f.y1}} {
		x, y := p[0]+math.Copysign(band*.55, d.w/2-p[0]), p[1]+math.Copysign(band*.55, d.h/2-p[1])
		for i := range 5 {
			c.ring(x, y, float64(i+1)*.85, .25, k)
		}
	}
}

func (c *canvas) frameRule(r rect, w float64, k ink) {
	c.rect(rect{r.x0, r.y0, r.x1, r.y0 + w}, k)
	c.rect(rect{r.x0, r.y1 - w, r.x1, r.y1}, k)
	c.rect(rect{r.x0, r.y0, r.x0 + w, r.y1}, k)
	c.rect(rect{r.x1 - w, r.y0, r.x1, r.y1}, k)
}

// warm is a light tone with a little less green and less blue, as paper has.
func warm(r *rand.Rand, red, green, blueFrom, blueTo int) rgb3 {
	return rgb3{uint8(red), uint8(red - r.IntN(green+1)), uint8(red - intBetween(r, blueFrom, blueTo))}
}
