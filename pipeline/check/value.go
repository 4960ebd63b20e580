package check

import (
	"strings"

	"prereview/filing"
)

// value is one thing a rule looks at: a field read from a document, or a declared one.
type value struct {
	slot    filing.Slot // "" when declared
	name    string      // the field's name, or the declared path
	text    string      // "" when not read or not declared
	missing bool        // no such document, or nothing declared: rules that need it do not apply
	notRun  string      // why its document could not be read
	field   filing.Field
	backed  bool    // an independently declared value says the same
	shown   float64 // probability that the picture shows the declared value instead of text, where that matters
}

// sure says that a failure may stand on the value.
func (v value) sure() bool { return v.slot == "" || v.field.Confidence >= Accept || v.backed }

// agrees says that a declared value, or another reading, is the same and the confidence enough for that to count. It does
// not where a character may as well be its look-alike: then agreeing says little.
func (v value) agrees(other string) bool {
	least := agreed
	if len([]rune(v.text)) >= 6 {
		least = agreedLong
	}
	return other != "" && v.field.Confidence >= least && foldName(other) == foldName(v.text) && !v.contested()
}

// path names the value as findings do.
func (v value) path() string {
	if v.slot == "" {
		return v.name
	}
	return string(v.slot) + "." + v.name
}

func (v value) evidence() filing.Evidence {
	if v.slot == "" {
		if strings.HasPrefix(v.name, "registers.") {
			return filing.Evidence{Field: v.name, Read: v.text}
		}
		return filing.Evidence{Field: v.name, Declared: v.text}
	}
	return filing.Evidence{Document: v.slot, Field: v.name, Box: v.field.Box, Read: v.text, Shows: v.shown}
}

func (v value) label() Text {
	if v.slot == "" {
		return declaredLabel(v.name)
	}
	s, f := slotLabel(v.slot), fieldLabel(v.name)
	if l, ok := licenceLabels[v.name]; ok && v.slot == filing.SlotBusinessLicence {
		f = l
	}
	return Text{s.ZH + "的" + f.ZH, f.EN + " on the " + s.EN}
}

// date is the value as a day; ok is false when it is none.
func (v value) date() (filing.Date, bool) {
	d, err := filing.ParseDate(v.text)
	return d, err == nil && !d.IsZero()
}

// mended says that reading changed the value beyond spelling: that Value does not follow from Raw by folding widths,
// dropping marks and writing a date another way. Such a value cannot vouch for the property by which it was mended,
// unless the applicant, who does not know our rules of mending, declared the same.
func (v value) mended() bool {
	return v.slot != "" && !v.backed && v.field.Repair != "" && !sameSpelling(v.field.Raw, v.text)
}
