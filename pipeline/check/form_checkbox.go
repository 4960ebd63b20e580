package check

import (
	"prereview/filing"
)

// The blocks of the 核验单 that the access provider fills in are untouched.
var formCheckbox = Rule{
	ID: "form-checkbox", Severity: filing.Advice,
	Title:   Text{"核验单由接入商填写的部分", "the provider's part of the form"},
	Message: Text{"除签名盖章外，核验单其余部分请勿填写。", "Apart from signature and seal, leave the verification form as it is printed."},
	Source:  "T-核验单", Needs: []string{"verification_form.provider_block"},
	run: func(k *checker) {
		v := k.read(filing.SlotVerificationForm, "provider_block")
		k.judge(v.text == nothing, nil, v)
	},
}
