package extract

import (
	"context"
	"slices"

	"prereview/ocr"
)

// maxWords bounds how many lines of a page are read as a licence's; the longest have half as many.
const maxWords = 110

// word is a segment, read as far as was needed.
type word struct {
	segment
	read  bool
	whole bool // to its end
	head  int  // as far as it was read, working pixels
	cells []cell
	xs    []int // middle of each cell, working pixels
	label *hit  // label this word begins with
	taken bool  // part of a value
	idle  bool  // neither a label nor a part of a value or date
}

func (w *word) text() string { return text(w.cells) }

// licence is a page whose lines were read and whose labels were found.
type licence struct {
	s     *sheet
	words []*word
	hits  []*hit
	em    int // height of a character of the values
	asked int // words that were read
	clear int // of these, with confidence
	edge  int // where the border at the right begins
	title bool
	code  *Code // the QR code, nil when there is none
	seal  *seal // nil when there is none, or it was not looked for
}

// score is how many different fields have their label on the page; the title counts for one. What was told by less than a
// character of a label does not count: any letter has dates and names.
func (l *licence) score() float64 {
	seen := map[string]bool{}
	for _, h := range l.hits {
		if h.field != labelStop && h.field != labelNumber && h.score >= lostScore {
			seen[h.field] = true
		}
	}
	n := float64(len(seen))
	if l.title {
		n++
	}
	return n
}

// printedLabels are fields whose labels are on every form of a licence.
var printedLabels = []string{"name", "type", "legal_representative", "established", "address", "business_scope"}

// layLicence finds the lines of the page and its labels; nil when there is no print worth reading. A licence that lacks labels
// is looked at again with its pale print strengthened. Not at once: a watermark is pale print too.
func (s *sheet) layLicence(ctx context.Context, reader ocr.Reader) (*licence, error) {
	at, coded := s.findQR()
	var code *Code
	if coded {
		c := s.readQR(at)
		code = &c
	}
	lay := func(s *sheet) (*licence, error) {
		parts := s.parts
		if coded {
			parts = without(parts, at.around())
		}
		left, right := s.innerEdges()
		segs := s.print(between(parts, left, right))
		if len(segs) == 0 {
			return nil, ctx.Err()
		}
		l := &licence{s: s, edge: right, code: code}
		for _, g := range segs {
			l.words = append(l.words, &word{segment: g})
		}
		return l, l.survey(ctx, reader)
	}
	l, err := lay(s)
	if err != nil || l == nil || l.score() < leastScore || l.labelled() {
		return l, err
	}
	again, err := lay(s.strengthened())
	if err == nil && again != nil && again.score() > l.score() {
		l = again
	}
	return l, err
}

// findSeal looks for the seal, unless it was found.
func (l *licence) findSeal() {
	if l.seal != nil {
		return
	}
	if c, ok := l.s.findSeal(); ok {
		l.seal = &c
	}
}

// leastScore is the score from which a page is a licence.
const leastScore = 2

// labelled says that all labels were found that every licence has.
func (l *licence) labelled() bool {
	return !slices.ContainsFunc(printedLabels, func(field string) bool { return !l.has(field) })
}

// has says that a field's label was found, or told.
func (l *licence) has(field string) bool {
	return slices.ContainsFunc(l.hits, func(h *hit) bool { return h.field == field })
}

// rows numbers the words' rows: words whose heights overlap by half.
func (l *licence) rows() {
	var hs []int
	for _, w := range l.words {
		if len(w.cells) >= 4 || !w.read && w.w() >= 4*w.h() {
			hs = append(hs, w.h())
		}
	}
	slices.Sort(hs)
	l.em = 12
	if len(hs) > 0 {
		l.em = hs[len(hs)/2]
	}
}
