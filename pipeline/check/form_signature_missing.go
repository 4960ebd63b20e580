package check

import (
	"prereview/filing"
)

// There is handwriting where the form is signed.
var formSignatureMissing = Rule{
	ID: "form-signature-missing", Severity: filing.Block,
	Title:   Text{"手写签名", "signature"},
	Message: Text{"{form}缺少{who}手写签名，请由{who}亲笔签名后重新上传。", "The {form} is not signed by the {who}. Have it signed by hand and upload it again."},
	Source:  "S2 K", Needs: []string{"verification_form.signature", "authorisation_letter.signature", "commitment_letter.signature", "notice_letter.signature", "papers.json"},
	run: func(k *checker) {
		k.signatures(func(s filing.Slot, sign, _ value, who Text) {
			k.judge(sign.text != nothing, args{"form": slotLabel(s), "who": who}, sign)
		})
	},
}

// signatures calls f for each form that somebody signs, with what was read of the handwriting, and whose it is to be.
func (k *checker) signatures(f func(s filing.Slot, sign, name value, who Text)) {
	k.papers(func(s filing.Slot, p paper) {
		if name, who, ok := k.signer(p); ok {
			k.paper(s.Kind())
			f(s, k.read(s, "signature", name), name, who)
		}
	})
}
