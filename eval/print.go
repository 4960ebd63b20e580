package eval

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"prereview/eval/corpus"
	"prereview/filing"
)

// Print writes everything scored for a terminal 160 columns wide.
func (s *Score) Print(w io.Writer) error {
	return printAll(w, []table{s.fieldTable(nil, everyColumn), s.pageTable(), s.signalTable(), s.calibrationTable(), s.fieldCalibrationTable(), s.inventedTable()})
}

// Print writes what documents cost, in milliseconds of this machine.
func (c *Costs) Print(w io.Writer) error {
	t := c.table()
	if err := t.print(w); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, c.summary())
	return err
}

func printAll(w io.Writer, tables []table) error {
	for _, t := range tables {
		if len(t.rows) == 0 {
			continue
		}
		if err := t.print(w); err != nil {
			return err
		}
	}
	return nil
}

// percent leaves out the decimal of a whole hundred.
func percent(v float64) string {
	if v == 1 {
		return "100"
	}
	return fmt.Sprintf("%.1f", 100*v)
}

// column is one figure of a tally.
type column struct {
	name string
	of   func(Tally) string
}

var everyColumn = []column{
	{"n", func(y Tally) string { return fmt.Sprint(y.N) }},
	{"exact", func(y Tally) string { return percent(ratio(y.Exact, y.N)) }},
	{"strict", func(y Tally) string { return percent(ratio(y.Strict, y.N)) }},
	{"CER", func(y Tally) string { return share(y.Edits, y.Chars) }},
	{"unsure", func(y Tally) string { return percent(y.Unsure()) }},
	{"prec", func(y Tally) string { return share(y.Accepted-y.AcceptedWrong, y.Accepted) }},
	{"miss", func(y Tally) string { return percent(ratio(y.Missing, y.N)) }},
}

// share is a percentage, or a dash where there is nothing to have a share of.
func share(a, b int) string {
	if b == 0 {
		return "-"
	}
	return percent(ratio(a, b))
}

const fieldNote = "% of the n values to be read. exact: the value is the truth's, whatever the width of its marks; strict: and their width too; CER: wrong " +
	"characters;\nunsure: read below the accept threshold or not at all; prec: right among those accepted; miss: nothing read."

// fieldTable has a row a field, the columns once a tier, and sums at the end of each kind; of all kinds when only is empty.
func (s *Score) fieldTable(only []filing.DocumentKind, columns []column) table {
	tallies := slices.DeleteFunc(s.Tallies(), func(y Tally) bool {
		return y.Field == "kind" || only != nil && !slices.Contains(only, y.Kind)
	})
	cells := map[group]Tally{}
	seen := map[corpus.Tier]bool{}
	sum := func(g group, y Tally) {
		c := cells[g]
		c.add(y)
		cells[g] = c
	}
	for _, y := range tallies {
		seen[y.Tier] = true
		cells[group{y.Kind, y.Tier, y.Field}] = y
		sum(group{y.Kind, y.Tier, "all"}, y)
		sum(group{"", y.Tier, "all"}, y)
	}
	tiers := slices.DeleteFunc(slices.Clone(corpus.Tiers), func(t corpus.Tier) bool { return !seen[t] })
	t := table{title: "Fields", note: fieldNote, head: []string{"field"}, left: 1, tight: true}
	for _, tier := range tiers {
		for i, c := range columns {
			name := c.name
			if i == 0 {
				name = string(tier) + " " + name
			}
			t.head = append(t.head, name)
		}
	}
	show := func(kind filing.DocumentKind, field, label string) {
		r := []string{label}
		for _, tier := range tiers {
			y, ok := cells[group{kind, tier, field}]
			for _, c := range columns {
				cell := "-"
				if ok {
					cell = c.of(y)
				}
				r = append(r, cell)
			}
		}
		t.rows = append(t.rows, r)
	}
	for i, y := range tallies {
		first := i == 0 || tallies[i-1].Kind != y.Kind
		if first {
			t.row(string(y.Kind))
		}
		if first || tallies[i-1].Field != y.Field {
			show(y.Kind, y.Field, "  "+y.Field)
		}
		if i+1 == len(tallies) || tallies[i+1].Kind != y.Kind {
			show(y.Kind, "all", "  all fields")
		}
	}
	if len(tallies) > 0 && only == nil {
		show("", "all", "all kinds")
	}
	return t
}

func (s *Score) pageTable() table {
	t := table{title: "Pages", left: 2, head: []string{"kind", "tier", "n", "kind right", "found", "corners off, mean", "p95", "upright"},
		note: fmt.Sprintf("%%. found: corners within %.0f %% of the page's diagonal, and how far off those are; upright: of pages whose kind is right.", 100*foundWithin)}
	all := map[corpus.Tier]*PageTally{}
	show := func(kind string, y PageTally) {
		far, farthest := "-", "-"
		if y.Found > 0 {
			far, farthest = fmt.Sprintf("%.2f", 100*y.MeanError()), fmt.Sprintf("%.2f", 100*y.ErrorAt(.95))
		}
		t.row(kind, string(y.Tier), fmt.Sprint(y.N), share(y.Kinds, y.N), share(y.Found, y.N), far, farthest, share(y.Upright, y.Oriented))
	}
	for _, y := range s.Pages() {
		show(string(y.Kind), y)
		if all[y.Tier] == nil {
			all[y.Tier] = &PageTally{Tier: y.Tier}
		}
		all[y.Tier].merge(y)
	}
	for _, tier := range corpus.Tiers {
		if all[tier] != nil {
			show("all kinds", *all[tier])
		}
	}
	return t
}

func (s *Score) signalTable() table {
	t := table{title: "Signals", left: 2, head: []string{"signal", "severity"},
		note: "Documents on which a signal fired. A false block would turn away a scan or photo of which nine in ten values read right; no picture\ndrawn without colour is falsely called colourless."}
	for _, tier := range corpus.Tiers {
		t.head = append(t.head, string(tier))
	}
	t.head = append(t.head, "false blocks")
	signals := s.Signals()
	for i := 0; i < len(signals); {
		y := signals[i]
		n, wrong := map[corpus.Tier]int{}, 0
		for ; i < len(signals) && signals[i].Code == y.Code && signals[i].Severity == y.Severity; i++ {
			n[signals[i].Tier] = signals[i].N
			wrong += signals[i].False
		}
		r := []string{y.Code, string(y.Severity)}
		for _, tier := range corpus.Tiers {
			r = append(r, fmt.Sprint(n[tier]))
		}
		last := ""
		if y.Severity == filing.Block {
			last = fmt.Sprint(wrong)
		}
		t.rows = append(t.rows, append(r, last))
	}
	return t
}

func (s *Score) calibrationTable() table {
	t := table{title: "Calibration", head: []string{"confidence", "n", "mean", "right"}, left: 1,
		note: fmt.Sprintf("%%, of values that were read. Expected calibration error %s over %d values.", percent(s.All.Error()), s.All.N())}
	for i, b := range s.All.Bins {
		if b.N == 0 {
			continue
		}
		top := 1.0
		if i+1 < len(binEdges) {
			top = binEdges[i+1]
		}
		t.row(fmt.Sprintf("%.2f-%.2f", binEdges[i], top), fmt.Sprint(b.N), percent(b.Confidence/float64(b.N)), share(b.Right, b.N))
	}
	return t
}

func (s *Score) fieldCalibrationTable() table {
	t := table{title: "Calibration by field", head: []string{"kind", "field", "n", "mean confidence", "right", "ECE"}, left: 2, note: "%."}
	for _, kind := range Kinds {
		for _, field := range filing.FieldNames[kind] {
			c := s.Fields[string(kind)+"."+field]
			if c == nil {
				continue
			}
			right, sure := 0, 0.0
			for _, b := range c.Bins {
				right += b.Right
				sure += b.Confidence
			}
			t.row(string(kind), field, fmt.Sprint(c.N()), percent(sure/float64(c.N())), share(right, c.N()), percent(c.Error()))
		}
	}
	return t
}

func (s *Score) inventedTable() table {
	t := table{title: "Invented", head: []string{"field", "n", "accepted"}, left: 1, note: "Values read that the document does not have."}
	n, sure := map[string]int{}, map[string]int{}
	for _, m := range s.Invented {
		n[m.Field]++
		if m.Accepted {
			sure[m.Field]++
		}
	}
	for _, field := range slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(n[b]-n[a], cmp.Compare(a, b)) }) {
		t.row(field, fmt.Sprint(n[field]), fmt.Sprint(sure[field]))
	}
	return t
}

func (c *Costs) table() table {
	t := table{title: "Cost", head: append(append([]string{"kind", "n", ""}, Steps...), "total"), left: 3,
		note: "Milliseconds of processor time on this machine at the median and the 95th percentile of documents, and each step's share (%) of all of it."}
	picks := []func(Cost) time.Duration{}
	for i := range Steps {
		picks = append(picks, func(c Cost) time.Duration { return c[i] })
	}
	picks = append(picks, Cost.Total)
	show := func(label string, costs []Cost) {
		half, most, part := []string{label, fmt.Sprint(len(costs)), "p50"}, []string{"", "", "p95"}, []string{"", "", "share"}
		var total time.Duration
		for _, cost := range costs {
			total += cost.Total()
		}
		for _, pick := range picks {
			var sum time.Duration
			for _, cost := range costs {
				sum += pick(cost)
			}
			half, most = append(half, milliseconds(at(costs, .5, pick))), append(most, milliseconds(at(costs, .95, pick)))
			part = append(part, percent(float64(sum)/float64(max(1, total))))
		}
		t.rows = append(t.rows, half, most, part)
	}
	for _, kind := range Kinds {
		if costs := c.ByKind[kind]; len(costs) > 0 {
			show(string(kind), costs)
		}
	}
	if all := c.all(); len(all) > 0 {
		show("all kinds", all)
	}
	return t
}

func milliseconds(v float64) string {
	if v < 10 {
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.0f", v)
}

// summary is one sentence about the whole.
func (c *Costs) summary() string {
	all := c.all()
	var steps time.Duration
	for _, cost := range all {
		steps += cost.Total()
	}
	n := max(1, len(all))
	return fmt.Sprintf("%d documents, %.0f ms of processor time each: %.0f ms in steps, the rest in starting readers, collecting garbage and passing pixels.\n"+
		"Peak memory %d MiB, largest reader %d MiB.", len(all), c.Process.Seconds()*1000/float64(n), steps.Seconds()*1000/float64(n),
		c.PeakProcess>>20, c.PeakReader>>20)
}
