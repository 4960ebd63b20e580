package extract

import (
	"context"
	"image"
	"math"
	"testing"

	"prereview/filing"
	"prereview/ocr"
)

// twice is a line that two readers read: alike but in the places given, where the second read the other text.
func twice(text string, others map[int]string) ocr.Line {
	l := line(text, .9)
	second := ""
	for i := range l.Symbols {
		s := &l.Symbols[i]
		s.Second, s.Box = ocr.For, image.Rect(40*i, 0, 40*i+40, LineHeight)
		other, differ := others[i]
		if differ {
			s.Second, s.Differ = ocr.Against, &ocr.Difference{Box: s.Box, Readings: []ocr.Reading{{Reader: "one", Text: s.Text, Confidence: .9},
				{Reader: "two", Text: other, Confidence: .123456 * float64(len(other))}}}
			second += other
		} else {
			second += s.Text
		}
	}
	l.Readings = []ocr.Reading{{Reader: "one", Text: text, Confidence: .9}, {Reader: "two", Text: second, Confidence: .7}}
	return l
}

func TestDifferences(t *testing.T) {
	type want struct {
		at, length int
		one, two   string
	}
	for _, c := range []struct {
		name string
		r    reading
		want []want
	}{
		{"alike", readName(cells(twice("方平", nil))), nil},
		{"one reader", readName(cells(line("方平", .9))), nil},
		{"one character", readName(cells(twice("六平如", map[int]string{0: "方"}))), []want{{0, 1, "六", "方"}}},
		{"neighbours are one place", readName(cells(twice("方平如", map[int]string{1: "乎", 2: ""}))), []want{{1, 2, "平如", "乎"}}},
		{"a mark that the value is without", readName(cells(twice("方:平", map[int]string{1: "小"}))), []want{{0, 0, ":", "小"}}},
		{"repaired: what was read stays told", readIDNumber(cells(doubt(twice("11010519491231003X", map[int]string{16: "2"}), 16, .6, "2", .3))), []want{{16, 1, "3", "2"}}},
		{"a date's figure", readDate(cells(twice("1987年3月2日", map[int]string{3: "1"}))), []want{{0, 0, "7", "1"}}},
		{"a date's mark", readDate(cells(twice("1987年3月2日", map[int]string{4: ""}))), nil},
		{"a date's mark for a figure", readDate(cells(twice("1987年3月2日", map[int]string{6: "1"}))), []want{{0, 0, "月", "1"}}},
	} {
		got := new(sheet).differences(c.r)
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
			continue
		}
		for i, d := range got {
			if w := c.want[i]; d.At != w.at || d.Length != w.length || d.Readings[0].Text != w.one || d.Readings[1].Text != w.two || d.Readings[0].Reader != "one" {
				t.Errorf("%s: %+v, want %+v", c.name, d, w)
			}
		}
	}
	from, until := readTerm(cells(twice("2015.03.02-2035.03.02", map[int]string{13: "8"})))
	if a, b := new(sheet).differences(from), new(sheet).differences(until); len(a) != 0 || len(b) != 1 || b[0].Readings[1].Text != "8" {
		t.Errorf("a term: from %+v, until %+v", a, b)
	}
}

// A field tells what each reader read of each of its lines, to four places.
func TestReadingsOfAField(t *testing.T) {
	first, second := twice("湖北省蕲春县", map[int]string{3: "薪"}), twice("株林镇1号", nil)
	got := readAddress(append(append(cells(first), cells(line("（其他）", .9))...), cells(second)...)).readings()
	want := []filing.Reading{{Reader: "one", Text: "湖北省蕲春县", Confidence: .9}, {Reader: "two", Text: "湖北省薪春县", Confidence: .7},
		{Reader: "one", Text: "株林镇1号", Confidence: .9}, {Reader: "two", Text: "株林镇1号", Confidence: .7}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
}

type twoReaders struct{ line ocr.Line }

func (r twoReaders) ReadLines(_ context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	return []ocr.Line{r.line}, nil
}

// The box of a place is where on the page its characters stand, whichever way the page lies.
func TestDifferenceIsOnThePage(t *testing.T) {
	s := newSheet(raster{pix: make([]uint8, 4*800*400), w: 800, h: 400, row: 3200})
	at := image.Rect(100, 100, 400, 148)
	l := twice("六平如", map[int]string{1: "乎"})
	k := float64(LineHeight) / (48 * s.scale * (1 + 2*LineMargin)) // pixels of the crop for one of the page
	left := LineMargin * 48 * s.scale
	l.Symbols[1].Differ.Box = image.Rect(int((left+100*s.scale)*k), 0, int((left+200*s.scale)*k), LineHeight)
	for _, turned := range []int{0, 1} {
		s.turn = turned
		lines, _, err := s.read(t.Context(), twoReaders{l}, []crop{{rect: at}})
		if err != nil {
			t.Fatal(err)
		}
		got := s.differences(readName(cells(lines[0])))
		if len(got) != 1 {
			t.Fatalf("%+v", got)
		}
		want := s.quad(image.Rect(200, 100, 300, 148))
		for i := range want {
			if math.Hypot(got[0].Box[i][0]-want[i][0], got[0].Box[i][1]-want[i][1]) > 5 {
				t.Errorf("turned %d: corner %d at %.0f, want %.0f", turned, i, got[0].Box[i], want[i])
			}
		}
	}
}
