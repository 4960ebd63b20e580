package extract

import (
	"slices"
	"strings"
	"unicode"
)

// hit is a label found on the page.
type hit struct {
	label
	words          []int // the label may stand in several words (名　称); the last may go on with the value
	x0, y0, x1, y1 int
	score          float64
	column         int
	valueX         int // where its value begins
	rest           int // index of the word the value begins in, -1 when there is none on this row
	split          bool
}

// sameRow says that two words stand beside each other.
func sameRow(a, b segment) bool {
	overlap := min(a.y1, b.y1) - max(a.y0, b.y0)
	return overlap*2 >= min(a.h(), b.h())
}

// right is the next word on the row within gap working pixels, -1 when there is none.
func (l *licence) right(i, gap int) int {
	best := -1
	for j, w := range l.words {
		if j == i || !sameRow(l.words[i].segment, w.segment) || w.x0 < l.words[i].x1-l.em/3 || w.x0-l.words[i].x1 > gap {
			continue
		}
		if best < 0 || w.x0 < l.words[best].x0 {
			best = j
		}
	}
	return best
}

func (l *licence) findLabels() {
	for i, w := range l.words {
		if strings.Contains(w.text(), "营业执照") && w.h() > l.em*3/2 {
			l.title = true
			continue
		}
		if w.label != nil || len(w.cells) == 0 {
			continue
		}
		// The label may be spread so far that its characters are words of their own.
		chain := []int{i}
		scraps := 0 // of a border, read as marks before the label
		for scraps < min(2, len(w.cells)-1) && !isHan(w.cells[scraps].r) {
			scraps++
		}
		cs := slices.Clone(w.cells[scraps:])
		for len(chain) < 5 {
			if h := l.tryLabel(chain, cs, scraps); h != nil {
				l.hits = append(l.hits, h)
				for _, k := range h.words {
					l.words[k].label = h
				}
				break
			}
			if len(l.words[chain[len(chain)-1]].cells) > 2 {
				break
			}
			last := chain[len(chain)-1]
			j := l.right(last, 6*max(l.em, l.words[last].h())) // where a long scope is printed small, labels are larger than most print
			if j < 0 || l.words[j].label != nil || !l.words[j].read {
				break
			}
			chain = append(chain, j)
			cs = append(cs, l.words[j].cells...)
		}
	}
}

// tryLabel looks for a label at the beginning of a chain of words.
func (l *licence) tryLabel(chain []int, cs []cell, scraps int) *hit {
	lab, taken, score := matchLabel(cs)
	if score == 0 {
		return nil
	}
	h := &hit{label: lab, score: score, rest: -1}
	n := 0
	for _, k := range chain {
		w := l.words[k]
		if n >= taken {
			break
		}
		h.words = append(h.words, k)
		skip := 0
		if len(h.words) == 1 {
			h.x0, h.y0, h.y1 = w.x0, w.y0, w.y1
			if skip = scraps; skip > 0 {
				h.x0 = max(w.x0, w.xs[skip]-l.em/2)
			}
		}
		h.y0, h.y1 = min(h.y0, w.y0), max(h.y1, w.y1)
		here := skip + min(len(w.cells)-skip, taken-n)
		n += here - skip
		h.x1 = w.x1
		if !w.whole && w.read || here < len(w.cells) && slices.ContainsFunc(w.cells[here:], func(c cell) bool { return isWord(c.r) }) { // the value begins in this word
			h.rest, h.split = k, true
			h.x1, h.valueX = l.gapAfter(w, here)
			if h.valueX == 0 {
				h.valueX = h.x1
			}
		}
	}
	if h.rest < 0 {
		if j := l.right(chain[len(h.words)-1], 8*l.em); j >= 0 {
			h.rest, h.valueX = j, l.words[j].x0
		}
	}
	return h
}

// gapAfter is the widest gap in a word's ink near the end of its first n characters: where the label ends and the value
// begins. The recogniser places characters only roughly, the ink decides.
func (l *licence) gapAfter(w *word, n int) (x0, x1 int) {
	at := w.xs[n-1] + w.h()/2 // where no more was read
	if n < len(w.xs) {
		at = (w.xs[n-1] + w.xs[n]) / 2
	}
	ps := slices.Clone(w.parts)
	slices.SortFunc(ps, func(a, b part) int { return a.x0 - b.x0 })
	end := w.x0
	widest := 0
	reach := w.h() * 5 / 4
	for _, p := range ps {
		if g := p.x0 - end; g > 0 && p.x0 > at-reach && end < at+reach {
			// nearer gaps count for more
			weight := g*4 - abs((p.x0+end)/2-at)
			if weight > widest {
				widest, x0, x1 = weight, end, p.x0
			}
		}
		end = max(end, p.x1)
	}
	if x1 == 0 {
		return at, at
	}
	return x0, x1
}

// isWord says that a character is more than a mark, of which specks are read as many.
func isWord(r rune) bool { return isHan(r) || isDigit(r) || unicode.IsLetter(r) }

func abs(x int) int { return max(x, -x) }
