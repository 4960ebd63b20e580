package check

import (
	"prereview/filing"
)

// No other subject's filing holds the same file, byte for byte.
var riskSharedMaterial = Rule{
	ID: "risk-shared-material", Severity: filing.Review, Register: RegisterHistory,
	Title:   Text{"材料未用于其他主体", "files of no other subject"},
	Message: Text{"该材料图片曾用于其他备案主体，请人工核对。", "the very file was used for another subject; please check."},
	Source:  "derived", Needs: []string{"file hash", "register history"},
	run: func(k *checker) {
		for _, d := range k.attachments() {
			if d.SHA256 == "" {
				continue
			}
			h, _, ok := answered(k, k.Answers.History)
			if !ok {
				return
			}
			if len(h.SameFile[d.Slot]) > 0 {
				k.failSlot(d.Slot, "", nil, nil)
				continue
			}
			k.passSlot(d.Slot)
		}
	},
}
