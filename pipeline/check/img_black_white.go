package check

import (
	"prereview/filing"
)

// No colour on a document that is coloured: a card or a licence. Forms and letters may be black on white.
var imgBlackWhite = Rule{
	ID: "img-black-white", Severity: filing.Block, Quick: true,
	Title:   Text{"彩色图片", "colour picture"},
	Message: Text{"请上传彩色原件的扫描件或照片，黑白图片无效。", "Upload a colour scan or photo of the original. Black and white is not accepted."},
	Source:  "T H N S2 S3 S4", Needs: []string{"pixels"},
	run: func(k *checker) { k.signals(recognised, filing.SignalColourless) },
}
