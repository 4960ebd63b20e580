package web

import (
	"regexp"
	"strings"

	"prereview/filing"
)

// hiddenHead says how many leading characters of a field stay visible while personal numbers are hidden; ok is false
// for fields that are always shown. Names stay: a reviewer compares them all day, and the list shows none of them.
func hiddenHead(field string) (head int, ok bool) {
	switch {
	case field == "id_number", strings.HasSuffix(field, "principal.certificate_number"), strings.HasSuffix(field, ".holder_certificate_number"):
		return 2, true
	case strings.HasSuffix(field, ".mobile"), strings.HasSuffix(field, ".emergency_phone"), strings.HasSuffix(field, ".office_phone"):
		return 3, true
	}
	return 0, false
}

var (
	idNumbers = regexp.MustCompile(`\d{17}[\dXx]`)
	mobiles   = regexp.MustCompile(`\b1[3-9]\d{9}\b`)
)

// maskText hides ID numbers and mobile numbers inside running text. A social credit code made of digits alone is no ID
// number: its seventh to fourteenth digits are no date of this or the last century.
func maskText(s string) string {
	s = idNumbers.ReplaceAllStringFunc(s, func(n string) string {
		if d, ok := filing.IDNumber(n).Birth(); !ok || d.Year < 1900 || d.Year > 2100 {
			return n
		}
		return filing.IDNumber(n).String()
	})
	return mobiles.ReplaceAllStringFunc(s, func(n string) string { return filing.Phone(n).String() })
}
