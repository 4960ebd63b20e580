package check

import (
	"prereview/filing"
)

// A unit's forms bear its seal (papers.json seal_unit).
var formSealMissing = Rule{
	ID: "form-seal-missing", Severity: filing.Block,
	Title:   Text{"单位公章", "the unit's seal"},
	Message: Text{"{form}缺少公章，请加盖红色公章后重新扫描上传。", "The {form} bears no seal. Seal it in red and scan it again."},
	Source:  "S2 T-核验单", Needs: []string{"verification_form.seal", "authorisation_letter.seal", "commitment_letter.seal", "kind", "papers.json"},
	run: func(k *checker) {
		k.sealedPapers(func(s filing.Slot) {
			seal := k.read(s, "seal")
			if seal.text == nothing && k.Form.Kind == filing.SoleTrader {
				// A sole trader need not have one; some provinces refuse the form, some take it with a remark.
				k.failAs(filing.Review, Text{"{form}没有公章：个体工商户无公章的，请备注“个体工商户无公章”，由审核方按当地要求核对。",
					"The {form} bears no seal: a sole trader without one says so in the remark; a reviewer checks the province's practice."}, args{"form": slotLabel(s)}, seal)
				return
			}
			k.judge(seal.text != nothing, args{"form": slotLabel(s)}, seal)
		})
	},
}
