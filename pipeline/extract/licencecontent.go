package extract

import (
	"context"
	"slices"
	"strings"

	"prereview/ocr"
)

// Where glare or a finger takes a whole label away, its value is told by what it says: a date, a sum, a kind of entity, an
// address, a name. Nothing is certain about such a value but its characters, so it is unsure.

// tellByContent finds values of lost labels among the lines that begin where the values of a column begin.
func (l *licence) tellByContent(ctx context.Context, reader ocr.Reader) (bool, error) {
	type line struct {
		column
		word int
	}
	var lines []line
	var unread []*word
	for _, c := range l.columns() {
		bottom := l.s.h * 3 / 4
		for _, h := range l.hits {
			if h.column == c.index && h.field == "business_scope" { // the last of its column: what is below are its lines
				bottom = h.y0
			}
		}
		for i, w := range l.words {
			if w.label != nil || abs(w.x0-c.value)*4 > 3*l.em || w.h() > l.em*2 || w.y1 > bottom || !l.begins(w, c) {
				continue
			}
			lines = append(lines, line{c, i})
			if !w.whole {
				w.head = w.x1
				unread = append(unread, w)
			}
		}
	}
	if err := l.readWords(ctx, reader, unread); err != nil {
		return false, err
	}
	found := false
	for _, n := range lines {
		w := l.words[n.word]
		field := saysField(w.cells, l.has)
		first := !slices.ContainsFunc(l.hits, func(h *hit) bool { return h.column == n.index && h.y0 < w.y0 })
		if field == "" || field == "name" && !first || field == "legal_representative" && first {
			continue
		}
		l.hits = append(l.hits, &hit{label: label{field: field}, x0: n.left, y0: w.y0, x1: n.right, y1: w.y1, score: lostScore / 2,
			column: n.index, valueX: w.x0, rest: n.word})
		found = true
	}
	return found, nil
}

// begins says that a word begins a value: no label stands beside it, and the line above is further off than a wrapped one.
func (l *licence) begins(w *word, c column) bool {
	return !l.labelBeside(c, w.y0, w.y1) && !slices.ContainsFunc(l.words, func(o *word) bool {
		return o != w && abs(o.x0-c.value) <= l.em && o.y0 < w.y0-l.em/2 && w.y0-o.y1 < l.em*9/10
	})
}

// firmEndings are what the names of entities end in.
var firmEndings = []string{"公司", "厂", "店", "部", "合作社", "中心", "商行", "企业", "工作室", "事务所", "超市", "馆", "坊", "(有限合伙)", "(普通合伙)"}

// saysField is the field that a line's text must be the value of, "" when it is not clear; taken says which have theirs.
func saysField(cs []cell, taken func(field string) bool) string {
	t := fold(text(cs))
	n := len(cs)
	free := func(field string) string {
		if taken(field) {
			return ""
		}
		return field
	}
	if ds := findDates(cs); len(ds) > 0 && ds[0].from <= 1 && (!ds[0].date.Open || strings.HasPrefix(t, "长期")) {
		if len(ds) > 1 || strings.ContainsAny(t, "至长") {
			return free(labelTerm)
		}
		return free("established")
	}
	for _, w := range compositions {
		if editDistance(t, w) <= 1 {
			return free("composition")
		}
	}
	if strings.Contains(t, "万元") || strings.Contains(t, "元整") || strings.Contains(t, "元人民币") {
		return free("registered_capital")
	}
	if n >= 4 && slices.ContainsFunc(entityTypes(), func(w string) bool { return editDistance(t, w)*4 <= min(n, len([]rune(w))) }) {
		return free("type")
	}
	if strings.ContainsAny(t, "路街村镇乡道巷号") && strings.ContainsAny(t, "省市县区州旗") && n >= 8 {
		return free("address")
	}
	if n >= 6 && slices.ContainsFunc(firmEndings, func(e string) bool { return strings.HasSuffix(t, e) }) {
		return free("name")
	}
	if n >= 2 && n <= 3 && surnamed(cs) && !slices.ContainsFunc(cs, func(c cell) bool { return !isHan(c.r) }) {
		return free("legal_representative")
	}
	return ""
}
