package check

import (
	"prereview/filing"
)

// Digits 7-14 are a calendar day, from 1900-01-01 to the day of submission.
var idNumberBirth = Rule{
	ID: "id-number-birth", Severity: filing.Block,
	Title:   Text{"身份证号码中的出生日期", "birth date in the ID number"},
	Message: Text{"{where}中的出生日期无效，请核对。", "{where}: the birth date in it is no valid date. Please check."},
	Source:  "GB 11643-1999; X", Needs: []string{"id_card_front.id_number", "declared.*.certificate_number", "submitted_at"},
	run: func(k *checker) {
		k.idNumbers(func(r role, vs ...value) {
			n, ok, _ := idForm(vs[0])
			if !ok && vs[0].text != "" || k.noDay(vs...) {
				return
			}
			d, valid := n.Birth()
			k.judge(valid && d.Year >= 1900 && d.Compare(k.today) <= 0, args{"where": labels(vs[:1])}, vs...)
		})
	},
}
