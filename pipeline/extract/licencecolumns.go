package extract

import (
	"slices"
)

// findColumns gathers the labels into columns by where they begin, and agrees on where the values of each begin.
func (l *licence) findColumns() {
	byX := slices.Clone(l.hits)
	slices.SortFunc(byX, func(a, b *hit) int { return a.x0 - b.x0 })
	column, last := -1, -1<<30
	for _, h := range byX {
		if h.field == labelStop || h.field == "uscc" || h.field == "registration_authority" || h.field == labelNumber {
			h.column = -1
			continue
		}
		if h.x0-last > 3*l.em {
			column++
		}
		last = h.x0
		h.column = column
	}
	l.dropFalseColumns()
	for c := 0; c <= column; c++ {
		var xs []int
		for _, h := range l.hits {
			if h.column == c && h.rest >= 0 && h.valueX > 0 {
				xs = append(xs, h.valueX)
			}
		}
		// Wrapped lines begin where values begin, and nothing else stands there.
		if len(xs) == 0 {
			continue
		}
		slices.Sort(xs)
		mid := xs[len(xs)/2]
		alike := 0
		for _, x := range xs {
			if abs(x-mid)*2 <= l.em {
				alike++
			}
		}
		for _, h := range l.hits {
			if h.column != c || h.valueX == 0 || abs(h.valueX-mid) <= l.em*3/5 {
				continue
			}
			x := 0
			if h.split {
				x = l.gapAt(l.words[h.rest], mid)
			}
			switch {
			case x > 0:
				h.valueX = x
			case alike >= 2 && h.valueX > mid: // its first characters are too pale to be found
				h.valueX, h.x1 = mid, min(h.x1, mid-l.em/4)
			}
		}
	}
}

// dropFalseColumns forgets labels that stand where another column has its values: a wrapped line that happens to begin
// with the words of a label.
func (l *licence) dropFalseColumns() {
	mistaken := map[*hit]bool{}
	for _, h := range l.hits {
		for _, o := range l.hits {
			if h == o || h.column < 0 || o.column < 0 || h.column == o.column || o.valueX == 0 {
				continue
			}
			if abs(h.x0-o.valueX) <= l.em && h.y0 > o.y0 && l.columnSize(h.column) <= l.columnSize(o.column) {
				mistaken[h] = true
			}
		}
	}
	for h := range mistaken {
		for _, k := range h.words {
			l.words[k].label = nil
		}
	}
	l.hits = slices.DeleteFunc(l.hits, func(h *hit) bool { return mistaken[h] })
}

func (l *licence) columnSize(c int) int {
	n := 0
	for _, h := range l.hits {
		if h.column == c {
			n++
		}
	}
	return n
}

// gapAt is the beginning of the ink that begins within half a character of x after a gap.
func (l *licence) gapAt(w *word, x int) int {
	ps := slices.Clone(w.parts)
	slices.SortFunc(ps, func(a, b part) int { return a.x0 - b.x0 })
	end := w.x0
	for _, p := range ps {
		if p.x0-end >= 2 && abs(p.x0-x) <= l.em/2 {
			return p.x0
		}
		end = max(end, p.x1)
	}
	return 0
}
