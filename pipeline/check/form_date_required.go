package check

import (
	"prereview/filing"
)

// Letters carry the day they were signed, and it is a day of the calendar.
var formDateRequired = Rule{
	ID: "form-date-required", Severity: filing.Block,
	Title:   Text{"签署日期", "date of signing"},
	Message: Text{"{form}缺少签署日期，请补填后重新上传。", "The {form} is not dated. Date it and upload it again."},
	Source:  "T-模板", Needs: []string{"authorisation_letter.date", "commitment_letter.date", "notice_letter.date", "no_preapproval_letter.date", "status_proof.date", "papers.json"},
	run: func(k *checker) {
		k.dated([]paperDate{"required"}, func(s filing.Slot, _ paper, v value) {
			on, ok := v.date()
			a := args{"form": slotLabel(s), "date": same(v.text)}
			if !ok && v.text != nothing || on.Open {
				k.failAs("", Text{"{form}的签署日期“{date}”无效，请重新填写。", "“{date}” on the {form} is no date. Enter it again."}, a, v)
				return
			}
			k.judge(ok, a, v)
		})
	},
}
