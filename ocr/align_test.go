package ocr

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func alignStrings(a, b string, gap float64) []Pair {
	x, y := []rune(a), []rune(b)
	return Align(len(x), len(y), gap, func(i, j int) float64 {
		if x[i] == y[j] {
			return 0
		}
		return 1
	})
}

func TestAlign(t *testing.T) {
	for _, c := range []struct {
		a, b string
		gap  float64
		want []Pair
	}{
		{"", "", 1, nil},
		{"平", "", 1, []Pair{{0, -1}}},
		{"", "方平", 1, []Pair{{-1, 0}, {-1, 1}}},
		{"六平", "方平", 1, []Pair{{0, 0}, {1, 1}}},
		{"六平", "方平", 0.4, []Pair{{-1, 0}, {0, -1}, {1, 1}}}, // dear to exchange, cheap to leave out
		{"手车经纪", "二手车经纪", 1, []Pair{{-1, 0}, {0, 1}, {1, 2}, {2, 3}, {3, 4}}},
		{"二手车", "手车", 1, []Pair{{0, -1}, {1, 0}, {2, 1}}},
		{"手车经", "手车经纪", 1, []Pair{{0, 0}, {1, 1}, {2, 2}, {-1, 3}}},
		{"2008", "208", 1, []Pair{{0, 0}, {1, -1}, {2, 1}, {3, 2}}}, // of two alike the last one has the partner
	} {
		if got := alignStrings(c.a, c.b, c.gap); !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
			t.Errorf("%q and %q: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// Every element stands in one place, in order, and no other way costs less.
func TestAlignIsCheapest(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		n, m, gap := r.IntN(6), r.IntN(6), 0.2+r.Float64()
		cost := make([][]float64, n)
		for i := range cost {
			cost[i] = make([]float64, m)
			for j := range cost[i] {
				cost[i][j] = float64(r.IntN(5)) / 3
			}
		}
		var least func(i, j int) float64
		least = func(i, j int) float64 {
			switch {
			case i == n && j == m:
				return 0
			case i == n:
				return gap + least(i, j+1)
			case j == m:
				return gap + least(i+1, j)
			}
			return min(cost[i][j]+least(i+1, j+1), gap+least(i+1, j), gap+least(i, j+1))
		}
		got, i, j := 0.0, 0, 0
		for _, p := range Align(n, m, gap, func(i, j int) float64 { return cost[i][j] }) {
			switch {
			case p.Both() && p.A == i && p.B == j:
				got += cost[i][j]
				i, j = i+1, j+1
			case p.A == i && p.B == -1:
				got += gap
				i++
			case p.B == j && p.A == -1:
				got += gap
				j++
			default:
				t.Fatalf("%v after %d and %d", p, i, j)
			}
		}
		if i != n || j != m || math.Abs(got-least(0, 0)) > 1e-9 {
			t.Fatalf("%d of %d, %d of %d, cost %.3f, least %.3f", i, n, j, m, got, least(0, 0))
		}
	}
}
