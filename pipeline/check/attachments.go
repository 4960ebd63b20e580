package check

import (
	"slices"

	"prereview/filing"
)

// What rules about one attachment share.

// recognised says that the slot holds a kind of document whose look is known: a card or a licence.
func recognised(d *filing.Document) bool {
	return slices.Contains(filing.RecognisedKinds, d.Slot.Kind())
}

func everySlot(*filing.Document) bool { return true }

// lesser is the milder of two severities; "" is none.
func lesser(a, b filing.Severity) filing.Severity {
	order := []filing.Severity{filing.Advice, filing.Review, filing.Block}
	i, j := slices.Index(order, a), slices.Index(order, b)
	if j < 0 || i >= 0 && i < j {
		return a
	}
	return b
}

// signals fails for each attachment that carries one of the signals. A signal milder than the rule keeps its own
// severity: the picture's measure knows how bad it is. Pictures that could not be decoded have no quality to speak of.
// Reading may have been given up and the picture still have been looked at: then its page is known.
func (k *checker) signals(applies func(*filing.Document) bool, codes ...string) {
	for _, d := range k.attachments() {
		if d.Kind == filing.Unreadable || !applies(d) {
			continue
		}
		i := slices.IndexFunc(d.Signals, func(s filing.Signal) bool { return slices.Contains(codes, s.Code) })
		switch {
		case i >= 0:
			k.failSlot(d.Slot, lesser(k.rule.Severity, d.Signals[i].Severity), d.Signals[i].Box, nil)
		case looked(d):
			k.passSlot(d.Slot)
		case d.NotRun != "":
			k.notRunSlot(d, d.NotRun)
		}
	}
}

// looked says that the picture itself has been seen, not only the file's header.
func looked(d *filing.Document) bool {
	return d.Kind != filing.Unreadable && (d.Kind != filing.Unknown && d.Kind != "" || d.Page != nil || len(d.Fields) > 0)
}

// notRunSlot says why a rule about a picture as such could not be run.
func (k *checker) notRunSlot(d *filing.Document, reason string) {
	k.notRun(reason)
	f := &k.found[len(k.found)-1]
	l := slotLabel(d.Slot)
	f.Message, f.MessageEN = l.ZH+"："+f.Message, l.EN+": "+f.MessageEN
	f.Fields = append(f.Fields, string(d.Slot))
	f.Evidence = append(f.Evidence, filing.Evidence{Document: d.Slot})
}

// touched are the fields of a document that a signal lies over.
func touched(d *filing.Document, code string) (hit []value) {
	for _, name := range filing.FieldNames[d.Kind] {
		f, read := d.Fields[name]
		if !read {
			continue
		}
		over := slices.Contains(f.Signals, code)
		for _, s := range d.Signals {
			over = over || s.Code == code && s.Box != nil && f.Box != nil && s.Box.Meets(*f.Box)
		}
		if over {
			hit = append(hit, value{slot: d.Slot, name: name, text: f.Value, field: f})
		}
	}
	return hit
}
