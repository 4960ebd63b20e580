package scan

import (
	"math"
	"math/cmplx"
)

const (
	waveBits = 6
	waveSide = 1 << waveBits  // side of a patch that is transformed, in stored pixels
	waveWide = waveSide/2 + 1 // frequencies across: those of a real signal to the left are the ones to the right
	// waveFaint is added to the power about a frequency, so that none stands out of next to nothing: what JPEG leaves of a
	// shadow's edge on an even ground has one too. A wave of a level has (waveSide*waveSide/8)^2; this asks for a fifth of one.
	waveFaint = 2000
)

// waves finds frequencies that stand out of patches of a picture. Not safe for concurrent use.
type waves struct {
	window  [waveSide]float64
	turns   [waveSide / 2]complex128
	swapped [waveSide]int
	cells   []complex128
	column  []complex128
	out     []float64 // power of (fx, fy) cycles a patch at [fy mod waveSide][fx]
	sums    []float64
}

func newWaves() *waves {
	w := &waves{cells: make([]complex128, waveSide*waveSide), column: make([]complex128, waveSide), out: make([]float64, waveSide*waveWide)}
	for i := range w.window {
		w.window[i] = .5 - .5*math.Cos(2*math.Pi*(float64(i)+.5)/waveSide)
		for b := range waveBits {
			w.swapped[i] |= i >> b & 1 << (waveBits - 1 - b)
		}
	}
	for i := range w.turns {
		w.turns[i] = cmplx.Rect(1, -2*math.Pi*float64(i)/waveSide)
	}
	return w
}

// power transforms the patch whose corner is at, which has to lie in the picture.
func (w *waves) power(p picture, at [2]int) {
	mean := 0.0
	for j := range waveSide {
		for _, l := range p.Y[(at[1]+j)*p.YStride+at[0]:][:waveSide] {
			mean += float64(l)
		}
	}
	mean /= waveSide * waveSide
	for j := range waveSide {
		to := w.cells[j*waveSide:][:waveSide]
		for i, l := range p.Y[(at[1]+j)*p.YStride+at[0]:][:waveSide] {
			to[w.swapped[i]] = complex((float64(l)-mean)*w.window[i]*w.window[j], 0)
		}
		w.transform(to)
	}
	for i := range waveWide {
		for j := range waveSide {
			w.column[w.swapped[j]] = w.cells[j*waveSide+i]
		}
		w.transform(w.column)
		for j, c := range w.column {
			w.out[j*waveWide+i] = real(c)*real(c) + imag(c)*imag(c)
		}
	}
}

// transform is a Fourier transform in place, of cells in swapped order.
func (w *waves) transform(c []complex128) {
	for half := 1; half < waveSide; half *= 2 {
		step := waveSide / 2 / half
		for from := 0; from < waveSide; from += 2 * half {
			for k := range half {
				a, b := c[from+k], c[from+k+half]*w.turns[k*step]
				c[from+k], c[from+k+half] = a+b, a-b
			}
		}
	}
}

// standing counts, for each frequency, the patches in which it stands out of those about it.
func (w *waves) standing(p picture, at [2]int, hits []int) {
	const far, own = 4, 1 // a frequency is as wide as the window makes it
	w.power(p, at)
	// Sums from the corner, over the frequencies repeated far beyond the rims.
	const wide, high = waveWide + 2*far, waveSide + 2*far
	if w.sums == nil {
		w.sums = make([]float64, (wide+1)*(high+1))
	}
	for y := range high {
		line := 0.0
		for x := range wide {
			fx, fy := x-far, y-far
			if fx < 0 {
				fx, fy = -fx, -fy
			} else if fx >= waveWide {
				fx, fy = waveSide-fx, -fy
			}
			line += w.out[(fy+2*waveSide)%waveSide*waveWide+fx]
			w.sums[(y+1)*(wide+1)+x+1] = w.sums[y*(wide+1)+x+1] + line
		}
	}
	sum := func(x, y, r int) float64 {
		x0, y0, x1, y1 := x+far-r, y+far-r, x+far+r+1, y+far+r+1
		return w.sums[y1*(wide+1)+x1] - w.sums[y0*(wide+1)+x1] - w.sums[y1*(wide+1)+x0] + w.sums[y0*(wide+1)+x0]
	}
	const about = (2*far+1)*(2*far+1) - (2*own+1)*(2*own+1)
	for y := range waveSide {
		for x := range waveWide {
			k := y*waveWide + x
			if w.out[k] > waveStands*((sum(x, y, far)-sum(x, y, own))/about+waveFaint) {
				hits[k]++
			}
		}
	}
}

// most is the frequency with the most hits of those that a screen may have: not slow, and not one of the blocks in which
// JPEG stores pictures.
func (w *waves) most(hits []int) int {
	best := waveSide/2*waveWide + waveWide - 1
	for k, n := range hits {
		fx, fy := w.frequency(k)
		if n > hits[best] && math.Hypot(fx, fy) >= waveLow && !(blocky(fx) && blocky(fy)) {
			best = k
		}
	}
	return best
}

// blocky says that a frequency is about a multiple of that of blocks of eight pixels.
func blocky(f float64) bool {
	return math.Abs(f-8*math.Round(f/8)) <= 1
}

// near is the most hits at a frequency or right beside it.
func (w *waves) near(hits []int, k int) int {
	n := 0
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			x, y := k%waveWide+dx, (k/waveWide+dy+waveSide)%waveSide
			if x >= 0 && x < waveWide {
				n = max(n, hits[y*waveWide+x])
			}
		}
	}
	return n
}

// frequency is that at k, in cycles a patch.
func (w *waves) frequency(k int) (fx, fy float64) {
	y := k / waveWide
	if y > waveSide/2 {
		y -= waveSide
	}
	return float64(k % waveWide), float64(y)
}
