package check

import (
	"strings"

	"prereview/filing"
)

// No other subject's filing in our records has a principal's mobile; where a province wants it (unique_numbers), nor their
// certificate number.
var contactMobileDuplicateSubject = Rule{
	ID: "contact-mobile-duplicate-subject", Severity: filing.Block, Register: RegisterHistory,
	Title:   Text{"手机号未用于其他主体", "mobile of no other subject"},
	Message: Text{"{where}已用于其他备案主体，请更换或先变更原备案。", "{where} is used by another subject. Use another, or change that filing first."},
	Source:  "T-驳回 H T-省 I", Needs: []string{"declared.*.mobile", "declared.*.certificate_number", "provinces.json", "register history"},
	run: func(k *checker) {
		prov, _ := k.province("unique_numbers")
		for _, r := range k.persons() {
			vs := []value{declared(r.path+".mobile", string(r.person.Mobile))}
			if prov.UniqueNumbers {
				vs = append(vs, r.number())
			}
			for _, v := range vs {
				if v.missing {
					continue
				}
				history, _, ok := answered(k, k.Answers.History, v)
				if !ok {
					return
				}
				sev := filing.Block
				if strings.HasSuffix(v.name, "certificate_number") {
					sev = filing.Review // one person may be two units' principal in most provinces
				}
				if len(history.SameNumber[v.name]) > 0 {
					k.failAs(sev, Text{}, args{"where": labels([]value{v})}, v)
					continue
				}
				k.pass(v)
			}
		}
	},
}
