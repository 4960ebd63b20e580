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
)

// survey reads what is needed to find the labels, and finds them.
func (l *licence) survey(ctx context.Context, reader ocr.Reader) error {
	var lines []*word // that may be left unread
	var now []*word
	for _, w := range l.words {
		if l.continues(w) {
			lines = append(lines, w)
		} else {
			now = append(now, w)
		}
	}
	if err := l.readHeads(ctx, reader, now); err != nil {
		return err
	}
	l.arrange()
	now = now[:0]
	for _, w := range lines {
		if !l.explained(w) {
			now = append(now, w)
		}
	}
	if len(now) > 0 {
		if err := l.readHeads(ctx, reader, now); err != nil {
			return err
		}
	}
	// Of a code the whole is wanted, and of a label of which the beginning was short.
	now = now[:0]
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

// before is the word left of another on its row, nil when there is none near.
func (l *licence) before(w *word) *word {
	var best *word
	for _, o := range l.words {
		if o != w && o.x0 < w.x0 && sameRow(o.segment, w.segment) && w.x0-o.x1 < w.h()*5/2 && (best == nil || o.x1 > best.x1) {
			best = o
		}
	}
	return best
}

// explained says that an unread word stands where a value does: beside its label, below where values of its column begin,
// or right of such a word; and not where labels begin.
func (l *licence) explained(w *word) bool {
	if slices.ContainsFunc(l.hits, func(h *hit) bool { return h.column >= 0 && abs(h.x0-w.x0) <= l.em }) {
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
	return o != nil && (o.label != nil && !o.whole || !o.read && l.explained(o))
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
