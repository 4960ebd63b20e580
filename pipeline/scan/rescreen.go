package scan

import (
	"math"

	"prereview/filing"
	"prereview/ocr"
)

// A screen has a raster of its own, and the camera's beats against it: somewhere between two and nine pixels there is one
// frequency that is everywhere, on the page and beside it. What is printed on a page repeats too, but guilloche bends, and
// nothing that is printed goes on outside, nor as a rule over the margin of a sheet.
const (
	waveLow     = 7.  // cycles a patch: what is slower than this is guilloche, or print
	waveStands  = 6.  // times the power about it: a frequency of its own
	waveFirst   = 12  // patches that tell whether to look on
	waveHopes   = .33 // share of those that have the frequency
	waveShare   = .4  // share of all on the page, when
	waveAround  = .4  // this share has it too of those beside it, or in the margin of a sheet that fills the picture
	waveCard    = .55 // share of all on a card that fills the picture: its ground is printed up to the edge
	waveLeast   = 8   // patches on the page, or in its margin, without which nothing is said
	waveBeside  = 4   // patches beside it
	waveBright  = 50  // brightness of a patch without which nothing is seen in it
	waveColumns = 6   // patches along the page's longer side
)

// rescreen says that the page was photographed from a screen.
func (v *view) rescreen() []filing.Signal {
	w := newWaves()
	hits := make([]int, len(w.out))
	var on [][2]int
	nx, ny := waveColumns, waveColumns*4/5
	if v.aspect < 1 {
		nx, ny = ny, nx
	}
	// First every other patch, so that they are spread over all of the page.
	for odd := range 2 {
		for j := range ny {
			for i := range nx {
				if (i+j)%2 == odd {
					p := v.toStored.Apply(ocr.Point{X: (float64(i) + .5) / float64(nx), Y: (float64(j) + .5) / float64(ny)})
					if at := [2]int{int(p.X) - waveSide/2, int(p.Y) - waveSide/2}; v.bright(at) {
						on = append(on, at)
					}
				}
			}
		}
	}
	if len(on) < waveLeast {
		return nil
	}
	best := 0
	for n, at := range on {
		w.standing(v.pic, at, hits)
		if n == waveFirst-1 {
			if best = w.most(hits); float64(hits[best]) < waveHopes*waveFirst {
				return nil
			}
		}
	}
	best = w.most(hits)
	share := float64(hits[best]) / float64(len(on))
	if share < waveShare || !v.goesOn(w, best, share) {
		return nil
	}
	fx, fy := w.frequency(best)
	s := signal(filing.SignalRescreen, filing.Review, round(share, 100), "a raster of %.1f pixels in %.0f %% of the page and around it: a picture of a screen",
		waveSide/math.Hypot(fx, fy), share*100)
	s.Box = v.box(0, 0, 1, 1)
	return []filing.Signal{s}
}

// goesOn says that a frequency of which the page has so much does not end where its print ends.
func (v *view) goesOn(w *waves, best int, share float64) bool {
	has := func(patches [][2]int) float64 {
		hits := make([]int, len(w.out))
		for _, at := range patches {
			w.standing(v.pic, at, hits)
		}
		return float64(w.near(hits, best)) / float64(len(patches))
	}
	if beside := v.beside(); len(beside) >= waveBeside {
		return has(beside) >= waveAround
	}
	if v.shape() == cardShape {
		return share >= waveCard
	}
	margin := v.margin()
	return len(margin) >= waveLeast && has(margin) >= waveAround
}

// bright says that the patch lies in the picture and is not black.
func (v *view) bright(at [2]int) bool {
	b := v.pic.Rect
	if at[0] < 0 || at[1] < 0 || at[0]+waveSide > b.Dx() || at[1]+waveSide > b.Dy() {
		return false
	}
	c := v.thumb.at(float64(at[0]+waveSide/2)/float64(v.thumb.factor), float64(at[1]+waveSide/2)/float64(v.thumb.factor))
	return c[0] >= waveBright
}

// beside are patches of the picture off the page.
func (v *view) beside() (out [][2]int) {
	const n = 8
	toUnit, err := v.toStored.Inverse()
	if err != nil {
		return nil
	}
	b := v.pic.Rect
	for j := range n {
		for i := range n {
			at := [2]int{(b.Dx() - waveSide) * i / (n - 1), (b.Dy() - waveSide) * j / (n - 1)}
			p := toUnit.Apply(ocr.Point{X: float64(at[0] + waveSide/2), Y: float64(at[1] + waveSide/2)})
			if max(math.Abs(p.X-.5), math.Abs(p.Y-.5)) > .54 && v.bright(at) {
				out = append(out, at)
			}
		}
	}
	return out
}

// margin are patches along the rim of the page, as near to its edge as they fit.
func (v *view) margin() (out [][2]int) {
	const n = 8                // along each side
	const off = .55 * waveSide // of a patch's middle from the edge: a printed border is not far from it
	for i := range v.outline {
		a, b, deep := v.outline.Corner(i), v.outline.Corner((i+1)%4), off/side(v.outline, (i+1)%4)
		c, d := v.outline.Corner((i+2)%4), v.outline.Corner((i+3)%4)
		for k := range n {
			u := (float64(k) + .5) / n
			p := v.orient.Apply(ocr.Point{
				X: (a.X*(1-u)+b.X*u)*(1-deep) + (d.X*(1-u)+c.X*u)*deep,
				Y: (a.Y*(1-u)+b.Y*u)*(1-deep) + (d.Y*(1-u)+c.Y*u)*deep,
			})
			if at := [2]int{int(p.X) - waveSide/2, int(p.Y) - waveSide/2}; v.bright(at) {
				out = append(out, at)
			}
		}
	}
	return out
}
