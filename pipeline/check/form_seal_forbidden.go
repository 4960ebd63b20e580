package check

import (
	"strings"

	"prereview/filing"
)

// The seal is the 公章 and not one for finance, contracts, invoices (words.json seal_forbidden), nor square or oval.
var formSealForbidden = Rule{
	ID: "form-seal-forbidden", Severity: filing.Block,
	Title:   Text{"印章种类", "kind of seal"},
	Message: Text{"{form}的印章为“{b}”，请使用单位公章，财务章、合同章等无效。", "The seal on the {form} is “{b}”. Only the unit's own seal counts, none for finance or contracts."},
	Source:  "S2 T-核验单; Z, O(SealOCR)", Needs: []string{"verification_form.seal", "verification_form.seal_below", "verification_form.seal_shape", "authorisation_letter.seal", "commitment_letter.seal", "words.json"},
	run: func(k *checker) {
		banned := k.words("seal_forbidden")
		k.sealedPapers(func(s filing.Slot) {
			ring := k.read(s, "seal")
			if ring.text == nothing {
				return
			}
			for _, name := range []string{"seal", "seal_below"} {
				v := k.read(s, name)
				if w := holds(v.text, banned.Words, banned.Except); w != "" {
					k.fail(args{"form": slotLabel(s), "b": same(w)}, v)
					return
				}
			}
			if shape := k.read(s, "seal_shape"); strings.Contains("square oval", shape.text) && shape.text != "" {
				k.fail(args{"form": slotLabel(s), "b": {map[string]string{"square": "方形章", "oval": "椭圆章"}[shape.text], shape.text}}, shape)
				return
			}
			k.judge(true, nil, ring)
		})
	},
}
