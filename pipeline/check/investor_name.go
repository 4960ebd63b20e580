package check

import (
	"prereview/filing"
)

// 投资者或上级主管单位: an authority names the one above it and neither itself nor its head; elsewhere as the province says (investor): the unit's full
// name, or its 法定代表人. Provinces that say nothing take either.
var investorName = Rule{
	ID: "investor-name", Severity: filing.Review,
	Title:   Text{"投资者或上级主管单位", "investor or superior"},
	Message: Text{"投资者或上级主管单位“{a}”填写有误，应为{want}，请按要求填写。", "Investor or superior is declared as “{a}”; it should be {want}."},
	Source:  "M T-省", Needs: []string{"declared.organisation.investor", "declared.organisation.name", "declared.principal.name", "kind", "provinces.json"},
	run: func(k *checker) {
		said, own := k.organisation("investor", k.Form.Declared.Organisation.Investor), k.orgName()
		if said.missing || own.missing || k.Form.Kind == filing.Individual {
			return
		}
		prov, _ := k.province("investor")
		switch {
		case k.Form.Kind == filing.Government:
			head := k.principal().name() // a person is no authority
			k.judge(compare(said.text, own.text) == different && compare(said.text, head.text) == different, args{"a": same(said.text), "want": {"上级主管单位", "the superior authority"}}, said, own)
		case prov.Investor == "unit_name":
			k.judge(compare(said.text, own.text) == equal, args{"a": same(said.text), "want": {"单位全称", "the unit's full name"}}, said, own)
		case prov.Investor == "legal_rep":
			rep := k.licence("legal_representative")
			if rep.missing {
				rep = k.principal().name()
			}
			if !k.unread(said, rep) {
				k.judge(repLikeness(said.text, rep.text) == equal, args{"a": same(said.text), "want": {"法定代表人", "the legal representative"}}, said, rep)
			}
		}
	},
}
