package check

import (
	"prereview/filing"
)

// The first two digits are a province's and the first six a division of GB/T 2260, in force or former: the number keeps
// the code of the day it was given. 830000 is on residence permits of Taiwan residents; numbers that begin with 9 are on
// foreigners' permanent residence cards and carry the province in digits 2-3.
var idNumberRegion = Rule{
	ID: "id-number-region", Severity: filing.Review,
	Title:   Text{"身份证号码地区码", "region of the ID number"},
	Message: Text{"{where}前6位地区码未收录，请人工核对。", "{where}: its first six digits are no known region; please check."},
	Source:  "GB/T 2260; X", Needs: []string{"id_card_front.id_number", "declared.*.certificate_number", "divisions.tsv"},
	run: func(k *checker) {
		k.idNumbers(func(r role, vs ...value) {
			n, ok, _ := idForm(vs[0])
			if !ok && vs[0].text != "" {
				return
			}
			_, known := divisions()[n.Region()]
			if ok && n[0] == '9' {
				_, known = k.pack.provinceByID[string(n[1:3])]
			}
			k.judge(known, args{"where": labels(vs[:1])}, vs...)
		})
	},
}
