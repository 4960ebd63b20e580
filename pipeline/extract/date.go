package extract

import (
	"fmt"
	"slices"
	"strings"

	"prereview/filing"
)

// dateSpan is one date found in a line, with the cells it stands in.
type dateSpan struct {
	date     filing.Date
	from, to int // cells
	conf     float64
}

// findDates finds 2015年3月2日, 2015.03.02, 2015-03-02, 20150302 and 长期 in a line, in order. The marks between the
// figures may be misread; the figures may not, and no calendar date is made of what is none.
func findDates(cs []cell) []dateSpan {
	type group struct {
		from, to int
	}
	var groups []group
	var out []dateSpan
	flush := func() {
		for len(groups) > 0 {
			g := groups[0]
			n := g.to - g.from
			if n == 8 {
				if d, ok := calendar(digitsOf(cs[g.from:g.from+4]), digitsOf(cs[g.from+4:g.from+6]), digitsOf(cs[g.from+6:g.to])); ok {
					out = append(out, dateSpan{d, g.from, g.to, certainty(cs[g.from:g.to])})
				}
				groups = groups[1:]
				continue
			}
			if n == 4 && len(groups) >= 3 {
				m, t := groups[1], groups[2]
				near := m.from-g.to <= 3 && t.from-m.to <= 3
				if near && m.to-m.from <= 2 && t.to-t.from <= 2 {
					if d, ok := calendar(digitsOf(cs[g.from:g.to]), digitsOf(cs[m.from:m.to]), digitsOf(cs[t.from:t.to])); ok {
						p := certainty(cs[g.from:g.to]) * certainty(cs[m.from:m.to]) * certainty(cs[t.from:t.to])
						out = append(out, dateSpan{d, g.from, t.to, p})
						groups = groups[3:]
						continue
					}
				}
			}
			groups = groups[1:]
		}
	}
	for i := 0; i < len(cs); {
		switch {
		case isDigit(cs[i].r):
			e := i
			for e < len(cs) && isDigit(cs[e].r) {
				e++
			}
			if n := len(groups); e-i == 6 && n >= 2 && groups[n-2].to-groups[n-2].from == 4 && groups[n-1].to-groups[n-1].from <= 2 {
				groups = append(groups, group{i, i + 2}) // a day, and the next date's year: the dash between them was lost
				i += 2
			}
			groups = append(groups, group{i, e})
			i = e
			continue
		case cs[i].r == '长' && i+1 < len(cs) && cs[i+1].r == '期',
			i+1 < len(cs) && cs[i].r == '永' && cs[i+1].r == '久':
			flush()
			out = append(out, dateSpan{filing.Date{Open: true}, i, i + 2, certainty(cs[i : i+2])})
			i += 2
			continue
		case cs[i].r == '长' || cs[i].r == '期': // one of the two, the other misread
			flush()
			e := i + 1
			if cs[i].r == '长' && e < len(cs) && !isDigit(cs[e].r) { // 期 stands behind what was read for 长
				e++
			}
			out = append(out, dateSpan{filing.Date{Open: true}, i, e, 0.8 * cs[i].p})
			i = e
			continue
		}
		i++
	}
	flush()
	return out
}

// short says that a line ends with a date's day, of one figure: a second one and the mark behind it may stand where the line was
// cut off, or under a lamp's light.
func (d dateSpan) short(cs []cell) bool {
	return !d.date.Open && d.to == len(cs) && d.to-d.from >= 2 && !isDigit(cs[d.to-2].r)
}

func digitsOf(cs []cell) int {
	n := 0
	for _, c := range cs {
		n = n*10 + int(c.r-'0')
	}
	return n
}

func calendar(y, m, d int) (filing.Date, bool) {
	if y < 1850 || y > 2199 {
		return filing.Date{}, false
	}
	t, err := filing.ParseDate(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
	return t, err == nil
}

// readDate reads the line's one date, which is a day: nobody is born, and nothing founded, without end.
func readDate(cs []cell) reading {
	raw := text(cs)
	ds := slices.DeleteFunc(findDates(cs), func(d dateSpan) bool { return d.date.Open })
	switch len(ds) {
	case 0:
		return reading{raw: raw}
	case 1:
		return reading{value: ds[0].date.String(), raw: raw, conf: ds[0].conf, flawed: ds[0].short(cs), from: ofDate(cs[ds[0].from:ds[0].to])}
	}
	return reading{value: ds[0].date.String(), raw: raw, conf: min(0.4, ds[0].conf), flawed: true, from: cs}
}

// ofDate are the cells that a date hangs on: those of which its marks, which may be misread, are left out, where neither reader
// sees a figure.
func ofDate(cs []cell) []cell {
	if slices.ContainsFunc(cs, func(c cell) bool { return isDigit(c.r) }) {
		cs = slices.DeleteFunc(slices.Clone(cs), func(c cell) bool { return !isDigit(c.r) && !c.spot.sees(isDigit) })
	}
	return cs
}

// readTerm reads a period: from and until, either of which may be missing (reading without value).
func readTerm(cs []cell) (from, until reading) {
	raw := text(cs)
	from, until = reading{raw: raw}, reading{raw: raw}
	ds := findDates(cs)
	part := func(i int) []cell { return ofDate(cs[ds[i].from:ds[i].to]) }
	switch {
	case len(ds) == 1 && ds[0].date.Open:
		until.value, until.conf, until.from = filing.LongTerm, ds[0].conf, part(0)
	case len(ds) == 1:
		// 2015年3月2日至 with the rest unread, or a bare end (至2035年3月1日), before which remains of the beginning may stand.
		remains := slices.ContainsFunc(cs[:ds[0].from], func(c cell) bool { return isDigit(c.r) })
		if remains || strings.HasPrefix(raw, "至") {
			until.flawed = remains
			until.value, until.conf, until.from = ds[0].date.String(), min(0.6, ds[0].conf), part(0)
		} else {
			from.value, from.conf, from.from, from.flawed = ds[0].date.String(), ds[0].conf, part(0), ds[0].short(cs)
		}
	case len(ds) >= 2:
		from.value, from.conf, from.from = ds[0].date.String(), ds[0].conf, part(0)
		until.value, until.conf, until.from, until.flawed = ds[1].date.String(), ds[1].conf, part(1), ds[1].short(cs)
		if len(ds) > 2 || ds[0].date.Open || ds[1].date.Compare(ds[0].date) < 0 {
			from.conf, until.conf = min(0.4, from.conf), min(0.4, until.conf)
			from.flawed, until.flawed = true, true
		}
	}
	return from, until
}
