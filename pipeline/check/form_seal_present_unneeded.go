package check

import (
	"prereview/filing"
)

// An individual's form needs no seal.
var formSealPresentUnneeded = Rule{
	ID: "form-seal-present-unneeded", Severity: filing.Advice,
	Title:   Text{"个人表单不需盖章", "no seal on an individual's form"},
	Message: Text{"{form}：个人备案不需要盖章。", "The {form} bears a seal; an individual's needs none."},
	Source:  "T-核验单", Needs: []string{"verification_form.seal", "commitment_letter.seal", "kind"},
	run: func(k *checker) {
		if k.Form.Kind != filing.Individual {
			return
		}
		for _, s := range []filing.Slot{filing.SlotVerificationForm, filing.SlotCommitment, filing.SlotNotice} {
			seal := k.read(s, "seal")
			k.judge(seal.text == nothing, args{"form": slotLabel(s)}, seal)
		}
	},
}
