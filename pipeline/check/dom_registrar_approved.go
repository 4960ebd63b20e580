package check

import (
	"prereview/filing"
)

// The registrar is one the ministry approved (domains.json registrars, by words of its name). The list is not whole: a name
// that is not in it is for a reviewer.
var domRegistrarApproved = Rule{
	ID: "dom-registrar-approved", Severity: filing.Block,
	Title:   Text{"域名注册商已获批复", "approved registrar"},
	Message: Text{"域名注册商“{registrar}”未获工信部批复，请将域名转入已批复的注册商。", "The registrar “{registrar}” is not approved by the ministry. Transfer the domain to one that is."},
	Source:  "T-域名 H Q", Needs: []string{"domain_certificate.registrar", "declared.site.registrations", "register domain", "domains.json"},
	run: func(k *checker) {
		for _, d := range k.domains() {
			for _, v := range k.facts(d, factRegistrar) {
				a := args{"registrar": same(v.text)}
				known, approved := false, false
				for _, r := range k.registrars() {
					if holds(v.text, r.Words, nil) != "" {
						known, approved = true, r.Approved
						k.cite("domains.json", r.Name)
						break
					}
				}
				if !known {
					k.failAs(filing.Review, Text{"域名注册商“{registrar}”不在已收录名单中，请人工核对是否获得批复。", "The registrar “{registrar}” is not in the list; please check whether it is approved."}, a, v)
					continue
				}
				k.judge(approved, a, d.said, v)
			}
		}
	},
}
