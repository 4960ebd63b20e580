package check

import (
	"prereview/filing"
)

// The seal's ring can be read. A ring that was read without confidence is unsure.
var formSealClear = Rule{
	ID: "form-seal-clear", Severity: filing.Block,
	Title:   Text{"公章清晰完整", "whole and legible seal"},
	Message: Text{"{form}：公章不清晰或不完整，请重新加盖。", "{form}: the seal is not legible or not whole. Seal it again."},
	Source:  "S0 Q", Needs: []string{"verification_form.seal", "authorisation_letter.seal", "commitment_letter.seal"},
	run: func(k *checker) {
		k.sealedPapers(func(s filing.Slot) {
			seal := k.read(s, "seal", k.orgName())
			if seal.text != nothing {
				k.judge(seal.text != illegible && seal.text != marked, args{"form": slotLabel(s)}, seal)
			}
		})
	},
}
