package scan

import (
	"math"

	"prereview/filing"
	"prereview/ocr"
)

// A screen has a raster of its own, and the camera's beats against it: somewhere between two and nine pixels there is one
// frequency that is everywhere, on the page and beside it. What is printed on a page repeats too, but guilloche bends, and
// nothing that is printed goes on outside.
const (
	waveLow     = 7.  // cycles a patch: what is slower than this is guilloche, or print
	waveStands  = 6.  // times the power about it: a frequency of its own
	waveFirst   = 12  // patches that tell whether to look on
	waveHopes   = .4  // share of those that have the frequency
	waveShare   = .5  // share of all on the page
	waveAround  = .3  // share of those beside it,
	waveAlone   = .55 // or of those on the page when there is nothing to see beside it
	waveLeast   = 8   // patches on the page without which nothing is said
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
	if share < waveShare {
		return nil
	}
	beside := v.beside()
	around := make([]int, len(w.out))
	for _, at := range beside {
		w.standing(v.pic, at, around)
	}
	if len(beside) < waveBeside {
		if share < waveAlone {
			return nil
		}
	} else if float64(w.near(around, best)) < waveAround*float64(len(beside)) {
		return nil
	}
	fx, fy := w.frequency(best)
	s := signal(filing.SignalRescreen, filing.Review, round(share, 100), "a raster of %.1f pixels in %.0f %% of the page and around it: a picture of a screen",
		waveSide/math.Hypot(fx, fy), share*100)
	s.Box = v.box(0, 0, 1, 1)
	return []filing.Signal{s}
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
