package extract

import (
	"context"
	"image"
	"slices"

	"prereview/filing"
	"prereview/ocr"
)

// fields reads the fields of a confirmed finding.
func (f finding) fields(ctx context.Context, reader ocr.Reader) (map[string]Field, error) {
	switch f.kind {
	case filing.IDCardFront:
		return f.front(ctx, reader)
	case filing.IDCardBack:
		lines, alike, err := f.sheet.settlePlaces(ctx, reader, f.back, f.lines, map[string]float64{"issuing_authority": sureEnough})
		if err != nil {
			return nil, err
		}
		rs := readBack(lines)
		markAlike(rs, alike)
		f.sheet.doubtHoles(rs, f.back, f.frame.em())
		return f.sheet.toFields(f.kind, rs, boxesOf(f.back, map[string]string{"term": "valid_from"})), nil
	case filing.BusinessLicence:
		return f.licence.fields(ctx, reader)
	}
	return map[string]Field{}, nil
}

func (f finding) front(ctx context.Context, reader ocr.Reader) (map[string]Field, error) {
	all := f.sheet.layFront(f.frame, f.digits)
	places := slices.DeleteFunc(slices.Clone(all), func(p place) bool { return p.field == "id_number" }) // read already
	cs := make([]crop, len(places))
	for i, p := range places {
		cs[i] = crop{rect: p.rect, name: p.field == "name"}
		switch p.field {
		case "year", "month", "day":
			cs[i].alphabet = digits
		case "birth_date":
			cs[i].cutting.luma = true
		}
	}
	lines, strips, err := f.sheet.read(ctx, reader, cs)
	if err != nil {
		return nil, err
	}
	by, alike, err := f.sheet.settlePlaces(ctx, reader, places, lines, map[string]float64{"name": sureOfName, "address": sureEnough})
	if err != nil {
		return nil, err
	}
	rs := readFront(by)
	markAlike(rs, alike)
	if f.number.value != "" {
		rs["id_number"] = f.number
	}
	if f.number.certain() {
		agreeOnPlace(rs, f.number.value[:6], "address")
	}
	f.sheet.doubtHoles(rs, places, f.frame.em())
	if r, ok := rs["address"]; ok && (f.lostLine(places) || f.lostInLine(places, lines, strips, by["address"])) {
		rs["address"] = holed(r)
	}
	return f.sheet.toFields(f.kind, rs, boxesOf(all, nil)), nil
}

// settlePlaces gathers a card's lines by field, those of the fields named read again where they are less sure than that, and
// says of which all that was read again was read alike.
func (s *sheet) settlePlaces(ctx context.Context, reader ocr.Reader, places []place, lines []ocr.Line, sure map[string]float64) (map[string][][]cell, map[string]bool, error) {
	ballots := make([]*ballot, len(places))
	for i, p := range places {
		ballots[i] = &ballot{field: p.field, crop: crop{rect: p.rect, name: p.field == "name"}, sure: sure[p.field], readings: [][]cell{cells(lines[i])}, strips: []strip{{}}}
	}
	if err := s.settle(ctx, reader, ballots); err != nil {
		return nil, nil, err
	}
	out := map[string][][]cell{}
	for _, b := range ballots {
		cs, _ := together(b.readings)
		out[b.field] = append(out[b.field], cs)
	}
	return out, alikeFields(ballots), nil
}

func markAlike(rs map[string]reading, alike map[string]bool) {
	for field, is := range alike {
		if r, ok := rs[field]; ok && is {
			r.twice = true
			rs[field] = r
		}
	}
}

// doubtHoles makes running text unsure that is read across a hole, or from within the print, and a name of which a character was
// not read.
func (s *sheet) doubtHoles(rs map[string]reading, places []place, em int) {
	for _, p := range places {
		switch p.field {
		case "name", "address", "issuing_authority":
			if r, ok := rs[p.field]; ok && (hole(p.parts, em) || s.preceded(p.parts, em) || p.field == "name" && unread(r.cs, p.parts, extent(p.parts).Dy())) {
				rs[p.field] = holed(r)
			}
		}
	}
}

// preceded says that print stands right before a line: on a page that is cut off or bent, where values begin is not where they were
// looked for. Labels are further off.
func (s *sheet) preceded(line []part, em int) bool {
	r := extent(line)
	before := image.Rect(r.Min.X-em*7/10, r.Min.Y, r.Min.X, r.Max.Y)
	return slices.ContainsFunc(s.strokes(before.Inset(-em), em), func(p part) bool {
		return p.x1 > before.Min.X && p.x1 <= before.Max.X && p.h() > em/2 && (p.y0+p.y1)/2 > r.Min.Y && (p.y0+p.y1)/2 < r.Max.Y
	})
}

// boxesOf is the rectangle of each field: of all its lines.
func boxesOf(places []place, alias map[string]string) map[string]image.Rectangle {
	out := map[string]image.Rectangle{}
	for _, p := range places {
		name := p.field
		if a := alias[name]; a != "" {
			name = a
		}
		out[name] = out[name].Union(p.rect)
	}
	if r, ok := out["valid_from"]; ok {
		out["valid_until"] = r
	}
	return out
}

func (s *sheet) toFields(kind filing.DocumentKind, rs map[string]reading, boxes map[string]image.Rectangle) map[string]Field {
	out := make(map[string]Field, len(rs))
	traits := traitsOf(rs)
	for name, r := range rs {
		t := traits[name]
		out[name] = Field{Value: r.value, Raw: r.raw, Repair: r.repair, Confidence: calibration(s.alone).Confidence(kind, name, t),
			Box: s.quad(boxes[name]), Doubts: doubtsOf(r), Readings: r.readings(), Differences: s.differences(r), Comparison: r.comparison(), Traits: t}
	}
	return out
}
