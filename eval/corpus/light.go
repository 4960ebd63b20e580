package corpus

import (
	"math"
	"math/rand/v2"
	"sync"
)

// lighting bounds the light of a picture and what the sensor makes of it.
type lighting struct {
	gain            [2]float64 // overall
	slope           [2]float64 // darkening from one side to the other
	shadow, deepest float64    // share of pictures with a soft shadow over part of the page, and its depth at most
	vignette        float64    // darkening of the corners, at most
	warmth          float64    // colour cast to either side: warm above 0
	noise           [2]float64 // standard deviation in levels
	glare           float64    // share of pictures with a lamp's reflection
}

// normals are standard normal numbers times 64. Runs of them, begun anywhere, serve as noise.
var normals = sync.OnceValue(func() []int16 {
	r := rand.New(rand.NewPCG(1, 2))
	t := make([]int16, 1<<15)
	for i := range t {
		t[i] = int16(r.NormFloat64() * 64)
	}
	return t
})

// clamped is a byte of every level from -512 to 1023.
var clamped = func() (t [1536]uint8) {
	for i := range t {
		t[i] = uint8(max(0, min(255, i-512)))
	}
	return
}()

const lightGrid = 40

// light lights the picture: a coarse grid of gain and glare, interpolated, then noise.
func light(l lighting) step {
	return func(t *shot) {
		r := t.r
		e := exposure{gain: between(r, l.gain[0], l.gain[1]), slope: between(r, l.slope[0], l.slope[1]), vignette: between(r, 0, l.vignette),
			warmth: between(r, -l.warmth, l.warmth), noise: between(r, l.noise[0], l.noise[1])}
		e.green = between(r, -.2, .2) * l.warmth
		e.shadow, e.glare = maybe(r, l.shadow, .3*l.deepest, l.deepest), maybe(r, l.glare, .35, .9)
		t.expose(e)
	}
}

// exposure is one picture's light.
type exposure struct{ gain, slope, shadow, vignette, warmth, green, noise, glare float64 }

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
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	red, green, blue := int32(256*(1+e.warmth)), int32(256*(1+e.green)), int32(256*(1-e.warmth))
	noise := make([]int16, len(normals()))
	for i, n := range normals() {
		noise[i] = int16(float64(n) * e.noise / 4) // in sixteenths of a level
	}
	seed := uint32(r.Uint64()) | 1
	for y := range H {
		row := t.img.Pix[y*t.img.Stride:][:4*W]
		gy := float64(y) / float64(H) * lightGrid
		j := int(gy)
		fy := gy - float64(j)
		for i := range lightGrid {
			x0, x1 := i*W/lightGrid, (i+1)*W/lightGrid
			n := x1 - x0
			if n <= 0 {
				continue
			}
			g0, g1 := lerp(gain[j][i], gain[j+1][i], fy), lerp(gain[j][i+1], gain[j+1][i+1], fy)
			a0, a1 := lerp(add[j][i], add[j+1][i], fy), lerp(add[j][i+1], add[j+1][i+1], fy)
			// Levels in sixteenths, gains in 4096ths.
			g, dg := int32(g0*65536), int32((g1-g0)*65536)/int32(n)
			a, da := int32(a0*4096), int32((a1-a0)*4096)/int32(n)
			seed ^= seed << 13
			seed ^= seed >> 17
			seed ^= seed << 5
			from := int(seed>>8) % (len(noise) - 3*n)
			grain := noise[from : from+3*n]
			p := row[4*x0 : 4*x1]
			for len(p) >= 4 && len(grain) >= 3 {
				k, b := g>>4, a>>8
				v0 := int32(p[0])*(k*red>>8)>>8 + b + int32(grain[0])
				v1 := int32(p[1])*(k*green>>8)>>8 + b + int32(grain[1])
				v2 := int32(p[2])*(k*blue>>8)>>8 + b + int32(grain[2])
				p[0] = clamped[uint(v0>>4+512)%uint(len(clamped))]
				p[1] = clamped[uint(v1>>4+512)%uint(len(clamped))]
				p[2] = clamped[uint(v2>>4+512)%uint(len(clamped))]
				g, a = g+dg, a+da
				p, grain = p[4:], grain[3:]
			}
		}
	}
	t.did("light", "gain", e.gain, "slope", e.slope, "shadow", e.shadow, "vignette", e.vignette, "warmth", e.warmth, "green", e.green,
		"noise", e.noise, "glare", e.glare)
}

func lerp(a, b, t float64) float64 { return a + (b-a)*t }
