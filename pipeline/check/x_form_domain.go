package check

import (
	"prereview/filing"
)

// The 核验单 names every declared domain; it may name more.
var xFormDomain = Rule{
	ID: "x-form-domain", Severity: filing.Block,
	Title:   Text{"核验单域名", "domains on the form"},
	Message: Text{"核验单域名“{b}”与备案域名“{a}”不一致或漏填，请补填。", "The form names {b}; the declared domains are {a}. Add what is missing."},
	Source:  "K T-核验单", Needs: []string{"verification_form.domain", "declared.site.domains"},
	run: func(k *checker) {
		said, read := k.declaredDomains(), k.read(filing.SlotVerificationForm, "domain")
		if !said.missing {
			k.judge(domainsWithin(k.Form.Declared.Site.Domains, listed(read.text)), args{"a": same(said.text), "b": same(read.text)}, said, read)
		}
	},
}
