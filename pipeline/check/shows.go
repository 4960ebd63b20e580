package check

import "prereview/filing"

// What a picture shows is more than what was read: recognition says of each doubtful character what else it may be.

const (
	// mayShow is the probability from which a picture may show what was declared although another value was read: then
	// reading is as likely the fault as the applicant.
	mayShow = 0.01

	// contestedFrom is the probability of a look-alike from which a reading that is not sure cannot vouch for itself by
	// agreeing with the form: who declares 人 where 入 is printed is the case that the reading is for.
	contestedFrom = 0.05
)

// shows is the probability that the picture shows a text, by what recognition saw in each place. 0 when it differs where
// recognition saw nothing else, or in its length.
func (v value) shows(text string) float64 {
	want := []rune(foldName(text))
	p, at := 1.0, 0
	for i, r := range []rune(v.text) {
		for _, got := range foldName(string(r)) {
			if at >= len(want) {
				return 0
			}
			p *= v.showsAt(i, got, want[at])
			at++
		}
	}
	if at != len(want) {
		return 0
	}
	return p
}

// showsAt is the probability that character i, read as got, is want.
func (v value) showsAt(i int, got, want rune) float64 {
	for _, d := range v.field.Doubts {
		if d.At != i {
			continue
		}
		if got == want {
			return d.P
		}
		p := 0.0
		for _, o := range d.Others {
			if foldName(o.Text) == string(want) {
				p += o.P
			}
		}
		return p
	}
	if got == want {
		return 1
	}
	return 0
}

// contested says that a character of the reading has a look-alike which the picture may well show instead. Where
// recognition says only that it is in doubt, all of the doubt counts for the look-alike; where it doubts a character more
// than not, it need not have thought of the look-alike.
func (v value) contested() bool {
	runes := []rune(v.text)
	for _, d := range v.field.Doubts {
		if d.At < 0 || d.At >= len(runes) {
			continue
		}
		read := []rune(foldName(string(runes[d.At])))
		if len(read) != 1 {
			continue
		}
		if _, ok := filing.LookAlike(read[0]); !ok {
			continue
		}
		p := 0.0
		if len(d.Others) == 0 {
			p = 1 - d.P
		}
		for _, o := range d.Others {
			if r := []rune(foldName(o.Text)); len(r) == 1 && r[0] != read[0] && filing.Alike(read[0], r[0]) {
				p += o.P
			}
		}
		if p >= contestedFrom || d.P < 0.5 {
			return true
		}
	}
	return false
}

// weigh is the likeness of a declared value and a reading, their texts alike or not, after a look at what else the picture
// may show: either then is unsure.
func weigh(texts likeness, said, read value) likeness {
	switch {
	case texts == equal && !read.sure() && read.contested(),
		texts == different && read.shows(said.text) >= mayShow:
		return lookAlike
	}
	return texts
}
