package check

import (
	"prereview/filing"
)

// Good for less than limits.json's valid_months from the day of submission: renew first. Less than valid_months_advice is
// worth a word. An expired card is id-expired's.
var idExpiringSoon = Rule{
	ID: "id-expiring-soon", Severity: filing.Block,
	Title:   Text{"身份证剩余有效期", "remaining validity of the ID card"},
	Message: Text{"{who}身份证有效期不足{n}个月，请换领新证后再提交备案。", "The {who}'s ID card is good for less than {n} months. Renew it before filing."},
	Source:  "T-材料上传 H; Q", Needs: []string{"id_card_back.valid_until", "declared.*.valid_until", "submitted_at", "limits.json"},
	run: func(k *checker) {
		lim := k.limits("valid_months")
		k.validity(func(r role, end filing.Date, vs ...value) {
			soon := func(months int) bool { return end.Compare(k.today.AddMonths(months)) < 0 }
			switch {
			case end.Compare(k.today) < 0:
			case soon(lim.ValidMonthsIdeal) && !soon(lim.ValidMonths):
				k.failAs(filing.Advice, Text{"{who}身份证有效期不足{n}个月，建议尽快换领新证。", "The {who}'s ID card is good for less than {n} months; better renew it soon."},
					args{"who": r.label, "n": num(lim.ValidMonthsIdeal)}, vs...)
			default:
				k.judge(!soon(lim.ValidMonths), args{"who": r.label, "n": num(lim.ValidMonths)}, vs...)
			}
		})
	},
}
