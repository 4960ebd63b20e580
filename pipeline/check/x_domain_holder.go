package check

import (
	"prereview/filing"
)

// The domain's holder, by its certificate, as declared, or by the register, is the 主办单位, for an individual the person.
// The 法定代表人 as holder of a unit's domain is a reviewer's matter: some providers take it with a letter, and provinces with
// domain_holder_unit do not.
var xDomainHolder = Rule{
	ID: "x-domain-holder", Severity: filing.Block,
	Title:   Text{"域名持有者", "domain holder"},
	Message: Text{"域名持有者“{a}”与备案主体“{b}”不一致，请先做域名过户或修改实名认证。", "The domain is held by “{a}”, not by the applicant “{b}”. Transfer it or mend its real-name record first."},
	Source:  "T-域名 H A Q P", Needs: []string{"domain_certificate.owner", "declared.site.registrations", "register domain", "declared.organisation.name", "declared.principal.name", "provinces.json"},
	run: func(k *checker) {
		said := k.subjectName()
		if said.missing {
			return
		}
		for _, d := range k.domains() {
			for _, held := range k.facts(d, factHolder) {
				held = held.backedBy(said)
				a := args{"a": same(held.text), "b": same(said.text)}
				rep := k.principal().name()
				prov, _ := k.province("domain_holder_unit")
				switch weigh(compare(said.text, held.text), said, held) {
				case equal:
					k.judge(true, nil, said, held)
				case lookAlike:
					k.unsure(reasonLookAlike, said, held)
				default:
					if k.Form.Kind != filing.Individual && !prov.HolderUnit && compare(rep.text, held.text) == equal {
						k.failAs(filing.Review, Text{"域名持有者“{a}”是负责人个人而非主办单位“{b}”，请过户到单位名下，或由审核方核对是否接受。",
							"The domain is held by the principal “{a}” and not by the unit “{b}”. Transfer it, or have a reviewer decide."}, a, said, held)
						continue
					}
					k.fail(a, said, held)
				}
			}
		}
	},
}
