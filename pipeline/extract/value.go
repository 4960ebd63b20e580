package extract

import (
	"cmp"
	"image"
	"math"
	"slices"
)

// value is the print of one field: its lines, some of which are read already.
type value struct {
	rects  []image.Rectangle
	slopes []float64 // rise of each line over its run, y down
	lines  [][]cell  // nil where it must be read
	xs     [][]int   // middles of the cells, working pixels
	parts  [][]part
}

func (v *value) put(r image.Rectangle, slope float64, cs []cell, xs []int, ps []part) {
	v.rects, v.slopes = append(v.rects, r), append(v.slopes, slope)
	v.lines, v.xs, v.parts = append(v.lines, cs), append(v.xs, xs), append(v.parts, ps)
}

func (v value) extent() image.Rectangle {
	var r image.Rectangle
	for _, q := range v.rects {
		r = r.Union(q)
	}
	return r
}

// crop is line i, to be read.
func (v value) crop(i int, c cutting) crop {
	return crop{rect: v.rects[i], slope: v.slopes[i], cutting: c}
}

// widestGap is the widest gap inside a value's line, in heights of a character: a full-width mark leaves nearly one, the
// parts of a term stand up to two apart.
const widestGap = 1.9

// valueOf finds the lines of a label's value: the rest of its row, and the lines below it in its column until the next
// label or a gap. What was taken for words on the whole page only says where to look; within the value's own region a
// paler stroke is print too, and nothing else stands there, so that a line is cut whole.
func (l *licence) valueOf(h *hit) value {
	var v value
	s, em := l.s, l.em
	right, bottom := s.w, s.h
	for _, o := range l.hits {
		if o == h {
			continue
		}
		// The next column's labels bound this one to the right, on rows where they are and between them.
		if o.x0 > h.x1 && (o.column > h.column && o.column >= 0 || sameRow(segment{y0: h.y0, y1: h.y1}, segment{y0: o.y0, y1: o.y1})) {
			right = min(right, o.x0)
		}
		if o.y0 > h.y0+em/2 && (o.column == h.column || o.column < 0 && o.field == labelStop) && o.x0 < right {
			bottom = min(bottom, o.y0)
		}
	}
	left, reach := h.valueX, 3*em
	if left == 0 {
		left, reach = h.x1+em/2, 8*em
	}
	right = min(right, l.edge)
	many := wraps(h.field)
	region := image.Rect(max(h.x1+em/6, left-em*5/4), h.y0-em/2, right-em/4, bottom-em/5)
	if !many {
		region.Max.Y = min(region.Max.Y, h.y1+em/2)
	}
	region = region.Intersect(image.Rect(0, 0, s.w, s.h))
	if region.Empty() {
		return v
	}
	ps := s.printIn(region, em)
	lines := segments(ps, widestGap)
	slices.SortFunc(lines, func(a, b segment) int { return cmp.Compare(a.y0+a.y1, b.y0+b.y1) })
	lastY, lastH := h.y0-em/2, max(h.y1-h.y0, em)
	for _, row := range rowsOf(lines) {
		// A wrapped line begins where the value began.
		row = slices.DeleteFunc(row, func(g segment) bool { return g.h()*5 < em*2 && g.w() < em/2 })
		if len(row) == 0 || row[0].x0 > left+reach {
			continue
		}
		var line []part
		x1 := row[0].x0
		for _, g := range row {
			if g.x0-x1 > 3*em {
				break
			}
			line = append(line, g.parts...)
			x1 = g.x1
		}
		r, _ := lineBox(line, em)
		mid := (r.Min.Y + r.Max.Y) / 2
		if len(v.rects) == 0 {
			if mid < h.y0-em/3 || mid > h.y1+em/3 {
				if mid > h.y1+em/3 {
					break
				}
				continue
			}
		} else if r.Min.Y-lastY > max(lastH, em)*6/5 {
			break
		}
		line = append(line, s.faintIn(r, line, em, region)...)
		line = append(line, l.beforeLine(h, r)...)
		r, slope := lineBox(line, em)
		if r.Dx() < em/4 || r.Dy() < em/4 {
			continue
		}
		cs, xs := l.readAlready(r)
		v.put(r, slope, cs, xs, line)
		lastY, lastH = r.Max.Y, r.Dy()
		if !many {
			break
		}
	}
	for _, w := range l.words {
		for _, r := range v.rects {
			if image.Pt((w.x0+w.x1)/2, (w.y0+w.y1)/2).In(r) {
				w.taken = true
			}
		}
	}
	return v
}

// wraps says that a field's value may have several lines.
func wraps(field string) bool {
	switch field {
	case "name", "type", "address", "business_scope", "legal_representative", "registered_capital":
		return true
	}
	return false
}

// readAlready is the reading of a word that is just this line, when there is one: it need not be read again.
func (l *licence) readAlready(r image.Rectangle) ([]cell, []int) {
	near := l.em / 8
	for _, w := range l.words {
		if w.whole && abs(w.x0-r.Min.X) <= near && abs(w.x1-r.Max.X) <= near && abs(w.y0-r.Min.Y) <= near && abs(w.y1-r.Max.Y) <= near {
			return w.cells, w.xs
		}
	}
	return nil, nil
}

// innerEdges is where the ornamental border ends at the left and begins at the right, 0 and the sheet's width when there is
// none: print is mostly paper, a border hardly is.
func (s *sheet) innerEdges() (left, right int) {
	y0, y1 := s.h*3/10, s.h*7/10
	inked := func(x int) int { // percent
		n := 0
		for y := y0; y < y1; y++ {
			if s.level[y*s.w+x] < 242 {
				n++
			}
		}
		return 100 * n / max(1, y1-y0)
	}
	// inner is how many columns from an edge of the sheet the border takes, at(0) being the column at the edge.
	inner := func(at func(int) int) int {
		n := 0
		for i := range s.w / 5 {
			if inked(at(i)) > 50 {
				n = i + 1
			}
		}
		if n == 0 || n > s.w/6 { // one so wide is a shadow
			return 0
		}
		for n < s.w/4 && inked(at(n)) > 18 { // its scallops
			n++
		}
		return n + s.w/400
	}
	return inner(func(i int) int { return i }), s.w - inner(func(i int) int { return s.w - 1 - i })
}

// printIn are the pieces of print in a region: those that are dark somewhere, with all of their paler strokes, and those of
// a character's size that stand beside them in a line, since small thin print is pale. Where paler strokes run into something
// larger than a character, the pieces are those of the dark strokes alone.
func (s *sheet) printIn(region image.Rectangle, em int) []part {
	pale := uint8(int(s.cut) + (255-int(s.cut))*3/10)
	var out, paler []part
	for _, p := range s.connected(region, pale) {
		small := p.h() <= em*3/2 && p.w() <= em*5
		switch {
		case small && p.dark < s.cut:
			out = append(out, p)
		case small && p.h()*3 >= em && p.w() <= em*2:
			paler = append(paler, p)
		case p.dark < s.cut:
			out = append(out, s.connected(image.Rect(p.x0, p.y0, p.x1, p.y1), s.cut)...)
		}
	}
	for n := -1; n != len(out); { // beside those that stand beside others too
		n = len(out)
		paler = slices.DeleteFunc(paler, func(p part) bool {
			beside := slices.ContainsFunc(out, func(q part) bool {
				return p.x0-q.x1 <= em && q.x0-p.x1 <= em && (min(p.y1, q.y1)-max(p.y0, q.y0))*5 >= max(p.h(), q.h())*3
			})
			if beside {
				out = append(out, p)
			}
			return beside
		})
	}
	return out
}

// faint is the level up to which something may be a stroke too thin or too pale to be found with the rest of a line.
func (s *sheet) faint() uint8 { return uint8(int(s.cut) + (255-int(s.cut))*9/20) }

// faintIn are pieces too pale or too small to be found with the rest of a line: a full stop, whose ring is thin, and 一, a
// single thin stroke in a Song face; inside the line and just beyond its ends.
func (s *sheet) faintIn(r image.Rectangle, line []part, em int, region image.Rectangle) []part {
	var more []part
	reach := image.Rect(r.Min.X-em*5/4, r.Min.Y, r.Max.X+em*5/4, r.Max.Y+em/5).Intersect(region)
	for _, p := range s.connected(reach, s.faint()) {
		if slices.ContainsFunc(line, func(q part) bool { return q.x0 < p.x1 && p.x0 < q.x1 && q.y0 < p.y1 && p.y0 < q.y1 }) {
			continue
		}
		low := p.y0 > r.Min.Y+r.Dy()*2/5
		stop := low && p.h()*5 > em && p.h()*2 < em && p.w()*5 > em && p.w()*2 < em && p.x0 >= r.Max.X
		one := p.w()*2 > em && p.w() < em*5/4 && p.h()*4 < em && p.y0 > r.Min.Y+r.Dy()/4 && p.y1 < r.Max.Y-r.Dy()/4
		if stop || one {
			more = append(more, p)
		}
	}
	if len(more) > 3 { // a pattern, no print
		return nil
	}
	return more
}

// beforeLine are pieces too pale to be found that stand between where the values of a label's column begin and where its own
// line was found to begin: a line begins with the others, or its first characters were lost.
func (l *licence) beforeLine(h *hit, line image.Rectangle) []part {
	s, em := l.s, l.em
	var lefts []int
	for _, o := range l.hits {
		if o.column == h.column && h.column >= 0 && o.valueX > 0 && o.score > lostScore {
			lefts = append(lefts, o.valueX)
		}
	}
	if len(lefts) < 3 {
		return nil
	}
	slices.Sort(lefts)
	left := lefts[(len(lefts)-1)/2]
	if gap := line.Min.X - left; gap*3 < em || gap > em*5/2 {
		return nil
	}
	out := s.connected(image.Rect(left-em/5, line.Min.Y-em/10, line.Min.X-1, line.Max.Y+em/10), s.faint())
	area := 0
	for _, p := range out {
		area += p.area
	}
	if area*32 < em*em || extent(out).Dy()*5 < em*2 { // specks of the ground
		return nil
	}
	return out
}

// rowsOf gathers segments that stand beside each other, from left to right; rows from top to bottom.
func rowsOf(segs []segment) [][]segment {
	var out [][]segment
	for _, g := range segs {
		placed := false
		for i := range out {
			// Next to the nearest of the row, since lines may slope.
			near := slices.MinFunc(out[i], func(a, b segment) int {
				return cmp.Compare(max(a.x0-g.x1, g.x0-a.x1), max(b.x0-g.x1, g.x0-b.x1))
			})
			if sameRow(near, g) && (near.x1 <= g.x0+near.h()/2 || g.x1 <= near.x0+near.h()/2) {
				out[i] = append(out[i], g)
				placed = true
				break
			}
		}
		if !placed {
			out = append(out, []segment{g})
		}
	}
	for _, row := range out {
		slices.SortFunc(row, func(a, b segment) int { return cmp.Compare(a.x0, b.x0) })
	}
	return out
}

// lineBox is the rectangle of a line's characters with its ends, and the line's slope: on a sheet that is not quite flat a
// long line rises or falls by a part of its height. The rectangle has the height of the line as it would lie level, about
// the middle of the line.
func lineBox(ps []part, em int) (image.Rectangle, float64) {
	all := extent(ps)
	var tall []part
	for _, p := range ps {
		if p.h()*2 >= em {
			tall = append(tall, p)
		}
	}
	if len(tall) < 8 || all.Dx() < 8*em {
		return all, 0
	}
	// The slope between the halves' typical bottoms and tops.
	slices.SortFunc(tall, func(a, b part) int { return cmp.Compare(a.x0+a.x1, b.x0+b.x1) })
	middle := func(ps []part) (x, y float64) {
		xs, ys := make([]int, len(ps)), make([]int, len(ps))
		for i, p := range ps {
			xs[i], ys[i] = p.x0+p.x1, p.y0+p.y1
		}
		slices.Sort(xs)
		slices.Sort(ys)
		return float64(xs[len(xs)/2]) / 2, float64(ys[len(ys)/2]) / 2
	}
	ax, ay := middle(tall[:len(tall)/2])
	bx, by := middle(tall[len(tall)/2:])
	if bx-ax < float64(4*em) {
		return all, 0
	}
	slope := (by - ay) / (bx - ax)
	if math.Abs(slope) > 0.06 || math.Abs(slope)*float64(all.Dx()) < float64(em)/4 {
		return all, 0
	}
	cx := float64(all.Min.X+all.Max.X) / 2
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, p := range ps {
		off := slope * (float64(p.x0+p.x1)/2 - cx)
		top, bottom = min(top, float64(p.y0)-off), max(bottom, float64(p.y1)-off)
	}
	return image.Rect(all.Min.X, int(math.Floor(top)), all.Max.X, int(math.Ceil(bottom))), slope
}
