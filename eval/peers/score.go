package peers

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"prereview/eval/corpus"
	"prereview/filing"
)

// Outcome is how one recogniser did on one document.
type Outcome struct {
	Reader string              `json:"reader"` // key of Reader
	File   string              `json:"file"`
	Kind   filing.DocumentKind `json:"kind"`
	Tier   corpus.Tier         `json:"tier"`
	CPUMS  float64             `json:"cpu_ms"` // processor time, milliseconds
	Error  string              `json:"error,omitempty"`
	Fields []FieldOutcome      `json:"fields"`
}

// FieldOutcome is how it did on one field of the truth.
type FieldOutcome struct {
	Field string `json:"field"`
	// Found: the field's text appears in what was read. For a reader of pages that is its whole text, for one that
	// extracts fields their values and nothing more.
	Found bool `json:"found"`
	// Exact: the field was extracted and its value is the truth's, whatever the width of its marks. Never for a reader of
	// pages.
	Exact bool `json:"exact"`
}

// ScorePage scores the text of a page.
func ScorePage(t corpus.Truth, lines []string) []FieldOutcome { return score(t, lines, nil) }

// ScoreDocument scores the fields of a document.
func ScoreDocument(t corpus.Truth, d filing.Document) []FieldOutcome {
	values := make([]string, 0, len(d.Fields))
	for _, name := range slices.Sorted(maps.Keys(d.Fields)) {
		values = append(values, d.Fields[name].Value)
	}
	return score(t, values, d.Fields)
}

// score looks for the fields that the picture lets anyone read, in order of name.
func score(t corpus.Truth, texts []string, fields map[string]filing.Field) []FieldOutcome {
	all := fold(strings.Join(texts, ""))
	var out []FieldOutcome
	for _, name := range slices.Sorted(maps.Keys(t.Fields)) {
		if !t.Readable(name) {
			continue
		}
		want := t.Fields[name]
		out = append(out, FieldOutcome{Field: name, Found: appears(all, want, t.Lines[name]),
			Exact: want != "" && t.Right(name, fields[name].Value)})
	}
	return out
}

// appears says whether a field's value, or every line in which it is printed, is in a folded text. Lines are looked for
// one by one, for the lines of another column may stand between them; a date counts as printed or as YYYY-MM-DD.
func appears(text, value string, printed []string) bool {
	if strings.Contains(text, fold(value)) {
		return true
	}
	for _, line := range printed {
		if !strings.Contains(text, fold(line)) {
			return false
		}
	}
	return len(printed) > 0
}

// fold leaves out what this measure does not ask of anyone: the width of letters, digits and marks, white space, case,
// and which of the dots, dashes and brackets that look alike is meant.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			return -1
		case strings.ContainsRune("•‧∙・⋅●", r):
			return '·'
		case strings.ContainsRune("—–―−‐‑", r):
			return '-'
		case strings.ContainsRune("〔[【", r):
			return '('
		case strings.ContainsRune("〕]】", r):
			return ')'
		case r == '。' || r == '｡':
			return '.'
		case r == '、':
			return ','
		}
		return unicode.ToUpper(r)
	}, norm.NFKC.String(s))
}
