package filing

import (
	"fmt"
	"log/slog"
	"strings"
	"unicode/utf8"
)

// PersonName, IDNumber and Phone hold personal data. They marshal to JSON in full, since the form and the report are
// theirs to carry, but every way of printing them (fmt, slog, errors) shows them masked. Convert with string(x) where
// the value itself is meant.
type (
	PersonName string
	IDNumber   string
	Phone      string
)

// String shows the first character: 王**.
func (n PersonName) String() string {
	r, _ := utf8.DecodeRuneInString(string(n))
	if n == "" {
		return ""
	}
	return string(r) + strings.Repeat("*", utf8.RuneCountInString(string(n))-1)
}

// String shows the region's province and the last two characters: 11**************04.
func (n IDNumber) String() string { return mask(string(n), 2, 2) }

// String shows 138******78.
func (p Phone) String() string { return mask(string(p), 3, 2) }

func (n PersonName) GoString() string { return n.String() }
func (n IDNumber) GoString() string   { return n.String() }
func (p Phone) GoString() string      { return p.String() }

func (n PersonName) LogValue() slog.Value { return slog.StringValue(n.String()) }
func (n IDNumber) LogValue() slog.Value   { return slog.StringValue(n.String()) }
func (p Phone) LogValue() slog.Value      { return slog.StringValue(p.String()) }

func mask(s string, head, tail int) string {
	r := []rune(s)
	if len(r) <= head+tail {
		return strings.Repeat("*", len(r))
	}
	return string(r[:head]) + strings.Repeat("*", len(r)-head-tail) + string(r[len(r)-tail:])
}

var _ = []fmt.Stringer{PersonName(""), IDNumber(""), Phone("")}
