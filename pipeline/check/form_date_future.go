package check

import (
	"prereview/filing"
)

// No form is dated after the day of submission.
var formDateFuture = Rule{
	ID: "form-date-future", Severity: filing.Block,
	Title:   Text{"签署日期不晚于提交日期", "signed before submission"},
	Message: Text{"{form}签署日期（{date}）晚于提交日期，请重新出具。", "The {form} is dated {date}, after the day of submission. Issue it anew."},
	Source:  "T-模板", Needs: []string{"authorisation_letter.date", "commitment_letter.date", "no_preapproval_letter.date", "submitted_at"},
	run: func(k *checker) {
		k.signedOn(func(s filing.Slot, _ paper, v value, on filing.Date) {
			k.judge(on.Compare(k.today) <= 0, args{"form": slotLabel(s), "date": same(v.text)}, v)
		})
	},
}
