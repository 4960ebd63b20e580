package check

import (
	"prereview/filing"
)

// The domain was registered, and has not expired, on the day of submission; both days are days of the calendar.
var domCertDates = Rule{
	ID: "dom-cert-dates", Severity: filing.Block,
	Title:   Text{"域名注册和到期日期", "dates of the domain"},
	Message: Text{"域名“{domain}”的日期“{date}”异常或已过期，请核对并更换证书。", "{domain}: the date {date} makes no sense or has passed. Check it and replace the certificate."},
	Source:  "H", Needs: []string{"domain_certificate.registered", "domain_certificate.expires", "declared.site.registrations", "register domain", "submitted_at"},
	run: func(k *checker) {
		for _, d := range k.domains() {
			from := map[string]filing.Date{}
			for _, f := range []domainFact{factRegistered, factExpires} {
				for _, v := range k.facts(d, f) {
					if k.noDay(v) {
						return
					}
					on, ok := v.date()
					source := v.slot.Kind()
					switch {
					case !ok:
					case f.certificate == "registered":
						ok = !on.Open && on.Compare(k.today) <= 0
						from[string(source)] = on
					default:
						ok = on.Open || on.Compare(k.today) >= 0 && on.Compare(from[string(source)]) >= 0
					}
					k.judge(ok, args{"domain": same(d.name), "date": same(v.text)}, v)
				}
			}
		}
	},
}
