package check

import (
	"prereview/filing"
)

// The seal's ink is wet red (fresh), not a copy's grey nor the flat red of a picture laid over (seal_ink). A form without any
// colour has no red seal, whoever reads it.
var formSealCopied = Rule{
	ID: "form-seal-copied", Severity: filing.Review,
	Title:   Text{"公章为实物红章", "seal stamped in red"},
	Message: Text{"{form}：公章疑似复印或图片合成，请盖实物红章后扫描。", "{form}: the seal looks copied or pasted in. Stamp it in red and scan it."},
	Source:  "Q, T-材料上传", Needs: []string{"verification_form.seal_ink", "authorisation_letter.seal_ink", "commitment_letter.seal_ink", "pixels"},
	run: func(k *checker) {
		k.sealedPapers(func(s filing.Slot) {
			if _, grey := k.docs[s].Signal(filing.SignalColourless); grey && k.docs[s].Kind != filing.Unreadable {
				k.failSlotAs(s, "", fill(Text{"整页没有颜色，公章不是红章，请盖实物红章后彩色扫描。", "the page has no colour, so its seal is not red. Stamp it and scan it in colour."}, nil))
				return
			}
			ink := k.read(s, "seal_ink")
			if ink.text != nothing {
				k.judge(ink.text == "fresh", args{"form": slotLabel(s)}, ink)
			}
		})
	},
}
