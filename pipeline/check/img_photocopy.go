package check

import (
	"prereview/filing"
)

// A page that is grey in a picture in colour. A picture without any colour is img-black-white.
var imgPhotocopy = Rule{
	ID: "img-photocopy", Severity: filing.Review, Quick: true,
	Title:   Text{"证件为原件", "an original"},
	Message: Text{"疑似复印件，请上传证件原件的彩色扫描件或照片。", "This looks like a photocopy. Upload a colour scan or photo of the original."},
	Source:  "T H A O(-9102/-9108)", Needs: []string{"pixels"},
	run: func(k *checker) { k.signals(recognised, filing.SignalPhotocopy) },
}
