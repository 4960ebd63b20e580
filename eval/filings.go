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

	"prereview/eval/corpus"
	"prereview/filing"
)

// ExpectedFile is the name of the truth of a whole filing, beside its manifest.
const ExpectedFile = "expected.json"

// FilingTruth is what is known of a drawn filing.
type FilingTruth struct {
	corpus.Expected
	Tier      corpus.Tier       `json:"tier"`
	Split     corpus.Split      `json:"split"`
	Documents []filing.Document `json:"documents"`        // as a perfect reader would report them
	Answers   filing.Answers    `json:"answers,omitzero"` // what registers and the provider's records say
}

// LoadFilingTruth reads the truth of the filing in a folder. The error names the file.
func LoadFilingTruth(dir string) (FilingTruth, error) {
	var t FilingTruth
	name := filepath.Join(dir, ExpectedFile)
	b, err := os.ReadFile(name)
	if err != nil {
		return t, err
	}
	if err := json.Unmarshal(b, &t); err != nil {
		return t, fmt.Errorf("%s: %w", name, err)
	}
	if t.Verdict == "" {
		return t, fmt.Errorf("%s: verdict: is required: one of pass, review, fix", name)
	}
	return t, nil
}

// CheckTally counts one check over all filings.
type CheckTally struct {
	Check   string `json:"check"`
	Planted int    `json:"planted"`
	Found   int    `json:"found"`   // failed where it had to, or was in doubt where that was asked
	Unsure  int    `json:"unsure"`  // was in doubt, or could not be run, where it had to fail
	Missed  int    `json:"missed"`  // passed, or said nothing
	Alarms  int    `json:"alarms"`  // failed where nothing was planted that would explain it
	Doubts  int    `json:"doubts"`  // was in doubt where nothing was planted
	NoRule  bool   `json:"no_rule"` // nothing checks this yet

	Unread int `json:"unread,omitempty"` // where it had to fail, nobody read the paper it looks at: for a reviewer, neither found nor missed
}

// FilingFault is one check that did not say what it should of one filing.
type FilingFault struct {
	Filing string `json:"filing"`
	Check  string `json:"check"`
	What   string `json:"what"`          // missed, unsure, alarm or doubt
	How    string `json:"how,omitempty"` // what was planted
	Said   string `json:"said,omitempty"`
}

// FilingScore adds up what the checks said of filings of which it is known what they should say. The zero value with
// Rules set is ready; it is not safe for concurrent use.
type FilingScore struct {
	Rules []string // ids of the checks that there are; what is planted for others counts as planted, not as missed

	Faults      []FilingFault
	filings     int
	clean       int
	cleanAlarms int
	unruled     int
	tallies     map[string]*CheckTally
	verdicts    map[[2]filing.Verdict]int
}

func (s *FilingScore) tally(check string) *CheckTally {
	if s.tallies == nil {
		s.tallies = map[string]*CheckTally{}
	}
	t := s.tallies[check]
	if t == nil {
		t = &CheckTally{Check: check, NoRule: !slices.Contains(s.Rules, check)}
		s.tallies[check] = t
	}
	return t
}

// worst is the status of a check that weighs most: fail, then unsure or not_run, then pass.
func worst(findings []filing.Finding) map[string]filing.Finding {
	rank := map[filing.CheckStatus]int{filing.Fail: 4, filing.Unsure: 3, filing.NotRun: 2, filing.Pass: 1}
	out := map[string]filing.Finding{}
	for _, f := range findings {
		if old, ok := out[f.Check]; !ok || rank[f.Status] > rank[old.Status] {
			out[f.Check] = f
		}
	}
	return out
}

// nobodyRead says that a check was not run because no reader reads the kind of paper it looks at, and matters.
func nobodyRead(f filing.Finding) bool {
	return f.Status == filing.NotRun && f.Reason == filing.ReasonNoReader && f.Severity != filing.Advice
}

// Add scores the findings of one filing.
func (s *FilingScore) Add(name string, want corpus.Expected, findings []filing.Finding) {
	s.filings++
	said := worst(findings)
	fault := func(check, what string) {
		s.Faults = append(s.Faults, FilingFault{name, check, what, want.How, said[check].MessageEN})
	}
	planted := func(check string, found func(filing.CheckStatus) bool) {
		t := s.tally(check)
		t.Planted++
		switch st := said[check].Status; {
		case t.NoRule:
		case nobodyRead(said[check]):
			t.Unread++
		case found(st):
			t.Found++
		case st == filing.Unsure || st == filing.NotRun:
			t.Unsure++
			fault(check, "unsure")
		default:
			t.Missed++
			fault(check, "missed")
		}
	}
	for _, check := range want.Fire {
		planted(check, func(st filing.CheckStatus) bool { return st == filing.Fail })
	}
	for _, check := range want.Doubt {
		planted(check, func(st filing.CheckStatus) bool { return st == filing.Fail || st == filing.Unsure })
	}
	alarmed := false
	for _, check := range slices.Sorted(maps.Keys(said)) {
		if want.Allows(check) {
			continue
		}
		switch said[check].Status {
		case filing.Fail:
			s.tally(check).Alarms++
			alarmed = true
			fault(check, "alarm")
		case filing.Unsure:
			s.tally(check).Doubts++
			fault(check, "doubt")
		}
	}
	if want.Plant == "" {
		s.clean++
		if alarmed {
			s.cleanAlarms++
		}
	}
	if len(want.Fire) > 0 && !slices.ContainsFunc(want.Fire, func(c string) bool { return !s.tally(c).NoRule && !nobodyRead(said[c]) }) {
		s.unruled++ // no machine without the rule, or the reader, can come to the verdict
		return
	}
	expected := want.Verdict
	if expected == filing.VerdictPass && slices.ContainsFunc(findings, nobodyRead) {
		expected = filing.VerdictReview // a paper that nobody read is a reviewer's
	}
	if s.verdicts == nil {
		s.verdicts = map[[2]filing.Verdict]int{}
	}
	s.verdicts[[2]filing.Verdict{expected, filing.Judge(findings)}]++
}

// Tallies lists every check that was planted or spoke up, the worst first: by misses and alarms, then by what was unsure.
func (s *FilingScore) Tallies() []CheckTally {
	var out []CheckTally
	for _, t := range s.tallies {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b CheckTally) int {
		return cmp.Or(cmp.Compare(b.Missed+b.Alarms, a.Missed+a.Alarms), cmp.Compare(b.Unsure, a.Unsure), cmp.Compare(b.Doubts, a.Doubts), strings.Compare(a.Check, b.Check))
	})
	return out
}

// FilingSummary is the score as data.
type FilingSummary struct {
	Filings     int                                       `json:"filings"`
	Clean       int                                       `json:"clean"`
	CleanAlarms int                                       `json:"clean_with_alarm"`
	NoRule      int                                       `json:"no_rule"`  // filings left out of the verdicts: nothing checks what was planted
	Verdicts    map[filing.Verdict]map[filing.Verdict]int `json:"verdicts"` // expected -> got
	Checks      []CheckTally                              `json:"checks"`
	Faults      []FilingFault                             `json:"faults"`
}

// Summary is the score as data.
func (s *FilingScore) Summary() FilingSummary {
	out := FilingSummary{Filings: s.filings, Clean: s.clean, CleanAlarms: s.cleanAlarms, NoRule: s.unruled, Checks: s.Tallies(), Faults: s.Faults,
		Verdicts: map[filing.Verdict]map[filing.Verdict]int{}}
	for k, n := range s.verdicts {
		if out.Verdicts[k[0]] == nil {
			out.Verdicts[k[0]] = map[filing.Verdict]int{}
		}
		out.Verdicts[k[0]][k[1]] = n
	}
	return out
}

// Print writes the table of checks, the confusion of verdicts, and the share of clean filings with a false alarm.
func (s *FilingScore) Print(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "check\tplanted\tfound\tunsure\tunread\tmissed\talarms\tdoubts\t")
	for _, t := range s.Tallies() {
		if t.NoRule {
			fmt.Fprintf(tw, "%s\t%d\tno rule\t\t\t\t%d\t%d\t\n", t.Check, t.Planted, t.Alarms, t.Doubts)
			continue
		}
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", t.Check, t.Planted, t.Found, t.Unsure, t.Unread, t.Missed, t.Alarms, t.Doubts)
	}
	all := []filing.Verdict{filing.VerdictPass, filing.VerdictReview, filing.VerdictFix}
	fmt.Fprintln(tw, "\nexpected \\ got\tpass\treview\tfix\t")
	for _, want := range all {
		fmt.Fprintf(tw, "%s\t", want)
		for _, got := range all {
			fmt.Fprintf(tw, "%d\t", s.verdicts[[2]filing.Verdict{want, got}])
		}
		fmt.Fprintln(tw)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%d filings; of %d clean ones %d with a false alarm; %d with faults that no rule looks for or no reader reads yet, left out of the verdicts\n",
		s.filings, s.clean, s.cleanAlarms, s.unruled)
	return err
}
