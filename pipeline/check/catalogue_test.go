package check

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// leftOut are the checks of the catalogue that there is no rule for, and why.
var leftOut = map[string]string{
	"photo-season":       "Whether clothes fit the season is not told from a photo; the catalogue itself calls it not automatable.",
	"x-photo-face-id":    "Faces are not compared: a faceprint is biometric data that nothing else here needs, and likeness across years and beards is a reviewer's judgement.",
	"img-tamper-suspect": "Pixels are not searched for traces of editing. The known ways (error levels, noise, fonts) cry wolf over every picture that was saved twice, and telling an applicant of forgery by mistake is worse than a reviewer's own look.",
	"lic-person-label":   "Reading keeps the person in charge and not the label the name stood beside (法定代表人, 经营者, 投资人 ...). That a licence has fields its kind does not have is lic-fields-unexpected's.",
}

// unreadFields are fields of documents that are otherwise read, which rules look at and no reader gives yet.
var unreadFields = []string{"*.watermark", "business_licence.unit_seal", "business_licence.copy_number", "business_licence.licence_number"}

func leftOutDocs() string {
	var b strings.Builder
	b.WriteString("\n## Left out\n\n| check of the catalogue | why there is no rule |\n|---|---|\n")
	for _, id := range slices.Sorted(maps.Keys(leftOut)) {
		fmt.Fprintf(&b, "| `%s` | %s |\n", id, leftOut[id])
	}
	return b.String()
}

// Every check of the catalogue has a rule or a reason why not; what is left out is little.
func TestLeftOut(t *testing.T) {
	b, err := os.ReadFile("testdata/catalogue.txt")
	if err != nil {
		t.Fatal(err)
	}
	catalogue := strings.Fields(string(b))
	for id, why := range leftOut {
		if !slices.Contains(catalogue, id) || why == "" {
			t.Errorf("%s: not in the catalogue, or without a reason", id)
		}
		if slices.ContainsFunc(rules, func(r Rule) bool { return r.ID == id }) {
			t.Errorf("%s is left out, and has a rule", id)
		}
	}
	for _, id := range catalogue {
		if leftOut[id] == "" && !slices.ContainsFunc(rules, func(r Rule) bool { return r.ID == id }) {
			t.Errorf("%s has no rule, and no reason is given", id)
		}
	}
	if len(leftOut) > 10 {
		t.Errorf("%d checks are left out", len(leftOut))
	}
}
