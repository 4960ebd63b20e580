package extract

import (
	"context"
	"fmt"
	"image"
	"slices"

	"prereview/ocr"
)

// crop is a line to be read: where it is and how it is cut.
type crop struct {
	rect     image.Rectangle // working pixels
	slope    float64         // of the line, about the rectangle's middle
	cutting  cutting
	alphabet string
	guess    bool // read only to find where and what things are: no second opinion is worth its time
	name     bool // a person's name: nothing else on the page confirms it, and a reader is sure of the look-alike of a character it lacks
}

// DoubtBelow is the confidence below which a line of a value is read by the second reader too, where there is one. The section
// Cascade of docs/accuracy.md shows what other thresholds give and cost: from 0.8 on no more values come out exact, and up to here their
// agreement still has more accepted, for little; above it are two values in 240, for half as much of the second reader's time again.
const DoubtBelow = 0.98

// always is above any confidence.
const always = 2

// known is a line that was read.
type known struct {
	line  ocr.Line
	strip strip
}

// remembered is what was read of a crop on this sheet. What was read without a second opinion is not all there is to know of a crop
// that may have one.
func (s *sheet) remembered(c crop) (known, bool) {
	if k, ok := s.known[c]; ok || !c.guess {
		return k, ok
	}
	c.guess = false
	k, ok := s.known[c]
	return k, ok
}

// read cuts the crops and reads them in one batch, but for those that it has read.
func (s *sheet) read(ctx context.Context, reader ocr.Reader, cs []crop) ([]ocr.Line, []strip, error) {
	if len(cs) == 0 {
		return nil, nil, ctx.Err()
	}
	var in []ocr.Crop
	var at []int
	lines, strips, quads := make([]ocr.Line, len(cs)), make([]strip, len(cs)), make([]ocr.Quad, len(cs))
	for i, c := range cs {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		quads[i] = s.slopedQuad(c.rect, c.slope)
		if k, ok := s.remembered(c); ok {
			lines[i], strips[i] = k.line, k.strip
			continue
		}
		strips[i] = cut(s.page, quads[i], c.cutting)
		in, at = append(in, ocr.Crop{Image: strips[i].image, Alphabet: c.alphabet, Doubt: c.doubt()}), append(at, i)
	}
	if len(in) > 0 {
		fresh, err := reader.ReadLines(ctx, in)
		if err != nil {
			return nil, nil, err
		}
		if len(fresh) != len(in) {
			return nil, nil, fmt.Errorf("reader answered %d lines for %d crops", len(fresh), len(in))
		}
		if s.known == nil {
			s.known = map[crop]known{}
		}
		for k, i := range at {
			lines[i] = fresh[k]
			s.known[cs[i]] = known{fresh[k], strips[i]}
		}
	}
	s.note(lines, strips, quads)
	s.alone = slices.ContainsFunc(lines, func(l ocr.Line) bool { return len(l.Readings) == 0 })
	return lines, strips, nil
}

// doubt is below which confidence of the first reader the second one is asked about the crop.
func (c crop) doubt() float64 {
	switch {
	case c.guess:
		return 0
	case c.name:
		return always
	}
	return DoubtBelow
}

// partsIn are the pieces whose centre lies in a rectangle of working pixels.
func (s *sheet) partsIn(r image.Rectangle) []part {
	var out []part
	for _, p := range s.parts {
		if (image.Point{(p.x0 + p.x1) / 2, (p.y0 + p.y1) / 2}).In(r) {
			out = append(out, p)
		}
	}
	return out
}

// extent is the rectangle round pieces.
func extent(ps []part) image.Rectangle {
	if len(ps) == 0 {
		return image.Rectangle{}
	}
	r := image.Rect(ps[0].x0, ps[0].y0, ps[0].x1, ps[0].y1)
	for _, p := range ps[1:] {
		r = r.Union(image.Rect(p.x0, p.y0, p.x1, p.y1))
	}
	return r
}

// rows splits pieces into lines of print by their vertical extent. em is the height of a character.
func rows(ps []part, em int) [][]part {
	ps = slices.Clone(ps)
	slices.SortFunc(ps, func(a, b part) int { return (a.y0 + a.y1) - (b.y0 + b.y1) })
	if len(ps) == 0 {
		return nil
	}
	// A profile of how much ink each working line holds; lines of print are its ranges above nothing.
	r := extent(ps)
	profile := make([]int, r.Dy())
	for _, p := range ps {
		for y := p.y0; y < p.y1; y++ {
			profile[y-r.Min.Y] += p.w()
		}
	}
	type span struct{ y0, y1 int }
	var spans []span
	for y := 0; y < len(profile); {
		if profile[y] == 0 {
			y++
			continue
		}
		e := y
		for e < len(profile) && profile[e] > 0 {
			e++
		}
		spans = append(spans, span{y + r.Min.Y, e + r.Min.Y})
		y = e
	}
	// Strokes above each other (二) are one line when together they are no higher than a character.
	merged := spans[:0]
	for _, sp := range spans {
		if n := len(merged); n > 0 && sp.y1-merged[n-1].y0 <= em*5/4 {
			merged[n-1].y1 = sp.y1
			continue
		}
		merged = append(merged, sp)
	}
	out := make([][]part, len(merged))
	for _, p := range ps {
		c := (p.y0 + p.y1) / 2
		for i, sp := range merged {
			if c >= sp.y0 && c < sp.y1 {
				out[i] = append(out[i], p)
				break
			}
		}
	}
	return slices.DeleteFunc(out, func(ps []part) bool { return len(ps) == 0 })
}
