package check

import (
	"prereview/filing"
)

// The back shows YYYY.MM.DD-YYYY.MM.DD or YYYY.MM.DD-长期; a declared end is a date too.
var idValidFormat = Rule{
	ID: "id-valid-format", Severity: filing.Review,
	Title:   Text{"身份证有效期限", "validity of the ID card"},
	Message: Text{"有效期限未识别完整，请重新拍摄国徽面。", "The validity was not read in full. Take the picture of the back again."},
	Source:  "D O", Needs: []string{"id_card_back.valid_from", "id_card_back.valid_until", "declared.*.valid_until"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			if said := r.validUntil(); !said.missing {
				if _, ok := said.date(); !ok {
					k.failAs("", Text{"{where}不是有效日期，应为 YYYY-MM-DD 或 long-term。", "{where}: not a date; YYYY-MM-DD or long-term is wanted."},
						args{"where": labels([]value{said})}, said)
				}
			}
			from, until := k.cardFrom(r), k.cardUntil(r)
			d, ok := from.date()
			_, ok2 := until.date()
			k.judge(ok && !d.Open && ok2, nil, from, until)
		}
	},
}
