package check

import (
	"strings"

	"prereview/filing"
)

// A word in the names or the 经营范围 hints at a sector of 前置审批 (preapproval.json, with a province's own words), and neither
// its permit is declared or uploaded nor, where the province takes it, a letter that it does not apply. A hint is no proof: for
// a reviewer. What the scope excludes in brackets is not in it.
var preapprovalKeywords = Rule{
	ID: "preapproval-keywords", Severity: filing.Review,
	Title:   Text{"前置审批字样", "words of prior approval"},
	Message: Text{"名称或经营范围涉及“{word}”（{sector}），请{todo}。", "The names or the scope speak of “{word}” ({sector}): {todo}."},
	Source:  "T-前置 T-省 H P", Needs: []string{"declared.site.name", "declared.organisation.name", "business_licence.business_scope", "province", "preapproval.json", "provinces.json"},
	run: func(k *checker) {
		hits, looked := k.preapprovalHits()
		if len(looked) == 0 {
			return
		}
		clean := true
		for _, h := range hits {
			var zh, en []string
			answered := k.holdsPermit(h.sector.Sector)
			for _, r := range k.accepted(h.sector.Sector) {
				switch r {
				case "permit":
					zh, en = append(zh, "上传"+h.sector.Permit), append(en, "upload the permit ("+h.sector.Permit+")")
				case "letter":
					zh, en = append(zh, "上传不涉及前置审批承诺书"), append(en, "upload a letter that it does not apply")
					answered = answered || k.docs[filing.SlotNoPreapproval] != nil
				case "reduce_scope":
					zh, en = append(zh, "核减经营范围"), append(en, "have the scope reduced")
				case "phone":
					zh, en = append(zh, "电话咨询主管部门并在备注中写明结果、附承诺书"), append(en, "telephone the authority, note its answer in the remark and add a letter")
					answered = answered || k.docs[filing.SlotNoPreapproval] != nil
				}
			}
			if answered {
				continue
			}
			clean = false
			k.fail(args{"word": same(h.word), "sector": same(h.sector.Sector), "todo": {strings.Join(zh, "，或"), strings.Join(en, ", or ")}}, h.in)
		}
		if clean {
			k.pass(looked...)
		}
	},
}
