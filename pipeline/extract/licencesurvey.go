package extract

import (
	"cmp"
	"context"
	"image"
	"slices"

	"prereview/ocr"
)

// To find the labels it is not needed to read the page: a label begins a line, and most lines of a licence are those of
// values, which are cut again as whole lines once it is known what they are. So a survey reads what is short, of what is
// long the beginning, and of what stands where a value stands nothing, unless no label turns up that explains it.

// Lengths in heights of a segment.
const (
	shortSegment = 6 // one this short is read whole: a label, a figure, a mark of the form
	longSegment  = 9 // of one longer than this only the beginning is read
	headFrom     = 6 // where the beginning ends: at the widest gap of the ink between here
	headTo       = 9 // and here

	longestDate = 12 // a line longer than this is no date
)

// survey reads what is needed to find the labels, and finds them: first what stands where labels may stand; when those are all that
// every licence has, of the rest only what may say more.
func (l *licence) survey(ctx context.Context, reader ocr.Reader) error {
	l.rows()
	var lines, likely, later []*word // lines may be left unread
	for _, w := range l.words {
		switch {
		case l.continues(w):
			lines = append(lines, w)
		case l.mayBeLabel(w):
			likely = append(likely, w)
		default:
			later = append(later, w)
		}
	}
	readOn := func(ws []*word, left func(w *word) bool) error {
		ws = slices.DeleteFunc(ws, left)
		if len(ws) == 0 {
			return nil
		}
		defer l.arrange()
		return l.readHeads(ctx, reader, ws)
	}
	all := func(*word) bool { return false }
	read := func(w *word) bool { return w.read }
	if err := readOn(likely, all); err != nil {
		return err
	}
	if l.unclear() {
		return nil
	}
	if !l.labelled() { // some begin long lines
		if err := readOn(slices.Concat(later, lines), func(w *word) bool { return !l.beginsColumn(w) }); err != nil {
			return err
		}
	}
	if l.labelled() {
		l.rest()
		if err := readOn(slices.Concat(later, lines), func(w *word) bool { return w.read || w.idle || l.explained(w) }); err != nil {
			return err
		}
	} else {
		if err := readOn(later, read); err != nil || l.unclear() {
			return err
		}
		if err := readOn(lines, func(w *word) bool { return w.read || l.explained(w) }); err != nil {
			return err
		}
	}
	// Of a code the whole is wanted, and of a label of which the beginning was short.
	var now []*word
	for _, w := range l.words {
		if !w.whole && (codeLike(w.cells) || w.label != nil && w.label.field == "uscc" && w.w() > 16*w.h() || w.label == nil && beginsLabel(w.cells) || !w.read && l.besideCode(w)) {
			now = append(now, w)
		}
	}
	for _, w := range now {
		w.head = w.x1
	}
	if err := l.readWords(ctx, reader, now); err != nil {
		return err
	}
	l.arrange()
	if l.score() < leastScore { // on other pages that would be reading for nothing
		return nil
	}
	for _, find := range []func(context.Context, ocr.Reader) (bool, error){l.readLostLabels, l.tellByContent} {
		found, err := find(ctx, reader)
		if err != nil {
			return err
		}
		if found {
			l.findColumns()
		}
	}
	return nil
}

// unclear says that hardly any word of many was read clearly, and none is a label: the page lies another way up, or is no licence. Of
// a licence the right way up the worst had an eighth of its words clear, upside down or on its side the best had a fourteenth.
func (l *licence) unclear() bool {
	const enough, share = 16, 10
	return len(l.hits) == 0 && l.asked >= enough && l.clear*share < l.asked
}

// arrange finds labels and columns among the words as far as they are read.
func (l *licence) arrange() {
	l.words = slices.DeleteFunc(l.words, func(w *word) bool { return w.read && len(w.cells) == 0 })
	l.hits, l.title = nil, false
	for _, w := range l.words {
		w.label = nil
	}
	l.rows()
	l.findLabels()
	l.findColumns()
	if l.findLostLabels() {
		l.findColumns()
	}
}

// continues says that a word seems to go on with what stands before it: a value beside its label, a wrapped line below
// another.
func (l *licence) continues(w *word) bool {
	if o := l.before(w); o != nil && (w.w() >= shortSegment*w.h() || o.w() >= shortSegment*o.h()) {
		return true
	}
	return w.w() >= shortSegment*w.h() && slices.ContainsFunc(l.words, func(o *word) bool {
		return o.y1 <= w.y0+w.h()/4 && abs(o.x0-w.x0)*2 <= w.h()
	})
}

// mayBeLabel says that a word stands as the labels of a column do: it begins where two others begin, or goes on with a character that
// does, and stands neither beside another word nor right below a long line, as values do. A code is looked for too.
func (l *licence) mayBeLabel(w *word) bool {
	if w.codeShaped() {
		return true
	}
	if w.y0 < l.s.h/6 || w.x0 > l.s.w*3/4 || w.h()*2 < l.em || w.h() > l.em*2 {
		return false
	}
	first := w
	for range 4 { // 名　称, 注 册 资 本
		o := l.leftOf(first, 6*l.em)
		if o == nil || o.w() > 2*o.h() {
			if o != nil && first.x0-o.x1 < first.h()*5/2 {
				return false
			}
			break
		}
		first = o
	}
	n := 0
	for _, o := range l.words {
		if o == first || abs(o.x0-first.x0)*2 > l.em {
			continue
		}
		if gap := first.y0 - o.y1; gap > -o.h()/2 && gap < l.em*9/10 && o.w() >= shortSegment*o.h() {
			return false
		}
		n++
	}
	return n >= 2
}

// rest marks the words that say nothing more of a page whose labels are found: they stand above or below the labels' rows, far from any
// value that might go on with them, and not where a code or a date of issue stands. The form's own lines and a border's scraps are such.
func (l *licence) rest() {
	l.findSeal()
	top, bottom := l.s.h, 0
	for _, h := range l.hits {
		if h.column >= 0 {
			top, bottom = min(top, h.y0), max(bottom, h.y1)
		}
	}
	date := image.Rect(l.s.w/3, l.s.h/2, l.s.w, l.s.h)
	if l.seal != nil {
		date = dateRegion(*l.seal).Inset(-2 * l.em)
	}
	for _, w := range l.words {
		switch code := w.w() >= shortSegment*w.h() && w.y0 > l.s.h/7; {
		case w.y1 <= top-l.em:
			w.idle = !code
		case w.y0 >= bottom+2*l.em && (w.w() > longestDate*w.h() || !image.Rect(w.x0, w.y0, w.x1, w.y1).Overlaps(date)):
			w.idle = !slices.ContainsFunc(l.words, func(o *word) bool {
				return o.y0 < w.y0 && w.y0-o.y1 < 3*l.em && o.x0 < w.x1 && w.x0 < o.x1 && l.explained(o)
			})
		}
	}
}

// before is the word left of another on its row, nil when there is none near.
func (l *licence) before(w *word) *word { return l.leftOf(w, w.h()*5/2) }

// leftOf is the word left of another on its row and nearer than gap, nil when there is none.
func (l *licence) leftOf(w *word, gap int) *word {
	var best *word
	for _, o := range l.words {
		if o != w && o.x0 < w.x0 && sameRow(o.segment, w.segment) && w.x0-o.x1 < gap && (best == nil || o.x1 > best.x1) {
			best = o
		}
	}
	return best
}

// explained says that an unread word stands where a value does: beside its label, below where values of its column begin,
// or right of such a word; and not where labels begin.
func (l *licence) explained(w *word) bool {
	if l.beginsColumn(w) {
		return false
	}
	for _, h := range l.hits {
		if h.rest >= 0 && l.words[h.rest] == w && w.x0-h.x1 <= 5*l.em {
			return true
		}
		if h.valueX > 0 && h.column >= 0 && abs(h.valueX-w.x0)*4 <= 5*l.em && w.y0 > h.y0 {
			return true
		}
	}
	o := l.before(w)
	return o != nil && (o.label != nil && !o.whole || o.label == nil && l.explained(o))
}

// beginsColumn says that a word begins where the labels of a column do.
func (l *licence) beginsColumn(w *word) bool {
	return slices.ContainsFunc(l.hits, func(h *hit) bool { return h.column >= 0 && abs(h.x0-w.x0) <= l.em })
}

// besideCode says that a word stands right of the code's label or below it.
func (l *licence) besideCode(w *word) bool {
	for _, h := range l.hits {
		if h.field != "uscc" {
			continue
		}
		if sameRow(segment{y0: h.y0, y1: h.y1}, w.segment) && w.x0 >= h.x1-l.em || abs(h.x0-w.x0) < 3*l.em && w.y0 >= h.y0 && w.y0-h.y1 < 3*l.em {
			return true
		}
	}
	return false
}

// codeLike says that nearly all of what was read of a word may be of a unified social credit code.
func codeLike(cs []cell) bool {
	n := 0
	for _, c := range cs {
		if isCode(c.r) {
			n++
		}
	}
	return n >= 6 && n*10 >= len(cs)*8
}

// codeShaped says that a word's ink may be a code's: a piece to a character, all about as high as the line.
func (w *word) codeShaped() bool {
	n := 0
	for _, p := range w.parts {
		if p.h()*4 >= w.h()*3 && p.w() <= p.h() {
			n++
		}
	}
	return n >= 15 && n <= 21 && len(w.parts) <= 23 && w.w() < 20*w.h()
}

// readHeads reads words, of the long ones the beginning.
func (l *licence) readHeads(ctx context.Context, reader ocr.Reader, ws []*word) error {
	for _, w := range ws {
		w.head = w.x1
		if w.w() > longSegment*w.h() && !w.codeShaped() {
			w.head = w.headEnd()
		}
	}
	return l.readWords(ctx, reader, ws)
}

// readWords reads words as far as their heads go.
func (l *licence) readWords(ctx context.Context, reader ocr.Reader, ws []*word) error {
	cs := make([]crop, len(ws))
	for i, w := range ws {
		cs[i] = crop{rect: image.Rect(w.x0, w.y0, w.head, w.y1), guess: true}
	}
	lines, strips, err := l.s.read(ctx, reader, cs)
	if err != nil {
		return err
	}
	for i, w := range ws {
		w.read, w.whole = true, w.head == w.x1
		l.asked++
		if lines[i].Confidence >= 0.9 {
			l.clear++
		}
		w.cells, w.xs = cells(lines[i]), nil
		for _, c := range w.cells {
			w.xs = append(w.xs, w.x0+int(strips[i].along(c.x)/l.s.scale))
		}
	}
	return nil
}

// headEnd is where the beginning of a long word ends: in a gap of its ink.
func (w *word) headEnd() int {
	h := w.h()
	ps := slices.Clone(w.parts)
	slices.SortFunc(ps, func(a, b part) int { return cmp.Compare(a.x0, b.x0) })
	at, widest, end := w.x0+8*h, 0, w.x0
	for _, p := range ps {
		if g := p.x0 - end; g > widest && end >= w.x0+headFrom*h && p.x0 <= w.x0+headTo*h {
			at, widest = (end+p.x0)/2, g
		}
		end = max(end, p.x1)
	}
	return min(at, w.x1)
}
