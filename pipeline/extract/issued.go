package extract

import (
	"context"
	"image"
	"slices"
	"strings"

	"prereview/ocr"
)

// The date of issue stands in the lower part of a licence, its figures apart from the form's 年 月 日 and often a line
// lower, under the seal, sometimes over the border.

// readIssued finds and reads it. Every row of ink where the date may stand is taken apart into groups; a row that reads
// as a year, a month and a day with or without marks between is the date.
func (l *licence) readIssued(ctx context.Context, reader ocr.Reader) (reading, image.Rectangle, error) {
	s, em := l.s, l.em
	region := image.Rect(s.w*11/20, s.h*7/10, s.w*49/50, s.h*49/50)
	if c, ok := s.findSeal(); ok {
		region = image.Rect(int(c.x-2.6*c.r), int(c.y+0.25*c.r), int(c.x+1.8*c.r), int(c.y+1.7*c.r))
	}
	var taken []image.Rectangle // lines known to be something else
	for _, w := range l.words {
		if w.taken || w.label != nil && w.label.field == labelStop {
			taken = append(taken, image.Rect(w.x0, w.y0, w.x1, w.y1))
		}
	}
	// Border and seal are paler than print; the darker half of the ink is tried first.
	for _, cut := range []uint8{uint8(int(s.cut) * 7 / 10), s.cut} {
		var found [][][]part
		for _, row := range rows(s.datePieces(region, cut, taken), em) {
			if groups := groupsOf(row, em*7/20); len(groups) >= 3 && len(groups) <= 9 && extent(row).Dx() > 3*em {
				found = append(found, groups)
			}
		}
		// The longest rows first; scraps of border make short ones.
		slices.SortStableFunc(found, func(a, b [][]part) int { return len(slices.Concat(b...)) - len(slices.Concat(a...)) })
		found = found[:min(3, len(found))]
		// Print over the border reads better without its paler lines, thin print reads better with all its strokes.
		var cs []crop
		for _, groups := range found {
			for _, dark := range []bool{true, false} {
				for _, g := range groups {
					cs = append(cs, crop{rect: extent(g), cutting: cutting{dark: dark}})
				}
			}
		}
		lines, _, err := s.read(ctx, reader, cs)
		if err != nil {
			return reading{}, image.Rectangle{}, err
		}
		for _, groups := range found {
			n := len(groups)
			r, rects := dateOf(groups, lines[:n])
			if o, at := dateOf(groups, lines[n:2*n]); o.conf > r.conf {
				r, rects = o, at
			}
			marks := lines[:2*n]
			lines = lines[2*n:]
			if r.value == "" {
				// Figures under the seal's rim fall apart; where they must stand is known from the marks between them.
				if at := slotsOf(groups, marks, em); at != nil {
					if r, err = l.fromSlots(ctx, reader, at); err != nil {
						return reading{}, image.Rectangle{}, err
					}
					rects = at
				}
			}
			if r.value == "" {
				continue
			}
			r, err = l.again(ctx, reader, r, rects)
			box := image.Rectangle{}
			for _, q := range rects {
				box = box.Union(q)
			}
			return r, box, err
		}
	}
	return reading{}, image.Rectangle{}, nil
}

// slotsOf is where year, month and day stand on a row on which 年, 月 and 日 were read, nil when they were not. Each group was
// read twice, lines holding all first readings and then all second ones.
func slotsOf(groups [][]part, lines []ocr.Line, em int) []image.Rectangle {
	var marks [3]image.Rectangle
	next := 0
	for i, g := range groups {
		for _, l := range []ocr.Line{lines[i], lines[len(groups)+i]} {
			if next < 3 && fold(l.Text) == string([]rune("年月日")[next]) {
				marks[next] = extent(g)
				next++
				break
			}
		}
	}
	if next < 3 {
		return nil
	}
	y0 := min(marks[0].Min.Y, marks[1].Min.Y, marks[2].Min.Y)
	y1 := max(marks[0].Max.Y, marks[1].Max.Y, marks[2].Max.Y)
	pad := em / 3
	out := []image.Rectangle{
		image.Rect(marks[0].Min.X-em*13/4, y0, marks[0].Min.X-pad, y1),
		image.Rect(marks[0].Max.X+pad, y0, marks[1].Min.X-pad, y1),
		image.Rect(marks[1].Max.X+pad, y0, marks[2].Min.X-pad, y1),
	}
	for _, r := range out {
		if r.Dx() < em/2 || r.Dx() > em*5 {
			return nil
		}
	}
	return out
}

// fromSlots reads year, month and day where they must stand. So much ground is read with them that the date is never sure.
func (l *licence) fromSlots(ctx context.Context, reader ocr.Reader, at []image.Rectangle) (reading, error) {
	var best reading
	for _, c := range []cutting{{}, {dark: true}} {
		var cs []crop
		for _, r := range at {
			cs = append(cs, crop{rect: r, alphabet: digits, cutting: c})
		}
		lines, _, err := l.s.read(ctx, reader, cs)
		if err != nil {
			return reading{}, err
		}
		y, m, d := cells(lines[0]), cells(lines[1]), cells(lines[2])
		if len(y) != 4 || len(m) < 1 || len(m) > 2 || len(d) < 1 || len(d) > 2 {
			continue
		}
		if date, ok := calendar(digitsOf(y), digitsOf(m), digitsOf(d)); ok && date.Year >= 1950 {
			r := reading{value: date.String(), raw: text(y) + "年" + text(m) + "月" + text(d) + "日",
				conf: min(0.85, 0.9*certainty(y)*certainty(m)*certainty(d))}
			if r.conf > best.conf {
				best = r
			}
		}
	}
	return best, nil
}

// datePieces are the pieces in a region that may be figures or marks of a date.
func (s *sheet) datePieces(region image.Rectangle, cut uint8, taken []image.Rectangle) []part {
	em := max(8, min(s.w, s.h)/60)
	ps := s.connected(region, cut)
	return slices.DeleteFunc(ps, func(p part) bool {
		c := image.Pt((p.x0+p.x1)/2, (p.y0+p.y1)/2)
		return p.h()*3 < em || p.h() > em*2 || p.w() > em*4 || slices.ContainsFunc(taken, func(r image.Rectangle) bool { return c.In(r) })
	})
}

// groupsOf splits a row into groups with gaps wider than gap between them.
func groupsOf(row []part, gap int) [][]part {
	row = slices.Clone(row)
	slices.SortFunc(row, func(a, b part) int { return a.x0 - b.x0 })
	var out [][]part
	end := 0
	for i, p := range row {
		if i == 0 || p.x0-end > gap {
			out = append(out, nil)
			end = p.x1
		}
		out[len(out)-1] = append(out[len(out)-1], p)
		end = max(end, p.x1)
	}
	return out
}

// figureOf is a character read among figures as the figure it stands for: a lone 1 is read as a bracket or a letter.
func figureOf(r rune) (rune, bool) {
	if isDigit(r) {
		return r, true
	}
	if i := strings.IndexRune("]|[lIOoZzSB", r); i >= 0 {
		return rune("11111002258"[i]), true
	}
	return r, false
}

// dateOf makes a date of groups of which one is four figures and two more are one or two; what is no figure is a mark of
// the form or a scrap. rects are those of the year, the month and the day.
func dateOf(groups [][]part, lines []ocr.Line) (reading, []image.Rectangle) {
	type figure struct {
		cs   []cell
		rect image.Rectangle
	}
	var figures []figure
	var raw strings.Builder
	changed := false
	for i, g := range groups {
		cs := cells(lines[i])
		raw.WriteString(text(cs))
		for len(cs) > 0 && strings.ContainsRune("年月日", cs[len(cs)-1].r) { // set close to its figures
			cs = cs[:len(cs)-1]
		}
		n := 0
		for k := range cs {
			if f, ok := figureOf(cs[k].r); ok {
				if f != cs[k].r {
					cs[k].r = f
					cs[k].p *= 0.8
					changed = true
				}
				n++
			}
		}
		if len(cs) > 0 && n == len(cs) {
			figures = append(figures, figure{cs, extent(g)})
		}
	}
	for i := 0; i+2 < len(figures); i++ {
		y, m, d := figures[i], figures[i+1], figures[i+2]
		if len(y.cs) != 4 || len(m.cs) > 2 || len(d.cs) > 2 {
			continue
		}
		date, ok := calendar(digitsOf(y.cs), digitsOf(m.cs), digitsOf(d.cs))
		if !ok || date.Year < 1950 {
			continue
		}
		r := reading{value: date.String(), raw: raw.String(), conf: 0.95 * certainty(y.cs) * certainty(m.cs) * certainty(d.cs)}
		if len(m.cs) < 2 || len(d.cs) < 2 { // the form has room for two figures; one may be lost under the seal
			r.conf = min(0.6, r.conf)
		}
		if changed {
			r.repair = "look-alikes of figures (date)"
		}
		return r, []image.Rectangle{y.rect, m.rect, d.rect}
	}
	return reading{}, nil
}

// again reads year, month and day once more as figures only, and weighs both readings.
func (l *licence) again(ctx context.Context, reader ocr.Reader, r reading, rects []image.Rectangle) (reading, error) {
	var cs []crop
	for _, q := range rects {
		cs = append(cs, crop{rect: q, alphabet: digits, cutting: cutting{margin: 0.3}})
	}
	lines, _, err := l.s.read(ctx, reader, cs)
	if err != nil {
		return r, err
	}
	y, m, d := cells(lines[0]), cells(lines[1]), cells(lines[2])
	if len(y) == 4 && (len(m) == 1 || len(m) == 2) && (len(d) == 1 || len(d) == 2) {
		if date, ok := calendar(digitsOf(y), digitsOf(m), digitsOf(d)); ok {
			if date.String() == r.value {
				p := certainty(y) * certainty(m) * certainty(d)
				if len(m) == 2 && len(d) == 2 {
					r.conf = 1 - (1-r.conf)*(1-0.9*p)
				}
				return r, nil
			}
		}
	}
	r.conf = min(r.conf*0.6, 0.6)
	return r, nil
}
