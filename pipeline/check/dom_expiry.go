package check

import (
	"prereview/filing"
)

// The domain is good for so many days after submission: limits.json domain_days, or the province's own.
var domExpiry = Rule{
	ID: "dom-expiry", Severity: filing.Block,
	Title:   Text{"域名剩余有效期", "remaining term of the domain"},
	Message: Text{"域名“{domain}”有效期不足{n}天（到期日{date}），请先续费后再提交。", "{domain} expires on {date}, in less than {n} days. Renew it first."},
	Source:  "Q H T-省 aliyunyh.com/667887", Needs: []string{"domain_certificate.expires", "declared.site.registrations", "register domain", "submitted_at", "limits.json", "provinces.json"},
	run: func(k *checker) {
		n, sev := k.limits("domain_days").DomainDays, filing.Block
		usual := n
		if prov, ok := k.province("domain_days"); ok && prov.DomainDays > 0 {
			n, sev = prov.DomainDays, prov.severity("domain_days", filing.Block)
		}
		for _, d := range k.domains() {
			for _, v := range k.facts(d, factExpires) {
				if k.noDay(v) {
					return
				}
				end, ok := v.date()
				if !ok || !end.Open && end.Compare(k.today) < 0 {
					continue // dom-cert-dates says so
				}
				s := sev
				if end.Compare(k.today.AddDays(usual)) < 0 {
					s = filing.Block // whatever the province says
				}
				if end.Open || end.Compare(k.today.AddDays(n)) >= 0 {
					k.judge(true, nil, v)
					continue
				}
				k.failAs(s, Text{}, args{"domain": same(d.name), "n": num(n), "date": same(v.text)}, v)
			}
		}
	},
}
