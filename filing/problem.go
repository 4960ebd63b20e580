package filing

import (
	"errors"
	"strconv"
	"strings"
)

// Sentinels that stores return and callers test with errors.Is.
var (
	ErrNotFound = errors.New("not found")           // no such filing, run, report, key, object
	ErrConflict = errors.New("conflict")            // the filing's status does not allow this
	ErrStale    = errors.New("stale run")           // the run is final, leased by another, or fenced by a later attempt
	ErrTooLarge = errors.New("over the size limit") // more bytes, pixels or pages than allowed
)

// Problem says what is wrong with one field of a request, and what is allowed. It never quotes personal data.
type Problem struct {
	Field   string   `json:"field"`
	Detail  string   `json:"detail"`
	Allowed []string `json:"allowed,omitempty"`
}

func (p Problem) Error() string {
	s := p.Field + ": " + p.Detail
	if len(p.Allowed) > 0 {
		s += " (allowed: " + strings.Join(p.Allowed, ", ") + ")"
	}
	return s
}

// Problems is one or more of them as an error.
type Problems []Problem

func (ps Problems) Error() string {
	ss := make([]string, len(ps))
	for i, p := range ps {
		ss[i] = p.Error()
	}
	return strings.Join(ss, "; ")
}

func quote(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strconv.Quote(s)
}

func strs[T ~string](xs []T) []string {
	out := make([]string, len(xs))
	for i, x := range xs {
		out[i] = string(x)
	}
	return out
}
