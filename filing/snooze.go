package filing

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Snooze silences a check, or an entry of the policy, for a while: what it finds is still in reports, marked, and counts
// for nothing.
type Snooze struct {
	ID        string    `json:"id"`
	Check     string    `json:"check,omitempty"` // "" is every check that the entry decides
	Owner     string    `json:"owner,omitempty"` // id of the key whose filings it is for; "" is everyone's
	File      string    `json:"file,omitempty"`  // of the policy, with Entry: only findings that this entry decided
	Entry     string    `json:"entry,omitempty"`
	Until     string    `json:"until"` // the last day on which it holds, YYYY-MM-DD
	Reason    string    `json:"reason"`
	By        string    `json:"by"` // key id of who did it
	CreatedAt time.Time `json:"created_at"`
	EndedAt   time.Time `json:"ended_at,omitzero"` // when somebody ended it early
}

// snoozeDays is how long a snooze may be: what is to be silent for longer belongs into a policy pack.
const snoozeDays = 366

// Validate reports every field that has no meaning. today is the day it is made.
func (s Snooze) Validate(checks []string, today Date) (ps []Problem) {
	if s.Check == "" && s.Entry == "" {
		ps = append(ps, Problem{Field: "check", Detail: "a check or an entry of the policy is required"})
	}
	if s.Check != "" && !slices.Contains(checks, s.Check) {
		ps = append(ps, Problem{Field: "check", Detail: "unknown check " + quote(s.Check), Allowed: checks})
	}
	if (s.File == "") != (s.Entry == "") {
		ps = append(ps, Problem{Field: "entry", Detail: "needs the file it stands in, and a file an entry"})
	}
	until, err := ParseDate(s.Until)
	if err != nil || until.IsZero() || until.Open || until.Compare(today) < 0 || until.Compare(today.AddDays(snoozeDays)) > 0 {
		ps = append(ps, Problem{Field: "until", Detail: "is a day YYYY-MM-DD from today on, within a year"})
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(s.Reason)); n < 4 || n > 500 {
		ps = append(ps, Problem{Field: "reason", Detail: "says why in 4 to 500 characters"})
	}
	return ps
}

// Holds says that the snooze is in force on a day for a filing of that owner.
func (s Snooze) Holds(day Date, owner string) bool {
	until, err := ParseDate(s.Until)
	return err == nil && s.EndedAt.IsZero() && !day.IsZero() && day.Compare(until) <= 0 && (s.Owner == "" || s.Owner == owner)
}

// Silences says that a finding is one that the snooze is about.
func (s Snooze) Silences(f Finding) bool {
	if s.Check != "" && s.Check != f.Check || s.Check == "" && s.Entry == "" {
		return false
	}
	if s.Entry == "" {
		return true
	}
	for _, r := range f.Policy {
		if r.File == s.File && (r.Entry == s.Entry || strings.HasPrefix(r.Entry, s.Entry+".")) {
			return true
		}
	}
	return false
}

// Snoozed is the mark on a finding that was silenced.
type Snoozed struct {
	ID     string `json:"id"`
	Until  string `json:"until"`
	Reason string `json:"reason"`
	By     string `json:"by"`
}
