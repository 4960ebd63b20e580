package eval

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"prereview/eval/corpus"
	"prereview/filing"
)

// SignalTally counts the documents of a tier on which a quality signal of one severity fired.
type SignalTally struct {
	Code     string          `json:"code"`
	Severity filing.Severity `json:"severity"`
	Tier     corpus.Tier     `json:"tier"`
	N        int             `json:"n"`
	// False counts those that would turn away a scan or photo that reads right all the same, and is not what the signal says.
	False int `json:"false"`
}

type signalKey struct {
	code     string
	severity filing.Severity
	tier     corpus.Tier
}

type signalCounts map[signalKey]*SignalTally

func (c *signalCounts) add(r Result) {
	if *c == nil {
		*c = signalCounts{}
	}
	seen := map[signalKey]bool{}
	for _, s := range r.Document.Signals {
		key := signalKey{s.Code, s.Severity, r.Truth.Tier}
		if seen[key] {
			continue
		}
		seen[key] = true
		y := (*c)[key]
		if y == nil {
			y = &SignalTally{Code: s.Code, Severity: s.Severity, Tier: r.Truth.Tier}
			(*c)[key] = y
		}
		y.N++
		if s.Severity == filing.Block && r.Truth.Tier != corpus.Hard && r.readsRight() && !(s.Code == filing.SignalColourless && r.Truth.Colourless()) {
			y.False++
		}
	}
}

// readsRight says that the kind and at least nine in ten values are right, none read with confidence is wrong, and none
// is invented.
func (r Result) readsRight() bool {
	wrong := 0
	for _, m := range r.Mistakes {
		if m.Field == "kind" || m.Accepted || m.Want == "" {
			return false
		}
		wrong++
	}
	return r.N > 0 && 10*wrong <= r.N
}

// Signals lists the counts by code, severity and tier.
func (s *Score) Signals() []SignalTally {
	var out []SignalTally
	for _, k := range slices.SortedFunc(maps.Keys(s.signals), func(a, b signalKey) int {
		return cmp.Or(strings.Compare(a.code, b.code), strings.Compare(string(a.severity), string(b.severity)),
			cmp.Compare(slices.Index(corpus.Tiers, a.tier), slices.Index(corpus.Tiers, b.tier)))
	}) {
		out = append(out, *s.signals[k])
	}
	return out
}
