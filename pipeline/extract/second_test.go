package extract

import (
	"context"
	"image"
	"math"
	"slices"
	"testing"

	"prereview/ocr"
)

// Readings that agree make each other surer, ones that differ say both characters and neither surely, whatever each said of
// itself.
func TestTogether(t *testing.T) {
	c := func(s string, p float64) []cell { return cells(line(s, p)) }
	for _, x := range []struct {
		name     string
		readings [][]cell
		want     string
		like     int
		alike    bool
		min, max float64 // of the least certain character
	}{
		{"one", [][]cell{c("六平", .9)}, "六平", 0, false, .9, .9},
		{"two alike", [][]cell{c("六平", .9), c("六平", .8)}, "六平", 0, true, .95, .97},
		{"brackets of two widths", [][]cell{c("六(平)", .9), c("六（平）", .8)}, "六(平)", 0, true, .95, .97},
		{"two apart, each sure", [][]cell{c("六平", .99), c("方平", .98)}, "六平", 0, false, .45, .5},
		{"two apart, the second surer", [][]cell{c("六平", .6), c("方平", .95)}, "方平", 1, false, .45, .5},
		{"two of three", [][]cell{c("六平", .99), c("方平", .9), c("方平", .9)}, "方平", 1, false, .55, .65},
		{"each surer in one place", [][]cell{cells(doubt(line("六平", .9), 0, .3, "大", .1)), cells(doubt(line("方乎", .8), 1, .2, "平", .1))}, "方平", 0, false, .4, .6},
		{"a character more", [][]cell{c("手车经纪", .9), c("二手车经纪", .95)}, "二手车经纪", 1, false, .4, .5},
		{"one more that was doubted", [][]cell{cells(doubt(line("方平如", .95), 2, .5, "区", .2)), c("方平", .6)}, "方平", 0, false, .6, .8},
		{"nothing the second time", [][]cell{c("六平", .9), nil}, "六平", 0, false, .4, .5},
	} {
		cs, like := together(x.readings)
		alike := alike(x.readings)
		if text(cs) != x.want || like != x.like || alike != x.alike || lowest(cs) < x.min || lowest(cs) > x.max {
			t.Errorf("%s: %q like %d, alike %v, least %.3f", x.name, text(cs), like, alike, lowest(cs))
		}
		for i, k := range cs {
			sum := k.p
			for _, a := range k.alts {
				sum += a.p
			}
			if sum > 1+1e-9 || k.p < 0 {
				t.Errorf("%s: character %d has probabilities of %.3f together", x.name, i, sum)
			}
		}
	}
	first := c("六平", .99)
	both := c("方平", .5)
	both[0].vote, both[1].vote = ocr.Against, ocr.For
	if cs, like := together([][]cell{c("六平", .2), both, c("六平", .2)}); text(cs) != "方平" || like != 1 {
		t.Errorf("two readers are outvoted by one that read twice: %q", text(cs))
	}
	cs, _ := together([][]cell{first, c("方平", .98)})
	if s := cs[0].support('方'); math.Abs(s-.49) > 1e-9 || first[0].p != .99 || len(first[0].alts) != 0 {
		t.Errorf("the other character has %.3f, and the first reading is now %+v", s, first[0])
	}
}

func TestAligned(t *testing.T) {
	c := func(s string) []cell { return cells(line(s, .9)) }
	for _, x := range []struct {
		a, b string
		want []int
		more []int // beside which of a's there is one more
	}{
		{"六平", "方平", []int{0, 1}, nil},
		{"手车经纪", "二手车经纪", []int{1, 2, 3, 4}, []int{0}},
		{"二手车", "手车", []int{-1, 0, 1}, nil},
		{"手车经", "手车经纪", []int{0, 1, 2}, []int{2}},
		{"平", "", []int{-1}, nil},
		{"", "平", []int{}, nil},
	} {
		got, beside := aligned(c(x.a), c(x.b))
		var more []int
		for i, is := range beside {
			if is {
				more = append(more, i)
			}
		}
		if !slices.Equal(got, x.want) || !slices.Equal(more, x.more) {
			t.Errorf("%q by %q: %v, one more beside %v; want %v, %v", x.a, x.b, got, more, x.want, x.more)
		}
	}
}

// scripted answers batch after batch.
type scripted struct {
	batches [][]string
	p       float64
	asked   []int
}

func (r *scripted) ReadLines(_ context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	n := len(r.asked)
	r.asked = append(r.asked, len(crops))
	out := make([]ocr.Line, len(crops))
	for i := range out {
		out[i] = line(r.batches[n][i], r.p)
	}
	return out, nil
}

// Only what is not sure is read again, and only what is then in dispute a third time.
func TestSettle(t *testing.T) {
	s := newSheet(raster{pix: make([]uint8, 4*200*100), w: 200, h: 100, row: 800})
	b := func(text string, p float64) *ballot {
		return &ballot{field: text, crop: crop{rect: image.Rect(20, 20, 120, 50)}, sure: sureEnough, readings: [][]cell{cells(line(text, p))}, strips: []strip{{}}}
	}
	r := &scripted{batches: [][]string{{"一致", "两说"}, {"两读"}}, p: .9}
	all := []*ballot{b("很好", .99), b("一致", .9), b("两读", .8), b("", 0)}
	if err := s.settle(context.Background(), r, all); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.asked, []int{2, 1}) {
		t.Errorf("asked for %v lines", r.asked)
	}
	for i, want := range []int{1, 2, 3, 1} {
		if got := len(all[i].readings); got != want {
			t.Errorf("%q was read %d times, want %d", all[i].field, got, want)
		}
	}
	if alike := alikeFields(all); len(alike) != 2 || !alike["一致"] || alike["两读"] {
		t.Errorf("%v", alike)
	}
}
