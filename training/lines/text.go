package lines

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Transcribe puts print into the characters a model knows: full-width forms it lacks in their half-width form, spread
// characters together, one space between Latin words. ok is false when a character remains that it does not know.
func Transcribe(print string, known func(string) bool) (text string, ok bool) {
	var b strings.Builder
	var last rune
	space := false
	for _, r := range norm.NFC.String(print) {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		s := string(r)
		if !known(s) {
			s = norm.NFKC.String(s)
		}
		switch s {
		case "—", "–", "－":
			s = "-"
		case "•", "・":
			s = "·"
		case "‘", "’":
			s = "'"
		}
		for _, c := range s {
			if !known(string(c)) {
				return "", false
			}
			if space && last != 0 && isLatin(last) && isLatin(c) {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(c)
			last = c
		}
	}
	return b.String(), b.Len() > 0
}

func isLatin(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
