package check

import (
	"prereview/filing"
)

// Nothing on the form is crossed out, painted over or overwritten.
var formAltered = Rule{
	ID: "form-altered", Severity: filing.Review,
	Title:   Text{"表单无涂改", "no alterations"},
	Message: Text{"{form}有涂改，请重新打印填写，不得涂改。", "The {form} has been altered. Print and fill it in again, without corrections."},
	Source:  "N aliyunyh.com/667887", Needs: []string{"verification_form.alterations", "authorisation_letter.alterations", "commitment_letter.alterations"},
	run: func(k *checker) {
		k.papers(func(s filing.Slot, p paper) {
			if p.Signers == "none" {
				return
			}
			v := k.read(s, "alterations")
			k.judge(v.text == nothing, args{"form": slotLabel(s)}, v)
		})
	},
}
