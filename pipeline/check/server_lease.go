package check

import (
	"prereview/filing"
)

// The server is leased for lease_months (limits.json) at least, and past the day of submission. Without a first day the months are
// counted from submission.
var serverLease = Rule{
	ID: "server-lease", Severity: filing.Block,
	Title:   Text{"服务器租期", "lease of the server"},
	Message: Text{"服务器包月需满{n}个月，请续费后再备案。", "The server must be leased for {n} months at least. Renew it before filing."},
	Source:  "S4 H", Needs: []string{"declared.access.leased_from", "declared.access.leased_until", "submitted_at", "limits.json"},
	run: func(k *checker) {
		from := declared("declared.access.leased_from", k.Form.Declared.Access.LeasedFrom)
		until := declared("declared.access.leased_until", k.Form.Declared.Access.LeasedUntil)
		if until.missing || k.noDay(until) {
			return
		}
		start, end, vs := k.today, filing.Date{}, []value{until}
		for _, v := range []value{from, until} {
			d, ok := v.date()
			switch {
			case v.missing:
				continue
			case !ok || d.Open && v.name == from.name:
				k.failAs("", Text{"“{date}”不是有效日期，请核对。", "“{date}” is no date. Please check."}, args{"date": same(v.text)}, v)
				return
			case v.name == from.name:
				start, vs = d, append(vs, v)
			default:
				end = d
			}
		}
		n := k.limits("lease_months").LeaseMonths
		// The last day of a lease that began on the 1st is the 30th or 31st: a day is given.
		ok := end.Open || end.Compare(start.AddMonths(n).AddDays(-1)) >= 0 && end.Compare(k.today) >= 0
		k.judge(ok, args{"n": num(n)}, vs...)
	},
}
