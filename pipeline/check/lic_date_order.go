package check

import (
	"slices"

	"prereview/filing"
)

// Established <= issued <= the day of submission; the term starts before it ends. Dates that are not printed or not read
// are left out; without the date of establishment there is nothing to compare.
var licDateOrder = Rule{
	ID: "lic-date-order", Severity: filing.Review,
	Title:   Text{"营业执照日期顺序", "order of the licence's dates"},
	Message: Text{"营业执照日期不合理，请核对。", "The licence's dates make no sense. Please check."},
	Source:  "derived", Needs: []string{"business_licence.established", "business_licence.issued", "business_licence.valid_from", "business_licence.valid_until", "submitted_at"},
	run: func(k *checker) {
		founded := k.licence("established")
		if k.unread(founded) || k.noDay(founded) {
			return
		}
		good := true
		used := []value{founded}
		chain := func(strict bool, vs ...value) {
			last, lastOK := filing.Date{}, false
			for _, v := range vs {
				d, ok := v.date()
				if !ok {
					continue
				}
				if v.slot != "" && v.name != "established" {
					used = append(used, v)
				}
				if lastOK && (last.Compare(d) > 0 || strict && last == d) {
					good = false
				}
				last, lastOK = d, true
			}
		}
		if _, ok := founded.date(); !ok {
			k.unsure(reasonUnresolved, founded)
			return
		}
		chain(false, founded, k.licence("issued"), value{text: k.today.String()})
		chain(true, k.licence("valid_from"), k.licence("valid_until"))
		if good { // a date beside the seal is often uncertain; what it does not contradict it need not confirm
			used = slices.DeleteFunc(used, func(v value) bool { return v.name != "established" && !v.sure() })
		}
		k.judge(good, nil, used...)
	},
}
