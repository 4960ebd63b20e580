package check

import (
	"prereview/filing"
)

// The signature can be made out. Where a province wants plain characters (plain_handwriting) that is said.
var formSignatureIllegible = Rule{
	ID: "form-signature-illegible", Severity: filing.Review,
	Title:   Text{"签名清晰", "legible signature"},
	Message: Text{"{form}签名不清晰，请用黑色签字笔正楷书写，不要连笔。", "The signature on the {form} cannot be made out. Write it in black, plainly, character by character."},
	Source:  "H T-省/广东", Needs: []string{"verification_form.signature", "authorisation_letter.signature", "commitment_letter.signature", "province", "provinces.json"},
	run: func(k *checker) {
		k.province("plain_handwriting")
		k.signatures(func(s filing.Slot, sign, _ value, _ Text) {
			if sign.text != nothing {
				k.judge(sign.text != illegible, args{"form": slotLabel(s)}, sign)
			}
		})
	},
}
