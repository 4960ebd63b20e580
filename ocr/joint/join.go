package joint

import (
	"cmp"
	"image"
	"math"
	"slices"
	"strings"

	"prereview/ocr"
)

// What joining reckons with.
const (
	// leastP is the probability of a character that a reader does not list: its lists are short, and it may be sure and wrong.
	leastP = 0.005
	// shared is among how many characters that the first reader knows and does not list it shares what it leaves open, mistaken how
	// often the second is sure of another character where one stands that it does not know: then it must take it for something.
	shared, mistaken = 20, 0.3
	// unheard is by how much a symbol loses that the second reader passed over, and unasked what is left of one that only the
	// second reader saw.
	unheard, unasked = 0.7, 0.5
	// heard is how sure the second reader must be of a symbol that the first does not have, at an end of the line or within: at the ends
	// stand pieces of what is next to the value.
	heardAtEnd, heardWithin = 0.9, 0.5
	maxChoices              = 8

	costListed, costOther, costGap, costFar = 0.5, 1, 0.75, 0.3 // of aligning
)

// join makes one line of two readings of a crop of this height in pixels. Where both read the same, the symbol is For and gains;
// where they differ, it is Against and keeps what each read, and the likelier by both is taken, were they independent. What a reader
// says where a character may stand that it does not know counts for little.
func join(a, b ocr.Line, height int, names [2]string, knows [2]func(string) bool) ocr.Line {
	differ := func(s *ocr.Symbol, box image.Rectangle, x, y ocr.Symbol) {
		s.Second = ocr.Against
		s.Differ = &ocr.Difference{Box: box, Readings: []ocr.Reading{
			{Reader: names[0], Text: x.Text, Confidence: x.Confidence}, {Reader: names[1], Text: y.Text, Confidence: y.Confidence}}}
	}
	out := ocr.Line{CPU: a.CPU + b.CPU}
	pairs := ocr.Align(len(a.Symbols), len(b.Symbols), costGap, func(i, j int) float64 { return unlike(a.Symbols[i], b.Symbols[j], height) })
	late := lateness(a.Symbols, b.Symbols, pairs)
	for k, p := range pairs {
		switch {
		case p.B < 0:
			s := a.Symbols[p.A]
			if knows[1](s.Text) {
				differ(&s, s.Box.Sub(image.Pt(late, 0)), s, ocr.Symbol{})
				s.Confidence *= unheard
			}
			out.Symbols = append(out.Symbols, s)
		case p.A < 0:
			s, least := b.Symbols[p.B], heardWithin
			if k == 0 || k == len(pairs)-1 || !slices.ContainsFunc(pairs[:k], ocr.Pair.Both) || !slices.ContainsFunc(pairs[k+1:], ocr.Pair.Both) {
				least = heardAtEnd
			}
			if s.Confidence < least || mark(s.Text) {
				continue
			}
			differ(&s, s.Box, ocr.Symbol{}, s)
			s.Confidence *= unasked
			out.Symbols = append(out.Symbols, s)
		default:
			x, y := a.Symbols[p.A], b.Symbols[p.B]
			s := symbol(x, y, knows)
			if s.Second == ocr.Against {
				differ(&s, y.Box, x, y)
			}
			out.Symbols = append(out.Symbols, s)
		}
	}
	var text strings.Builder
	for i, s := range out.Symbols {
		text.WriteString(s.Text)
		if i == 0 || s.Confidence < out.Confidence {
			out.Confidence = s.Confidence
		}
	}
	out.Text = text.String()
	if out.Text == strings.ReplaceAll(a.Text, " ", "") {
		out.Text = a.Text // with its spaces
	}
	return out
}

// lateness is by how many pixels the first reader places its symbols to the right of the second, in the middle of those that both
// read. Tesseract's network knows a character when it has seen half of it or more, and places it from there on.
func lateness(a, b []ocr.Symbol, pairs []ocr.Pair) int {
	var by []int
	for _, p := range pairs {
		if p.Both() && same(a[p.A].Text, b[p.B].Text) {
			x, y := a[p.A].Box, b[p.B].Box
			by = append(by, (x.Min.X+x.Max.X-y.Min.X-y.Max.X)/2)
		}
	}
	if len(by) == 0 {
		return 0
	}
	slices.Sort(by)
	return by[len(by)/2]
}

// symbol joins two readings of one place.
func symbol(a, b ocr.Symbol, knows [2]func(string) bool) ocr.Symbol {
	type candidate struct {
		text string
		p    float64
	}
	var all []candidate
	consider := func(text string) {
		if !slices.ContainsFunc(all, func(c candidate) bool { return same(c.text, text) }) {
			p, q := chance(a, text), chance(b, text)
			switch {
			case p > 0:
			case !knows[0](text): // it may be anything of what the first reader leaves open
				p = 1 - a.Confidence
			default: // or one of many
				p = open(a) / shared
			}
			if q == 0 && !knows[1](text) {
				q = max(1-b.Confidence, mistaken)
			}
			all = append(all, candidate{text, max(leastP, p) * max(leastP, q)})
		}
	}
	for _, s := range []ocr.Symbol{a, b} { // the first reader's form of a mark is kept
		consider(s.Text)
		for _, c := range s.Choices {
			consider(c.Text)
		}
	}
	sum := 0.0
	for _, c := range all {
		sum += c.p
	}
	slices.SortStableFunc(all, func(x, y candidate) int { return cmp.Compare(y.p, x.p) })
	if all[0].text == a.Text && !same(a.Text, b.Text) && !knows[1](a.Text) {
		return a
	}
	out := ocr.Symbol{Text: all[0].text, Confidence: all[0].p / sum, Box: a.Box, Second: ocr.For}
	if !same(a.Text, b.Text) {
		out.Second = ocr.Against
	}
	for _, c := range all[1:min(len(all), 1+maxChoices)] {
		out.Choices = append(out.Choices, ocr.Choice{Text: c.text, Confidence: c.p / sum})
	}
	return out
}

// open is the probability that a reader leaves to characters that it does not list.
func open(s ocr.Symbol) float64 {
	p := 1 - s.Confidence
	for _, c := range s.Choices {
		p -= c.Confidence
	}
	return max(0, p)
}

// chance is the probability that a reader gave to a character in this place, 0 when it does not list it.
func chance(s ocr.Symbol, text string) float64 {
	if same(s.Text, text) {
		return s.Confidence
	}
	for _, c := range s.Choices {
		if same(c.Text, text) {
			return c.Confidence
		}
	}
	return 0
}

// unlike is what it costs to hold two symbols for the same place.
func unlike(a, b ocr.Symbol, height int) float64 {
	middle := func(s ocr.Symbol) float64 { return float64(s.Box.Min.X+s.Box.Max.X) / 2 }
	far := costFar * min(1, math.Abs(middle(a)-middle(b))/float64(max(1, height)))
	switch {
	case same(a.Text, b.Text):
		return far
	case chance(a, b.Text) > 0 || chance(b, a.Text) > 0:
		return costListed + far
	}
	return costOther + far
}

// widths are marks that print alike or nearly so: two readers that differ in these do not disagree.
var widths = strings.NewReplacer("（", "(", "）", ")", "：", ":", "；", ";", "，", ",", "．", ".", "•", "·", "・", "·", "—", "-", "－", "-", "–", "-",
	"“", "'", "”", "'", "‘", "'", "’", "'", "\"", "'")

func same(a, b string) bool { return a == b || widths.Replace(a) == widths.Replace(b) }

// mark says that a symbol is none of letter, digit or character.
func mark(s string) bool {
	return strings.Trim(widths.Replace(s), `():;,.·-'、。/\|_~!?<>[]{}*#`) == ""
}
