package eval

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"prereview/eval/corpus"
	"prereview/filing"
)

// About is what a report was made with.
type About struct {
	Date     time.Time
	Revision string
	Models   map[string]string // name -> sha256
	Readers  []string          // those that read
	Machine  string            // the kind of machine; times mean something on it alone
}

// reportColumns are the figures of a field in a report: narrower than on a terminal.
var reportColumns = slices.DeleteFunc(slices.Clone(everyColumn), func(c column) bool { return c.name == "miss" })

// headed is the heading of a section about these documents. Those of the fresh split have sections of their own beside the others'.
func (s *Score) headed(name string) string {
	for _, r := range s.Results {
		if r.Truth.Split != corpus.Fresh {
			return name
		}
	}
	if len(s.Results) == 0 {
		return name
	}
	return name + ", fresh"
}

// Report writes everything scored as Markdown, as the section "Reading" or, of the fresh split, "Reading, fresh".
func (s *Score) Report(w io.Writer, about About, costs *Costs, faults []Fault) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "## %s\n\n%s, revision %s. Read by %s. Model: %s. Values count as accepted from a confidence of %.2f.\n\n",
		s.headed("Reading"), about.Date.UTC().Format("2 January 2006"), about.Revision, readBy(about.Readers), models(about.Models), s.Accept)
	fmt.Fprintf(&b, "%d documents", len(s.Results))
	if cmd := s.corpusCommand(); cmd != "" {
		fmt.Fprintf(&b, ", drawn with `%s`", cmd)
	}
	b.WriteString(".")
	if len(faults) > 0 {
		fmt.Fprintf(&b, " %d files could not be scored:\n", len(faults))
		for _, f := range faults[:min(len(faults), 20)] {
			fmt.Fprintf(&b, "\n- %s", f)
		}
	}
	b.WriteString("\n\n" + fieldNote + "\n\n")
	var tables []table
	for _, kind := range filing.RecognisedKinds {
		t := s.fieldTable([]filing.DocumentKind{kind}, reportColumns)
		if len(t.rows) == 0 {
			continue
		}
		t.title, t.note, t.rows = string(kind), "", t.rows[1:]
		tables = append(tables, t)
	}
	for _, t := range append(tables, s.pageTable(), s.signalTable(), s.calibrationTable(), s.fieldCalibrationTable(), s.inventedTable(), costs.table()) {
		if len(t.rows) == 0 {
			continue
		}
		if err := t.markdown(&b); err != nil {
			return err
		}
	}
	if len(costs.ByKind) > 0 {
		fmt.Fprintf(&b, "%s Machine: %s; times compare within one run only, shares between machines.\n", costs.summary(), about.Machine)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// readBy names readers, and says of one that it read alone.
func readBy(names []string) string {
	if len(names) == 1 {
		return names[0] + " alone"
	}
	return strings.Join(names, " and ")
}

func models(sums map[string]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		out = append(out, fmt.Sprintf("%s, sha256 `%s`", name, sums[name]))
	}
	return strings.Join(out, "; ")
}

// drawnName is how eval generate names its pictures: kind-tier-split-seed-number.
var drawnName = regexp.MustCompile(`^[a-z_]+-[a-z]+-([a-z]+)-(\d+)-\d{4,}\.(?:jpg|pdf)$`)

// corpusCommand is the command that draws the documents scored, "" when they are not all of one such command.
func (s *Score) corpusCommand() string {
	split, seed := "", ""
	each := map[group]int{}
	for _, r := range s.Results {
		m := drawnName.FindStringSubmatch(r.Truth.File)
		if m == nil || split != "" && (m[1] != split || m[2] != seed) {
			return ""
		}
		split, seed = m[1], m[2]
		each[group{r.Truth.Kind, r.Truth.Tier, ""}]++
	}
	n := slices.Collect(maps.Values(each))
	if len(n) != len(filing.RecognisedKinds)*len(corpus.Tiers) || slices.Min(n) != slices.Max(n) {
		return ""
	}
	return fmt.Sprintf("prereview eval generate --split %s --n %d --seed %s", split, n[0], seed)
}
