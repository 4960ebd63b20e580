package check

import (
	"prereview/filing"
)

// Face and card are both sharp. A picture that is blurred as a whole, or glares, fails by that alone; else it passes when the
// card's number was made out.
var photoHandheldCard = Rule{
	ID: "photo-handheld-card", Severity: filing.Review,
	Title:   Text{"手持证件照清晰", "sharp hand-held photo"},
	Message: Text{"手持证件照要求人脸和证件信息均清晰，背景简单。", "face and card must both be sharp, before a plain ground."},
	Source:  "S2", Needs: []string{"handheld_photo.id_number", "pixels"},
	run: func(k *checker) {
		d := k.docs[filing.SlotHandheldPhoto]
		if d == nil || d.Kind == filing.Unreadable {
			return
		}
		for _, code := range []string{filing.SignalBlur, filing.SignalGlare, filing.SignalDark, filing.SignalBright} {
			if s, ok := d.Signal(code); ok {
				k.failSlot(d.Slot, lesser(k.rule.Severity, s.Severity), s.Box, nil)
				return
			}
		}
		v := k.read(d.Slot, "id_number")
		k.judge(v.text != nothing && v.text != illegible, nil, v)
	},
}
