// Package eval scores reading against known truth: per kind of document, tier of picture and field, how many values are
// right, how sure the machine was of them, whether the page was found, and what it cost. It prints that for people,
// writes it for the documentation, and holds it against a baseline.
package eval

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"prereview/eval/corpus"
	"prereview/filing"
)

// Kinds are the kinds of document that can be scored. Of those whose fields nobody reads yet, what counts is that they are
// taken for none of the others.
var Kinds = slices.Concat(filing.RecognisedKinds, corpus.PaperKinds)

// kindRight says that the document was taken for what it is, or for nothing known where its kind is not recognised.
func kindRight(t corpus.Truth, d filing.Document) bool {
	return d.Kind == t.Kind || d.Kind == filing.Unknown && !slices.Contains(filing.RecognisedKinds, t.Kind)
}

// Mistake is one value that is not the truth's.
type Mistake struct {
	File       string  `json:"file"`
	Field      string  `json:"field"`
	Want       string  `json:"want"`
	Got        string  `json:"got"`
	Raw        string  `json:"raw"`
	Repair     string  `json:"repair,omitempty"`
	Confidence float64 `json:"confidence"`
	Accepted   bool    `json:"accepted,omitempty"` // the confidence is at or above the accept threshold
}

// Result is one document as scored.
type Result struct {
	Truth    corpus.Truth
	Document filing.Document
	N        int       // values that were to be read
	Mistakes []Mistake // values wrong or not read, and the kind; then those that the document does not have
}

// Score gathers the readings of a corpus. Not safe for concurrent use.
type Score struct {
	Accept   float64 // confidence from which a value counts as accepted
	Results  []Result
	Invented []Mistake // values read that the document does not have

	All    Calibration
	Fields map[string]*Calibration // by kind.field

	tallies map[group]*Tally
	pages   map[group]*PageTally
	signals signalCounts
}

// group is what is counted together.
type group struct {
	kind  filing.DocumentKind
	tier  corpus.Tier
	field string
}

func (g group) compare(h group) int {
	names := filing.FieldNames[g.kind]
	return cmp.Or(
		cmp.Compare(slices.Index(Kinds, g.kind), slices.Index(Kinds, h.kind)),
		cmp.Compare(slices.Index(names, g.field), slices.Index(names, h.field)), strings.Compare(g.field, h.field),
		cmp.Compare(slices.Index(corpus.Tiers, g.tier), slices.Index(corpus.Tiers, h.tier)))
}

// Add scores one document against its truth. Of a field that the picture hides nothing is asked, and nothing that is
// read there is held against the reading.
//
// Where several pages share the picture, what was read is held against the page it was read from, the nearest to its
// outline. A further page of the kind that was asked for is as good as the first, since nothing says which of two such
// cards is meant: it takes the first one's place. When a page of another kind was read instead (the back of a card whose
// front was asked for), the page asked for was missed: its kind is wrong and its values were not read; but the values of
// the other page are that page's, right or wrong, and none of them is invented.
func (s *Score) Add(t corpus.Truth, d filing.Document) {
	t = onPixels(t, d)
	instead, other := readInstead(t, d)
	if other && instead.Kind == t.Kind {
		instead.Steps, instead.Also = t.Steps, t.Also
		t, other = instead, false
	}
	r := Result{Truth: t, Document: d}
	kind := s.tally(group{t.Kind, t.Tier, "kind"})
	kind.N++
	if kindRight(t, d) {
		kind.Exact++
		kind.Strict++
	} else {
		r.Mistakes = append(r.Mistakes, Mistake{File: t.File, Field: "kind", Want: string(t.Kind), Got: string(d.Kind), Confidence: d.KindConfidence})
	}
	if other {
		s.values(&r, t, nil)
		s.values(&r, instead, d.Fields)
	} else {
		s.values(&r, t, d.Fields)
	}
	page := group{t.Kind, t.Tier, ""}
	if s.pages == nil {
		s.pages = map[group]*PageTally{}
	}
	if s.pages[page] == nil {
		s.pages[page] = &PageTally{Kind: t.Kind, Tier: t.Tier}
	}
	s.pages[page].add(t, d)
	s.signals.add(r)
	s.Results = append(s.Results, r)
}

// values scores what was read of one page: the values it prints, and those that it does not have.
func (s *Score) values(r *Result, t corpus.Truth, read map[string]filing.Field) {
	for _, field := range filing.FieldNames[t.Kind] {
		if !t.Readable(field) {
			continue
		}
		r.N++
		got := read[field]
		if !s.value(t, field, got) {
			r.Mistakes = append(r.Mistakes, s.mistake(t.File, field, norm.NFC.String(t.Fields[field]), got))
		}
	}
	for _, field := range slices.Sorted(maps.Keys(read)) {
		if _, printed := t.Fields[field]; !printed && read[field].Value != "" {
			m := s.mistake(t.File, field, "", read[field])
			r.Mistakes = append(r.Mistakes, m)
			s.Invented = append(s.Invented, m)
		}
	}
}

// value counts one value and says whether it is right.
func (s *Score) value(t corpus.Truth, field string, got filing.Field) bool {
	want := norm.NFC.String(t.Fields[field])
	y := s.tally(group{t.Kind, t.Tier, field})
	y.N++
	right := t.Right(field, got.Value)
	if right {
		y.Exact++
	}
	if want == got.Value {
		y.Strict++
	}
	y.Edits += Distance([]rune(corpus.SameWidth(got.Value)), []rune(corpus.SameWidth(want)))
	y.Chars += len([]rune(want))
	if got.Value == "" {
		y.Missing++
		return right
	}
	if got.Confidence >= s.Accept {
		y.Accepted++
		if !right {
			y.AcceptedWrong++
		}
	}
	name := string(t.Kind) + "." + field
	if s.Fields == nil {
		s.Fields = map[string]*Calibration{}
	}
	if s.Fields[name] == nil {
		s.Fields[name] = &Calibration{}
	}
	s.Fields[name].add(got.Confidence, right)
	s.All.add(got.Confidence, right)
	return right
}

func (s *Score) mistake(file, field, want string, got filing.Field) Mistake {
	return Mistake{File: file, Field: field, Want: want, Got: got.Value, Raw: got.Raw, Repair: got.Repair,
		Confidence: got.Confidence, Accepted: got.Value != "" && got.Confidence >= s.Accept}
}

func (s *Score) tally(g group) *Tally {
	if s.tallies == nil {
		s.tallies = map[group]*Tally{}
	}
	y := s.tallies[g]
	if y == nil {
		y = &Tally{Kind: g.kind, Tier: g.tier, Field: g.field}
		s.tallies[g] = y
	}
	return y
}

// Tallies lists the counts by kind, field and tier; the kind itself comes before its fields.
func (s *Score) Tallies() []Tally {
	var out []Tally
	for _, g := range slices.SortedFunc(maps.Keys(s.tallies), group.compare) {
		out = append(out, *s.tallies[g])
	}
	return out
}

// Pages lists the counts of pages by kind and tier.
func (s *Score) Pages() []PageTally {
	var out []PageTally
	for _, g := range slices.SortedFunc(maps.Keys(s.pages), group.compare) {
		out = append(out, *s.pages[g])
	}
	return out
}

// Mistakes lists every value that is not the truth's, in the order the documents were added.
func (s *Score) Mistakes() []Mistake {
	var out []Mistake
	for _, r := range s.Results {
		out = append(out, r.Mistakes...)
	}
	return out
}

// Worst lists up to n documents with mistakes: first those with most values accepted and wrong, the worst defect there
// is; then those with the largest share of values wrong.
func (s *Score) Worst(n int) []Result {
	badness := func(r Result) float64 {
		accepted, wrong := 0, 0
		for _, m := range r.Mistakes {
			if m.Field != "kind" {
				wrong++
			}
			if m.Accepted {
				accepted++
			}
		}
		return float64(accepted) + float64(wrong)/float64(wrong+r.N+1)
	}
	out := slices.DeleteFunc(slices.Clone(s.Results), func(r Result) bool { return len(r.Mistakes) == 0 })
	slices.SortStableFunc(out, func(a, b Result) int { return cmp.Compare(badness(b), badness(a)) })
	return out[:min(n, len(out))]
}
