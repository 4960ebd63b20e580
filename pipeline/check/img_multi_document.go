package check

import (
	"prereview/filing"
)

// More cards in one picture than the slot is for: both sides of a card, or two persons'. The card that the slot asks
// for was read; the box is another.
var imgMultiDocument = Rule{
	ID: "img-multi-document", Severity: filing.Review, Quick: true,
	Title:   Text{"一图一证", "one document a picture"},
	Message: Text{"同一张图片中有多张证件，请裁开后按要求分别上传，每张图片只保留一个证件面。", "There are several cards in one picture. Cut it apart and upload each side by itself."},
	Source:  "S0 N Q", Needs: []string{"pixels"},
	run: func(k *checker) { k.signals(recognised, filing.SignalSeveralPages) },
}
