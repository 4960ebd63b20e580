package check

import (
	"strings"

	"prereview/filing"
)

// Two persons share no mobile and no email.
var xPersonDiffAll = Rule{
	ID: "x-person-diff-all", Severity: filing.Block,
	Title:   Text{"不同负责人信息各异", "two persons, two sets of data"},
	Message: Text{"两负责人不是同一人，手机号、邮箱、证件号码均不能相同（相同：{fields}）。", "The principals are two persons, so mobile number, email and certificate number must all differ (the same: {fields})."},
	Source:  "I H", Needs: []string{"declared.principal.*", "declared.site_principal.*"},
	run: func(k *checker) {
		if k.samePrincipal {
			return
		}
		var odd, all []value
		for _, pair := range k.personPairs() {
			p, s := pair[0], pair[1]
			if p.missing || s.missing || !strings.HasSuffix(p.name, ".mobile") && !strings.HasSuffix(p.name, ".email") {
				continue
			}
			all = append(all, p, s)
			if foldContact(p.text) == foldContact(s.text) {
				odd = append(odd, p, s)
			}
		}
		switch {
		case len(odd) > 0:
			k.fail(args{"fields": labels(odd)}, odd...)
		case len(all) > 0:
			k.pass(all...)
		}
	},
}
