package extract

import "testing"

func TestSplitDate(t *testing.T) {
	for said, want := range map[string][3]string{
		"2021年11月05日":  {"2021", "11", "05"},
		"关2021 年1月 5日": {"2021", "1", "5"},
		"20211105":     {"2021", "11", "05"},
		"2021年11月":     {},
		"021年11月05日":   {},
		"2021年111月05日": {},
		"1 2021年1月5日":  {},
		"":             {},
	} {
		parts, ok := splitDate(sure(said))
		if ok != (want != [3]string{}) {
			t.Errorf("%s: ok %v", said, ok)
			continue
		}
		for i := range parts {
			if ok && text(parts[i]) != want[i] {
				t.Errorf("%s: part %d is %s", said, i, text(parts[i]))
			}
		}
	}
}

func TestMostRead(t *testing.T) {
	of := func(said string, p float64) []cell {
		cs := sure(said)
		for i := range cs {
			cs[i].p = p
		}
		return cs
	}
	for _, tt := range []struct {
		name     string
		readings [][]cell
		year     bool
		want     string
		from, to float64
	}{
		{"all alike", [][]cell{of("08", .99), of("08", .98)}, false, "08", .98, 1},
		{"a figure lost in most crops", [][]cell{of("3", .98), of("3", .98), of("13", .9)}, false, "13", .5, .8},
		{"a figure gained in one, faintly", [][]cell{of("3", .99), of("3", .99), of("13", .3)}, false, "3", .8, 1},
		{"two dates", [][]cell{of("08", .9), of("05", .9)}, false, "05", .2, .5},
		{"no year", [][]cell{of("021", .99)}, true, "", 0, 0},
	} {
		cs, p := mostRead(tt.readings, tt.year)
		if text(cs) != tt.want || p < tt.from || p > tt.to {
			t.Errorf("%s: %q at %.2f", tt.name, text(cs), p)
		}
	}
}
