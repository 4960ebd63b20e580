package check

import (
	"prereview/filing"
)

// The front of a card in the slot of the back, or the other way round.
var docSideMismatch = Rule{
	ID: "doc-side-mismatch", Severity: filing.Block, Quick: true,
	Title:   Text{"身份证正反面", "side of the ID card"},
	Message: Text{"身份证正反面位置上传反了（此处是{found}），请将人像面与国徽面对调。", "The wrong side of the ID card is here ({found}). Swap the two sides."},
	Source:  "S0 O", Needs: []string{"document kind"},
	run: func(k *checker) {
		for _, d := range k.attachments() {
			want := d.Slot.Kind()
			if !isSide(want) || d.Kind == filing.Unreadable {
				continue
			}
			switch {
			case d.NotRun != "":
				k.notRunSlot(d, d.NotRun)
			case d.Kind == want:
				k.passSlot(d.Slot)
			case !isSide(d.Kind):
			case d.KindConfidence < Accept:
				k.unsureSlot(d.Slot, reasonLowConfidence, Text{"疑似{found}，请人工核对正反面。", "looks like the {found}; please check the side."},
					args{"found": kindLabel(d.Kind)})
			default:
				k.failSlot(d.Slot, "", nil, args{"found": kindLabel(d.Kind)})
			}
		}
	},
}
