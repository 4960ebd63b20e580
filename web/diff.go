package web

import (
	"prereview/filing"
	"prereview/ocr"
)

// seg is a stretch of a value as shown: whether it differs from the value it is compared with, whether only by
// characters that are easily taken for each other, and whether it is hidden.
type seg struct {
	Text   string
	Diff   bool
	Alike  bool
	Hidden bool
}

// diffLimit bounds the alignment, which costs the product of the lengths.
const diffLimit = 1500

// diff aligns two values by the fewest edits and marks what differs in each. A look-alike is a cheaper exchange than any other.
func diff(a, b string) (sa, sb []seg) {
	ra, rb := []rune(a), []rune(b)
	if a == b || len(ra) > diffLimit || len(rb) > diffLimit {
		return []seg{{Text: a, Diff: a != b}}, []seg{{Text: b, Diff: a != b}}
	}
	const gap, lookAlike, other = 2, 1, 3
	for _, p := range ocr.Align(len(ra), len(rb), gap, func(i, j int) float64 {
		switch {
		case ra[i] == rb[j]:
			return 0
		case filing.Alike(ra[i], rb[j]):
			return lookAlike
		}
		return other
	}) {
		differs := !p.Both() || ra[p.A] != rb[p.B]
		al := differs && p.Both() && filing.Alike(ra[p.A], rb[p.B])
		if p.A >= 0 {
			sa = push(sa, ra[p.A], differs, al)
		}
		if p.B >= 0 {
			sb = push(sb, rb[p.B], differs, al)
		}
	}
	return sa, sb
}

func push(s []seg, r rune, diff, alike bool) []seg {
	if n := len(s); n > 0 && s[n-1].Diff == diff && s[n-1].Alike == alike {
		s[n-1].Text += string(r)
		return s
	}
	return append(s, seg{Text: string(r), Diff: diff, Alike: alike})
}

// hide replaces the middle of a value by dots and keeps its marks, so that a reviewer sees where two numbers differ
// before revealing them. keep characters stay at the head and 2 at the tail.
func hide(s []seg, head int) []seg {
	total := 0
	for _, x := range s {
		total += len([]rune(x.Text))
	}
	var out []seg
	at := 0
	for _, x := range s {
		for _, r := range x.Text {
			hidden := at >= head && at < total-2 || total <= head+2
			if hidden {
				r = '•'
			}
			if n := len(out); n > 0 && out[n-1].Diff == x.Diff && out[n-1].Alike == x.Alike && out[n-1].Hidden == hidden {
				out[n-1].Text += string(r)
			} else {
				out = append(out, seg{string(r), x.Diff, x.Alike, hidden})
			}
			at++
		}
	}
	return out
}
