package extract

import (
	"image"
	"math"
	"slices"
	"strings"

	"prereview/filing"
	"prereview/ocr"
)

// Difference is a place of a value's print in which two readers read differently.
type Difference struct {
	At, Length int              // the characters of the value that stand there, from 0; Length 0 where none does
	Box        ocr.Quad         // pixels of the page as given; the zero Quad where it is not known: round a seal
	Readings   []filing.Reading // what each reader read there, in their order, "" for nothing
}

// spot is where a cell of a line that two readers read stands, and what each of them read.
type spot struct {
	line *ocr.Line       // the whole line
	here *ocr.Difference // nil where they read the same
}

// sees says that a reader read a character of this sort in a place where they differ.
func (p *spot) sees(sort func(rune) bool) bool {
	return p != nil && p.here != nil && slices.ContainsFunc(p.here.Readings, func(r ocr.Reading) bool { return strings.ContainsFunc(r.Text, sort) })
}

// printed is where on the page a crop was cut.
type printed struct {
	strip strip // without its image
	quad  ocr.Quad
}

// at is the part of the line's quad between the ends of a box in its crop.
func (p printed) at(box image.Rectangle) ocr.Quad {
	q := p.quad
	side := func(i, j int) float64 { return math.Hypot(q[j][0]-q[i][0], q[j][1]-q[i][1]) }
	w := (side(0, 1) + side(3, 2)) / 2
	if w < 1 {
		return q
	}
	on := func(i, j int, x float64) [2]float64 {
		t := max(0, min(1, x/w))
		return [2]float64{q[i][0] + t*(q[j][0]-q[i][0]), q[i][1] + t*(q[j][1]-q[i][1])}
	}
	a, b := p.strip.along(box.Min.X), p.strip.along(box.Max.X)
	return ocr.Quad{on(0, 1, a), on(0, 1, b), on(3, 2, b), on(3, 2, a)}
}

// note keeps where the lines were cut that two readers read.
func (s *sheet) note(lines []ocr.Line, strips []strip, quads []ocr.Quad) {
	for i, l := range lines {
		if len(l.Readings) < 2 {
			continue
		}
		if s.printed == nil {
			s.printed = map[*ocr.Reading]printed{}
		}
		p := printed{strips[i], quads[i]}
		p.strip.image = nil
		s.printed[&l.Readings[0]] = p
	}
}

// lines are those that a value was read from, of those that both readers read.
func (r reading) lines() (out []*ocr.Line) {
	for _, c := range r.from {
		if c.spot != nil && (len(out) == 0 || out[len(out)-1] != c.spot.line) {
			out = append(out, c.spot.line)
		}
	}
	return out
}

// readings are what each reader read by itself of a value's lines. Samples are left out: a value and all that is told of it is the
// same, sampled or not.
func (r reading) readings() (out []filing.Reading) {
	for _, l := range r.lines() {
		if !l.Sampled {
			out = append(out, told(l.Readings)...)
		}
	}
	return out
}

// Comparison is how a value fared with two readers.
type Comparison struct {
	Asked, AskedDiffer   bool // the second reader was asked in doubt about a line of the value; and read one of these differently
	Compared, AnyDiffers bool // it was asked about a line, in doubt or as a sample; and read one of these differently
}

func (r reading) comparison() (c Comparison) {
	for _, l := range r.lines() {
		c.Compared, c.AnyDiffers = true, c.AnyDiffers || l.Differ
		if !l.Sampled {
			c.Asked, c.AskedDiffer = true, c.AskedDiffer || l.Differ
		}
	}
	return c
}

// differences are the places in which two readers read a value's print differently. Places next to each other are told as
// one: which character of the one stands for which of the other is then anybody's guess.
func (s *sheet) differences(r reading) []Difference {
	var out []Difference
	var last *spot
	for _, c := range r.from {
		p := c.spot
		if p == nil || p.here == nil {
			last = nil
			continue
		}
		at := -1
		if len(r.cs) == len([]rune(r.value)) {
			at = slices.IndexFunc(r.cs, func(k cell) bool { return k.spot == p })
		}
		if last == p { // a symbol of several characters
			if at >= 0 {
				out[len(out)-1].Length = countSpot(r.cs, p)
			}
			continue
		}
		d := Difference{Readings: told(p.here.Readings)}
		if where, ok := s.printed[&p.line.Readings[0]]; ok {
			d.Box = where.at(p.here.Box)
		}
		if at >= 0 {
			d.At, d.Length = at, countSpot(r.cs, p)
		}
		if last != nil && last.line == p.line {
			out[len(out)-1].join(d)
		} else {
			out = append(out, d)
		}
		last = p
	}
	return out
}

func told(rs []ocr.Reading) []filing.Reading {
	out := make([]filing.Reading, len(rs))
	for i, r := range rs {
		out[i] = filing.Reading{Reader: r.Reader, Text: r.Text, Confidence: round(r.Confidence)}
	}
	return out
}

// countSpot is how many cells stand in a spot.
func countSpot(cs []cell, p *spot) (n int) {
	for _, c := range cs {
		if c.spot == p {
			n++
		}
	}
	return n
}

// join adds the place to the right.
func (d *Difference) join(next Difference) {
	for i, r := range next.Readings {
		was := &d.Readings[i]
		switch {
		case was.Text == "":
			was.Confidence = r.Confidence
		case r.Text != "":
			was.Confidence = min(was.Confidence, r.Confidence)
		}
		was.Text += r.Text
	}
	d.Box = ocr.Quad{d.Box[0], next.Box[1], next.Box[2], d.Box[3]}
	if d.Length == 0 {
		d.At = next.At
	}
	d.Length += next.Length
}
