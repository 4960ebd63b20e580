package extract

import (
	"slices"
	"strings"

	"prereview/filing"
)

// findCode is the line that reads most like a unified social credit code: near its label when there is one.
func (l *licence) findCode() (value, bool) {
	var best *word
	var from, to int
	score := 0.0
	for _, w := range l.words {
		// The code may follow its label on the row.
		cs := w.cells
		start := 0
		if w.label != nil && w.label.field == "uscc" {
			for start < len(cs) && !isCode(cs[start].r) {
				start++
			}
		}
		end := len(cs) // the copy's number may follow in brackets
		for i := start + 16; i < len(cs); i++ {
			if !isCode(cs[i].r) || i == start+18 && filing.USCC(strings.ToUpper(text(cs[start:i]))).ChecksOut() { // its bracket is read as a 1
				end = i
				break
			}
		}
		cs = cs[:end]
		n := 0
		for _, c := range cs[min(start, end):] {
			if isCode(c.r) {
				n++
			}
		}
		if n < 14 || n > 24 || n*10 < (len(cs)-start)*8 {
			continue
		}
		sc := float64(min(n, 18)) - float64(max(0, n-18))
		kept, _ := onlyAlphabet(cs[start:], usccAlphabet)
		if filing.USCC(text(kept)).ChecksOut() {
			sc += 10
		}
		for _, h := range l.hits {
			if h.field != "uscc" {
				continue
			}
			if w.label == h || abs(h.x0-w.x0) < 3*l.em && w.y0 >= h.y0 && w.y0-h.y1 < 3*l.em || sameRow(segment{y0: h.y0, y1: h.y1}, w.segment) && w.x0 >= h.x1-l.em {
				sc += 5
			}
		}
		if sc > score {
			best, score, from, to = w, sc, start, end
		}
	}
	if best == nil {
		return value{}, false
	}
	x0, x1 := best.x0, best.x1
	if from > 0 {
		_, x0 = l.gapAfter(best, from)
	}
	if to < len(best.cells) {
		x1, _ = l.gapAfter(best, to)
	}
	ps := slices.DeleteFunc(slices.Clone(best.parts), func(p part) bool { c := (p.x0 + p.x1) / 2; return c < x0 || c >= x1 })
	if len(ps) == 0 {
		return value{}, false
	}
	var v value
	v.put(extent(ps), 0, best.cells[from:to], nil, ps)
	return v, true
}

func isCode(r rune) bool { return strings.ContainsRune(usccAlphabet, upper(r)) }
