package check

import (
	"prereview/filing"
)

// What the handwriting reads as is the name of who must sign. Reading of handwriting is weak evidence: for a reviewer.
var formSignatureName = Rule{
	ID: "form-signature-name", Severity: filing.Review,
	Title:   Text{"签名与姓名一致", "signature is the signer's name"},
	Message: Text{"{form}签名“{b}”与{who}“{a}”不一致，请核对。", "The {form} is signed “{b}”; its {who} is “{a}”. Please check."},
	Source:  "derived", Needs: []string{"verification_form.signature", "authorisation_letter.signature", "commitment_letter.signature", "declared.principal.name", "declared.site_principal.name", "business_licence.legal_representative"},
	run: func(k *checker) {
		k.signatures(func(s filing.Slot, sign, name value, who Text) {
			if sign.text == nothing || sign.text == illegible || sign.text == marked || k.unread(name, sign) {
				return
			}
			switch repLikeness(sign.text, name.text) {
			case equal:
				k.consistent(true, nil, name, sign)
			case lookAlike:
				k.unsure(reasonLookAlike, name, sign)
			default:
				k.fail(args{"form": slotLabel(s), "who": who, "a": same(name.text), "b": same(sign.text)}, name, sign)
			}
		})
	},
}
