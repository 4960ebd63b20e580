package eval

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"prereview/filing"
)

// Report writes the score as a Markdown section: "Filings" where the files were read, "Filings, perfect readings" where every
// value was taken as it was drawn. from says how the filings were drawn.
func (s *FilingScore) Report(w io.Writer, about About, perfect bool, from string) error {
	var b bytes.Buffer
	name, read := "Filings", "Read by "+readBy(about.Readers)
	if perfect {
		name, read = "Filings, perfect readings", "Every value as it was drawn"
	}
	fmt.Fprintf(&b, "## %s\n\n%s, revision %s. %s. %d filings, %s.\n\n", name, about.Date.UTC().Format("2 January 2006"), about.Revision, read, s.filings, from)
	tallies := slices.DeleteFunc(s.Tallies(), func(t CheckTally) bool { return t.NoRule })
	var planted, found, unsure, unread, missed int
	for _, t := range tallies {
		planted, found, unsure, unread, missed = planted+t.Planted, found+t.Found, unsure+t.Unsure, unread+t.Unread, missed+t.Missed
	}
	fmt.Fprintf(&b, "Of %d faults planted %d were found, %d were told as unsure, %d are on papers that nobody reads yet, %d were missed. Of %d clean filings %d had a false alarm.\n\n",
		planted, found, unsure, unread, missed, s.clean, s.cleanAlarms)
	b.WriteString("Checks with a fault planted, or that spoke where none was. alarms: failures, doubts: unsure, of what is right.\n\n")
	b.WriteString("| check | planted | found | unsure | unread | missed | alarms | doubts |\n|---|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, t := range tallies {
		fmt.Fprintf(&b, "| `%s` | %d | %d | %d | %d | %d | %d | %d |\n", t.Check, t.Planted, t.Found, t.Unsure, t.Unread, t.Missed, t.Alarms, t.Doubts)
	}
	all := []filing.Verdict{filing.VerdictPass, filing.VerdictReview, filing.VerdictFix}
	b.WriteString("\n| verdict expected | pass | review | fix |\n|---|--:|--:|--:|\n")
	for _, want := range all {
		fmt.Fprintf(&b, "| %s |", want)
		for _, got := range all {
			fmt.Fprintf(&b, " %d |", s.verdicts[[2]filing.Verdict{want, got}])
		}
		b.WriteString("\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}
