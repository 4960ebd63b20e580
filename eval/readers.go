package eval

import (
	"bytes"
	"fmt"
	"io"

	"prereview/eval/corpus"
	"prereview/filing"
)

// Reading is one way of reading the same documents.
type Reading struct {
	Name  string
	Score *Score
	Costs *Costs
}

// PrintReaders sets ways of reading the same documents side by side, on a terminal.
func PrintReaders(w io.Writer, readings []Reading) error {
	return printAll(w, []table{readersTable(readings)})
}

// ReportReaders writes the same as the section "Readers", or "Readers, fresh", of a Markdown document.
func ReportReaders(w io.Writer, about About, readings []Reading) error {
	var b bytes.Buffer
	heading := "Readers"
	if len(readings) > 0 {
		heading = readings[0].Score.headed(heading)
	}
	fmt.Fprintf(&b, "## %s\n\n%s, revision %s. Models: %s.\n\n", heading, about.Date.UTC().Format("2 January 2006"), about.Revision, models(about.Models))
	n := 0
	if len(readings) > 0 {
		n = len(readings[0].Score.Results)
		fmt.Fprintf(&b, "%d documents", n)
		if cmd := readings[0].Score.corpusCommand(); cmd != "" {
			fmt.Fprintf(&b, ", drawn with `%s`", cmd)
		}
		b.WriteString(", each way of reading in one run.\n\n")
	}
	t := readersTable(readings)
	if err := t.markdown(&b); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// readersTable has a row a kind and tier, and for each way of reading its columns.
func readersTable(readings []Reading) table {
	t := table{title: "Readers", left: 2,
		note: "% of the n values: exact, accepted, and right of those accepted; and a document's processor time as a multiple of the first column's.",
		head: []string{"documents", "tier", "n"}}
	of := make([]map[group]Tally, len(readings))
	for i, r := range readings {
		t.head = append(t.head, r.Name+": exact", "accepted", "right", "time")
		of[i] = map[group]Tally{}
		for _, y := range r.Score.Tallies() {
			if y.Field == "kind" {
				continue
			}
			for _, g := range []group{{y.Kind, y.Tier, ""}, {"", y.Tier, ""}} {
				c := of[i][g]
				c.add(y)
				of[i][g] = c
			}
		}
	}
	for _, kind := range append(append([]filing.DocumentKind{}, filing.RecognisedKinds...), "") {
		for k, tier := range corpus.Tiers {
			row := []string{string(kind), string(tier), ""}
			if kind == "" {
				row[0] = "all"
			}
			for i := range readings {
				y, ok := of[i][group{kind, tier, ""}]
				if !ok {
					row = nil
					break
				}
				row[2] = fmt.Sprint(y.N)
				row = append(row, share(y.Exact, y.N), share(y.Accepted, y.N), share(y.Accepted-y.AcceptedWrong, y.Accepted))
				if k > 0 { // time is told of the kind, once
					row = append(row, "")
					continue
				}
				row = append(row, multiple(readings[i].Costs, readings[0].Costs, kind))
			}
			if row != nil {
				t.rows = append(t.rows, row)
			}
		}
	}
	return t
}

// multiple is what documents of a kind (of all, for "") cost, as a multiple of what they cost elsewhere.
func multiple(c, of *Costs, kind filing.DocumentKind) string {
	sum := func(c *Costs) (ms float64) {
		for k, costs := range c.ByKind {
			if kind == "" || k == kind {
				for _, cost := range costs {
					ms += cost.Total().Seconds()
				}
			}
		}
		return ms
	}
	base := sum(of)
	if base == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", sum(c)/base)
}
