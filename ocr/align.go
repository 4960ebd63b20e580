package ocr

import "slices"

// Pair is a place of two aligned sequences: an index into either, -1 where it has nothing there.
type Pair struct{ A, B int }

// Both says that both sequences have something in the place.
func (p Pair) Both() bool { return p.A >= 0 && p.B >= 0 }

// Align sets two sequences of n and m elements against each other at the least cost (Needleman and Wunsch 1970): unlike is what
// it costs to hold element i of the one and j of the other for the same, asked once for each pair, gap what it costs to leave one
// without a partner. The places come in order. Where ways cost the same, elements are paired from the end on, so that of two that
// are alike the last one has the partner.
func Align(n, m int, gap float64, unlike func(i, j int) float64) []Pair {
	const paired, onlyA, onlyB = 0, 1, 2
	w := m + 1
	move := make([]uint8, (n+1)*w) // the last step of the cheapest way to each place
	above, cost := make([]float64, w), make([]float64, w)
	for j := 1; j <= m; j++ {
		move[j], cost[j] = onlyB, gap*float64(j)
	}
	for i := 1; i <= n; i++ {
		above, cost = cost, above
		move[i*w], cost[0] = onlyA, gap*float64(i)
		for j := 1; j <= m; j++ {
			step, least := uint8(paired), above[j-1]+unlike(i-1, j-1)
			if c := above[j] + gap; c < least {
				step, least = onlyA, c
			}
			if c := cost[j-1] + gap; c < least {
				step, least = onlyB, c
			}
			move[i*w+j], cost[j] = step, least
		}
	}
	out := make([]Pair, 0, max(n, m))
	for i, j := n, m; i > 0 || j > 0; {
		switch move[i*w+j] {
		case paired:
			i, j = i-1, j-1
			out = append(out, Pair{i, j})
		case onlyA:
			i--
			out = append(out, Pair{i, -1})
		default:
			j--
			out = append(out, Pair{-1, j})
		}
	}
	slices.Reverse(out)
	return out
}
