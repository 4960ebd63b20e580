package lines

import (
	"bytes"
	"cmp"
	"errors"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"prereview/eval/corpus"
	"prereview/filing"
	"prereview/ocr"
	"prereview/pipeline/extract"
)

// Source makes lines without end: most from documents, some drawn by themselves. The same split and seed give the same
// lines. Not safe for concurrent use.
type Source struct {
	known   func(string) bool
	split   corpus.Split
	rare    []string
	han     []string // characters of the model, for lines of no sense
	corpus  *corpus.Generator
	r       *rand.Rand
	faces   []*face
	pending []Line
	twice   bool // values are cut twice, a little differently: a scene costs far more than a cut, and learning waits for lines
	// DrawnShare of the lines are drawn by themselves, 0 to 1; NewSource sets 0.18. More of them teach more characters an hour
	// than documents do.
	DrawnShare float64
	// RareShare of the lines drawn by themselves show the rare characters, 0 to 1. A character the model does not know
	// yet is all error, and such lines drown out the others: give them a share when there are days to train, none when
	// there are hours.
	RareShare float64
	// Unknown counts the characters for which a line had to be dropped, because the model does not have them.
	Unknown map[string]int
}

// NewSource opens the fonts of the split, which may not be Fresh: lines are for learning and choosing by. known says which characters the model has; rare are those that need to be seen
// more often than documents show them (one that stands there twice, twice as often), han all it has.
func NewSource(split corpus.Split, seed uint64, known func(string) bool, rare, han []string) (*Source, error) {
	if split == corpus.Fresh {
		return nil, errors.New("no lines are drawn of the split fresh: it is there to show what was not learned")
	}
	g, err := corpus.New(split, seed)
	if err != nil {
		return nil, err
	}
	faces, err := openFaces(split)
	if err != nil {
		return nil, err
	}
	return &Source{DrawnShare: drawnShare, twice: split == corpus.Train, known: known, split: split, rare: rare, han: han, corpus: g, faces: faces, Unknown: map[string]int{},
		r: rand.New(rand.NewPCG(seed, uint64(len(split))<<32|0x11e5))}, nil
}

// Shares of what Next gives.
const (
	drawnShare = 0.18 // lines drawn by themselves, where nothing else is asked
	labelShare = 0.30 // of a document's labels and titles
	wordsShare = 0.12 // of a paper's lines that say the same on every such paper
)

// Next is the next line.
func (s *Source) Next() (Line, error) {
	for {
		if s.r.Float64() < s.DrawnShare {
			if l, ok := s.drawn(); ok {
				return l, nil
			}
			continue
		}
		if n := len(s.pending); n > 0 {
			l := s.pending[n-1]
			s.pending = s.pending[:n-1]
			return l, nil
		}
		if err := s.document(); err != nil {
			return Line{}, err
		}
	}
}

// document draws a document, takes a picture of it and cuts out its lines.
func (s *Source) document() error {
	kind := filing.IDCardFront
	switch x := s.r.Float64(); {
	case x < .22:
		kind = filing.IDCardBack
	case x < .45:
		kind = filing.BusinessLicence
	case x < .53:
		kind = corpus.PaperKinds[s.r.IntN(len(corpus.PaperKinds))]
	}
	tier := corpus.Scan
	switch x := s.r.Float64(); {
	case x < .2:
		tier = corpus.Hard
	case x < .6:
		tier = corpus.Photo
	}
	scene := corpus.NewScene(s.r, s.split, tier)
	doc, beside := s.corpus.DrawFor(scene, kind)
	picture, truth, err := scene.Apply(doc, beside...)
	if err != nil {
		return err
	}
	page, err := jpeg.Decode(bytes.NewReader(picture.Data))
	if err != nil {
		return err
	}
	for _, t := range append([]corpus.Truth{truth}, truth.Also...) {
		if slices.Contains(corpus.PaperKinds, t.Kind) {
			s.cutPaper(page, t)
		} else {
			s.cut(page, t)
		}
	}
	s.r.Shuffle(len(s.pending), func(i, j int) { s.pending[i], s.pending[j] = s.pending[j], s.pending[i] })
	return nil
}

// cut takes the lines of one page out of the picture, but for those that nobody could read there.
func (s *Source) cut(page image.Image, t corpus.Truth) {
	var hidden []string
	for field, texts := range sorted(t.Lines) {
		if !t.Readable(field) {
			hidden = append(hidden, texts...)
			continue
		}
		if field == "registration_authority" { // printed round a seal, not along a line
			continue
		}
		for i, text := range texts {
			if i < len(t.Boxes[field]) {
				s.add(page, text, ocr.Quad(t.Boxes[field][i]), string(t.Kind)+"."+field, string(t.Tier))
			}
		}
	}
	for _, p := range t.Print {
		switch {
		case p.Role == "seal":
			if !slices.Contains(hidden, p.Text) {
				s.addSeal(page, p.Text, ocr.Quad(p.Box), string(t.Tier))
			}
		case outside(p.Box, t) || slices.ContainsFunc(hidden, func(h string) bool { return strings.Contains(p.Text, h) }):
		case p.Role == "value": // a field's line is here already, but a term of two dates only as its halves
			if !slices.ContainsFunc(s.pending, func(l Line) bool { return l.print == p.Text }) {
				s.add(page, p.Text, ocr.Quad(p.Box), string(t.Kind)+".term", string(t.Tier))
			}
		case s.r.Float64() < labelShare:
			s.add(page, p.Text, ocr.Quad(p.Box), p.Role, string(t.Tier))
		}
	}
}

// cutPaper takes the lines of a form, a letter or a certificate out of the picture: whole lines, with the values that stand
// among their words, since that is how running text is read; what is written by hand is left out.
func (s *Source) cutPaper(page image.Image, t corpus.Truth) {
	var values, hidden []string
	for field, texts := range sorted(t.Lines) {
		if t.Readable(field) {
			values = append(values, texts...)
		} else {
			hidden = append(hidden, texts...)
		}
	}
	in := func(texts []string, line string) bool {
		return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(line, text) })
	}
	for _, p := range t.Print {
		switch {
		case p.Role == "hand" || in(hidden, p.Text):
		case p.Role == "seal":
			s.addSeal(page, p.Text, ocr.Quad(p.Box), string(t.Tier))
		case outside(p.Box, t):
		case in(values, p.Text) || s.r.Float64() < wordsShare:
			kind := string(t.Kind) + ".line"
			if p.Role == "title" {
				kind = "title"
			}
			s.add(page, p.Text, ocr.Quad(p.Box), kind, string(t.Tier))
		}
	}
}

// outside says that a line does not lie in the picture whole.
func outside(b filing.Box, t corpus.Truth) bool {
	return slices.ContainsFunc(b[:], func(p [2]float64) bool {
		return p[0] < 0 || p[1] < 0 || p[0] > float64(t.Width) || p[1] > float64(t.Height)
	})
}

// sorted runs over a map in the order of its keys, so that the stream of lines is the same each time.
func sorted(m map[string][]string) func(func(string, []string) bool) {
	return func(yield func(string, []string) bool) {
		keys := make([]string, 0, len(m))
		for k := range m {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, cmp.Compare)
		for _, k := range keys {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}

// add cuts one line.
func (s *Source) add(page image.Image, print string, box ocr.Quad, kind, tier string) {
	text, ok := Transcribe(print, s.known)
	if !ok {
		for _, r := range print {
			if !s.known(string(r)) {
				s.Unknown[string(r)]++
			}
		}
		return
	}
	if height(box) < 7 { // nobody could read it
		return
	}
	// The reader finds its way by labels, which it cuts with their colour; values it cuts without.
	way, form := extract.CutLine, .03
	switch {
	case kind == "id_card_front.birth_date":
		form = .4
	case kind == "label" || kind == "title":
		form = .5
	}
	if s.r.Float64() < form {
		way = extract.CutForm
	}
	cuts := 1
	if s.twice && kind != "label" && kind != "title" && kind != "small" {
		cuts = 2
	}
	for range cuts {
		if img := way(page, s.jog(fill(box, text))); printed(img) {
			s.pending = append(s.pending, Line{Image: img, Text: text, Kind: kind, Tier: tier, print: print})
		}
	}
}

// addSeal cuts the text round a seal: twice as often as a value, since a page has but one. square is that round the rim. The
// reader finds the seal within a few hundredths of its radius.
func (s *Source) addSeal(page image.Image, print string, square ocr.Quad, tier string) {
	text, ok := Transcribe(print, s.known)
	if !ok || height(square) < 60 {
		return
	}
	cuts := 1
	if s.twice {
		cuts = 4
	}
	for range cuts {
		var off [4]float64
		for i := range off {
			off[i] = max(-.04, min(.04, s.r.NormFloat64()*.015))
		}
		img := extract.CutSeal(page, grow(square, off[0], off[1], off[2], off[3]))
		if img == nil || !printed(img) {
			continue
		}
		// Where much of the seal is missing, under a hand or for want of ink, the strip is too short for its text.
		if w, n := img.Rect.Dx(), len([]rune(text)); w < 20*n || w > 75*n {
			continue
		}
		s.pending = append(s.pending, Line{Image: img, Text: text, Kind: "seal.ring", Tier: tier, print: print})
	}
}

// printed says that a crop holds print of about the size a crop should: not washed out by the scene, not cut from a wrong
// place.
func printed(img *image.Gray) bool {
	top, bottom := img.Rect.Dy(), 0
	for y := range img.Rect.Dy() {
		n := 0
		for x := range img.Rect.Dx() {
			if img.Pix[y*img.Stride+x] < 110 {
				n++
			}
		}
		if n >= 2 {
			top, bottom = min(top, y), y
		}
	}
	return bottom-top >= img.Rect.Dy()/3
}

func side(q ocr.Quad, i, j int) float64 { return math.Hypot(q[j][0]-q[i][0], q[j][1]-q[i][1]) }

func height(q ocr.Quad) float64 { return (side(q, 0, 3) + side(q, 1, 2)) / 2 }

// fill gives a line of up to three flat characters (一, 二) the height of a character.
func fill(q ocr.Quad, text string) ocr.Quad {
	n := 0
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) {
			return q
		}
		n++
	}
	w, h := (side(q, 0, 1)+side(q, 3, 2))/2, height(q)
	if want := .9 * w / float64(n); n <= 3 && h < .65*want && h > 0 {
		return grow(q, 0, (want/h-1)/2, 0, (want/h-1)/2)
	}
	return q
}

// jog moves the edges of a box about, as far as the reader's own idea of a line differs from the truth.
func (s *Source) jog(q ocr.Quad) ocr.Quad {
	normal := func(sigma, bound float64) float64 { return max(-bound, min(bound, s.r.NormFloat64()*sigma)) }
	left, right := normal(.06, .15), normal(.06, .15)
	if s.r.Float64() < .25 { // some ground beside the line
		left += s.r.Float64() * .5
	}
	if s.r.Float64() < .25 {
		right += s.r.Float64() * .8
	}
	return grow(q, left, normal(.05, .12), right, normal(.05, .12))
}

// grow moves the edges outwards by shares of the height.
func grow(q ocr.Quad, left, top, right, bottom float64) ocr.Quad {
	h := height(q)
	unit := func(i, j int) (float64, float64) {
		d := max(side(q, i, j), 1e-9)
		return (q[j][0] - q[i][0]) / d * h, (q[j][1] - q[i][1]) / d * h
	}
	tx, ty := unit(0, 1)
	bx, by := unit(3, 2)
	lx, ly := unit(0, 3)
	rx, ry := unit(1, 2)
	return ocr.Quad{
		{q[0][0] - tx*left - lx*top, q[0][1] - ty*left - ly*top},
		{q[1][0] + tx*right - rx*top, q[1][1] + ty*right - ry*top},
		{q[2][0] + bx*right + rx*bottom, q[2][1] + by*right + ry*bottom},
		{q[3][0] - bx*left + lx*bottom, q[3][1] - by*left + ly*bottom},
	}
}
