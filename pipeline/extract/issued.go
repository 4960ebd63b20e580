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
	if marks, ok := l.marks(); ok {
		if at := l.places(marks); at != nil {
			r, err := l.fromPlaces(ctx, reader, at)
			if err != nil || r.value != "" {
				return r, at[0].Union(at[1]).Union(at[2]), err
			}
		}
	}
	region := image.Rect(s.w*11/20, s.h*7/10, s.w*49/50, s.h*49/50)
	if c := l.seal; c != nil {
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
			lines = lines[2*n:]
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

// marks finds the form's 年, 月 and 日 among the words read: they stand on one row, one step apart, and one that is lost
// under the seal is where the other two say.
func (l *licence) marks() ([3]image.Rectangle, bool) {
	var found [3][]image.Rectangle
	for _, w := range l.words {
		if w.taken || w.y0 < l.s.h/2 || w.x1 < l.s.w/3 || len(w.cells) > 14 {
			continue
		}
		for k, c := range w.cells {
			switch i := slices.Index([]rune("年月日"), c.r); {
			case i < 0:
			case len(w.cells) == 1:
				found[i] = append(found[i], image.Rect(w.x0, w.y0, w.x1, w.y1))
			default: // set close to its figures
				found[i] = append(found[i], image.Rect(w.xs[k]-w.h()/2, w.y0, w.xs[k]+w.h()/2, w.y1))
			}
		}
	}
	middle := func(r image.Rectangle) image.Point { return image.Pt((r.Min.X+r.Max.X)/2, (r.Min.Y+r.Max.Y)/2) }
	size := 0
	fits := func(a, b image.Rectangle, steps int) bool {
		p, q := middle(a), middle(b)
		size = max(a.Dy(), b.Dy(), a.Dx(), b.Dx())
		d := q.X - p.X
		return d > steps*size*2 && d < steps*size*9/2 && abs(q.Y-p.Y) < size*steps/2
	}
	at := func(a, b image.Rectangle, num, den int) image.Rectangle { // on the way from a to b
		p, q := middle(a), middle(b)
		c := image.Pt(p.X+(q.X-p.X)*num/den, p.Y+(q.Y-p.Y)*num/den)
		return image.Rect(c.X-size/2, c.Y-size/2, c.X+size-size/2, c.Y+size-size/2)
	}
	for _, y := range found[0] {
		for _, m := range found[1] {
			for _, d := range found[2] {
				if fits(y, m, 1) && fits(m, d, 1) {
					return [3]image.Rectangle{y, m, d}, true
				}
			}
		}
	}
	for _, y := range found[0] {
		for _, d := range found[2] {
			if fits(y, d, 2) {
				return [3]image.Rectangle{y, at(y, d, 1, 2), d}, true
			}
		}
		for _, m := range found[1] {
			if fits(y, m, 1) {
				return [3]image.Rectangle{y, m, at(y, m, 2, 1)}, true
			}
		}
	}
	for _, m := range found[1] {
		for _, d := range found[2] {
			if fits(m, d, 1) {
				return [3]image.Rectangle{at(m, d, -1, 1), m, d}, true
			}
		}
	}
	return [3]image.Rectangle{}, false
}

// places is where year, month and day stand between the marks. Print need not stand on the form's line: the year, which is
// left of the seal, says on which height all three stand.
func (l *licence) places(marks [3]image.Rectangle) []image.Rectangle {
	size := marks[0].Dy()
	for _, m := range marks {
		size = max(size, m.Dy())
	}
	y0, y1 := marks[0].Min.Y, marks[0].Max.Y
	// The year where it was read as a word, and the height of all figures that were.
	var year image.Rectangle
	var tops, bottoms []int
	for _, w := range l.words {
		if w.taken || w.y1 < y0 || w.y0 > y1+size || w.x0 < marks[0].Min.X-size*5 || w.x1 > marks[2].Max.X || w.h()*2 < size || !figures(w.cells) {
			continue
		}
		if len(w.cells) != 1 { // a scrap of the border is often read as a 1
			tops, bottoms = append(tops, w.y0), append(bottoms, w.y1)
		}
		if len(w.cells) == 4 && w.x1 <= marks[0].Min.X+size/3 {
			year = image.Rect(w.x0, w.y0, w.x1, w.y1)
		}
	}
	if len(tops) > 0 {
		slices.Sort(tops)
		slices.Sort(bottoms)
		y0, y1 = tops[len(tops)/2], bottoms[len(bottoms)/2]
	}
	pad := size / 6
	if year.Empty() {
		year = image.Rect(marks[0].Min.X-size*15/4, y0, marks[0].Min.X-pad, y1)
	}
	// A form photographed at a slight angle: each mark stands a little higher or lower than the one before.
	drop := func(i int) int { return (marks[i].Min.Y + marks[i].Max.Y - marks[0].Min.Y - marks[0].Max.Y) / 2 }
	out := []image.Rectangle{year}
	for i := range 2 {
		off := (drop(i) + drop(i+1)) / 2
		out = append(out, image.Rect(marks[i].Max.X+pad, y0+off, marks[i+1].Min.X-pad, y1+off))
	}
	for _, r := range out {
		if r.Dx() < size/3 || r.Dx() > size*5 || r.Dy() < size/3 {
			return nil
		}
	}
	return out
}

// fromPlaces reads year, month and day where they must stand, each several times: with and without what is coloured, closer
// and wider. What most readings say counts, and how they agree is how sure it is.
func (l *licence) fromPlaces(ctx context.Context, reader ocr.Reader, at []image.Rectangle) (reading, error) {
	ways := []cutting{{dark: true}, {}, {firm: true}, {firm: true, margin: 0.3}}
	var cs []crop
	for _, r := range at {
		for _, way := range ways {
			cs = append(cs, crop{rect: l.s.inkIn(r), alphabet: digits, cutting: way})
		}
	}
	lines, _, err := l.s.read(ctx, reader, cs)
	if err != nil {
		return reading{}, err
	}
	var found [3][]cell
	conf := 1.0
	for i := range at {
		read, p := mostRead(lines[i*len(ways):(i+1)*len(ways)], i == 0)
		if read == nil {
			return reading{}, nil
		}
		found[i] = read
		conf *= p
	}
	for i := 1; i <= 2; i++ {
		if len(found[i]) == 1 && !l.wholeFigure(at, i, found) {
			conf = min(conf, 0.6*conf)
		}
	}
	date, ok := calendar(digitsOf(found[0]), digitsOf(found[1]), digitsOf(found[2]))
	if !ok || date.Year < 1950 {
		return reading{}, nil
	}
	raw := text(found[0]) + "年" + text(found[1]) + "月" + text(found[2]) + "日"
	return reading{value: date.String(), raw: raw, conf: conf, from: slices.Concat(found[:]...)}, nil
}

// wholeFigure says that a month or day of one figure is all that is printed, and no second one lost under the seal: no red
// lies there; or it stands in the middle of its place as the others do in theirs, on a form whose figures are not filled up
// with a nought.
func (l *licence) wholeFigure(at []image.Rectangle, i int, found [3][]cell) bool {
	if l.s.redIn(at[i]) <= 0.02 {
		return true
	}
	if found[1][0].r == '0' || found[2][0].r == '0' {
		return false
	}
	off := func(k int) int { // of the ink from the middle of its place
		ink := l.s.inkIn(at[k])
		return ink.Min.X + ink.Max.X - at[k].Min.X - at[k].Max.X
	}
	if l.s.inkIn(at[i]).Dx() >= at[i].Dx() {
		return false
	}
	other := 3 - i // the day for the month; a lone other one may itself have lost a figure to the same side
	return abs(off(i)) <= at[i].Dy()/4 || len(found[other]) == 2 && abs(off(i)-off(other)) <= at[i].Dy()/4
}

// mostRead is what most readings of a year (four figures) or of a month or day (one or two) say, nil when none is one.
func mostRead(lines []ocr.Line, year bool) (best []cell, conf float64) {
	votes := map[string]float64{}
	for _, line := range lines {
		cs := cells(line)
		if n := len(cs); year && n != 4 || !year && (n < 1 || n > 2) || !allDigits(cs) {
			continue
		}
		p, t := certainty(cs), text(cs)
		if was, ok := votes[t]; ok {
			p = 1 - (1-was)*(1-0.8*p)
		}
		if votes[t] = p; best == nil || p > votes[text(best)] || t == text(best) {
			best = cs
		}
	}
	if best == nil {
		return nil, 0
	}
	conf = votes[text(best)]
	for t, p := range votes {
		if t != text(best) {
			conf *= 1 - 0.7*p
		}
	}
	return best, conf
}

// figures says that a word is one to four figures, as far as it was read.
func figures(cs []cell) bool { return len(cs) > 0 && len(cs) <= 4 && allDigits(cs) }

func allDigits(cs []cell) bool {
	return !slices.ContainsFunc(cs, func(c cell) bool { return !isDigit(c.r) })
}

// inkIn is the part of a place that holds dark print: a crop of three figures' room that holds one is read with more than
// is there.
func (s *sheet) inkIn(r image.Rectangle) image.Rectangle {
	ink := image.Rectangle{}
	for _, p := range s.connected(r.Intersect(image.Rect(0, 0, s.w, s.h)), s.cut) {
		if p.h()*3 >= r.Dy() {
			ink = ink.Union(image.Rect(p.x0, p.y0, p.x1, p.y1))
		}
	}
	if ink.Dx() < r.Dy()/5 {
		return r
	}
	return image.Rect(ink.Min.X, r.Min.Y, ink.Max.X, r.Max.Y)
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
	changed := 0
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
					changed++
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
		r := reading{value: date.String(), raw: raw.String(), conf: 0.95 * certainty(y.cs) * certainty(m.cs) * certainty(d.cs), from: slices.Concat(y.cs, m.cs, d.cs)}
		if len(m.cs) < 2 || len(d.cs) < 2 { // the form has room for two figures; one may be lost under the seal
			r.conf = min(0.6, r.conf)
		}
		if changed > 0 {
			r.mend("look-alikes of figures (date)")
		}
		if changed > 1 {
			r.flawed = true
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
