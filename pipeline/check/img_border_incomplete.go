package check

import (
	"prereview/filing"
)

// The page runs out of the frame. Where no outline was found at all the machine cannot tell; that is said, but a tight
// scan of a whole card looks the same, so it holds nothing up.
var imgBorderIncomplete = Rule{
	ID: "img-border-incomplete", Severity: filing.Block, Quick: true,
	Title:   Text{"证件边框完整", "whole document in the frame"},
	Message: Text{"证件边框不完整，请保证四角和边框全部在画面内。", "The document's edge is cut off. Keep all four corners and edges in the picture."},
	Source:  "T H Q N O(-9101)", Needs: []string{"pixels"},
	run: func(k *checker) {
		k.signals(everySlot, filing.SignalCutBorder)
		for _, d := range k.attachments() {
			_, none := d.Signal(filing.SignalNoPage)
			_, cut := d.Signal(filing.SignalCutBorder)
			if none && !cut && d.Kind != filing.Unreadable {
				k.dropPass(d.Slot)
				l := slotLabel(d.Slot)
				k.add(verdict{status: filing.Unsure, reason: "no_outline", severity: filing.Advice, slot: d.Slot, message: Text{
					l.ZH + "：未找到证件边缘，无法判断边框是否完整。", l.EN + ": no outline of the document was found, so whether it is whole cannot be told."}})
			}
		}
	},
}
