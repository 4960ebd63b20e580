package check

import (
	"prereview/filing"
)

// One side of a card without the other. With neither, material-missing speaks.
var materialIDSideMissing = Rule{
	ID: "material-id-side-missing", Severity: filing.Block,
	Title:   Text{"身份证两面齐全", "both sides of the ID card"},
	Message: Text{"身份证须同时上传人像面和国徽面，缺少{material}。", "Both sides of the ID card are needed; the {material} is missing."},
	Source:  "S0", Needs: []string{"slots"},
	run: func(k *checker) {
		for _, s := range []filing.Slot{filing.SlotIDCardFront, filing.SlotIDCardBack, filing.SlotSitePrincipalIDCardFront,
			filing.SlotSitePrincipalIDCardBack} {
			switch {
			case k.docs[twin[s]] == nil:
			case k.docs[s] == nil:
				k.add(verdict{status: filing.Fail, slot: s, args: args{"material": slotLabel(s)}})
			default:
				k.passSlot(s)
			}
		}
	},
}
