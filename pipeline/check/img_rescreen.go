package check

import (
	"prereview/filing"
)

// The raster of a screen all over the picture.
var imgRescreen = Rule{
	ID: "img-rescreen", Severity: filing.Review, Quick: true,
	Title:   Text{"非翻拍屏幕", "not a picture of a screen"},
	Message: Text{"疑似翻拍屏幕，请直接拍摄证件原件。", "This looks like a picture of a screen. Take a picture of the original itself."},
	Source:  "T H O(-9103/-9104)", Needs: []string{"pixels"},
	run: func(k *checker) { k.signals(recognised, filing.SignalRescreen) },
}
