package extract

import (
	"image"
	"slices"

	"prereview/filing"
)

// Where the print of an identity card (85.6 x 54.0 mm) stands, as fractions of its width and height. The windows are wide
// enough for print that sits off its form by a millimetre; within a window the ink decides.
const (
	cardEm = 0.037 // height of a value's character, of the width

	valueLeft, valueRight = 0.172, 0.665 // portrait side: values stand between labels and portrait
)

// frame maps fractions of a card to working pixels of a sheet: the page is the card, moved and scaled by a little.
type frame struct {
	x0, y0, w, h float64
}

func (f frame) rect(x0, y0, x1, y1 float64) image.Rectangle {
	return image.Rect(int(f.x0+x0*f.w), int(f.y0+y0*f.h), int(f.x0+x1*f.w), int(f.y0+y1*f.h))
}

func (f frame) em() int { return max(6, int(cardEm*f.w)) }

// place is one line of a field on the sheet.
type place struct {
	field string
	rect  image.Rectangle
	parts []part
}

// strokes are the pieces in a rectangle that are large enough to be print of the given size and small enough to be one
// character or a few that touch.
func (s *sheet) strokes(r image.Rectangle, em int) []part {
	ps := s.partsIn(r)
	return slices.DeleteFunc(ps, func(p part) bool {
		return p.area*160 < em*em || p.h() > em*8/5 || p.w() > em*6 || p.w() > 12*p.h() && p.w() > em*3/2
	})
}

// oneRow is the line of print in a window: the row that holds most ink.
func oneRow(ps []part, em int) []part {
	var best []part
	ink := 0
	for _, r := range rows(ps, em) {
		a := 0
		for _, p := range r {
			a += p.area
		}
		if a > ink {
			best, ink = r, a
		}
	}
	return best
}

// trimmed leaves out pieces at either end that stand further than gap from the rest: a remnant of the portrait's edge, of
// a label, of the ground.
func trimmed(ps []part, gap int) []part {
	if len(ps) == 0 {
		return nil
	}
	ps = slices.Clone(ps)
	slices.SortFunc(ps, func(a, b part) int { return a.x0 - b.x0 })
	var best []part
	bestArea := 0
	for i := 0; i < len(ps); {
		x1, area, j := ps[i].x1, 0, i
		for j < len(ps) && ps[j].x0-x1 <= gap {
			x1 = max(x1, ps[j].x1)
			area += ps[j].area
			j++
		}
		if area > bestArea {
			best, bestArea = ps[i:j], area
		}
		i = j
	}
	return best
}

// box is the rectangle of a line of print, at least four fifths of a character high.
func box(ps []part, em int) image.Rectangle {
	r := extent(ps)
	if least := em * 4 / 5; r.Dy() < least {
		grow := least - r.Dy()
		r.Min.Y -= grow / 2
		r.Max.Y += grow - grow/2
	}
	return r
}

// hole says that a line of print has a gap in which a character or more could have stood: under glare, a finger, a stamp.
// What is read across it may be short of characters that nobody sees.
func hole(ps []part, em int) bool {
	ps = slices.Clone(ps)
	slices.SortFunc(ps, func(a, b part) int { return a.x0 - b.x0 })
	for i, end := 1, 0; i < len(ps); i++ {
		end = max(end, ps[i-1].x1)
		if ps[i].x0-end > em {
			return true
		}
	}
	return false
}

// holed lowers what is read across a hole to unsure.
func holed(r reading) reading {
	r.conf, r.flawed = min(r.conf*0.5, 0.5), true
	return r
}

// unread says that a name's line holds the ink of a character more than was read: recognition drops one that it does not know,
// and is sure of the others. A glyph of Han fills nine tenths of its square, whatever room is left between them.
func unread(cs []cell, ps []part, em int) bool {
	const longest = 8 // of more characters the estimate is too rough
	if len(cs) == 0 || len(cs) > longest || em < 6 {
		return false
	}
	read := 0.0
	for _, c := range cs {
		switch {
		case isHan(c.r):
			read += 0.9
		case isWord(c.r):
			read += 0.45
		default:
			read += 0.2
		}
	}
	return float64(inkWidth(ps)) > (read+0.55)*float64(em)
}

// inkWidth is how many columns of a line hold ink.
func inkWidth(ps []part) (n int) {
	ps = slices.Clone(ps)
	slices.SortFunc(ps, func(a, b part) int { return a.x0 - b.x0 })
	end := -1 << 30
	for _, p := range ps {
		n += max(0, p.x1-max(p.x0, end))
		end = max(end, p.x1)
	}
	return n
}

// findNumber is the line of the citizen identity number on the portrait side, the surest mark of that side: fourteen to
// twenty pieces of one height, evenly spaced, low on the card.
func (s *sheet) findNumber(f frame) (ps []part, ok bool) {
	em := f.em()
	all := s.strokes(f.rect(0.26, 0.77, 1.0, 0.97), em)
	for _, r := range rows(all, em) {
		tall := r[:0:0]
		hs := make([]int, 0, len(r))
		for _, p := range r {
			hs = append(hs, p.h())
		}
		slices.Sort(hs)
		mid := hs[len(hs)*2/3]
		if mid < em/3 {
			continue
		}
		for _, p := range r {
			if p.h()*4 >= mid*3 && p.h()*4 <= mid*5 {
				tall = append(tall, p)
			}
		}
		tall = trimmed(tall, em*5/4)
		w := extent(tall).Dx()
		if len(tall) > len(ps) && float64(w) > 0.3*f.w {
			ps = tall
		}
	}
	n := 0
	for _, p := range ps { // digits that touch are one piece
		n += max(1, (p.w()+p.h()/3)/max(1, p.h()*3/4))
	}
	return ps, n >= 14 && n <= 24
}

// layFront lays the portrait side out, in the order in which it is read.
func (s *sheet) layFront(f frame, number []part) (places []place) {
	em := f.em()
	add := func(field string, ps []part) {
		if len(ps) > 0 {
			places = append(places, place{field, box(ps, em), ps})
		}
	}
	// The number's line tells how far the print sits from where it should.
	if len(number) > 0 {
		r := extent(number)
		mid := float64(r.Min.Y+r.Max.Y) / 2
		f.y0 += max(-0.03*f.h, min(0.03*f.h, mid-(f.y0+0.858*f.h))) / 2
	}
	add("id_number", number)
	row := func(x0, y0, x1, y1 float64, gap int) []part {
		return trimmed(oneRow(s.strokes(f.rect(x0, y0, x1, y1), em), em), gap)
	}
	add("name", row(valueLeft, 0.095, valueRight, 0.212, em*2))
	add("sex", row(valueLeft, 0.218, 0.275, 0.325, em/2))
	add("ethnicity", row(0.385, 0.218, valueRight, 0.325, em))
	if ps := row(valueLeft, 0.328, 0.56, 0.438, em*4); len(ps) > 0 {
		// The form's 年 月 日 are pale blue and no ink here; the line ends with the last of them.
		line := box(ps, em)
		line.Max.X = max(line.Max.X, f.rect(0, 0, 0.522, 1).Max.X)
		places = append(places, place{"birth_date", line, ps})
		for i, x := range [][2]float64{{valueLeft, 0.294}, {0.333, 0.387}, {0.426, 0.482}} {
			in := f.rect(x[0], 0, x[1], 1)
			var group []part
			for _, p := range ps {
				if c := (p.x0 + p.x1) / 2; c >= in.Min.X && c < in.Max.X {
					group = append(group, p)
				}
			}
			add([]string{"year", "month", "day"}[i], trimmed(group, em/2))
		}
	}
	address := s.strokes(f.rect(valueLeft, 0.442, valueRight, 0.805), em)
	for _, r := range rows(address, em) {
		r = trimmed(r, em*3/2)
		e := extent(r)
		if e.Dy() > em/3 || e.Dx() > em/2 {
			add("address", r)
		}
	}
	return places
}

// readFront types the lines of the portrait side but the number.
func readFront(lines map[string][][]cell) map[string]reading {
	out := map[string]reading{}
	get := func(field string) []cell {
		if ls := lines[field]; len(ls) > 0 {
			return ls[0]
		}
		return nil
	}
	put := func(field string, r reading) {
		if r.value != "" {
			out[field] = r
		}
	}
	put("name", readName(get("name")))
	put("sex", readLexeme(get("sex"), sexes, "sex"))
	put("ethnicity", readLexeme(get("ethnicity"), ethnicities, "ethnic group"))
	put("birth_date", readBirth(get("birth_date"), get("year"), get("month"), get("day")))
	put("address", readAddress(slices.Concat(lines["address"]...)))
	return out
}

// readBirth reads the birth date twice: as one line, and year, month and day each alone. What both say is sure.
func readBirth(line, year, month, day []cell) reading {
	whole := readDate(line)
	var apart reading
	if len(year) == 4 && (len(month) == 1 || len(month) == 2) && (len(day) == 1 || len(day) == 2) {
		if d, ok := calendar(digitsOf(year), digitsOf(month), digitsOf(day)); ok {
			apart.value = d.String()
			apart.raw = text(year) + "年" + text(month) + "月" + text(day) + "日"
			apart.conf = certainty(year) * certainty(month) * certainty(day)
			apart.from = slices.Concat(year, month, day)
		}
	}
	switch {
	case apart.value == "":
		whole.conf *= 0.9
		return whole
	case whole.value == "":
		if whole.raw != "" {
			apart.raw = whole.raw
		}
		apart.conf *= 0.97
		return apart
	case whole.value == apart.value:
		p, q := whole.conf, apart.conf
		whole.conf, whole.twice = 1-(1-p)*(1-q), true
		return whole
	}
	if apart.conf >= whole.conf {
		apart.conf, apart.flawed = 0.5*apart.conf, true
		return apart
	}
	whole.conf, whole.flawed = 0.5*whole.conf, true
	return whole
}

// layBack finds the two values of the emblem side. Labels and values stand on one line; the gap between them is the widest
// near where it should be.
func (s *sheet) layBack(f frame) []place {
	em := f.em()
	var out []place
	split := func(r []part) []part {
		slices.SortFunc(r, func(a, b part) int { return a.x0 - b.x0 })
		near := f.rect(0.315, 0, 0.425, 1)
		at, widest := -1, em/4
		x1 := 0
		for i, p := range r {
			if i > 0 && p.x0 >= near.Min.X && x1 <= near.Max.X && p.x0-x1 > widest {
				at, widest = i, p.x0-x1
			}
			x1 = max(x1, p.x1)
		}
		if at < 0 {
			for at = 0; at < len(r) && r[at].x0 < f.rect(0.368, 0, 1, 1).Min.X; at++ {
			}
		}
		return trimmed(r[at:], em*2)
	}
	var rs [][]part
	for _, r := range rows(s.strokes(f.rect(0.17, 0.66, 0.99, 0.945), em), em) {
		if extent(r).Dy() >= em*2/5 {
			rs = append(rs, r)
		}
	}
	for _, r := range rs {
		e := extent(r)
		mid := (float64(e.Min.Y+e.Max.Y)/2 - f.y0) / f.h
		v := split(r)
		if len(v) == 0 || extent(v).Dx() < em {
			continue
		}
		field := "issuing_authority"
		if mid > 0.808 {
			field = "term"
		}
		out = append(out, place{field, box(v, em), v})
	}
	return out
}

func readBack(lines map[string][][]cell) map[string]reading {
	out := map[string]reading{}
	if r := readAuthority(slices.Concat(lines["issuing_authority"]...)); r.value != "" {
		out["issuing_authority"] = r
	}
	if ls := lines["term"]; len(ls) > 0 {
		from, until := readTerm(ls[0])
		termAgrees(&from, &until)
		if from.value != "" {
			out["valid_from"] = from
		}
		if until.value != "" {
			out["valid_until"] = until
		}
	}
	return out
}

// termAgrees weighs a card's two dates against each other: cards run 5, 10 or 20 years to the day, or without end. A term
// that does not is left as printed, and less certain.
func termAgrees(from, until *reading) {
	a, errA := filing.ParseDate(from.value)
	b, errB := filing.ParseDate(until.value)
	if errA != nil || errB != nil {
		from.conf, until.conf = from.conf*0.9, until.conf*0.9
		return
	}
	if b.Open {
		return
	}
	years := b.Year - a.Year
	if a.Month == b.Month && a.Day == b.Day && (years == 5 || years == 10 || years == 20) {
		p := from.conf * until.conf
		p = p / (p + (1-p)/20)
		from.conf, until.conf = max(from.conf, p), max(until.conf, p)
		return
	}
	from.conf, until.conf = from.conf*0.8, until.conf*0.8
}
