package check

import (
	"prereview/filing"
)

// Histogram of the page too dark or too bright.
var imgExposure = Rule{
	ID: "img-exposure", Severity: filing.Review, Quick: true,
	Title:   Text{"图片曝光", "exposure"},
	Message: Text{"图片过暗或过曝，请在均匀光线下重拍。", "The picture is too dark or too bright. Take it again in even light."},
	Source:  "S2, derived", Needs: []string{"pixels"},
	run: func(k *checker) { k.signals(everySlot, filing.SignalDark, filing.SignalBright) },
}
