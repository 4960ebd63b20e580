package extract

import (
	"context"
	"image"
	"slices"

	"prereview/ocr"
)

// The date of issue stands in the lower part of a licence, its figures apart from the form's 年 月 日 and often a line
// lower, under the seal, sometimes over the border.

// readIssued finds and reads it: between the form's marks, or where a row of ink reads as a date.
func (l *licence) readIssued(ctx context.Context, reader ocr.Reader) (reading, image.Rectangle, error) {
	if marks, ok := l.marks(); ok {
		if at := l.places(marks); at != nil {
			d := dateLine{places: [3]image.Rectangle(at)}
			d.row, d.slope, d.level = dateRow(marks, at)
			r, err := l.readDateLine(ctx, reader, d)
			if err != nil || r.value != "" {
				return r, d.extent(), err
			}
		}
	}
	lines, err := l.dateLines(ctx, reader)
	if err != nil {
		return reading{}, image.Rectangle{}, err
	}
	for _, d := range lines {
		r, err := l.readDateLine(ctx, reader, d)
		if err != nil || r.value != "" {
			return r, d.extent(), err
		}
	}
	return reading{}, image.Rectangle{}, nil
}

// dateLine is where a date of issue stands.
type dateLine struct {
	places [3]image.Rectangle // of year, month and day
	row    image.Rectangle    // of all three with the marks between them
	slope  float64            // of the row
	level  bool               // figures and marks stand on one height, so that the row can be read as one
}

func (d dateLine) extent() image.Rectangle { return d.places[0].Union(d.places[1]).Union(d.places[2]) }

// dateRegion is where the date of issue stands about a seal.
func dateRegion(c seal) image.Rectangle {
	return image.Rect(int(c.x-2.6*c.r), int(c.y+0.25*c.r), int(c.x+1.8*c.r), int(c.y+1.7*c.r))
}

// dateLines are rows of ink, where the date may stand, that read as one.
func (l *licence) dateLines(ctx context.Context, reader ocr.Reader) ([]dateLine, error) {
	s, em := l.s, l.em
	region := image.Rect(s.w*11/20, s.h*7/10, s.w*49/50, s.h*49/50)
	if c := l.seal; c != nil {
		region = dateRegion(*c)
	}
	var taken []image.Rectangle // lines known to be something else
	for _, w := range l.words {
		if w.taken || w.label != nil && w.label.field == labelStop {
			taken = append(taken, image.Rect(w.x0, w.y0, w.x1, w.y1))
		}
	}
	// Border and seal are paler than print; the darker half of the ink is tried first.
	for _, cut := range []uint8{uint8(int(s.cut) * 7 / 10), s.cut} {
		var found [][]part
		for _, row := range rows(s.datePieces(region, cut, taken), em) {
			if len(row) >= 4 && extent(row).Dx() > 3*em {
				found = append(found, row)
			}
		}
		// The longest rows first; scraps of border make short ones.
		slices.SortStableFunc(found, func(a, b []part) int { return len(b) - len(a) })
		found = found[:min(3, len(found))]
		var cs []crop
		for _, row := range found {
			for _, way := range rowWays {
				cs = append(cs, crop{rect: extent(row), cutting: way})
			}
		}
		lines, strips, err := s.read(ctx, reader, cs)
		if err != nil {
			return nil, err
		}
		var out []dateLine
		for i, row := range found {
			r := extent(row)
			for k, line := range lines[i*len(rowWays):][:len(rowWays)] {
				read := cells(line)
				parts, ok := splitDate(read)
				if !ok {
					continue
				}
				d := dateLine{row: r, level: true}
				at := func(c cell) int { return r.Min.X + int(strips[i*len(rowWays)+k].along(c.x)/s.scale) }
				for n, p := range parts {
					d.places[n] = image.Rect(at(p[0])-r.Dy()/2, r.Min.Y, at(p[len(p)-1])+r.Dy()/2, r.Max.Y)
				}
				out = append(out, d)
				break
			}
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return nil, nil
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

// Ways of cutting a date: print over the border reads better without its paler lines and under the seal without its red, thin
// print reads better with all its strokes.
var rowWays = []cutting{{dark: true}, {}, {firm: true}}

// readDateLine reads year, month and day within the whole line and where they must stand, each several times: with and without
// what is coloured, closer and wider, where its ink was found and in the whole of its place. What most readings say counts, and
// how they agree is how sure it is. What the first readings say alike is not read again; nor apart, where the whole line in all ways says it
// alike without a doubt and no figure can be missing.
func (l *licence) readDateLine(ctx context.Context, reader ocr.Reader, d dateLine) (reading, error) {
	var read [3][][]cell
	if d.level {
		var cs []crop
		for _, way := range rowWays {
			cs = append(cs, crop{rect: d.row, slope: d.slope, cutting: way})
		}
		lines, _, err := l.s.read(ctx, reader, cs)
		if err != nil {
			return reading{}, err
		}
		for _, line := range lines {
			if parts, ok := splitDate(cells(line)); ok {
				for i := range read {
					read[i] = append(read[i], parts[i])
				}
			}
		}
	}
	at := d.places[:]
	plain, dark, firm := cutting{}, cutting{dark: true}, cutting{firm: true}
	for round := range 2 {
		var cs []crop
		var of []int
		for i, r := range at {
			if round == 0 && allFigures(read[i], i == 0) || round > 0 && settled(read[i], i == 0, surely) {
				continue
			}
			ink := l.s.inkIn(r)
			ways := []crop{{rect: ink, cutting: plain}, {rect: r, cutting: firm}}
			if round > 0 {
				ways = []crop{{rect: ink, cutting: dark}, {rect: ink, cutting: firm}, {rect: ink, cutting: cutting{firm: true, margin: 0.3}},
					{rect: r, cutting: plain}, {rect: r, cutting: dark}}
			}
			for _, c := range ways {
				c.alphabet = digits
				cs, of = append(cs, c), append(of, i)
			}
		}
		lines, _, err := l.s.read(ctx, reader, cs)
		if err != nil {
			return reading{}, err
		}
		for k, i := range of {
			read[i] = append(read[i], cells(lines[k]))
		}
	}
	var found [3][]cell
	conf := 1.0
	for i := range at {
		cs, p := mostRead(read[i], i == 0)
		if cs == nil {
			return reading{}, nil
		}
		found[i] = cs
		conf *= p
	}
	lost := false
	for i := 1; i <= 2; i++ {
		if len(found[i]) == 1 && !l.wholeFigure(at, i, found) {
			conf, lost = 0.6*conf, true
		}
	}
	date, ok := calendar(digitsOf(found[0]), digitsOf(found[1]), digitsOf(found[2]))
	if !ok || date.Year < 1950 {
		return reading{}, nil
	}
	raw := text(found[0]) + "年" + text(found[1]) + "月" + text(found[2]) + "日"
	return reading{value: date.String(), raw: raw, conf: conf, flawed: lost, from: slices.Concat(found[:]...)}, nil
}

// dateRow is the line that year, month, day and the marks between them make, and its slope; not ok where the figures stand
// on another height than the marks.
func dateRow(marks [3]image.Rectangle, at []image.Rectangle) (image.Rectangle, float64, bool) {
	size := at[0].Dy()
	if abs(at[0].Min.Y+at[0].Max.Y-marks[0].Min.Y-marks[0].Max.Y) > size*2/3 {
		return image.Rectangle{}, 0, false
	}
	y0, y1 := min(at[0].Min.Y, marks[0].Min.Y), max(at[0].Max.Y, marks[0].Max.Y)
	rise := (marks[2].Min.Y + marks[2].Max.Y - marks[0].Min.Y - marks[0].Max.Y) / 2
	slope := float64(rise) / float64(max(1, marks[2].Min.X-marks[0].Min.X))
	r := image.Rect(at[0].Min.X-size/4, y0, marks[2].Max.X+size/8, y1)
	mid := int(slope * float64((r.Min.X+r.Max.X)/2-(marks[0].Min.X+marks[0].Max.X)/2))
	return r.Add(image.Pt(0, mid)), slope, true
}

// wholeFigure says that a month or day of one figure is all that is printed, and no second one lost under the seal: the form's
// figures are not filled up with a nought, and no red lies there, or it stands in the middle of its place as the others do in
// theirs.
func (l *licence) wholeFigure(at []image.Rectangle, i int, found [3][]cell) bool {
	if found[1][0].r == '0' || found[2][0].r == '0' {
		return false
	}
	if l.s.redIn(at[i]) <= 0.02 {
		return true
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
