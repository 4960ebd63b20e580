package extract

import (
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"prereview/ocr"
)

// cell is one place of a recognised line: what was read there and what else it may be.
type cell struct {
	r    rune
	p    float64
	alts []alternative // best first, without r
	x    int           // middle of the symbol in the crop, pixels
	vote ocr.Vote      // what a second reader says of r
	own  float64       // the least certain character of the line as the first reader alone read it
	spot *spot         // nil where one reader read the line
}

type alternative struct {
	r rune
	p float64
}

// cells flattens a line: full-width digits and Latin letters are folded, white space dropped, symbols of several
// characters taken apart (their alternatives are then lost, since it is not known which character they belong to).
func cells(l ocr.Line) []cell {
	var out []cell
	own := clamp01(l.Confidence)
	if len(l.Readings) > 0 {
		own = clamp01(l.Readings[0].Confidence)
	}
	if len(l.Symbols) == 0 { // a reader without symbols still gives a text
		for _, r := range fold(l.Text) {
			out = append(out, cell{r: r, p: clamp01(l.Confidence), own: own})
		}
		return out
	}
	for _, s := range l.Symbols {
		rs := []rune(fold(s.Text))
		var at *spot
		if len(l.Readings) > 1 {
			at = &spot{&l, s.Differ}
		}
		for _, r := range rs {
			c := cell{r: r, p: clamp01(s.Confidence), x: (s.Box.Min.X + s.Box.Max.X) / 2, vote: s.Second, own: own, spot: at}
			if len(rs) == 1 {
				for _, ch := range s.Choices {
					if as := []rune(fold(ch.Text)); len(as) == 1 && as[0] != r {
						c.alts = append(c.alts, alternative{as[0], clamp01(ch.Confidence)})
					}
				}
			}
			out = append(out, c)
		}
	}
	return out
}

// fold narrows full-width digits, letters and the full stop, makes NFC and drops white space. Brackets and commas stay
// as printed. Marks outside Unicode's letters, digits and punctuation are kept: they are evidence of a misreading.
func fold(s string) string {
	s = norm.NFC.String(s)
	var b strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u3000' || r == '\ufeff' || r == unicode.ReplacementChar || unicode.IsControl(r):
			continue
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ', r == '．', r == '－':
			n := []rune(width.Narrow.String(string(r)))
			r = n[0]
		}
		b.WriteRune(r)
	}
	return b.String()
}

func text(cs []cell) string {
	rs := make([]rune, len(cs))
	for i, c := range cs {
		rs[i] = c.r
	}
	return string(rs)
}

// certainty is the probability that every cell is right, were they independent.
func certainty(cs []cell) float64 {
	if len(cs) == 0 {
		return 0
	}
	p := 1.0
	for _, c := range cs {
		p *= c.p
	}
	return p
}

// lowest is the least certain cell's probability.
func lowest(cs []cell) float64 {
	if len(cs) == 0 {
		return 0
	}
	p := 1.0
	for _, c := range cs {
		p = min(p, c.p)
	}
	return p
}

// support is how strongly the picture speaks for r in this place: 0 when it does not at all.
func (c cell) support(r rune) float64 {
	if c.r == r {
		return c.p
	}
	for _, a := range c.alts {
		if a.r == r {
			return a.p
		}
	}
	return 0
}

// only keeps the cells whose character satisfies ok, choosing an alternative that does where the first reading does not.
// dropped counts the cells left out.
func only(cs []cell, ok func(rune) bool) (out []cell, dropped int) {
	for _, c := range cs {
		if ok(c.r) {
			k := c
			k.alts = nil
			for _, a := range c.alts {
				if ok(a.r) {
					k.alts = append(k.alts, a)
				}
			}
			out = append(out, k)
			continue
		}
		dropped++
	}
	return out, dropped
}

func clamp01(p float64) float64 {
	if math.IsNaN(p) {
		return 0
	}
	return max(0, min(1, p))
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) || r == '〇' }

// editDistance counts insertions, deletions and substitutions of characters.
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diag := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diag
			if x[i] != y[j] {
				cost++
			}
			diag = row[j+1]
			row[j+1] = min(cost, row[j]+1, diag+1)
		}
	}
	return row[len(y)]
}
