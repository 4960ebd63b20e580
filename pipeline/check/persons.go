package check

import (
	"regexp"

	"prereview/filing"
)

// What rules about ID cards and numbers share.

// permitNumber is the form of a home-return permit, a Taiwan compatriot's permit or a passport: what a declared number
// may be when it is not a citizen's.
var permitNumber = regexp.MustCompile(`^([HM]\d{8}(\d{2})?|\d{8}(\d{2})?|[A-Z]{1,2}\d{6,9})$`)

// both calls f once with the reading and the declared value when they say the same, else once with each that there is.
// The first value is the one to look at.
func both(read, said value, f func(vs ...value)) {
	if !said.missing && read.text != "" && foldCode(read.text) == foldCode(said.text) {
		f(read, said)
		return
	}
	if !said.missing {
		f(said)
	}
	if !read.missing {
		f(read)
	}
}

// idNumbers calls f for the numbers of each person: the card's and the declared one. A number that is declared to be of
// another sort of certificate is id-permit-number's.
func (k *checker) idNumbers(f func(r role, vs ...value)) {
	for _, r := range k.persons() {
		said := r.number()
		if t := r.person.CertificateType; t != "" && t != residentCard && t != "residence_card" {
			said.missing = true
		}
		both(k.cardNumber(r), said, func(vs ...value) { f(r, vs...) })
	}
}

// idForm parses a value as an ID number. said tells it was declared in the form of another certificate.
func idForm(v value) (n filing.IDNumber, ok, otherCertificate bool) {
	n, ok = filing.ParseIDNumber(foldCode(v.text))
	return n, ok, !ok && v.slot == "" && permitNumber.MatchString(foldCode(v.text))
}

// birthOf is a person's birth date by the surest number there is: the card's when it was read with confidence, else the
// declared one.
func (k *checker) birthOf(r role) (filing.Date, value, bool) {
	for _, v := range []value{k.cardNumber(r), r.number()} {
		n, ok := filing.ParseIDNumber(foldCode(v.text))
		if v.missing || v.notRun != "" || !ok || !v.sure() || !n.ChecksOut() {
			continue
		}
		if d, ok := n.Birth(); ok {
			return d, v, true
		}
	}
	return filing.Date{}, value{}, false
}
