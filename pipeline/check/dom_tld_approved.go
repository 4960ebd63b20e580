package check

import (
	"slices"

	"prereview/filing"
)

// The suffix is in the authority's list (domains.json approved), and in the province's own where it has one. A province's
// list that is not complete refuses what it names as refused and leaves the rest to a reviewer.
var domTLDApproved = Rule{
	ID: "dom-tld-approved", Severity: filing.Block,
	Title:   Text{"域名后缀已获批复", "approved domain suffix"},
	Message: Text{"域名“{domain}”的后缀“.{suffix}”未获工信部批复，不能备案，请更换域名。", "The suffix .{suffix} of {domain} is not approved by the ministry, so it cannot be filed. Use another domain."},
	Source:  "T-域名 (2022-08-30), T-省/北京", Needs: []string{"declared.site.domains", "province", "domains.json", "provinces.json"},
	run: func(k *checker) {
		for _, d := range k.domains() {
			a := args{"domain": same(d.name), "suffix": same(d.suffix), "province": same(k.Form.Province)}
			if !d.in(k.suffixes("approved").Suffixes) {
				k.fail(a, d.said)
				continue
			}
			prov, ok := k.province("domain_suffixes")
			if !ok || prov.Suffixes == "" {
				k.pass(d.said)
				continue
			}
			own := k.suffixes(prov.Suffixes)
			notHere := Text{"域名“{domain}”的后缀“.{suffix}”不在{province}可备案的后缀之列，请更换域名。", "The suffix .{suffix} of {domain} cannot be filed in this province ({province}). Use another domain."}
			switch {
			case d.in(own.Suffixes):
				k.pass(d.said)
			case own.Complete || slices.Contains(own.Refused, d.top()):
				k.failAs(prov.severity("domain_suffixes", filing.Block), notHere, a, d.said)
			default:
				k.failAs(filing.Review, notHere, a, d.said)
			}
		}
	},
}
