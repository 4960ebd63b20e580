package check

import (
	"slices"

	"prereview/filing"
)

// What the rules about dates on forms share.

// dated calls f for the date of each form whose policy on dates is one of those named.
func (k *checker) dated(of []paperDate, f func(s filing.Slot, p paper, v value)) {
	k.papers(func(s filing.Slot, p paper) {
		if slices.Contains(of, p.Date) {
			k.paper(s.Kind())
			f(s, p, k.read(s, "date"))
		}
	})
}

// signedOn is dated for the days that were read; a date that is no day is form-date-required's.
func (k *checker) signedOn(f func(s filing.Slot, p paper, v value, on filing.Date)) {
	k.dated([]paperDate{"required", "any"}, func(s filing.Slot, p paper, v value) {
		if v.text == nothing || k.unread(v) || k.noDay(v) {
			return
		}
		if on, ok := v.date(); ok && !on.Open {
			f(s, p, v, on)
		}
	})
}
