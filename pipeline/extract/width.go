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
		switch {
		case room < 0:
		case kind == 0 && room*100 >= em*32 && i > 0 && isMark(cs[i-1].r): // the room may be the mark's before it
		case room*100 >= em*42:
			widths[i] = full
		case room*100 <= em*32:
			widths[i] = half
		}
	}
	return widths
}

// setWidths gives the marks of a value the width they are printed in. The brackets of a pair are of one width, and so is
// nearly all punctuation of one text: a mark whose own ink says nothing, or alone says otherwise, follows the others.
// Where no ink says anything the mark stays as read.
func setWidths(cs []cell, widths []int) {
	open := -1
	var count [3]int
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
			count[widths[i]]++
		}
	}
	most := half
	if count[full] > count[half] {
		most = full
	}
	agreed := count[most]*4 >= (count[half]+count[full])*3 && count[most] > 0
	for i := range cs {
		w := widths[i]
		if markKind(cs[i].r) > 1 && agreed {
			w = most
		}
		switch w {
		case half:
			cs[i].r = halfMark(cs[i].r)
		case full:
			cs[i].r = fullMark(cs[i].r)
		}
	}
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
