package scan

import (
	"math"
	"slices"

	"prereview/filing"
)

const (
	copyCell   = 4   // cells of the measured grid along the side of one here: what is stored coarsely has noise in its colours
	copySpread = 2.0 // levels of chroma: guilloche and printed borders of originals have twice that and more
	copyRed    = 12. // levels of red beyond which a cell is a seal's
	copySeals  = .45 // share of the page that seals and stamps may cover
	copyLoose  = .12 // share of the rest that may be coloured all the same: marks, a finger
	pictureHue = 2.  // levels of chroma by which a picture in colour spreads at least
)

// photocopy says that a page in a colour picture is all grey but for what was stamped on it afterwards. Under coloured
// light grey is not without chroma; it is as much coloured as it is bright.
func (v *view) photocopy() []filing.Signal {
	if v.washed || v.paper < darkReview || !v.thumb.coloured() {
		return nil
	}
	w, h := v.gw/copyCell, v.gh/copyCell
	if w < 8 || h < 8 {
		return nil
	}
	l, b, r := v.means(v.luma, w, h), v.means(v.cb, w, h), v.means(v.cr, w, h)
	use := make([]bool, w*h)
	for i := range use {
		use[i] = true
	}
	far := make([]float64, w*h)
	red := make([]float64, w*h)
	// Fitted to the grey ones: each time without the fifth that fits worst.
	for range 4 {
		at, by := along(l, b, use), along(l, r, use)
		for i := range far {
			red[i] = r[i] - by(l[i])
			far[i] = math.Hypot(b[i]-at(l[i]), red[i])
		}
		most := slices.Sorted(slices.Values(far))[len(far)*4/5]
		for i := range use {
			use[i] = far[i] <= most
		}
	}
	// Seals, with the rim that their colour runs out in.
	var rest []float64
	for y := range h {
		for x := range w {
			sealed := false
			for yy := max(0, y-1); yy <= min(h-1, y+1); yy++ {
				for xx := max(0, x-1); xx <= min(w-1, x+1); xx++ {
					sealed = sealed || red[yy*w+xx] > copyRed
				}
			}
			if !sealed {
				rest = append(rest, far[y*w+x])
			}
		}
	}
	if float64(len(rest)) < (1-copySeals)*float64(len(far)) {
		return nil
	}
	slices.Sort(rest)
	spread := rest[int((1-copyLoose)*float64(len(rest)-1))]
	if spread >= copySpread {
		return nil
	}
	s := signal(filing.SignalPhotocopy, filing.Review, round(spread, 10), "the page is grey within %.1f levels of chroma, the picture is not: a copy", spread)
	s.Box = v.box(0, 0, 1, 1)
	return []filing.Signal{s}
}

// means averages a plane of the measured grid over cells.
func (v *view) means(plane []uint8, w, h int) []float64 {
	out := make([]float64, w*h)
	for y := range h * copyCell {
		row := plane[y*v.gw:]
		for x := range w * copyCell {
			out[y/copyCell*w+x/copyCell] += float64(row[x]) / (copyCell * copyCell)
		}
	}
	return out
}

// along fits a line to y over x.
func along(x, y []float64, use []bool) func(float64) float64 {
	var n, sx, sy, sxx, sxy float64
	for i := range x {
		if use[i] {
			n, sx, sy, sxx, sxy = n+1, sx+x[i], sy+y[i], sxx+x[i]*x[i], sxy+x[i]*y[i]
		}
	}
	slope := (sxy - sx*sy/n) / max(sxx-sx*sx/n, 1)
	return func(v float64) float64 { return sy/n + slope*(v-sx/n) }
}

// coloured says that the picture was not taken, or stored, in grey.
func (t *thumb) coloured() bool {
	var hb, hr [256]int
	for i := range t.planes[1] {
		hb[t.planes[1][i]]++
		hr[t.planes[2][i]]++
	}
	return max(quantile(hb[:], .995)-quantile(hb[:], .005), quantile(hr[:], .995)-quantile(hr[:], .005)) > 2*pictureHue
}
