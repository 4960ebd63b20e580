// Package eval scores reading against known truth: per kind of document, tier of picture and field, how many values are
// exactly right, and whether those read with confidence are.
package eval

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"golang.org/x/text/unicode/norm"

	"prereview/eval/corpus"
	"prereview/filing"
)

// LoadTruth reads the truth files (*.json) of a folder of pictures, in order of name.
func LoadTruth(dir string) ([]corpus.Truth, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []corpus.Truth
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var t corpus.Truth
		if err := json.Unmarshal(b, &t); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if t.File == "" || t.Kind == "" {
			continue // another kind of JSON
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no truth files (*.json with file and kind)", dir)
	}
	return out, nil
}

// Tally counts one field (or kind, or orientation) over many pictures.
type Tally struct {
	Kind  filing.DocumentKind `json:"kind"`
	Tier  corpus.Tier         `json:"tier"`
	Field string              `json:"field"` // "kind" for the kind itself
	N     int                 `json:"n"`
	Exact int                 `json:"exact"`
	// Folded counts values right but for the width of brackets and punctuation.
	Folded int `json:"folded"`
	// Accepted were read at or above the accept threshold; AcceptedWrong of those are wrong.
	Accepted      int `json:"accepted"`
	AcceptedWrong int `json:"accepted_wrong"`
	Missing       int `json:"missing"`
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
}

// Score gathers the readings of a corpus. Not safe for concurrent use.
type Score struct {
	Accept   float64 // confidence from which a value counts as accepted
	tallies  map[[3]string]*Tally
	Mistakes []Mistake
	Invented []Mistake // fields read that the document does not have
	// Bins counts all fields by confidence, in tenths; BinRight those that are right.
	Bins, BinRight [11]int
}

// Add scores one document against its truth.
func (s *Score) Add(t corpus.Truth, d filing.Document) {
	kind := s.tally(t, "kind")
	kind.N++
	if d.Kind == t.Kind {
		kind.Exact++
		kind.Folded++
	} else {
		s.Mistakes = append(s.Mistakes, Mistake{File: t.File, Field: "kind", Want: string(t.Kind), Got: string(d.Kind), Confidence: d.KindConfidence})
	}
	for _, field := range filing.FieldNames[t.Kind] {
		want, printed := t.Fields[field]
		got, read := d.Fields[field]
		if !printed {
			if read {
				s.Invented = append(s.Invented, Mistake{t.File, field, "", got.Value, got.Raw, got.Repair, got.Confidence})
			}
			continue
		}
		y := s.tally(t, field)
		y.N++
		right := norm.NFC.String(want) == got.Value
		if right {
			y.Exact++
		}
		if fold(want) == fold(got.Value) {
			y.Folded++
		}
		if got.Value == "" {
			y.Missing++
		}
		if got.Confidence >= s.Accept {
			y.Accepted++
			if !right {
				y.AcceptedWrong++
			}
		}
		if read {
			bin := min(10, int(got.Confidence*10))
			s.Bins[bin]++
			if right {
				s.BinRight[bin]++
			}
		}
		if !right {
			s.Mistakes = append(s.Mistakes, Mistake{t.File, field, want, got.Value, got.Raw, got.Repair, got.Confidence})
		}
	}
}

func (s *Score) tally(t corpus.Truth, field string) *Tally {
	if s.tallies == nil {
		s.tallies = map[[3]string]*Tally{}
	}
	key := [3]string{string(t.Kind), string(t.Tier), field}
	y := s.tallies[key]
	if y == nil {
		y = &Tally{Kind: t.Kind, Tier: t.Tier, Field: field}
		s.tallies[key] = y
	}
	return y
}

// fold makes full-width marks half-width.
func fold(s string) string { return norm.NFKC.String(s) }

// Tallies lists the counts by kind, field and tier.
func (s *Score) Tallies() []Tally {
	var out []Tally
	for _, y := range s.tallies {
		out = append(out, *y)
	}
	order := func(y Tally) int { return slices.Index(filing.FieldNames[y.Kind], y.Field) }
	slices.SortFunc(out, func(a, b Tally) int {
		return cmp.Or(
			cmp.Compare(slices.Index(filing.RecognisedKinds, a.Kind), slices.Index(filing.RecognisedKinds, b.Kind)),
			cmp.Compare(order(a), order(b)), strings.Compare(a.Field, b.Field),
			cmp.Compare(slices.Index(corpus.Tiers, a.Tier), slices.Index(corpus.Tiers, b.Tier)))
	})
	return out
}

// Print writes a table: a row a field, a column a tier.
func (s *Score) Print(w io.Writer) error {
	type row struct {
		kind  filing.DocumentKind
		field string
	}
	cells := map[row]map[corpus.Tier]Tally{}
	var rows []row
	totals := map[corpus.Tier]*Tally{}
	sums := map[filing.DocumentKind]map[corpus.Tier]*Tally{}
	for _, y := range s.Tallies() {
		r := row{y.Kind, y.Field}
		if cells[r] == nil {
			cells[r] = map[corpus.Tier]Tally{}
			rows = append(rows, r)
		}
		cells[r][y.Tier] = y
		if y.Field == "kind" {
			continue
		}
		if totals[y.Tier] == nil {
			totals[y.Tier] = &Tally{}
		}
		if sums[y.Kind] == nil {
			sums[y.Kind] = map[corpus.Tier]*Tally{}
		}
		if sums[y.Kind][y.Tier] == nil {
			sums[y.Kind][y.Tier] = &Tally{}
		}
		for _, t := range []*Tally{totals[y.Tier], sums[y.Kind][y.Tier]} {
			t.N += y.N
			t.Exact += y.Exact
			t.Folded += y.Folded
			t.Accepted += y.Accepted
			t.AcceptedWrong += y.AcceptedWrong
		}
	}
	tiers := slices.SortedFunc(maps.Keys(totals), func(a, b corpus.Tier) int {
		return slices.Index(corpus.Tiers, a) - slices.Index(corpus.Tiers, b)
	})
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(tw, "kind\tfield")
	for _, t := range tiers {
		fmt.Fprintf(tw, "\t%s exact\tfolded\taccepted\twrong", t)
	}
	fmt.Fprintln(tw)
	show := func(y Tally) {
		if y.N == 0 {
			fmt.Fprint(tw, "\t-\t\t\t")
			return
		}
		pc := func(n int) float64 { return 100 * float64(n) / float64(y.N) }
		fmt.Fprintf(tw, "\t%.1f%% (%d/%d)\t%.1f%%\t%.1f%%\t%d", pc(y.Exact), y.Exact, y.N, pc(y.Folded), pc(y.Accepted), y.AcceptedWrong)
	}
	for i, r := range rows {
		fmt.Fprintf(tw, "%s\t%s", r.kind, r.field)
		for _, t := range tiers {
			show(cells[r][t])
		}
		fmt.Fprintln(tw)
		if i+1 == len(rows) || rows[i+1].kind != r.kind {
			fmt.Fprintf(tw, "%s\tALL FIELDS", r.kind)
			for _, t := range tiers {
				if y := sums[r.kind][t]; y != nil {
					show(*y)
				}
			}
			fmt.Fprintln(tw)
		}
	}
	fmt.Fprint(tw, "all\tALL FIELDS")
	for _, t := range tiers {
		show(*totals[t])
	}
	fmt.Fprintln(tw)
	if err := tw.Flush(); err != nil {
		return err
	}
	fmt.Fprint(w, "confidence: ")
	for i := range s.Bins {
		if s.Bins[i] > 0 {
			fmt.Fprintf(w, " %.1f+ %d/%d right;", float64(i)/10, s.BinRight[i], s.Bins[i])
		}
	}
	_, err := fmt.Fprintf(w, "\nfields read that are not on the document: %d\n", len(s.Invented))
	return err
}
