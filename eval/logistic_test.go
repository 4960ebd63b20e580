package eval

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestLogistic(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	want := []float64{-0.5, 1.4, 0.8}
	draw := func(n int) (out []Example) {
		for range n {
			x := []float64{1, r.NormFloat64() * 2, float64(r.IntN(2))}
			out = append(out, Example{x, r.Float64() < 1/(1+math.Exp(-dot(want, x)))})
		}
		return out
	}
	prior, loose := []float64{0, 1, 0}, []float64{.1, .1, .1}
	for i, w := range Logistic(draw(20000), prior, loose) {
		if math.Abs(w-want[i]) > .12 {
			t.Errorf("weight %d is %.3f, want %.3f", i, w, want[i])
		}
	}
	// Nothing seen: what was expected.
	for i, w := range Logistic(nil, prior, loose) {
		if math.Abs(w-prior[i]) > 1e-9 {
			t.Errorf("weight %d is %v without examples", i, w)
		}
	}
	// All right, and far apart: finite, and surer than before.
	all := draw(30)
	for i := range all {
		all[i].Right = true
		all[i].Traits[1] *= 100
	}
	w := Logistic(all, prior, []float64{1, 10, 1})
	for i := range w {
		if math.IsNaN(w[i]) || math.Abs(w[i]) > 20 {
			t.Errorf("weights %v", w)
		}
	}
	if w[0] <= 0 {
		t.Errorf("thirty right ones did not raise the offset: %v", w)
	}
}

func TestSolve(t *testing.T) {
	x := solve([][]float64{{4, 2, 0}, {2, 5, 1}, {0, 1, 3}}, []float64{8, 15, 11})
	for i, want := range []float64{1, 2, 3} {
		if math.Abs(x[i]-want) > 1e-9 {
			t.Fatalf("%v", x)
		}
	}
}
