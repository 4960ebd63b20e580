package check

import (
	"prereview/filing"
)

// The term ends within limits.json's licence_months of the day of submission, or the province's own (上海: a year).
var licTermShort = Rule{
	ID: "lic-term-short", Severity: filing.Review,
	Title:   Text{"营业执照剩余期限", "remaining term of the licence"},
	Message: Text{"营业执照剩余有效期不足{n}个月，请更换后提交。", "The licence is good for less than {n} months. Renew it before filing."},
	Source:  "T-材料上传， T-省/上海", Needs: []string{"business_licence.valid_until", "submitted_at", "province", "provinces.json"},
	run: func(k *checker) {
		prov, _ := k.province("licence_months")
		months := max(k.limits("licence_months").LicenceMonths, prov.LicenceMonths)
		k.term(func(end filing.Date, v value) {
			if end.Compare(k.today) < 0 { // lic-term-expired says so
				return
			}
			k.judge(end.Compare(k.today.AddMonths(months)) >= 0, args{"n": num(months)}, v)
		})
	},
}
