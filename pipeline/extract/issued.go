package extract

import (
	"image"
	"slices"
)

// The date of issue stands in the lower part of a licence, its figures apart from the form's 年 月 日 and often a line
// lower, under the seal, sometimes over the border.

// findIssued finds the three groups of figures: between the form's marks when those were read, else by a word that begins
// with a year. Each group is a line of its own.
func (l *licence) findIssued() (value, bool) {
	var year, month, day *word
	for _, w := range l.words {
		if w.y0 < l.s.h*11/20 || w.taken || !slices.ContainsFunc(w.cells, func(c cell) bool { return c.r == '日' }) {
			continue
		}
		var y, m *word
		for _, o := range l.words {
			if o == w || o.taken || !sameRow(o.segment, w.segment) || o.x0 > w.x0 || w.x0-o.x0 > 14*l.em {
				continue
			}
			for _, c := range o.cells {
				switch c.r {
				case '年':
					y = o
				case '月':
					m = o
				}
			}
		}
		if y != nil && m != nil && y.x0 < m.x0 {
			year, month, day = y, m, w
		}
	}
	if v, ok := l.fromYear(); ok {
		return v, true
	}
	if year != nil {
		return l.between(year, month, day)
	}
	return value{}, false
}

// between finds figures before 年, 月 and 日, on their line or just below it.
func (l *licence) between(year, month, day *word) (value, bool) {
	y0, y1 := year.x0, year.x1
	m0, m1 := month.x0, month.x1
	d0 := day.x0
	em := l.em
	top, bottom := year.y0+em/4, year.y1+em*3/2
	slots := []image.Rectangle{
		image.Rect(y0-em*4, top, y0+em/2, bottom), image.Rect(y1-em/4, top, m0+em/2, bottom), image.Rect(m1-em/4, top, d0+em/2, bottom),
	}
	// Border and seal are paler than print: look at the darker half of the ink only.
	cut := uint8(int(l.s.cut) * 3 / 4)
	var groups [3][][]part
	for i, r := range slots {
		if r.Dx() < em/3 {
			return value{}, false
		}
		ps := l.s.connected(r, cut)
		ps = slices.DeleteFunc(ps, func(p part) bool { return p.h() < em/2 || p.h() > em*3/2 || p.w() > em*2 })
		groups[i] = rows(ps, em)
	}
	// The three groups stand on one line.
	var best value
	bestInk := 0
	for _, a := range groups[0] {
		ea := extent(a)
		for _, b := range groups[1] {
			for _, c := range groups[2] {
				eb, ec := extent(b), extent(c)
				mid := func(r image.Rectangle) int { return (r.Min.Y + r.Max.Y) / 2 }
				if abs(mid(ea)-mid(eb)) > em/3 || abs(mid(ea)-mid(ec)) > em/3 || ea.Dx() < em || eb.Dx() > em*7/4 || ec.Dx() > em*7/4 {
					continue
				}
				ink := 0
				for _, p := range slices.Concat(a, b, c) {
					ink += p.area
				}
				if ink > bestInk {
					bestInk = ink
					best = value{alphabet: digits}
					best.put(ea, nil, nil, a)
					best.put(eb, nil, nil, b)
					best.put(ec, nil, nil, c)
				}
			}
		}
	}
	return best, bestInk > 0
}

// fromYear finds the row of a word that begins with a year; every group of ink on it is a line to read.
func (l *licence) fromYear() (value, bool) {
	var best *word
	for _, w := range l.words {
		f := figures(w)
		if w.taken || w.label != nil || w.y0 < l.s.h/2 || len(f) < 4 || f[:2] != "19" && f[:2] != "20" || !isDigit(w.cells[0].r) || w.x0 < l.s.w/3 {
			continue
		}
		if best == nil || w.y0 > best.y0 {
			best = w
		}
	}
	if best == nil {
		return value{}, false
	}
	em := l.em
	var hs, mids []int
	for _, p := range best.parts {
		if p.x0 < best.x0+em*3 && p.h() > em/2 {
			hs = append(hs, p.h())
			mids = append(mids, (p.y0+p.y1)/2)
		}
	}
	if len(mids) == 0 {
		return value{}, false
	}
	slices.Sort(mids)
	slices.Sort(hs)
	mid, h := mids[len(mids)/2], hs[len(hs)/2]
	row := l.s.strokes(image.Rect(best.x0-2, mid-h*2/3, min(l.s.w, best.x0+18*em), mid+h*2/3), em)
	row = slices.DeleteFunc(row, func(p part) bool { return p.y0 < mid-h || p.y1 > mid+h })
	slices.SortFunc(row, func(a, b part) int { return a.x0 - b.x0 })
	var v value
	var group []part
	end := 0
	flush := func() {
		if e := extent(group); len(group) > 0 && e.Dy() > h/2 && len(v.rects) < 10 {
			v.put(e, nil, nil, group)
		}
		group = nil
	}
	for _, p := range row {
		if len(group) > 0 && p.x0-end > h*9/20 {
			flush()
		}
		if len(group) == 0 {
			end = p.x1
		}
		group = append(group, p)
		end = max(end, p.x1)
	}
	flush()
	return v, len(v.rects) > 0
}

// figures is a word's digits.
func figures(w *word) string {
	var rs []rune
	for _, c := range w.cells {
		if isDigit(c.r) {
			rs = append(rs, c.r)
		}
	}
	return string(rs)
}

// readIssued reads groups of which some are figures and some the form's marks. A group's figures never run into the next
// group's.
func readIssued(groups [][]cell) reading {
	var cs []cell
	for _, g := range groups {
		cs = append(cs, g...)
		if len(g) > 0 && isDigit(g[len(g)-1].r) {
			cs = append(cs, cell{r: '.', p: 1})
		}
	}
	r := readDate(cs)
	if len(groups) != 3 {
		r.conf *= 0.8
	}
	return r
}
