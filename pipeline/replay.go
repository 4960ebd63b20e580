package pipeline

import (
	"slices"

	"prereview/filing"
	"prereview/pipeline/check"
)

// Replayer checks stored filings again, from the fields that were read and what registers said then. Nothing is read or
// asked again. It is used by one goroutine.
type Replayer struct {
	After  *check.Policy
	Before *check.Policy // nil compares with what the stored report says, so that a change of the program shows too

	result filing.Replay
}

// Add replays one stored report. day is that of its submission; snoozes are those in force for it.
func (p *Replayer) Add(r filing.Report, day filing.Date, snoozes []filing.Snooze) {
	c := check.Case{Form: r.Form, Documents: r.Documents, SubmittedAt: day, Answers: r.Answers, Snoozes: snoozes}
	before := r.Findings
	if p.Before != nil {
		before = p.Before.Run(c)
	}
	after := p.After.Run(c)
	p.result.Filings++
	change := filing.ReplayChange{FilingID: r.FilingID, Run: r.Run, Province: r.Form.Province, Kind: r.Form.Kind, Submitted: day.String(),
		Before: filing.Judge(before), After: filing.Judge(after), Findings: findingChanges(before, after)}
	if change.Before == change.After && len(change.Findings) == 0 {
		return
	}
	if p.result.Moves == nil {
		p.result.Moves, p.result.Checks = map[string]int{}, map[string]int{}
	}
	if change.Before != change.After {
		p.result.Moves[string(change.Before)+">"+string(change.After)]++
	}
	for i, f := range change.Findings {
		if !slices.ContainsFunc(change.Findings[:i], func(g filing.FindingChange) bool { return g.Check == f.Check }) {
			p.result.Checks[f.Check]++
		}
	}
	p.result.Changes = append(p.result.Changes, change)
}

// Result is what was found so far.
func (p *Replayer) Result() filing.Replay {
	r := p.result
	if r.Changes == nil {
		r.Changes = []filing.ReplayChange{}
	}
	if r.Moves == nil {
		r.Moves, r.Checks = map[string]int{}, map[string]int{}
	}
	return r
}

// findingChanges pairs the findings of each check on the same fields. Passes are compared too: one that is gone may mean that
// the check no longer applies.
func findingChanges(before, after []filing.Finding) (out []filing.FindingChange) {
	left := slices.Clone(after)
	for i := range before {
		b := &before[i]
		j := slices.IndexFunc(left, func(a filing.Finding) bool { return a.Check == b.Check && slices.Equal(a.Fields, b.Fields) })
		if j < 0 {
			j = slices.IndexFunc(left, func(a filing.Finding) bool { return a.Check == b.Check && a.Status == b.Status })
		}
		if j < 0 { // all passes of a check are one finding, and every failure is one of its own
			j = slices.IndexFunc(left, func(a filing.Finding) bool {
				return a.Check == b.Check && (a.Status == filing.Pass || b.Status == filing.Pass)
			})
		}
		if j < 0 {
			out = append(out, filing.FindingChange{Check: b.Check, Before: b})
			continue
		}
		a := left[j]
		left = slices.Delete(left, j, j+1)
		if !sameFinding(*b, a) {
			out = append(out, filing.FindingChange{Check: b.Check, Before: b, After: &a})
		}
	}
	for i := range left {
		out = append(out, filing.FindingChange{Check: left[i].Check, After: &left[i]})
	}
	return out
}

// sameFinding says that a person would be told the same. Which version of the policy said so is not part of it.
func sameFinding(a, b filing.Finding) bool {
	return a.Status == b.Status && a.Severity == b.Severity && a.Reason == b.Reason && a.Message == b.Message &&
		slices.Equal(a.Fields, b.Fields) && (a.Snoozed == nil) == (b.Snoozed == nil)
}
