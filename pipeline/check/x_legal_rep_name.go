package check

import (
	"regexp"
	"strings"

	"prereview/filing"
)

// The declared 主体负责人 is the person on the licence. Provinces differ on whether another may be declared with a letter of
// authorisation (provinces.json legal_rep): required blocks, authorised and conflict are for a reviewer. A partnership's
// licence may name a firm with its delegate, 委派代表: either will do; a firm alone tells nothing.
var xLegalRepName = Rule{
	ID: "x-legal-rep-name", Severity: filing.Block,
	Title:   Text{"主体负责人与法定代表人", "principal is the legal representative"},
	Message: Text{"主体负责人与执照法定代表人不一致：填写“{a}”，执照为“{b}”，请改为法定代表人，或上传授权书（部分省份）。", "The principal is declared as “{a}”, but the licence names “{b}”. Declare the legal representative, or (in some provinces) upload a letter of authorisation."},
	Source:  "H T-驳回 A P; T-省", Needs: []string{"declared.principal.name", "business_licence.legal_representative", "province", "provinces.json"},
	run: func(k *checker) {
		said, read := k.principal().name(), k.licence("legal_representative")
		if k.unread(said, read) {
			return
		}
		switch weigh(repLikeness(said.text, read.text), said, read) {
		case equal:
			k.judge(true, nil, said, read)
			return
		case lookAlike:
			read.shown = read.shows(said.text)
			k.unsure(reasonLookAlike, said, read)
			return
		}
		if isFirm(read.text) {
			k.unsureAs(filing.Review, reasonUnresolved, said, read)
			return
		}
		a := args{"a": same(said.text), "b": same(read.text), "province": same(k.Form.Province)}
		prov, known := k.province("legal_rep")
		switch {
		case known && prov.LegalRep == legalRepRequired:
			k.fail(a, said, read)
		case known && prov.LegalRep == legalRepAuthorised && k.docs[filing.SlotAuthorisation] != nil:
			k.failAs(filing.Review, Text{"主体负责人“{a}”不是执照法定代表人“{b}”，已上传授权书，请人工核对授权书。", "The principal “{a}” is not the legal representative “{b}”; a letter of authorisation was uploaded and needs checking."}, a, said, read)
		case known && prov.LegalRep == legalRepAuthorised:
			k.failAs(filing.Review, Text{"主体负责人“{a}”不是执照法定代表人“{b}”，{province}须上传法定代表人授权书，或改为法定代表人。", "The principal “{a}” is not the legal representative “{b}”; {province} asks for a letter of authorisation, or declare the legal representative."}, a, said, read)
		default:
			k.failAs(filing.Review, Text{"主体负责人“{a}”不是执照法定代表人“{b}”，{province}的要求说法不一，请人工核对。", "The principal “{a}” is not the legal representative “{b}”; sources disagree on what {province} asks, please check."}, a, said, read)
		}
	},
}

// delegate finds the person behind a partner that is a firm: 某某合伙企业(委派代表:张三).
var delegate = regexp.MustCompile(`委派代表:?([^()]+)`)

// repLikeness compares a name with the licence's field of the person in charge.
func repLikeness(name, field string) likeness {
	l := compare(name, field)
	f := foldName(field)
	if m := delegate.FindStringSubmatch(f); m != nil {
		l = max(l, compare(name, m[1]))
		if before, _, _ := strings.Cut(f, "("); before != "" {
			l = max(l, compare(name, before))
		}
	}
	return l
}

func isFirm(s string) bool {
	for _, w := range []string{"公司", "企业", "中心", "合伙", "事务所", "集团", "基金"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
