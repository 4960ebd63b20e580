package check

import (
	"strings"

	"prereview/filing"
)

// Where the provider advises it (limits.json own_mailbox_advice) a unit's mailbox is under one of the domains that are filed.
var contactEmailEnterprise = Rule{
	ID: "contact-email-enterprise", Severity: filing.Advice,
	Title:   Text{"企业邮箱", "mailbox of the unit's own"},
	Message: Text{"建议使用企业邮箱（域名与备案主体一致）。", "Better use a mailbox under the unit's own domain."},
	Source:  "S0 S4", Needs: []string{"declared.*.email", "declared.site.domains", "kind", "limits.json"},
	run: func(k *checker) {
		if !k.limits("own_mailbox_advice").OwnMailbox || k.Form.Kind == filing.Individual {
			return
		}
		for _, r := range k.persons() {
			v := declared(r.path+".email", r.person.Email)
			host := plain(v.text[strings.LastIndexByte(v.text, '@')+1:])
			own := false
			for _, d := range k.domains() {
				own = own || host == d.name || strings.HasSuffix(host, "."+d.name)
			}
			k.judge(own, nil, v)
		}
	},
}
