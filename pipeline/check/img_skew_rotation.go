package check

import (
	"prereview/filing"
)

// More than 5 degrees after orientation, strong perspective, or a mirror image.
var imgSkewRotation = Rule{
	ID: "img-skew-rotation", Severity: filing.Advice, Quick: true,
	Title:   Text{"证件摆正", "document upright"},
	Message: Text{"证件倾斜较大，请摆正后拍摄。", "The document is at an angle. Straighten it and take the picture again."},
	Source:  "O, derived", Needs: []string{"pixels"},
	run: func(k *checker) { k.signals(everySlot, filing.SignalSkew, filing.SignalMirrored) },
}
