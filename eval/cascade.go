package eval

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"prereview/eval/corpus"
)

// Rung is both readers at one threshold of doubt: the second is asked about lines of which the first is less sure than Below.
type Rung struct {
	Below        float64 // 0 for the first reader alone
	Score        *Score
	Costs        *Costs
	Asked, Lines int64 // of all lines read, those about which the second reader was asked
}

// PrintCascade tells what each threshold gives and costs, on a terminal. The first rung is the first reader alone.
func PrintCascade(w io.Writer, rungs []Rung) error {
	return printAll(w, []table{cascadeTable(rungs)})
}

// ReportCascade writes the same as the section "Cascade", or "Cascade, fresh", of a Markdown document. inUse is the threshold that
// reading has.
func ReportCascade(w io.Writer, about About, rungs []Rung, inUse float64) error {
	var b bytes.Buffer
	heading := "Cascade"
	if len(rungs) > 0 {
		heading = rungs[0].Score.headed(heading)
	}
	fmt.Fprintf(&b, "## %s\n\n%s, revision %s. Models: %s.\n\n", heading, about.Date.UTC().Format("2 January 2006"), about.Revision, models(about.Models))
	if len(rungs) > 0 {
		fmt.Fprintf(&b, "%d documents", len(rungs[0].Score.Results))
		if cmd := rungs[0].Score.corpusCommand(); cmd != "" {
			fmt.Fprintf(&b, ", drawn with `%s`", cmd)
		}
		b.WriteString(". ")
	}
	fmt.Fprintf(&b, "The second reader is asked about a person's name always, and about lines of other values of which the first is less sure than the threshold of doubt; reading has %v, and what it\n"+
		"accepts was calibrated there. Every line was read once by each reader, and what it cost counts wherever it is asked about; what is\n"+
		"not recognition counts alike everywhere.\n\n", inUse)
	t := cascadeTable(rungs)
	if err := t.markdown(&b); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

func cascadeTable(rungs []Rung) table {
	t := table{title: "Thresholds of doubt", left: 1,
		note: "% of all lines read, labels among them, about which the second reader was asked; of the values of all kinds: exact, accepted, and right of those accepted, and of each tier exact and accepted; processor time as a multiple of the first reader's alone.",
		head: []string{"doubt", "asked", "exact", "accepted", "right", "wrong", "time"}}
	for _, tier := range corpus.Tiers {
		t.head = append(t.head, string(tier)+": exact", "accepted")
	}
	if len(rungs) == 0 {
		return t
	}
	rest := besideRecognition(rungs)
	base := rest + recognition(rungs[0].Costs)
	for _, r := range rungs {
		of := map[corpus.Tier]Tally{}
		var all Tally
		for _, y := range r.Score.Tallies() {
			if y.Field == "kind" {
				continue
			}
			c := of[y.Tier]
			c.add(y)
			of[y.Tier] = c
			all.add(y)
		}
		name := fmt.Sprint(r.Below)
		switch {
		case r.Below <= 0:
			name = "first reader alone"
		case r.Below > 1:
			name = "every line"
		}
		row := []string{name, share(int(r.Asked), int(r.Lines)), share(all.Exact, all.N), share(all.Accepted, all.N),
			share(all.Accepted-all.AcceptedWrong, all.Accepted), fmt.Sprint(all.AcceptedWrong), "-"}
		if base > 0 {
			row[6] = fmt.Sprintf("%.2f", float64(rest+recognition(r.Costs))/float64(base))
		}
		for _, tier := range corpus.Tiers {
			y := of[tier]
			row = append(row, share(y.Exact, y.N), share(y.Accepted, y.N))
		}
		t.row(row...)
	}
	return t
}

// recognition is what documents took in the readers.
func recognition(c *Costs) (sum time.Duration) {
	at := slices.Index(Steps, "recognise")
	for _, cost := range c.all() {
		sum += cost[at]
	}
	return sum
}

// besideRecognition is what documents took outside of the readers, in the middle of all rungs: it is the same work on every one.
func besideRecognition(rungs []Rung) time.Duration {
	var all []time.Duration
	for _, r := range rungs {
		var sum time.Duration
		for _, cost := range r.Costs.all() {
			sum += cost.Total()
		}
		all = append(all, sum-recognition(r.Costs))
	}
	slices.SortFunc(all, cmp.Compare)
	return all[len(all)/2]
}
