package corpus

import (
	"math"
	"math/rand/v2"
	"strings"
	"sync"
)

// exposure is the light of a picture and what the sensor makes of it.
type exposure struct {
	gain     float64 // overall
	slope    float64 // darkening from one side to the other
	shadow   float64 // depth of a soft shadow over part of the page
	vignette float64 // darkening of the corners
	warmth   float64 // colour cast, warm above 0
	noise    float64 // standard deviation in levels
	glare    float64 // strength of a bright blob
}

// normal is a table of standard normal numbers; an index that jumps about makes it serve as a noise source.
var normal = sync.OnceValue(func() []int16 {
	r := rand.New(rand.NewPCG(1, 2))
	t := make([]int16, 1<<14)
	for i := range t {
		t[i] = int16(r.NormFloat64() * 256)
	}
	return t
})

const lightGrid = 40

// expose lights the picture: a coarse grid of gain and glare, interpolated, then noise.
func (t *shot) expose(e exposure) {
	r := t.r
	var gain, add [lightGrid + 1][lightGrid + 1]float64
	dir := r.Float64() * 2 * math.Pi
	dx, dy := math.Cos(dir), math.Sin(dir)
	sx, sy, sdir, soft := between(r, .2, .8), between(r, .2, .8), r.Float64()*2*math.Pi, between(r, .03, .2)
	sdx, sdy := math.Cos(sdir), math.Sin(sdir)
	gx, gy, grx, gry := between(r, .15, .85), between(r, .15, .85), between(r, .05, .18), between(r, .05, .18)
	for j := range gain {
		for i := range gain[j] {
			x, y := float64(i)/lightGrid, float64(j)/lightGrid
			g := e.gain * (1 + e.slope*((x-.5)*dx+(y-.5)*dy))
			if e.shadow > 0 { // a hand or phone between the lamp and one side
				d := ((x-sx)*sdx + (y-sy)*sdy) / soft
				g *= 1 - e.shadow/(1+math.Exp(-d*3))
			}
			g *= 1 - e.vignette*((x-.5)*(x-.5)+(y-.5)*(y-.5))*2
			gain[j][i] = g
			if e.glare > 0 {
				d := (x-gx)*(x-gx)/(grx*grx) + (y-gy)*(y-gy)/(gry*gry)
				add[j][i] = e.glare * 255 * math.Exp(-d)
			}
		}
	}
	cast := [3]int32{int32(256 * (1 + e.warmth)), 256, int32(256 * (1 - e.warmth))}
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	noise := normal()
	sigma := int32(e.noise * 256)
	seed := uint32(r.Uint64()) | 1
	for y := range H {
		row := t.img.Pix[y*t.img.Stride:]
		gy := float64(y) / float64(H) * lightGrid
		j := int(gy)
		fy := gy - float64(j)
		for i := range lightGrid {
			x0, x1 := i*W/lightGrid, (i+1)*W/lightGrid
			g0, g1 := lerp(gain[j][i], gain[j+1][i], fy), lerp(gain[j][i+1], gain[j+1][i+1], fy)
			a0, a1 := lerp(add[j][i], add[j+1][i], fy), lerp(add[j][i+1], add[j+1][i+1], fy)
			n := max(1, x1-x0)
			g, dg := int32(g0*65536), int32((g1-g0)*65536)/int32(n)
			a, da := int32(a0*256), int32((a1-a0)*256)/int32(n)
			for x := x0; x < x1; x++ {
				p := row[4*x : 4*x+3 : 4*x+3]
				seed ^= seed << 13
				seed ^= seed >> 17
				seed ^= seed << 5
				gg := g >> 8
				for ch := range 3 {
					v := (int32(p[ch])*gg>>8)*cast[ch]>>8 + a>>8
					v += int32(noise[(seed>>(uint(ch)*5))&(1<<14-1)]) * sigma >> 16
					if uint32(v) > 255 {
						if v < 0 {
							v = 0
						} else {
							v = 255
						}
					}
					p[ch] = uint8(v)
				}
				g += dg
				a += da
			}
		}
	}
	t.did("light", "gain", e.gain, "slope", e.slope, "shadow", e.shadow, "vignette", e.vignette, "warmth", e.warmth,
		"noise", e.noise, "glare", e.glare)
}

func lerp(a, b, t float64) float64 { return a + (b-a)*t }

// purposeMark writes 仅供备案使用 across the page, as applicants are told to when they fear misuse.
func (t *shot) purposeMark() {
	r := t.r
	c := &canvas{img: t.page, ppmm: float64(t.page.Rect.Dx()) / 100}
	text := pick(r, []string{"仅供备案使用", "仅供网站备案使用", "仅供ICP备案使用", "仅供办理备案使用,他用无效", "仅限备案使用 复印无效"})
	face, err := loadFace(pick(r, []string{"sans-regular", "sans-bold", "serif-regular"}))
	if err != nil {
		return
	}
	size := between(r, 2.6, 5)
	alpha := between(r, .12, .38)
	k := ink{pick(r, []rgb3{{120, 120, 120}, {190, 60, 60}, {80, 100, 170}, {60, 60, 60}}).color(), alpha}
	angle := between(r, -40, 40) * math.Pi / 180
	sn, co := math.Sincos(angle)
	h := float64(t.page.Rect.Dy()) / c.ppmm
	lines := intBetween(r, 1, 4)
	st := style{face: face, size: size, ink: k}
	run := strings.Repeat(text+"\u3000\u3000", 6)
	for i := range lines {
		// One line through the page, or several, each long enough to cross it.
		oy := h * (float64(i) + .5) / float64(lines)
		s, x := run, -st.width(text)*between(r, 1, 2)
		if lines == 1 {
			s, x = text, -st.width(text)/2
		}
		for _, ch := range s {
			o := face.glyph(ch)
			m := affine{size * co, -size * sn, 50 + x*co, size * sn, size * co, oy + x*sn}
			c.glyph(o, m, k)
			x += st.advance(ch)
		}
	}
	t.did("purpose_mark", "alpha", alpha, "lines", lines, "size", size)
}
