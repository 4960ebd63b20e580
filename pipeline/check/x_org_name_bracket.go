package check

import (
	"strings"

	"prereview/filing"
)

// The names agree but for the width of their brackets. 北京 asks for exactly the licence's. Readers often give half-width
// brackets for full-width ones, so a half-width reading proves nothing.
var xOrgNameBracket = Rule{
	ID: "x-org-name-bracket", Severity: filing.Advice,
	Title:   Text{"名称括号全角半角", "width of the brackets in the name"},
	Message: Text{"名称中的括号全角/半角与执照不一致，请保持完全一致。", "The brackets in the name are of another width than on the licence. Keep them the same."},
	Source:  "T-省/北京", Needs: []string{"declared.organisation.name", "business_licence.name", "province"},
	run: func(k *checker) {
		said, read := k.orgName(), k.licence("name")
		if said.missing || read.text == "" || compare(said.text, read.text) != equal || !strings.ContainsAny(said.text, "()（）") {
			return
		}
		sev := filing.Advice
		if prov, _ := k.province("exact_brackets"); prov.ExactBrackets {
			sev = filing.Block
		}
		switch {
		case brackets(said.text) == brackets(read.text):
			k.judge(true, nil, said, read)
		case strings.ContainsAny(read.text, "()"):
			k.unsureAs(filing.Advice, reasonMisread, said, read)
		default:
			k.failAs(sev, Text{}, nil, said, read)
		}
	},
}

func brackets(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("()（）", r) {
			return r
		}
		return -1
	}, s)
}
