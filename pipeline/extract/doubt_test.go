package extract

import (
	"slices"
	"testing"

	"prereview/filing"
)

func TestDoubts(t *testing.T) {
	other := func(s string, p float64) []filing.Likeness { return []filing.Likeness{{Text: s, P: p}} }
	for _, c := range []struct {
		name string
		r    reading
		want []filing.Doubt
	}{
		{"sure", readName(cells(line("方平", .99))), nil},
		{"one of two", readName(cells(doubt(line("六平", .99), 0, .61, "方", .38))), []filing.Doubt{{At: 0, P: .61, Others: other("方", .38)}}},
		{"nothing else seen", readName(cells(line("六平", .9))), []filing.Doubt{{At: 0, P: .9}, {At: 1, P: .9}}},
		{"places are the value's, not the line's", readName(cells(doubt(line(".六平", .99), 1, .61, "方", .38))), []filing.Doubt{{At: 0, P: .61, Others: other("方", .38)}}},
		{"repaired: what was read first is another", readIDNumber(cells(doubt(line("11010519491231003X", .999), 16, .6, "2", .3))),
			[]filing.Doubt{{At: 16, P: .3, Others: other("3", .6)}}},
		{"a figure read twice stands nowhere", readIDNumber(cells(line("110105194912310022X", .9))), nil},
		{"faint alternatives are left out", readName(cells(doubt(line("六平", .99), 0, .9, "方", .001))), []filing.Doubt{{At: 0, P: .9}}},
	} {
		got := doubtsOf(c.r)
		if !slices.EqualFunc(got, c.want, func(a, b filing.Doubt) bool {
			return a.At == b.At && a.P == b.P && slices.Equal(a.Others, b.Others)
		}) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	long := doubtsOf(readProse(cells(line("甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛", .5))))
	if len(long) != maxDoubts || !slices.IsSortedFunc(long, func(a, b filing.Doubt) int { return a.At - b.At }) {
		t.Errorf("%+v", long)
	}
}
