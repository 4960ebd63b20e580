package check

import (
	"prereview/filing"
)

// The declared name is the licence's, in full. Brackets of another width are x-org-name-bracket's. Names that differ
// only in look-alike characters are unsure with both shown: reading is as likely the fault.
var xOrgNameLicence = Rule{
	ID: "x-org-name-licence", Severity: filing.Block,
	Title:   Text{"主办单位名称与营业执照一致", "organisation's name agrees with the licence"},
	Message: Text{"主办单位名称与营业执照不一致：填写“{a}”，执照为“{b}”，请按执照全称填写。", "The organisation's name is declared as “{a}”, but the licence says “{b}”. Enter the full name on the licence."},
	Source:  "S0 S4 M H", Needs: []string{"declared.organisation.name", "business_licence.name"},
	run: func(k *checker) { k.agree(k.orgName(), k.licence("name"), "", Text{}) },
}

// agree judges a declared value against a reading of the same thing. The rule's message may use {a} for the declared and
// {b} for the read value.
func (k *checker) agree(said, read value, sev filing.Severity, msg Text) {
	if k.unread(said, read) {
		return
	}
	a := args{"a": same(said.text), "b": same(read.text)}
	switch weigh(compare(said.text, read.text), said, read) {
	case equal:
		k.judge(true, nil, said, read)
	case lookAlike:
		read.shown = read.shows(said.text)
		k.unsureAs(sev, reasonLookAlike, said, read)
	default:
		if read.mended() && foldName(read.field.Raw) == foldName(said.text) {
			k.unsureAs(sev, reasonRepaired, said, read)
			return
		}
		k.failAs(sev, msg, a, said, read)
	}
}
