package extract

import (
	"testing"
)

// A line of the pitch p whose characters stand at places of its own grid; those left out were not read.
func TestSkippedBy(t *testing.T) {
	const p, figure = 30.0, 16.0
	for _, c := range []struct {
		text string
		lost map[int]bool
		over bool
	}{
		{"吉林省汪清县天桥岭镇新", nil, false},
		{"华村2组178号乐庄村", nil, false},
		{"吉林省汪清县天桥岭镇新", map[int]bool{4: true}, true},
		{"吉林省汪清县天桥岭镇新", map[int]bool{4: true, 5: true}, true},
		{"吉林省汪清县天桥岭镇新", map[int]bool{0: true}, true},
		{"吉林省汪清县天桥岭镇新", map[int]bool{10: true}, true},
		{"安各庄镇东一六村15组", map[int]bool{5: true}, true},
		{"2号", map[int]bool{0: true}, false}, // too short to tell
	} {
		st := strip{scale: 1, margin: 10}
		x, read := 0.0, []cell(nil)
		for i, r := range []rune(c.text) {
			w := p
			if !isHan(r) {
				w = figure
			}
			if !c.lost[i] {
				read = append(read, cell{r: r, p: 1, x: int(x + w/2 + st.margin)})
			}
			x += w
		}
		if by := skippedBy(read, st, x); (by > skippedMost) != c.over {
			t.Errorf("%s without %v: %.2f", c.text, c.lost, by)
		}
	}
	if by := skippedBy(nil, strip{scale: 1}, 100); by != 0 {
		t.Errorf("of nothing: %v", by)
	}
}

func TestLostLine(t *testing.T) {
	f := finding{frame: frame{0, 0, 1000, 1000 * cardAspect}}
	line := func(field string, x, y float64) place { // a line of four characters
		r := f.frame.rect(x, y, x+4*cardEm, y+0.055)
		return place{field: field, rect: r, parts: []part{{x0: r.Min.X, y0: r.Min.Y, x1: r.Max.X, y1: r.Max.Y}}}
	}
	name, sex := line("name", .19, .12), line("sex", .19, .235)
	for what, c := range map[string]struct {
		address []place
		lost    bool
	}{
		"whole":              {[]place{line("address", .19, .465), line("address", .192, .54), line("address", .189, .615)}, false},
		"one line":           {[]place{line("address", .19, .465)}, false},
		"no first line":      {[]place{line("address", .19, .54), line("address", .19, .615)}, true},
		"no second line":     {[]place{line("address", .19, .465), line("address", .19, .615)}, true},
		"begins further in":  {[]place{line("address", .19+2*cardEm, .465), line("address", .19, .54)}, true},
		"second begins late": {[]place{line("address", .19, .465), line("address", .19+cardEm, .54)}, true},
		"none":               {nil, false},
	} {
		if got := f.lostLine(append([]place{name, sex}, c.address...)); got != c.lost {
			t.Errorf("%s: %v", what, got)
		}
	}
	if (finding{}).lostLine(nil) {
		t.Error("nothing is lost of nothing")
	}
}
