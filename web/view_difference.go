package web

import "prereview/filing"

// apartView is where two readers read a value differently: the places, each with its piece of picture, or only their number
// while the value is hidden.
type apartView struct {
	Places []placeView
	More   int // places that are not shown
	Hidden int // places of a value that is hidden
}

type placeView struct {
	Picture  *pictureView // nil where it is not known
	Readings []readerView
}

type readerView struct {
	By, Text string
	Percent  int
}

// mostPlaces is how many places of one value are shown: a page on which the readers differ more often is read from the picture.
const mostPlaces = 12

// apart is nil where nobody differs.
func apart(d filing.Document, f filing.Field, field, href, label string, revealed bool) *apartView {
	if len(f.Differences) == 0 {
		return nil
	}
	if _, secret := hiddenHead(field); secret && !revealed {
		return &apartView{Hidden: len(f.Differences)}
	}
	v := &apartView{More: max(0, len(f.Differences)-mostPlaces)}
	fr, ok := frameOf(d)
	for _, k := range f.Differences[:len(f.Differences)-v.More] {
		var p placeView
		if ok && k.Box != nil {
			b := fr.box(*k.Box)
			p.Picture = &pictureView{crop: cropOf(widened(b, 1), fr.h, 220, 64), Href: href, W: num(fr.w), H: num(fr.h), Mirror: fr.mirror(),
				Alt: label + "：读法不同的字", Marks: []string{points(b)}}
		}
		for _, r := range k.Readings {
			p.Readings = append(p.Readings, readerView{r.Reader, r.Text, percent(r.Confidence)})
		}
		v.Places = append(v.Places, p)
	}
	return v
}

// marks are the outlines of the places in which two readers read a value differently.
func marks(fr frame, f filing.Field) (out []string) {
	for _, k := range f.Differences {
		if k.Box != nil {
			out = append(out, points(fr.box(*k.Box)))
		}
	}
	return out
}
