package check

import (
	"prereview/filing"
)

// The document covers less than 2/3 (card) or 70 % (licence) of the picture.
var imgAreaRatio = Rule{
	ID: "img-area-ratio", Severity: filing.Advice, Quick: true,
	Title:   Text{"证件占画面比例", "share of the picture"},
	Message: Text{"证件在画面中占比过小，请靠近拍摄。", "The document is small in the picture. Go closer."},
	Source:  "O, H-OCR", Needs: []string{"pixels"},
	run: func(k *checker) { k.signals(recognised, filing.SignalSmallInFrame) },
}
