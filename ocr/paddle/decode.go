package paddle

import (
	"cmp"
	"image"
	"slices"
	"strings"

	"prereview/ocr"
	"prereview/ocr/child"
)

// Of a step's other characters those at least this likely are kept, at most maxChoices.
const (
	leastChoice = 0.001
	maxChoices  = 6
)

// found is a run of steps at which one character is the likeliest.
type found struct {
	class    int
	from, to int // steps, both of them in it
	peak     int // the step at which it is likeliest
}

// decode takes the likeliest class of each step, and drops repeats and blanks (best path of CTC, Graves et al. 2006, section
// 3.2). allowed are the classes to choose from beside the blank, nil for all.
func (s *steps) decode(allowed []int) []found {
	var out []found
	last := 0
	for i := range s.count {
		row := s.at(i)
		best := 0
		if allowed != nil {
			for _, c := range allowed {
				if row[c] > row[best] {
					best = c
				}
			}
		} else {
			for c, p := range row {
				if p > row[best] {
					best = c
				}
			}
		}
		switch {
		case best == 0:
		case best == last:
			f := &out[len(out)-1]
			f.to = i
			if row[best] > s.at(f.peak)[best] {
				f.peak = i
			}
		default:
			out = append(out, found{class: best, from: i, to: i, peak: i})
		}
		last = best
	}
	return out
}

// symbols places what was decoded in the crop with these bounds: each symbol reaches half way to its neighbours, at most half
// the crop's height.
func (n *network) symbols(s *steps, b image.Rectangle, allowed []int) []child.Symbol {
	runs := s.decode(allowed)
	middle := func(f found) float64 { return float64(f.from+f.to+1) / 2 * s.width }
	var out []child.Symbol
	space := child.NoSpace
	for i, f := range runs {
		c := n.characters[f.class]
		if c == " " {
			space = child.Blank
			continue
		}
		left, right := float64(b.Dy())/2, float64(b.Dy())/2
		if i > 0 {
			left = min(left, (middle(f)-middle(runs[i-1]))/2)
		}
		if i+1 < len(runs) {
			right = min(right, (middle(runs[i+1])-middle(f))/2)
		}
		row := s.at(f.peak)
		at := b.Min.X + int(middle(f))
		out = append(out, child.Symbol{Space: space, Symbol: ocr.Symbol{
			Text: narrow(c), Confidence: float64(min(1, row[f.class])), Choices: n.choices(row, f.class, allowed),
			Box: image.Rect(at-int(left), b.Min.Y, at+int(right+0.5), b.Max.Y).Intersect(b),
		}})
		space = child.NoSpace
	}
	return out
}

// choices are the next likeliest characters of a step.
func (n *network) choices(row []float32, best int, allowed []int) []ocr.Choice {
	var out []ocr.Choice
	itself := narrow(n.characters[best])
	consider := func(c int) {
		if row[c] < leastChoice || c == 0 || c == len(row)-1 {
			return
		}
		text := narrow(n.characters[c])
		if text != itself && !slices.ContainsFunc(out, func(o ocr.Choice) bool { return o.Text == text }) {
			out = append(out, ocr.Choice{Text: text, Confidence: float64(row[c])})
		}
	}
	if allowed != nil {
		for _, c := range allowed {
			consider(c)
		}
	} else {
		for c := range row {
			consider(c)
		}
	}
	slices.SortStableFunc(out, func(a, b ocr.Choice) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return out[:min(len(out), maxChoices)]
}

// narrow writes a full-width digit or letter half-width: this network mixes both, and the fields of these documents know
// only the latter. Brackets and other marks stay as they are.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' {
			return r - '０' + '0'
		}
		return r
	}, s)
}
