package check

import (
	"prereview/filing"
)

// The 核验单's date is left blank (papers.json date blank): who verifies fills it in.
var formDateBlank = Rule{
	ID: "form-date-blank", Severity: filing.Advice,
	Title:   Text{"核验单日期留空", "date left blank"},
	Message: Text{"{form}日期请留空，由审核方填写。", "Leave the date of the {form} blank; who verifies it fills it in."},
	Source:  "N T 弃用/上传资料", Needs: []string{"verification_form.date", "papers.json"},
	run: func(k *checker) {
		k.dated([]paperDate{"blank"}, func(s filing.Slot, _ paper, v value) {
			k.judge(v.text == nothing, args{"form": slotLabel(s)}, v)
		})
	},
}
