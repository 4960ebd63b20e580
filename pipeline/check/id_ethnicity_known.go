package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// One of the 56 names of GB/T 3304, or of the two unclassified groups that cards print.
var idEthnicityKnown = Rule{
	ID: "id-ethnicity-known", Severity: filing.Review,
	Title:   Text{"民族", "ethnicity"},
	Message: Text{"民族一栏识别异常，请核对。", "The ethnicity looks wrong. Please check."},
	Source:  "GB/T 3304, derived", Needs: []string{"id_card_front.ethnicity", "words.json"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			v := k.cardEthnicity(r)
			k.judge(slices.Contains(k.pack.ethnicities, strings.TrimSuffix(foldName(v.text), "族")), nil, v)
		}
	},
}
