package extract

import (
	"image"
	"testing"
)

// inked is a white sheet with black rectangles on it.
func inked(w, h int, ink ...image.Rectangle) *sheet {
	p := raster{pix: make([]uint8, 4*w*h), w: w, h: h, row: 4 * w}
	for i := range p.pix {
		p.pix[i] = 255
	}
	for _, r := range ink {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				copy(p.pix[y*p.row+4*x:], []uint8{20, 20, 20})
			}
		}
	}
	return newSheet(p)
}

// A stop is put back where its room and its ring are there, and nowhere else.
func TestLostStops(t *testing.T) {
	const em = 20
	glyph := func(x int) image.Rectangle { return image.Rect(x, 40, x+18, 60) }
	bracket := func(x int) image.Rectangle { return image.Rect(x, 40, x+5, 60) }
	for _, c := range []struct {
		name string
		ink  []image.Rectangle
		xs   []int
		read string
		want string
	}{
		{"a ring in its room", []image.Rectangle{glyph(20), glyph(40), image.Rect(62, 54, 67, 59), bracket(80), glyph(90)}, []int{29, 49, 82, 99}, "经营（依", "经营。（依"},
		{"a full-width bracket alone", []image.Rectangle{glyph(20), glyph(40), bracket(72), glyph(80)}, []int{29, 49, 74, 89}, "经营（依", "经营（依"},
		{"room and no ring", []image.Rectangle{glyph(20), glyph(40), bracket(80), glyph(90)}, []int{29, 49, 82, 99}, "经营（依", "经营（依"},
		{"a speck high up", []image.Rectangle{glyph(20), glyph(40), image.Rect(62, 42, 67, 47), bracket(80), glyph(90)}, []int{29, 49, 82, 99}, "经营（依", "经营（依"},
		{"behind a bracket", []image.Rectangle{glyph(20), image.Rect(40, 40, 45, 60), image.Rect(50, 54, 55, 59), bracket(68), glyph(78)}, []int{29, 42, 70, 87}, "务)（依", "务)。（依"},
		{"the stop was read", []image.Rectangle{glyph(20), glyph(40), image.Rect(62, 54, 67, 59), bracket(80), glyph(90)}, []int{29, 49, 64, 82, 99}, "经营。（依", "经营。（依"},
	} {
		s := inked(400, 120, c.ink...)
		var ps []part
		for _, r := range c.ink {
			ps = append(ps, part{x0: r.Min.X, y0: r.Min.Y, x1: r.Max.X, y1: r.Max.Y})
		}
		cs, xs := s.lostStops(cells(line(c.read, .99)), c.xs, ps, em)
		if text(cs) != c.want || len(xs) != len(cs) {
			t.Errorf("%s: %q, %d places", c.name, text(cs), len(xs))
		}
	}
}

func TestLastStop(t *testing.T) {
	const em = 20
	glyph := func(x int) image.Rectangle { return image.Rect(x, 40, x+18, 60) }
	for name, c := range map[string]struct {
		ink        []image.Rectangle
		read, want string
	}{
		"a ring":                     {[]image.Rectangle{glyph(20), glyph(40), image.Rect(62, 54, 67, 59)}, "制作", "制作。"},
		"none":                       {[]image.Rectangle{glyph(20), glyph(40)}, "制作", "制作"},
		"a speck high up":            {[]image.Rectangle{glyph(20), glyph(40), image.Rect(62, 42, 67, 47)}, "制作", "制作"},
		"further off":                {[]image.Rectangle{glyph(20), glyph(40), image.Rect(90, 54, 95, 59)}, "制作", "制作"},
		"a stroke":                   {[]image.Rectangle{glyph(20), glyph(40), image.Rect(62, 56, 74, 58)}, "制作", "制作"},
		"the text ends in a bracket": {[]image.Rectangle{glyph(20), glyph(40), image.Rect(62, 54, 67, 59)}, "制)", "制)"},
	} {
		s := inked(400, 120, c.ink...)
		var ps []part
		for _, r := range c.ink {
			ps = append(ps, part{x0: r.Min.X, y0: r.Min.Y, x1: r.Max.X, y1: r.Max.Y})
		}
		cs, xs := s.lastStop(cells(line(c.read, .99)), []int{29, 49}, ps, em)
		if text(cs) != c.want || len(xs) != len(cs) {
			t.Errorf("%s: %q, %d places", name, text(cs), len(xs))
		}
	}
}

// A lone figure is a whole day where nothing red lies, or where it stands in the middle of its place as the others do.
func TestWholeFigure(t *testing.T) {
	places := []image.Rectangle{image.Rect(20, 40, 100, 60), image.Rect(120, 40, 180, 60), image.Rect(200, 40, 260, 60)}
	figures := func(month, day string) [3][]cell {
		return [3][]cell{cells(line("2018", .99)), cells(line(month, .99)), cells(line(day, .99))}
	}
	digit := func(x int) image.Rectangle { return image.Rect(x, 41, x+8, 59) }
	for _, c := range []struct {
		name       string
		ink        []image.Rectangle
		seal       bool
		month, day string
		want       bool
	}{
		{"no seal", []image.Rectangle{digit(141), digit(151), digit(216)}, false, "12", "9", true},
		{"in the middle", []image.Rectangle{digit(141), digit(151), digit(226)}, true, "12", "9", true},
		{"as far off as the month", []image.Rectangle{digit(148), digit(158), digit(233)}, true, "12", "9", true},
		{"half of two", []image.Rectangle{digit(141), digit(151), digit(220)}, true, "12", "9", false},
		{"a form that fills up", []image.Rectangle{digit(141), digit(151), digit(226)}, true, "03", "9", false},
	} {
		s := inked(400, 120, c.ink...)
		for x := 200; c.seal && x < 260; x++ {
			for y := 40; y < 44; y++ {
				s.red[y*s.w+x] = true
			}
		}
		if got := (&licence{s: s}).wholeFigure(places, 2, figures(c.month, c.day)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// A value that begins a character to the right of its column lost one.
func TestIndented(t *testing.T) {
	at := func(x int) value { return value{rects: []image.Rectangle{image.Rect(x, 0, x+100, 20)}} }
	values := map[string]value{"name": at(100), "type": at(102), "legal_representative": at(121), "established": at(400), "address": at(380)}
	columns := map[string]int{"name": 0, "type": 0, "legal_representative": 0, "established": 1, "address": -1}
	for field, want := range map[string]bool{"name": false, "type": false, "legal_representative": true, "established": false, "address": false} {
		if got := (&licence{em: 22}).indented(field, values, columns); got != want {
			t.Errorf("%s: %v", field, got)
		}
	}
}
