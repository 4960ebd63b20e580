package check

import (
	"prereview/filing"
)

// The end of the business term lies before the day of submission. No term printed, or 长期: nothing to say.
var licTermExpired = Rule{
	ID: "lic-term-expired", Severity: filing.Block,
	Title:   Text{"营业执照在有效期内", "licence not expired"},
	Message: Text{"营业执照已过期（{date}），请换领新照后重新上传。", "The licence expired on {date}. Renew it and upload the new one."},
	Source:  "T", Needs: []string{"business_licence.valid_until", "submitted_at"},
	run: func(k *checker) {
		k.term(func(end filing.Date, v value) {
			k.judge(end.Compare(k.today) >= 0, args{"date": same(end.String())}, v)
		})
	},
}

// term calls f with the end of the licence's term, when one is printed.
func (k *checker) term(f func(end filing.Date, v value)) {
	v := k.licence("valid_until")
	if v.notRun == "" && v.text == "" || k.unread(v) || k.noDay(v) {
		return
	}
	end, ok := v.date()
	if !ok {
		k.unsure(reasonUnresolved, v)
		return
	}
	if end.Open && v.field.Confidence >= plausible { // 长期 and a date are not taken for each other
		k.pass(v)
		return
	}
	f(end, v)
}
