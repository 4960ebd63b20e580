package check

import (
	"prereview/filing"
)

// The declared number is the licence's code. A reading that does not check out, while the declared number does and
// differs in one or two places, is more likely a misreading.
var xOrgCodeLicence = Rule{
	ID: "x-org-code-licence", Severity: filing.Block,
	Title:   Text{"证件号码与营业执照一致", "certificate number agrees with the licence"},
	Message: Text{"主办单位证件号码与营业执照不一致，请核对。", "The organisation's certificate number is not the one on the licence. Please check."},
	Source:  "S0 M H", Needs: []string{"declared.organisation.certificate_number", "business_licence.uscc"},
	run: func(k *checker) {
		said, read := k.orgNumber(), k.licence("uscc")
		a, b := foldUSCC(said.text), foldUSCC(read.text)
		k.agreeNumbers(said, read, string(a), string(b), a.ChecksOut(), b.ChecksOut(), Text{})
	},
}

// agreeNumbers judges two folded numbers that carry a check character.
func (k *checker) agreeNumbers(said, read value, a, b string, aGood, bGood bool, msg Text) {
	if k.unread(said, read) {
		return
	}
	n := apart(a, b)
	switch {
	case a == b:
		k.judge(true, nil, said, read)
	case aGood && !bGood && n > 0 && n <= 2:
		k.unsure(reasonMisread, said, read)
	case read.shows(said.text) >= mayShow:
		read.shown = read.shows(said.text)
		k.unsure(reasonMisread, said, read)
	case read.mended():
		k.unsure(reasonRepaired, said, read)
	default:
		k.failAs("", msg, nil, said, read)
	}
}
