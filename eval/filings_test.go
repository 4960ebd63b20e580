package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
)

func TestFilingScore(t *testing.T) {
	s := FilingScore{Rules: []string{"a", "b", "c"}}
	said := func(pairs ...string) (fs []filing.Finding) {
		for i := 0; i < len(pairs); i += 2 {
			fs = append(fs, filing.Finding{Check: pairs[i], Status: filing.CheckStatus(pairs[i+1]), Severity: filing.Block})
		}
		return fs
	}
	s.Add("found, alarm, allowed", corpus.Expected{Plant: "p", Fire: []string{"a"}, May: []string{"c"}, Verdict: filing.VerdictFix}, said("a", "pass", "a", "fail", "b", "fail", "c", "fail"))
	s.Add("unsure", corpus.Expected{Plant: "p", Fire: []string{"a"}, Verdict: filing.VerdictFix}, said("a", "unsure", "b", "pass"))
	s.Add("missed, doubt", corpus.Expected{Plant: "p", Fire: []string{"a"}, Verdict: filing.VerdictFix}, said("b", "unsure"))
	s.Add("doubt is enough", corpus.Expected{Plant: "p", Doubt: []string{"b"}, Verdict: filing.VerdictReview}, said("b", "unsure"))
	s.Add("clean", corpus.Expected{Verdict: filing.VerdictPass}, said("a", "pass"))
	s.Add("clean with alarm", corpus.Expected{Verdict: filing.VerdictPass}, said("c", "fail"))
	s.Add("no rule", corpus.Expected{Plant: "p", Fire: []string{"x"}, Verdict: filing.VerdictFix}, nil)

	unread := said("d", "not_run")
	unread[0].Reason = filing.ReasonNoReader
	s.Rules = append(s.Rules, "d")
	s.Add("nobody reads it", corpus.Expected{Plant: "p", Fire: []string{"d"}, Verdict: filing.VerdictFix}, unread)
	s.Add("nobody reads a clean one", corpus.Expected{Verdict: filing.VerdictPass}, unread)

	want := map[string]CheckTally{
		"d": {Check: "d", Planted: 1, Unread: 1},
		"a": {Check: "a", Planted: 3, Found: 1, Unsure: 1, Missed: 1},
		"b": {Check: "b", Planted: 1, Found: 1, Alarms: 1, Doubts: 1},
		"c": {Check: "c", Alarms: 1},
		"x": {Check: "x", Planted: 1, NoRule: true},
	}
	got := s.Tallies()
	if len(got) != len(want) || got[0].Check != "a" {
		t.Errorf("tallies %+v", got)
	}
	for _, c := range got {
		if c != want[c.Check] {
			t.Errorf("%+v, want %+v", c, want[c.Check])
		}
	}
	sum := s.Summary()
	if sum.Filings != 9 || sum.Clean != 3 || sum.CleanAlarms != 1 || sum.NoRule != 2 {
		t.Errorf("%+v", sum)
	}
	if v := sum.Verdicts; v[filing.VerdictFix][filing.VerdictFix] != 1 || v[filing.VerdictFix][filing.VerdictReview] != 2 ||
		v[filing.VerdictPass][filing.VerdictPass] != 1 || v[filing.VerdictReview][filing.VerdictReview] != 2 || v[filing.VerdictPass][filing.VerdictFix] != 1 {
		t.Errorf("verdicts %v", v)
	}
	if len(s.Faults) != 5 {
		t.Errorf("faults %+v", s.Faults)
	}
	var b strings.Builder
	if err := s.Print(&b); err != nil || !strings.Contains(b.String(), "no rule") {
		t.Errorf("%v\n%s", err, b.String())
	}
	b.Reset()
	if err := s.Report(&b, About{Revision: "r"}, true, "folder drawn"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"## Filings, perfect readings\n", "9 filings, folder drawn", "Of 5 faults planted 2 were found, 1 were told as unsure, 1 are on papers that nobody reads yet, 1 were missed.",
		"Of 3 clean filings 1 had a false alarm", "| `a` | 3 | 1 | 1 | 0 | 1 | 0 | 0 |\n", "| fix | 0 | 2 | 1 |\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestLoadFilingTruthNamesTheFile(t *testing.T) {
	dir := t.TempDir()
	for _, content := range []string{"", "{", "{}", `{"verdict": 3}`} {
		name := filepath.Join(dir, ExpectedFile)
		if content != "" {
			if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := LoadFilingTruth(dir); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%q: %v", content, err)
		}
	}
}
