package check

import (
	"prereview/filing"
)

// So many domains an order and a site at most, by the province or else by limits.json. 0 is no limit.
var domCountLimit = Rule{
	ID: "dom-count-limit", Severity: filing.Block,
	Title:   Text{"域名数量", "number of domains"},
	Message: Text{"{who}每次最多备案{n}个域名（填写了{m}个），请分单提交。", "{m} domains are declared; {who} takes at most {n} at a time. File them apart."},
	Source:  "T-省 T-网站", Needs: []string{"declared.site.domains", "province", "provinces.json", "limits.json"},
	run: func(k *checker) {
		said, m := k.declaredDomains(), len(k.Form.Declared.Site.Domains)
		if said.missing {
			return
		}
		who, lim := Text{"本系统", "this provider"}, k.limits("domains_per_order")
		order, site := lim.DomainsPerOrder.of(k.Form.Kind), lim.DomainsPerSite
		sev := filing.Block
		if prov, ok := k.province("domains_per_order"); ok {
			if n := prov.DomainsPerOrder.of(k.Form.Kind); n > 0 {
				order, who, sev = n, Text{prov.Name, "the province (" + prov.Name + ")"}, prov.severity("domains_per_order", sev)
			}
			if n := prov.DomainsPerSite; n > 0 {
				k.province("domains_per_site")
				site, who, sev = n, Text{prov.Name + "每个网站", "a site in the province (" + prov.Name + ")"}, prov.severity("domains_per_site", sev)
			}
		}
		n := order
		if site > 0 && (n == 0 || site < n) {
			n = site
		}
		if n > 0 && m > n {
			k.failAs(sev, Text{}, args{"who": who, "n": num(n), "m": num(m)}, said)
			return
		}
		k.pass(said)
	},
}
