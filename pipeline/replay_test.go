package pipeline

import (
	"encoding/json"
	"os"
	"testing"
	"testing/fstest"

	"prereview/filing"
	"prereview/pipeline/check"
)

// storedReport is a report as it lies in the database.
func storedReport(tb testing.TB) (r filing.Report) {
	tb.Helper()
	b, err := os.ReadFile("testdata/report.json")
	if err != nil {
		tb.Fatal(err)
	}
	if err := json.Unmarshal(b, &r); err != nil {
		tb.Fatal(err)
	}
	return r
}

var replayDay = filing.Date{Year: 2026, Month: 11, Day: 21}

func TestReplay(t *testing.T) {
	r := storedReport(t)
	overlay := func(text string) *check.Policy {
		p, err := check.LoadPolicy(fstest.MapFS{"limits.json": {Data: []byte(`{"pack": "某云", "version": "1", "effective_from": "2030-01-01", ` + text + `}`)}})
		if err != nil {
			t.Fatal(err)
		}
		return p.AsOf(filing.Date{})
	}
	same := Replayer{Before: check.Ours(), After: check.Ours()}
	same.Add(r, replayDay, nil)
	if got := same.Result(); got.Filings != 1 || len(got.Changes)+len(got.Moves)+len(got.Checks) != 0 || got.Changes == nil {
		t.Errorf("the same policy changes %+v", got)
	}
	small := overlay(`"media_types": ["image/gif"]`)
	p := Replayer{Before: check.Ours(), After: small}
	p.Add(r, replayDay, nil)
	got := p.Result()
	if len(got.Changes) != 1 || got.Checks["file-format-allowed"] != 1 {
		t.Fatalf("got %+v", got)
	}
	c := got.Changes[0]
	if c.After != filing.VerdictFix || c.FilingID != r.FilingID || c.Submitted != "2026-11-21" || c.Province != r.Form.Province {
		t.Errorf("got %+v", c)
	}
	if c.Before != filing.VerdictFix && got.Moves[string(c.Before)+">fix"] != 1 {
		t.Errorf("moves: %v", got.Moves)
	}
	failed := 0
	for _, f := range c.Findings {
		if f.Check != "file-format-allowed" {
			t.Errorf("%s changed too: %+v", f.Check, f)
		}
		if f.After == nil {
			t.Errorf("a pass that failed is told as gone: %+v", f)
		} else if f.After.Status == filing.Fail {
			failed++
			if len(f.After.Policy) == 0 || f.After.Policy[0].Pack != "某云" {
				t.Errorf("cites %+v", f.After.Policy)
			}
		}
	}
	if failed == 0 {
		t.Error("nothing fails")
	}
	// Silenced, it changes no verdict.
	quiet := Replayer{Before: check.Ours(), After: small}
	quiet.Add(r, replayDay, []filing.Snooze{{ID: "z", Check: "file-format-allowed", Until: "2027-01-01"}})
	if c := quiet.Result().Changes[0]; c.Before != c.After {
		t.Errorf("silenced: %s to %s", c.Before, c.After)
	}
}

// Against what is stored, a change of the program shows.
func TestReplayAgainstStored(t *testing.T) {
	r := storedReport(t)
	now := check.Ours().Run(check.Case{Form: r.Form, Documents: r.Documents, SubmittedAt: replayDay, Answers: r.Answers})
	r.Findings = now
	p := Replayer{After: check.Ours()}
	p.Add(r, replayDay, nil)
	if n := len(p.Result().Changes); n != 0 {
		t.Fatalf("%d changes", n)
	}
	r.Findings = append([]filing.Finding{{Check: "gone-check", Status: filing.Fail, Severity: filing.Block}}, now[1:]...)
	p.Add(r, replayDay, nil)
	c := p.Result().Changes[0]
	if len(c.Findings) != 2 || c.Findings[0].Check != "gone-check" || c.Findings[0].After != nil || c.Findings[1].Before != nil {
		t.Errorf("got %+v", c.Findings)
	}
}

// One filing replayed under two policies, as stored: decoding included. 10,000 in a minute are 6 ms each.
func BenchmarkReplay(b *testing.B) {
	raw, err := os.ReadFile("testdata/report.json")
	if err != nil {
		b.Fatal(err)
	}
	p := Replayer{Before: check.Ours(), After: check.Ours()}
	for b.Loop() {
		var r filing.Report
		if err := json.Unmarshal(raw, &r); err != nil {
			b.Fatal(err)
		}
		p.Add(r, replayDay, nil)
	}
}
