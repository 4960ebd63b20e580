package filing

import (
	_ "embed"
	"strings"
)

//go:embed surnames.txt
var surnamesFile string

// Surnames are the 400 commonest surnames, commonest first; one of them has two characters.
func Surnames() []string {
	var out []string
	for line := range strings.Lines(surnamesFile) {
		if !strings.HasPrefix(line, "#") {
			out = append(out, strings.Fields(line)...)
		}
	}
	return out
}
