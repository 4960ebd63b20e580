package check

import (
	"prereview/filing"
)

// 18 characters: 2 of 0-9A-Z without I O S V Z, 6 digits, 10 of the alphabet again (GB 32100-2015).
var licUSCCFormat = Rule{
	ID: "lic-uscc-format", Severity: filing.Block,
	Title:   Text{"统一社会信用代码格式", "form of the credit code"},
	Message: Text{"{where}格式不正确（18位，不含 I、O、S、V、Z），请核对。", "{where}: not an 18-character credit code (without I, O, S, V, Z). Please check."},
	Source:  "GB 32100-2015", Needs: []string{"business_licence.uscc", "declared.organisation.certificate_number"},
	run: func(k *checker) {
		k.codes(func(vs ...value) {
			_, ok := code(vs[0])
			k.judge(ok, args{"where": labels(vs[:1])}, vs...)
		})
	},
}
