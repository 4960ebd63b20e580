package extract

import (
	"context"
	"image"
	"slices"

	"prereview/filing"
	"prereview/ocr"
)

// fields types the values.
func (l *licence) fields(ctx context.Context, reader ocr.Reader) (map[string]Field, error) {
	if c, ok := l.s.findSeal(); ok {
		l.seal = &c
	}
	values := map[string]value{}
	scores := map[string]float64{}
	order := slices.Clone(l.hits)
	slices.SortStableFunc(order, func(a, b *hit) int { return a.y0 - b.y0 })
	for _, h := range order {
		switch h.field {
		case labelStop, labelNumber, "registration_authority", "uscc", "paid_in_capital":
			continue
		}
		if h.score <= scores[h.field] {
			continue
		}
		if v := l.valueOf(h); len(v.rects) > 0 {
			values[h.field], scores[h.field] = v, h.score
		}
	}
	if v, ok := l.findCode(); ok {
		values["uscc"] = v
	}
	// One batch for what has no reading of its own yet.
	var cs []crop
	type slot struct {
		field string
		i     int
	}
	var slots []slot
	for _, field := range append(filing.FieldNames[filing.BusinessLicence], labelTerm) {
		v, ok := values[field]
		if !ok {
			continue
		}
		for i := range v.rects {
			if v.lines[i] != nil || field == "uscc" {
				continue
			}
			cs = append(cs, v.crop(i, cutting{}))
			slots = append(slots, slot{field, i})
		}
	}
	lines, strips, err := l.s.read(ctx, reader, cs)
	if err != nil {
		return nil, err
	}
	for i, sl := range slots {
		v := values[sl.field]
		read := cells(lines[i])
		v.lines[sl.i] = read
		v.xs[sl.i] = make([]int, len(read))
		for k, c := range read {
			v.xs[sl.i][k] = v.rects[sl.i].Min.X + int(strips[i].along(c.x)/l.s.scale)
		}
	}
	if err := l.sharpen(ctx, reader, values); err != nil {
		return nil, err
	}
	out := map[string]reading{}
	boxes := map[string]image.Rectangle{}
	put := func(field string, v value, r reading) {
		if r.value != "" {
			out[field], boxes[field] = r, v.extent()
		}
	}
	for field, v := range values {
		cs := slices.Concat(v.lines...)
		switch field {
		case "uscc":
			r := readUSCC(cs) // as the survey read it
			if !r.valid || r.repair != "" || r.conf < surelyRead {
				var err error
				if r, err = l.s.readCode(ctx, reader, v.rects[0], usccAlphabet, readUSCC); err != nil {
					return nil, err
				}
			}
			put(field, v, l.code.weigh(r))
		case labelTerm:
			from, until := readTerm(cs)
			put("valid_from", v, from)
			put("valid_until", v, until)
		case "established":
			if r := readDate(cs); r.value != filing.LongTerm { // 期 is of the label
				put(field, v, r)
			}
		default:
			var widths []int
			for i := range v.lines {
				widths = append(widths, widthsOf(v.lines[i], v.xs[i], v.parts[i], lineEm(v.parts[i], l.em))...)
			}
			told := setWidths(cs, widths)
			r := readLicenceText(field, cs)
			if !told { // brackets must be as printed
				r.conf = min(r.conf, 0.85)
			}
			for _, ps := range v.parts {
				if hole(ps, l.em*3/2) {
					r = holed(r)
				}
			}
			put(field, v, r)
		}
	}
	var again []second
	for _, field := range []string{"name", "type", "legal_representative", "registered_capital", "address"} {
		again = append(again, second{field, values[field].crops(cutting{margin: 0.31}), func(cs []cell) reading { return readLicenceText(field, cs) }})
	}
	if err := l.s.confirmed(ctx, reader, out, again); err != nil {
		return nil, err
	}
	issued, at, err := l.readIssued(ctx, reader)
	if err != nil {
		return nil, err
	}
	if issued.value != "" {
		out["issued"], boxes["issued"] = issued, at
	}
	authority, at, err := l.readAuthority(ctx, reader)
	if err != nil {
		return nil, err
	}
	if authority.value != "" {
		out["registration_authority"], boxes["registration_authority"] = authority, at
	}
	return l.s.toFields(filing.BusinessLicence, out, boxes), nil
}

// sharpen reads the lines in which a character is doubtful again, with a wider margin, and keeps the better reading of
// each. It was chosen for being sure, so it is trusted a little less than it says.
func (l *licence) sharpen(ctx context.Context, reader ocr.Reader, values map[string]value) error {
	type slot struct {
		v value
		i int
	}
	var slots []slot
	var cs []crop
	for _, field := range filing.FieldNames[filing.BusinessLicence] {
		v := values[field]
		for i, line := range v.lines {
			if field != "uscc" && len(line) > 0 && lowest(line) < 0.6 && len(slots) < 24 {
				slots = append(slots, slot{v, i})
				cs = append(cs, v.crop(i, cutting{margin: 0.31}))
			}
		}
	}
	lines, strips, err := l.s.read(ctx, reader, cs)
	if err != nil {
		return err
	}
	for k, sl := range slots {
		read := cells(lines[k])
		old := sl.v.lines[sl.i]
		if abs(len(read)-len(old)) > 2 || certainty(read) < 1.5*certainty(old) {
			continue
		}
		xs := make([]int, len(read))
		for i, c := range read {
			xs[i] = sl.v.rects[sl.i].Min.X + int(strips[k].along(c.x)/l.s.scale)
		}
		if text(read) != text(old) {
			read[0].p *= 0.9
		}
		sl.v.lines[sl.i], sl.v.xs[sl.i] = read, xs
	}
	return nil
}

// lineEm is the height of a line's characters, less than the licence's where a long scope is printed small.
func lineEm(ps []part, em int) int {
	if h := extent(ps).Dy(); len(ps) > 8 && h < em {
		return h
	}
	return em
}

// readLicenceText reads the fields that are no dates.
func readLicenceText(field string, cs []cell) reading {
	switch field {
	case "legal_representative":
		return readPerson(cs)
	case "type":
		return readType(cs)
	case "composition":
		return readLexeme(cs, compositions, "composition")
	case "address":
		return readAddress(cs)
	case "name":
		return readOrganisation(cs)
	case "business_scope":
		return readScope(cs)
	case "registered_capital":
		return readAmount(cs)
	}
	return readProse(cs)
}
