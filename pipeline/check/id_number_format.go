package check

import (
	"prereview/filing"
)

// 17 digits and a digit or X, after full-width characters are folded and spaces dropped (GB 11643-1999). A declared
// number in the form of a travel permit or a passport is for a reviewer: the form does not say which certificate it is.
var idNumberFormat = Rule{
	ID: "id-number-format", Severity: filing.Block,
	Title:   Text{"身份证号码格式", "form of the ID number"},
	Message: Text{"{where}格式不正确（应为18位），请核对，号码中不要有空格或符号。", "{where}: not an 18-character ID number. Check it, and leave out spaces and marks."},
	Source:  "GB 11643-1999; S3, X", Needs: []string{"id_card_front.id_number", "declared.*.certificate_number"},
	run: func(k *checker) {
		k.idNumbers(func(r role, vs ...value) {
			_, ok, other := idForm(vs[0])
			if other {
				k.failAs(filing.Review, Text{"{where}不是居民身份证号码，请人工核对证件类型。", "{where}: not a resident ID number; please check the type of certificate."},
					args{"where": labels(vs[:1])}, vs...)
				return
			}
			k.judge(ok, args{"where": labels(vs[:1])}, vs...)
		})
	},
}
