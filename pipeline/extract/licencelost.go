package extract

import "slices"

// The labels of a column are set to one width: their first characters stand under each other, and their last. So one
// character that is left of a label, under glare, a stamp or a finger, tells which it was by where it stands.

// lastOfLabel is the field that a label's last character names: no two of our fields' labels end alike. 实收资本 of old forms is
// no field of ours and ends like 注册资本, which stands above it.
var lastOfLabel = map[rune]string{
	'称': "name", '型': "type", '人': "legal_representative", '者': "legal_representative", '本': "registered_capital",
	'金': "registered_capital", '额': "registered_capital", '期': "established", '限': labelTerm, '所': "address",
	'围': "business_scope", '式': "composition",
}

// firstOfLabel is the field that a short label's first character names. Those of longer labels are of several, or stand in
// values too.
var firstOfLabel = map[rune]string{'名': "name", '类': "type", '住': "address"}

// lostScore is the most that a label scores of which one character was read, or less. Any that was read counts for more, and a
// value that has no better one is unsure: it may be another field's.
const lostScore = 0.3

// findLostLabels finds labels of which one character alone was read, in columns where two others were read whole, and says
// whether there were any.
func (l *licence) findLostLabels() bool {
	found := false
	for _, c := range l.columns() {
		if c.n < 2 {
			continue
		}
		for i, w := range l.words {
			field := l.lostLabel(w, c.left, c.right)
			if field == "" || slices.ContainsFunc(l.hits, func(h *hit) bool {
				return h.field == field || h.column == c.index && sameRow(segment{y0: h.y0, y1: h.y1}, w.segment)
			}) {
				continue
			}
			h := &hit{label: label{field: field}, words: []int{i}, x0: c.left, y0: w.y0, x1: c.right, y1: w.y1, score: lostScore,
				column: c.index, valueX: c.value, rest: -1}
			if w.x1 > c.right+l.em { // the value begins in this word
				h.rest = i
			} else {
				h.rest = l.right(i, 8*l.em)
			}
			l.hits = append(l.hits, h)
			w.label = h
			found = true
		}
	}
	return found
}

// lostLabel is the field whose label a word seems to be what is left of, "" when none, in a column of labels that begin and
// end at the given places.
func (l *licence) lostLabel(w *word, left, right int) string {
	if w.label != nil || !w.read || w.h() > l.em*2 {
		return ""
	}
	if len(w.cells) == 1 && abs(w.x0-left)*3 <= l.em && w.w() < l.em*2 {
		return firstOfLabel[w.cells[0].r]
	}
	for k, c := range w.cells[:min(3, len(w.cells))] {
		end := w.xs[k] + l.em/2
		if k == len(w.cells)-1 {
			end = w.x1
		}
		if field := lastOfLabel[c.r]; field != "" && w.x0 >= left-l.em/2 && abs(end-right)*2 <= l.em {
			return field
		}
	}
	return ""
}
