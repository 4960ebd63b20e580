package corpus

import (
	"image"
	"math"
)

// layScreen shows the pages in a viewer on a monitor: its ground, a bar above, the bezel round it.
func (t *shot) layScreen() {
	r := t.r
	total, widest := 0, 0
	for _, p := range t.pages {
		total += p.Rect.Dy()
		widest = max(widest, p.Rect.Dx())
	}
	w := float64(widest) / t.share
	h := max(w*between(r, .56, .7), float64(total)*1.18)
	bezel := w * between(r, .015, .04)
	img := image.NewRGBA(image.Rect(0, 0, int(w), int(h)))
	fillRGBA(img, 16, 16, 18)
	ground := pick(r, []rgb3{{38, 38, 40}, {245, 245, 245}, {200, 204, 210}, {82, 86, 89}})
	c := &canvas{img: img, ppmm: 1}
	c.rect(rect{bezel, bezel, w - bezel, h - bezel}, ink{ground.color(), 1})
	c.rect(rect{bezel, bezel, w - bezel, bezel + h*.04}, ink{rgb(225, 228, 232), 1})
	for i := range 3 { // the window's buttons
		c.disc(w-bezel-h*.03*float64(i+1), bezel+h*.02, h*.008, h*.008, ink{rgb(120, 120, 124), 1})
	}
	s := newBoard(img)
	y := bezel + h*.05
	gap := max(0, (h-bezel-y-float64(total))/float64(len(t.pages)+1))
	for i, p := range t.pages {
		y += gap
		x := (w - float64(p.Rect.Dx())) * between(r, .4, .6)
		at := image.Pt(int(x), int(y))
		s.pages = append(s.pages, placed{i, shifted(float64(at.X), float64(at.Y))})
		radius := 0.0
		if card(t.docs[i].Kind) {
			radius = float64(p.Rect.Dx()) * 3.18 / cardW
		}
		pasteRounded(img, p, at, radius)
		y += float64(p.Rect.Dy())
	}
	t.boards = []*board{s}
	t.did("screen", "share", t.share)
}

// grid is what a camera makes of a screen: its own raster and the screen's beat against each other, differently in each
// colour, under the glow that a screen's edge throws.
func grid(t *shot) {
	if t.medium != screen {
		return
	}
	r := t.r
	depth, tint := between(r, .04, .14), between(r, .3, 1.2)
	fx, fy := between(r, .34, .49), between(r, .34, .49)
	tilt := between(r, -.06, .06)
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	warp := newWaves(r, 3, 2*math.Pi/float64(W)*3, 4)
	beat := newWaves(r, 2, between(r, .01, .05), 1)
	const period = 1024
	var wave [period]int32 // in 4096ths of full light
	for i := range wave {
		wave[i] = int32(4096 * depth / 2 * math.Sin(2*math.Pi*float64(i)/period))
	}
	bent, slow := make([]float64, W), make([]float64, W)
	glow := int32(intBetween(r, 0, 14))
	for y := range H {
		Y := float64(y)
		warp.rowOf(bent, 0, Y, 1)
		beat.rowOf(slow, 0, Y, 1)
		sy := wave[int(fy*Y*period)&(period-1)]
		row := t.img.Pix[y*t.img.Stride:][:4*W]
		phase, step := int(tilt*Y*period*256), int(fx*period*256)
		for x := range W {
			at := phase>>8 + int(bent[x]*(period/2/math.Pi))
			phase += step
			p := row[4*x : 4*x+3 : 4*x+3]
			slowly := int32(slow[x] * tint * depth * 2048)
			for ch := range 3 {
				k := 4096 + wave[(at+ch*period/3)&(period-1)] + sy + slowly*int32(ch-1)
				p[ch] = uint8(max(0, min(255, int32(p[ch])*k>>12+glow)))
			}
		}
	}
	t.did("moire", "depth", depth, "glow", int(glow), "x", fx, "y", fy)
}
