package check

import (
	"prereview/filing"
)

// A declared number of 15 digits is a 注册号 of the old licences: its last digit is checked (GS 15-2006). For a reviewer, since
// the formula is known at second hand. That such a licence is out of date is lic-old-layout's.
var licRegno15Checksum = Rule{
	ID: "lic-regno15-checksum", Severity: filing.Review,
	Title:   Text{"15位注册号校验", "check digit of the registration number"},
	Message: Text{"注册号校验未通过，请核对。", "The registration number's check digit is wrong. Please check."},
	Source:  "GS 15-2006; X", Needs: []string{"declared.organisation.certificate_number"},
	run: func(k *checker) {
		said := k.orgNumber()
		if n := foldCode(said.text); k.hasLicence() && registrationNumber.MatchString(n) {
			k.judge(filing.RegistrationNumberChecksOut(n), nil, said)
		}
	},
}
