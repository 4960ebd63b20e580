package check

import (
	"prereview/filing"
)

// The permit is in force on the day of submission.
var xPreapprovalExpired = Rule{
	ID: "x-preapproval-expired", Severity: filing.Block,
	Title:   Text{"前置审批文件有效期", "validity of the permit"},
	Message: Text{"前置审批文件已过期或不清晰（有效期至{date}），请更换。", "The permit has expired ({date}) or is not legible. Replace it."},
	Source:  "H", Needs: []string{"permit.valid_until", "submitted_at"},
	run: func(k *checker) {
		if !k.permitHeld() {
			return
		}
		until := k.read(filing.SlotPermit, "valid_until")
		if k.unread(until) || k.noDay(until) {
			return
		}
		end, ok := until.date()
		if !ok {
			k.unsure(reasonUnresolved, until)
			return
		}
		k.judge(end.Open || end.Compare(k.today) >= 0, args{"date": same(until.text)}, until)
	},
}
