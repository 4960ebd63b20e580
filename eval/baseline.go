package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"prereview/eval/corpus"
)

// Figure is what a baseline holds of one field: nothing that differs between machines.
type Figure struct {
	N, Exact int
	Wrong    int // accepted and wrong
}

// Baseline is the figures of a small fixed corpus. A field called "kind" stands for the kind of the document itself,
// one called "invented" for documents on which nothing was read that is not there.
type Baseline map[group]Figure

const invented = "invented"

// Baseline is what of the score is held against the next one.
func (s *Score) Baseline() Baseline {
	b := Baseline{}
	for g, y := range s.tallies {
		b[g] = Figure{y.N, y.Exact, y.AcceptedWrong}
	}
	for _, r := range s.Results {
		g := group{r.Truth.Kind, r.Truth.Tier, invented}
		f := b[g]
		f.N++
		none := true
		for _, m := range r.Mistakes {
			if m.Want == "" {
				none = false
				if m.Accepted {
					f.Wrong++
				}
			}
		}
		if none {
			f.Exact++
		}
		b[g] = f
	}
	return b
}

const baselineHead = "kind\ttier\tfield\tn\texact\taccepted-wrong"

// Write writes the baseline as a table, header first; ReadBaseline reads it.
func (b Baseline) Write(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, baselineHead)
	for _, g := range slices.SortedFunc(maps.Keys(b), func(g, h group) int {
		return cmp.Or(cmp.Compare(slices.Index(Kinds, g.kind), slices.Index(Kinds, h.kind)),
			cmp.Compare(slices.Index(corpus.Tiers, g.tier), slices.Index(corpus.Tiers, h.tier)), g.compare(h))
	}) {
		f := b[g]
		fmt.Fprintf(tw, "%s\t%s\t%s\t%d\t%d\t%d\n", g.kind, g.tier, g.field, f.N, f.Exact, f.Wrong)
	}
	return tw.Flush()
}

// ReadBaseline reads what Write wrote. Lines that begin with # are remarks.
func ReadBaseline(r io.Reader) (Baseline, error) {
	b := Baseline{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' || strings.Join(strings.Fields(line), "\t") == baselineHead {
			continue
		}
		var g group
		var f Figure
		if k, err := fmt.Sscan(line, &g.kind, &g.tier, &g.field, &f.N, &f.Exact, &f.Wrong); err != nil || k != 6 {
			return nil, fmt.Errorf("line %d: %q is not: %s", n, line, strings.ReplaceAll(baselineHead, "\t", " "))
		}
		if _, twice := b[g]; twice {
			return nil, fmt.Errorf("line %d: %s %s %s is there twice", n, g.kind, g.tier, g.field)
		}
		b[g] = f
	}
	return b, lines.Err()
}

// Compare says in a line each what fell below the baseline, and what else is no longer as it says.
func (b Baseline) Compare(now Baseline) (fell, changed []string) {
	keys := map[group]bool{}
	for g := range b {
		keys[g] = true
	}
	for g := range now {
		keys[g] = true
	}
	for _, g := range slices.SortedFunc(maps.Keys(keys), group.compare) {
		was, before := b[g]
		is, after := now[g]
		name := fmt.Sprintf("%s %s %s: ", g.kind, g.tier, g.field)
		switch {
		case !after:
			fell = append(fell, name+fmt.Sprintf("no longer measured; it was %d of %d", was.Exact, was.N))
		case !before:
			changed = append(changed, name+fmt.Sprintf("new, %d of %d, %d accepted wrong", is.Exact, is.N, is.Wrong))
		case was.N != is.N:
			fell = append(fell, name+fmt.Sprintf("%d values to read instead of %d: the corpus is another", is.N, was.N))
		default:
			if is.Exact < was.Exact {
				fell = append(fell, name+fmt.Sprintf("%d of %d exact, was %d", is.Exact, is.N, was.Exact))
			}
			if is.Wrong > was.Wrong {
				fell = append(fell, name+fmt.Sprintf("%d accepted and wrong, was %d", is.Wrong, was.Wrong))
			}
			if is.Exact > was.Exact {
				changed = append(changed, name+fmt.Sprintf("%d of %d exact, was %d", is.Exact, is.N, was.Exact))
			}
			if is.Wrong < was.Wrong {
				changed = append(changed, name+fmt.Sprintf("%d accepted and wrong, was %d", is.Wrong, was.Wrong))
			}
		}
	}
	return fell, changed
}
