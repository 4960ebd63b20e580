package main

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"

	"prereview/eval/corpus"
	"prereview/filing"
)

// glyphList is characters that the model should read in any face.
type glyphList struct {
	name       string
	characters []string // each once
}

// glyphLists are those coverage is measured on. A character may be in several.
func glyphLists() []glyphList {
	counties, villages := corpus.DivisionNames()
	return []glyphList{
		{"provinces, cities, counties", han(strings.Join(counties, ""))},
		{"400 commonest surnames", han(strings.Join(filing.Surnames(), ""))},
		{"towns and villages", han(strings.Join(villages, ""))},
		{"GB/T 2312 level 1", han(gb2312(16, 55))},
		{"GB/T 2312 level 2", han(gb2312(56, 87))},
	}
}

// gb2312 is the characters of some rows of GB/T 2312, which has the 3,755 most used in rows 16 to 55 and 3,008 more up to 87.
func gb2312(first, last byte) string {
	var b []byte
	for row := first; row <= last; row++ {
		for cell := byte(1); cell <= 94; cell++ {
			b = append(b, 0xA0+row, 0xA0+cell)
		}
	}
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(b)
	if err != nil { // no byte is invalid in GBK there
		panic(err)
	}
	return string(text)
}

// han is each Han character of a text once, in the order of their code points.
func han(text string) []string {
	runes := slices.DeleteFunc([]rune(text), func(r rune) bool { return !unicode.Is(unicode.Han, r) })
	slices.Sort(runes)
	var out []string
	for _, r := range slices.Compact(runes) {
		out = append(out, string(r))
	}
	return out
}
