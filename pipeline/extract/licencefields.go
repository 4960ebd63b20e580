package extract

import (
	"context"
	"fmt"
	"image"
	"slices"

	"prereview/filing"
	"prereview/ocr"
)

// fields types the values.
func (l *licence) fields(ctx context.Context, reader ocr.Reader) (map[string]Field, error) {
	l.findSeal()
	values := map[string]value{}
	scores, columns := map[string]float64{}, map[string]int{}
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
			values[h.field], scores[h.field], columns[h.field] = v, h.score, h.column
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
			person := field == "legal_representative"
			if v.lines[i] != nil && !person || field == "uscc" {
				continue
			}
			c := v.crop(i, cutting{})
			c.name = person
			cs = append(cs, c)
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
	alike, err := l.settleValues(ctx, reader, values)
	if err != nil {
		return nil, err
	}
	out := map[string]reading{}
	boxes := map[string]image.Rectangle{}
	put := func(field string, v value, r reading) {
		if r.value != "" {
			of := field
			if field == "valid_from" || field == "valid_until" {
				of = labelTerm
			}
			if s, ok := scores[of]; ok && s <= lostScore {
				r.flawed = true
			}
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
			stops := 0
			if field == "business_scope" {
				stops = l.stopsBack(v)
			}
			unaccounted := l.unaccounted(field, v)
			cs = slices.Concat(v.lines...)
			for i := range v.lines {
				widths = append(widths, widthsOf(v.lines[i], v.xs[i], v.parts[i], lineEm(v.parts[i], l.em))...)
			}
			setWidths(cs, widths)
			r := readLicenceText(field, cs)
			if stops > 0 {
				r.mend(fmt.Sprintf("%d stops put in by their ink alone (scope)", stops))
			}
			r.flawed = r.flawed || unaccounted > 0
			for _, ps := range v.parts {
				if hole(ps, l.em*3/2) {
					r = holed(r)
				}
			}
			if l.indented(field, values, columns) || len(v.parts) == 1 && field == "legal_representative" && unread(r.cs, v.parts[0], lineEm(v.parts[0], l.em)) {
				r = holed(r)
			}
			r.twice = alike[field]
			put(field, v, r)
		}
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
	// A term begins on the day of foundation, or long after it: one figure apart, one of the two is misread.
	if a, b := out["established"], out["valid_from"]; a.value != "" && b.value != "" && places(a.value, b.value) == 1 {
		a.flawed, b.flawed = true, true
		out["established"], out["valid_from"] = a, b
	}
	code := ""
	if u := out["uscc"]; u.certain() {
		code = u.value[2:8]
	}
	agreeOnPlace(out, code, "name", "address", "registration_authority")
	return l.s.toFields(filing.BusinessLicence, out, boxes), nil
}

// settleValues reads the lines again that are not sure, and says of which fields all that was read again was read alike.
func (l *licence) settleValues(ctx context.Context, reader ocr.Reader, values map[string]value) (map[string]bool, error) {
	var ballots []*ballot
	var at []int
	for _, field := range append(filing.FieldNames[filing.BusinessLicence], labelTerm) {
		sure := sureEnough
		switch field {
		case "uscc":
			continue
		case "legal_representative":
			sure = sureOfName
		case "business_scope", "established", labelTerm:
			sure = sureOfClause
		}
		v := values[field]
		for i, line := range v.lines {
			c := v.crop(i, cutting{})
			c.name = field == "legal_representative"
			ballots = append(ballots, &ballot{field: field, crop: c, sure: sure, readings: [][]cell{line}, strips: []strip{{}}})
			at = append(at, i)
		}
	}
	if err := l.s.settle(ctx, reader, ballots); err != nil {
		return nil, err
	}
	for k, b := range ballots {
		if len(b.readings) == 1 {
			continue
		}
		v, i := values[b.field], at[k]
		cs, like := together(b.readings)
		if like > 0 {
			xs := make([]int, len(cs))
			for k, c := range cs {
				xs[k] = v.rects[i].Min.X + int(b.strips[like].along(c.x)/l.s.scale)
			}
			v.xs[i] = xs
		}
		v.lines[i] = cs
	}
	return alikeFields(ballots), nil
}

// indented says that a value begins a character or more to the right of the others in its column: what stands before was taken
// for the label's, or lost.
func (l *licence) indented(field string, values map[string]value, columns map[string]int) bool {
	column := columns[field]
	if column < 0 {
		return false
	}
	var lefts []int
	for f, c := range columns {
		if c == column && f != field {
			lefts = append(lefts, values[f].rects[0].Min.X)
		}
	}
	slices.Sort(lefts)
	return len(lefts) > 0 && values[field].rects[0].Min.X-lefts[(len(lefts)-1)/2] > l.em*7/10
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
