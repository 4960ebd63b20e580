package check

import (
	"prereview/filing"
)

// 实名认证 was completed at least verified_days (limits.json) before submission: so long the authority's copy takes. Sources
// differ (2 to 5 days, some by working days), so a shorter time is for a reviewer.
var domRealnameAge = Rule{
	ID: "dom-realname-age", Severity: filing.Review,
	Title:   Text{"域名实名认证时间", "age of the domain's real-name record"},
	Message: Text{"域名“{domain}”实名认证完成满{n}个工作日后再提交备案（认证日期{date}）。", "The real-name record of {domain} is of {date}. File when it is {n} working days old."},
	Source:  "T-域名 H S0 S3", Needs: []string{"domain_certificate.verified", "declared.site.registrations", "register domain", "submitted_at", "limits.json"},
	run: func(k *checker) {
		n := k.limits("verified_days").VerifiedDays
		for _, d := range k.domains() {
			what := factVerified
			what.certificate = "verified"
			for _, v := range k.facts(d, what) {
				on, ok := v.date()
				a := args{"domain": same(d.name), "n": num(n), "date": same(v.text)}
				switch {
				case k.noDay(v):
					return
				case !ok || on.Open:
					k.failAs("", Text{"域名“{domain}”的实名认证日期“{date}”无效，请核对。", "{date} is no date of the real-name record of {domain}. Please check."}, a, v)
				default:
					k.judge(on.AddDays(n).Compare(k.today) <= 0, a, v)
				}
			}
		}
	},
}
