package extract

import (
	"cmp"
	"math"
	"slices"

	"prereview/filing"
)

// What is told of a reading's doubts: the least certain characters, few enough that a report stays short.
const (
	toldBelow  = 0.98 // a character surer than this is none
	maxDoubts  = 12
	leastOther = 0.002 // an alternative less likely than this is left out
)

// doubtsOf are the doubtful characters of a reading, in their order. A reading whose characters no longer stand one for one
// in its cells has none to tell.
func doubtsOf(r reading) []filing.Doubt {
	value := []rune(r.value)
	if len(value) == 0 || len(value) != len(r.cs) {
		return nil
	}
	var out []filing.Doubt
	for i, c := range r.cs {
		d := filing.Doubt{At: i, P: round(c.support(value[i]))}
		if d.P >= toldBelow {
			continue
		}
		if c.r != value[i] { // repaired: what was read first is the likeliest other
			d.Others = append(d.Others, filing.Likeness{Text: string(c.r), P: round(c.p)})
		}
		for _, a := range c.alts {
			if a.r != value[i] && a.p >= leastOther {
				d.Others = append(d.Others, filing.Likeness{Text: string(a.r), P: round(a.p)})
			}
		}
		out = append(out, d)
	}
	if len(out) > maxDoubts {
		slices.SortStableFunc(out, func(a, b filing.Doubt) int { return cmp.Compare(a.P, b.P) })
		out = out[:maxDoubts]
		slices.SortFunc(out, func(a, b filing.Doubt) int { return a.At - b.At })
	}
	return out
}

// round keeps four places: the engine's own figures are no finer.
func round(p float64) float64 { return math.Round(clamp01(p)*1e4) / 1e4 }
