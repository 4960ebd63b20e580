package check

import (
	"prereview/filing"
)

// Exactly one face is in the photo. How it looks and stands is for a reviewer's eyes.
var photoOnePerson = Rule{
	ID: "photo-one-person", Severity: filing.Review,
	Title:   Text{"照片中为一人", "one person in the photo"},
	Message: Text{"{doc}：请由负责人本人正面免冠拍摄半身照，露出双肩和完整面部。", "{doc}: take a frontal photo of the principal alone, bareheaded, with both shoulders and the whole face."},
	Source:  "T-拍照 K", Needs: []string{"handheld_photo.faces", "curtain_photo.faces"},
	run: func(k *checker) {
		for _, s := range []filing.Slot{filing.SlotHandheldPhoto, filing.SlotCurtainPhoto} {
			v := k.read(s, "faces")
			// The portrait on a card in the hand is a face too.
			ok := v.text == "1" || s == filing.SlotHandheldPhoto && v.text == "2"
			k.judge(ok, args{"doc": slotLabel(s)}, v)
		}
	},
}
