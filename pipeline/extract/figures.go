package extract

import (
	"maps"
	"slices"
	"strings"
)

// Figures of a date read several times, and what the readings say together.

// splitDate takes a line of year, month and day apart; not ok where it is not four figures, one or two, and one or two.
func splitDate(cs []cell) (parts [3][]cell, ok bool) {
	n := 0
	for i := 0; i < len(cs); {
		j := i
		for j < len(cs) && isDigit(cs[j].r) {
			j++
		}
		if j > i {
			if n == 3 {
				return parts, false
			}
			parts[n] = cs[i:j]
			n++
		}
		i = max(j, i+1)
	}
	if n == 1 && len(parts[0]) == 8 {
		parts, n = [3][]cell{parts[0][:4], parts[0][4:6], parts[0][6:]}, 3
	}
	return parts, n == 3 && len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2
}

// mostRead is what most readings of a year (four figures) or of a month or day (one or two) say, nil when none is one. A
// reading of one figure says little against one of two that has it too: a crop loses what is pale sooner than it gains.
func mostRead(readings [][]cell, year bool) (best []cell, conf float64) {
	votes := map[string]float64{}
	said := map[string][]cell{}
	for _, cs := range readings {
		if n := len(cs); year && n != 4 || !year && (n < 1 || n > 2) || !allDigits(cs) {
			continue
		}
		p, t := certainty(cs), text(cs)
		if was, ok := votes[t]; ok {
			p = 1 - (1-was)*(1-0.8*p)
		}
		if votes[t] = p; said[t] == nil || certainty(cs) > certainty(said[t]) {
			said[t] = cs
		}
	}
	part := func(t string) bool { // of a longer one that was read well enough
		for o, p := range votes {
			if len(o) > len(t) && strings.Contains(o, t) && p >= leastWhole {
				return true
			}
		}
		return false
	}
	winner := ""
	texts := slices.Sorted(maps.Keys(votes))
	for _, t := range texts {
		if p := votes[t]; !part(t) && (winner == "" || p > votes[winner]) {
			winner = t
		}
	}
	if winner == "" {
		return nil, 0
	}
	conf = votes[winner]
	for _, t := range texts {
		switch p := votes[t]; {
		case t == winner:
		case strings.Contains(winner, t):
			conf *= 1 - 0.2*p
		default:
			conf *= 1 - 0.7*p
		}
	}
	return said[winner], conf
}

// settled says that what was read of a year, month or day, at least three times, is always the same, and together as sure as least.
func settled(readings [][]cell, year bool, least float64) bool {
	n := 0
	for _, cs := range readings {
		if len(cs) == 0 {
			continue
		}
		if n++; !sameText(cs, readings[0]) {
			return false
		}
	}
	_, p := mostRead(readings, year)
	return n >= 3 && p > least
}

// allFigures says that the same was always read without a doubt, of a year four figures and of a month or day two: none can have been
// lost.
func allFigures(readings [][]cell, year bool) bool {
	return settled(readings, year, undoubted) && (len(readings[0]) == 4 || !year && len(readings[0]) == 2)
}

// How sure together readings must be that a year, month or day is not read again, and not apart from its line.
const (
	surely    = 0.99
	undoubted = 0.999
)

// leastWhole is how sure two figures must be read that one figure of them alone counts as their part.
const leastWhole = 0.3

// figures says that a word is one to four figures, as far as it was read.
func figures(cs []cell) bool { return len(cs) > 0 && len(cs) <= 4 && allDigits(cs) }

func allDigits(cs []cell) bool {
	return !slices.ContainsFunc(cs, func(c cell) bool { return !isDigit(c.r) })
}
