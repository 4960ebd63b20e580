package eval

import "math"

// Example is something observed: its traits, the first of which is 1, and whether it was so.
type Example struct {
	Traits []float64
	Right  bool
}

// Logistic fits weights so that 1/(1+exp(-weights·traits)) is the probability of Right: the likeliest ones, given that
// each was expected near prior and how tightly (the inverse of its variance, more than 0). With few examples they stay near
// the prior, and examples that are all right do not send them to infinity. prior and tightness have a figure for each trait.
func Logistic(examples []Example, prior, tightness []float64) []float64 {
	n := len(prior)
	w := append([]float64(nil), prior...)
	// Newton's method, halving steps that do not help; the function has one summit.
	best := logLikelihood(examples, w, prior, tightness)
	for range 60 {
		slope := make([]float64, n)
		bend := make([][]float64, n)
		for i := range bend {
			bend[i] = make([]float64, n)
			bend[i][i] = tightness[i]
			slope[i] = tightness[i] * (prior[i] - w[i])
		}
		for _, e := range examples {
			p := 1 / (1 + math.Exp(-dot(w, e.Traits)))
			y := 0.0
			if e.Right {
				y = 1
			}
			for i, x := range e.Traits {
				slope[i] += (y - p) * x
				for j, z := range e.Traits {
					bend[i][j] += p * (1 - p) * x * z
				}
			}
		}
		step := solve(bend, slope)
		moved := false
		for size := 1.0; size > 1e-6 && !moved; size /= 2 {
			next := make([]float64, n)
			for i := range next {
				next[i] = w[i] + size*step[i]
			}
			if l := logLikelihood(examples, next, prior, tightness); l > best+1e-9 {
				w, best, moved = next, l, true
			}
		}
		if !moved {
			break
		}
	}
	return w
}

func logLikelihood(examples []Example, w, prior, tightness []float64) float64 {
	sum := 0.0
	for i := range w {
		sum -= tightness[i] * (w[i] - prior[i]) * (w[i] - prior[i]) / 2
	}
	for _, e := range examples {
		x := dot(w, e.Traits)
		if !e.Right {
			x = -x
		}
		// log(1/(1+exp(-x))) without overflow
		sum += min(x, 0) - math.Log1p(math.Exp(-math.Abs(x)))
	}
	return sum
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// solve answers x of a·x = b for a symmetric matrix whose every diagonal is more than 0 (Cholesky).
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	l := make([][]float64, n)
	for i := range n {
		l[i] = make([]float64, n)
		for j := range i + 1 {
			sum := a[i][j]
			for k := range j {
				sum -= l[i][k] * l[j][k]
			}
			if i == j {
				l[i][i] = math.Sqrt(max(sum, 1e-12))
			} else {
				l[i][j] = sum / l[j][j]
			}
		}
	}
	x := append([]float64(nil), b...)
	for i := range n {
		for k := range i {
			x[i] -= l[i][k] * x[k]
		}
		x[i] /= l[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= l[k][i] * x[k]
		}
		x[i] /= l[i][i]
	}
	return x
}
