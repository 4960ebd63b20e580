package check

import (
	"strings"

	"prereview/filing"
)

// The curtain's words can be read, and not in mirror writing; where a province has a line of its own (provinces.json
// curtain_text) it is among them.
var photoCurtain = Rule{
	ID: "photo-curtain", Severity: filing.Review,
	Title:   Text{"幕布照片", "curtain photo"},
	Message: Text{"幕布照片不符合要求：请站在幕布中间，保证字样清晰且不反向。", "The curtain photo will not do: stand in the middle, the curtain's words legible and not mirrored."},
	Source:  "T-驳回 T-拍照", Needs: []string{"curtain_photo.curtain", "pixels", "province", "provinces.json"},
	run: func(k *checker) {
		d := k.docs[filing.SlotCurtainPhoto]
		if d == nil {
			return
		}
		if _, mirrored := d.Signal(filing.SignalMirrored); mirrored {
			k.failSlot(d.Slot, "", nil, nil)
			return
		}
		v := k.read(d.Slot, "curtain")
		prov, _ := k.province("curtain_text")
		ok := v.text != nothing && v.text != illegible && strings.Contains(bare(v.text), bare(prov.Curtain))
		k.judge(ok, nil, v)
	},
}
