package eval

import (
	"math"
	"slices"

	"prereview/eval/corpus"
	"prereview/filing"
)

// foundWithin is how far off, in the mean of its corners and as a share of the page's diagonal, an outline may be and
// still count as found: further out, print at the rim of a page falls off.
const foundWithin = .02

// PageTally counts how the pages of one kind and tier were found.
type PageTally struct {
	Kind  filing.DocumentKind `json:"kind"`
	Tier  corpus.Tier         `json:"tier"`
	N     int                 `json:"n"`
	Kinds int                 `json:"kinds"` // whose kind, the side of a card included, was told right
	Found int                 `json:"found"`
	// Upright counts outlines that begin at the corner that is top left of the upright text, of Oriented that were
	// looked at: a page whose kind nobody could tell has no way up.
	Upright  int `json:"upright"`
	Oriented int `json:"oriented"`
	errors   []float64
}

// MeanError is the mean distance of the found pages' corners, as a share of their diagonal; ErrorAt that of the page at
// quantile q.
func (y *PageTally) MeanError() float64 {
	sum := 0.0
	for _, e := range y.errors {
		sum += e
	}
	return sum / float64(max(1, len(y.errors)))
}

func (y *PageTally) ErrorAt(q float64) float64 { return quantile(y.errors, q) }

func (y *PageTally) add(t corpus.Truth, d filing.Document) {
	y.N++
	if kindRight(t, d) {
		y.Kinds++
	}
	if d.Page == nil {
		return
	}
	off, turn := quadError(*d.Page, t.Page)
	if t.Sheet != (filing.Box{}) { // the paper is as good an outline as the page that is printed on it
		if e, n := quadError(*d.Page, t.Sheet); e < off {
			off, turn = e, n
		}
	}
	if off <= foundWithin {
		y.Found++
		y.errors = append(y.errors, off)
	}
	if d.Kind == t.Kind {
		y.Oriented++
		if turn == 0 {
			y.Upright++
		}
	}
}

func (y *PageTally) merge(o PageTally) {
	y.N += o.N
	y.Kinds += o.Kinds
	y.Found += o.Found
	y.Upright += o.Upright
	y.Oriented += o.Oriented
	y.errors = append(y.errors, o.errors...)
}

// onPixels takes the outlines of a truth to the pixels that the document speaks of: a PDF is rendered at another size than
// that of the picture in it.
func onPixels(t corpus.Truth, d filing.Document) corpus.Truth {
	if t.Width <= 0 || t.Height <= 0 || d.Width <= 0 || d.Height <= 0 || t.Width == d.Width && t.Height == d.Height {
		return t
	}
	x, y := float64(d.Width)/float64(t.Width), float64(d.Height)/float64(t.Height)
	scaled := func(b filing.Box) filing.Box {
		for i := range b {
			b[i] = [2]float64{b[i][0] * x, b[i][1] * y}
		}
		return b
	}
	t.Page, t.Sheet = scaled(t.Page), scaled(t.Sheet)
	t.Also = slices.Clone(t.Also)
	for i := range t.Also {
		t.Also[i].Page, t.Also[i].Sheet = scaled(t.Also[i].Page), scaled(t.Also[i].Sheet)
	}
	return t
}

// readInstead is the further page of the picture that was read instead of the page asked for: the one in which most of the values
// stand that were read, or of none, or as many, the one that the document's outline is nearer to. An outline is the whole picture's
// when none was found. It must be of the kind that was read: what was taken for something else was not read from there.
func readInstead(t corpus.Truth, d filing.Document) (instead corpus.Truth, ok bool) {
	if d.Page == nil {
		return corpus.Truth{}, false
	}
	best, _ := quadError(*d.Page, t.Page)
	most := valuesIn(t.Page, d)
	for _, a := range t.Also {
		off, _ := quadError(*d.Page, a.Page)
		n := valuesIn(a.Page, d)
		if (n > most || n == most && off < best) && a.Kind == d.Kind {
			instead, best, most, ok = a, off, n, true
		}
	}
	return instead, ok
}

// valuesIn counts the values read that stand on a page.
func valuesIn(page filing.Box, d filing.Document) (n int) {
	for _, f := range d.Fields {
		if f.Box == nil {
			continue
		}
		x, y := 0.0, 0.0
		for _, c := range f.Box {
			x, y = x+c[0]/4, y+c[1]/4
		}
		if page.Meets(filing.Box{{x, y}, {x, y}, {x, y}, {x, y}}) {
			n++
		}
	}
	return n
}

// quadError is the mean distance between the corners of two outlines as a share of the wanted one's diagonal, whichever
// corner comes first and whichever way round they run, and how many corners the first of got is further on than that of
// want; 4 and more for one that runs the other way.
func quadError(got, want filing.Box) (off float64, turn int) {
	off = math.Inf(1)
	for n := range 8 {
		sum := 0.0
		for i := range 4 {
			j := (i + n) % 4
			if n >= 4 {
				j = (8 - i - n%4) % 4
			}
			sum += math.Hypot(got[i][0]-want[j][0], got[i][1]-want[j][1])
		}
		if sum/4 < off {
			off, turn = sum/4, n
		}
	}
	return off / math.Hypot(want[2][0]-want[0][0], want[2][1]-want[0][1]), turn
}

// quantile is the least value that the share q of all is not above; 0 of none.
func quantile(v []float64, q float64) float64 {
	if len(v) == 0 {
		return 0
	}
	v = slices.Sorted(slices.Values(v))
	return v[max(0, int(math.Ceil(q*float64(len(v))))-1)]
}
