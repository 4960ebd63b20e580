package check

import (
	"slices"

	"prereview/filing"
)

// Some suffixes are for some applicant kinds only (domains.json reserved).
var domTLDRestricted = Rule{
	ID: "dom-tld-restricted", Severity: filing.Block,
	Title:   Text{"限制使用的域名后缀", "reserved domain suffix"},
	Message: Text{"域名“{domain}”的后缀仅限{who}使用，与主体性质不符。", "The suffix of {domain} is reserved ({who}) and does not fit the applicant kind."},
	Source:  "T-域名 H", Needs: []string{"declared.site.domains", "kind", "domains.json"},
	run: func(k *checker) {
		for _, d := range k.domains() {
			held := ""
			for _, r := range k.reserved() {
				if r.Suffix != d.suffix && r.Suffix != d.top() {
					continue
				}
				k.cite("domains.json", r.Suffix)
				if !slices.Contains(r.Kinds, applicant(k.Form.Kind)) {
					held = r.Title
				}
			}
			k.judge(held == "", args{"domain": same(d.name), "who": same(held)}, d.said, k.declaredKind())
		}
	},
}
