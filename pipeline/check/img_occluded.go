package check

import (
	"prereview/filing"
)

// A finger or another thing over the card. What lies over no text, emblem or portrait, with every field of the card read,
// hides nothing that is asked for; neither does a thing beside a value that is read with confidence.
var imgOccluded = Rule{
	ID: "img-occluded", Severity: filing.Block, Quick: true,
	Title:   Text{"证件无遮挡", "nothing over the document"},
	Message: Text{"证件被遮挡（含国徽），请移开遮挡物重新拍摄。", "Something lies over the document or its emblem. Take it away and take the picture again."},
	Source:  "S2 H O(-9105)", Needs: []string{"pixels", "field boxes"},
	run: func(k *checker) {
		for _, d := range k.attachments() {
			if d.Kind == filing.Unreadable || !recognised(d) {
				continue
			}
			s, over := d.Signal(filing.SignalOcclusion)
			switch {
			case over && (len(weakOf(touched(d, filing.SignalOcclusion))) > 0 || hidesPart(d) || len(d.Fields) == 0 || incomplete(d)):
				k.failSlot(d.Slot, lesser(filing.Block, s.Severity), s.Box, nil)
			case over:
				k.failSlotAs(d.Slot, filing.Advice, Text{"证件上有手指或物品，未遮挡文字，建议移开后拍摄。", "A finger or another thing lies over the document, though over no text; better taken without it."})
			case looked(d):
				k.passSlot(d.Slot)
			case d.NotRun != "":
				k.notRunSlot(d, d.NotRun)
			}
		}
	},
}

// pictureOn is the portrait or emblem of a card, in shares of its width and height.
var pictureOn = map[filing.DocumentKind][4]float64{
	filing.IDCardFront: {.64, .13, .93, .66},
	filing.IDCardBack:  {.07, .08, .25, .39},
}

// hidesPart says that something lies over the portrait or emblem of a card.
func hidesPart(d *filing.Document) bool {
	r, ok := pictureOn[d.Kind]
	if !ok || d.Page == nil {
		return false
	}
	at := func(u, v float64) (p [2]float64) {
		for i := range p {
			p[i] = (d.Page[0][i]*(1-u)+d.Page[1][i]*u)*(1-v) + (d.Page[3][i]*(1-u)+d.Page[2][i]*u)*v
		}
		return p
	}
	part := filing.Box{at(r[0], r[1]), at(r[2], r[1]), at(r[2], r[3]), at(r[0], r[3])}
	for _, s := range d.Signals {
		if s.Code == filing.SignalOcclusion && s.Box != nil && s.Box.Meets(part) {
			return true
		}
	}
	return false
}

// incomplete says that a field which every card prints was not read.
func incomplete(d *filing.Document) bool {
	if !isSide(d.Kind) {
		return false
	}
	for _, name := range filing.FieldNames[d.Kind] {
		if d.Value(name) == "" {
			return true
		}
	}
	return false
}
