package extract

import (
	"slices"
	"strings"
)

// Brackets and punctuation come in two widths that look alike; which one is printed shows in the room it takes. A
// full-width mark stands in one half of a character's square and leaves the other half empty.

const (
	halfMarks = "(),;:"
	fullMarks = "（），；："
)

// Widths of a mark as its ink says.
const (
	unknownWidth = iota
	half
	full
)

// widthsOf says for each cell of a line that is such a mark how wide it is printed. xs are the middles of the cells in
// working pixels, em the height of the line's characters.
func widthsOf(cs []cell, xs []int, parts []part, em int) []int {
	widths := make([]int, len(cs))
	if len(xs) != len(cs) || em < 6 {
		return widths
	}
	ps := slices.Clone(parts)
	slices.SortFunc(ps, func(a, b part) int { return a.x0 - b.x0 })
	for i := range cs {
		kind := markKind(cs[i].r)
		if kind < 0 {
			continue
		}
		if kind > 1 && i > 0 && i+1 < len(cs) && !isMark(cs[i-1].r) && !isMark(cs[i+1].r) {
			// Between two characters the whole of the mark's square shows, whether its small dots were found or not.
			if gap := gapAround(ps, xs[i], em); gap*100 >= em*82 {
				widths[i] = full
			} else if gap > 0 && gap*100 <= em*70 {
				widths[i] = half
			}
			continue
		}
		j := nearestMark(ps, xs[i], kind, em)
		if j < 0 {
			continue
		}
		// What stands left and right of the mark.
		x0, x1 := ps[j].x0, ps[j].x1
		left, right := -1, -1
		for k, p := range ps {
			if k == j || p.x1 <= x1 && p.x0 >= x0 || (kind > 1 && abs((p.x0+p.x1)/2-(x0+x1)/2) < em/5 && p.w() < em/3) {
				continue // the other dot of a colon
			}
			switch {
			case p.x1 <= x0+1 && x0-p.x1 < em*2:
				if left < 0 || x0-p.x1 < left {
					left = x0 - p.x1
				}
			case p.x0 >= x1-1 && p.x0-x1 < em*2:
				if right < 0 || p.x0-x1 < right {
					right = p.x0 - x1
				}
			}
		}
		room := right
		if kind == 0 { // an opening bracket stands in the right half
			room = left
		}
		// Brackets of many faces are set in half a square with air on both sides: between the two clear cases nothing is said.
		switch {
		case room < 0:
		case kind == 0 && room*100 >= em*32 && i > 0 && isMark(cs[i-1].r): // some of the room is the mark's before it
			if room*100 >= em*102 {
				widths[i] = full
			} else if room*100 <= em*88 && room*100 >= em*55 {
				widths[i] = half
			}
		case room*100 >= em*44:
			widths[i] = full
		case room*100 <= em*30:
			widths[i] = half
		}
	}
	return widths
}

// setWidths gives the marks of a value the width they are printed in. The brackets of a pair are of one width, and so are
// nearly all semicolons of one text, all commas, all colons: a mark whose own ink says nothing, or alone says otherwise, follows the others.
// Where no ink says anything punctuation stays as read, and a bracket is given half-width: recognition gives that for either,
// so that it claims nothing, while a full-width one is said to be printed so.
func setWidths(cs []cell, widths []int) {
	open := -1
	var count [len(halfMarks)][3]int
	for i := range cs {
		switch kind := markKind(cs[i].r); {
		case kind == 0:
			open = i
		case kind == 1 && open >= 0:
			switch {
			case widths[i] == unknownWidth:
				widths[i] = widths[open]
			case widths[open] == unknownWidth:
				widths[open] = widths[i]
			case widths[i] != widths[open]: // after another mark the room before a bracket is not its own
				w := widths[open]
				if open == 0 || isMark(cs[open-1].r) {
					w = widths[i]
				}
				widths[i], widths[open] = w, w
			}
			open = -1
		case kind > 1:
			count[kind][widths[i]]++
		}
	}
	for i := range cs {
		w := widths[i]
		if kind := markKind(cs[i].r); kind > 1 {
			n := count[kind]
			switch {
			case n[full]*4 >= (n[half]+n[full])*3 && n[full] > 0:
				w = full
			case n[half]*4 >= (n[half]+n[full])*3 && n[half] > 0:
				w = half
			}
		}
		switch w {
		case half:
			cs[i].r = halfMark(cs[i].r)
		case full:
			cs[i].r = fullMark(cs[i].r)
		default:
			if kind := markKind(cs[i].r); kind == 0 || kind == 1 {
				cs[i].r = halfMark(cs[i].r)
			}
		}
	}
}

// gapAround is the widest gap between characters within most of a character of x, 0 when there is none.
func gapAround(ps []part, x, em int) int {
	widest, end := 0, -1
	for _, p := range ps {
		if p.h()*2 < em && p.w()*20 < em*9 {
			continue // a dot, a comma
		}
		if end >= 0 && p.x0 > end && end <= x+em*4/5 && p.x0 >= x-em*4/5 {
			widest = max(widest, p.x0-end)
		}
		end = max(end, p.x1)
	}
	return widest
}

// markKind is 0 and 1 for opening and closing brackets, 2 and up for punctuation, -1 for everything else.
func markKind(r rune) int {
	if i := slices.Index([]rune(halfMarks), r); i >= 0 {
		return i
	}
	return slices.Index([]rune(fullMarks), r)
}

func isMark(r rune) bool { return markKind(r) >= 0 || strings.ContainsRune("。.、", r) }

func halfMark(r rune) rune {
	if i := markKind(r); i >= 0 {
		return []rune(halfMarks)[i]
	}
	return r
}

func fullMark(r rune) rune {
	if i := markKind(r); i >= 0 {
		return []rune(fullMarks)[i]
	}
	return r
}

// nearestMark is the piece that is the mark: for a bracket one that is tall and narrow, for punctuation one that is
// small and low, within a character of where the recogniser places it.
func nearestMark(ps []part, x, kind, em int) int {
	best, dist := -1, em
	for j, p := range ps {
		if kind <= 1 {
			if p.h()*10 < em*7 || p.w()*10 > em*4 || p.w()*2 > p.h() {
				continue
			}
		} else if p.h()*10 > em*4 || p.w()*10 > em*4 {
			continue
		}
		if d := abs((p.x0+p.x1)/2 - x); d < dist {
			best, dist = j, d
		}
	}
	return best
}
