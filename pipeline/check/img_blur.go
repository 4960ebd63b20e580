package check

import (
	"prereview/filing"
)

// Sharpness of the text areas, measured on the page; see the signal's score.
var imgBlur = Rule{
	ID: "img-blur", Severity: filing.Block, Quick: true,
	Title:   Text{"图片清晰", "picture sharp"},
	Message: Text{"图片模糊，文字不清晰，请在光线充足处对焦后重新拍摄。", "The picture is blurred. Take it again in good light and in focus."},
	Source:  "S2 T-驳回 O", Needs: []string{"pixels"},
	run: func(k *checker) { k.signals(everySlot, filing.SignalBlur) },
}
