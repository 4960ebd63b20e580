package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prereview/filing"
)

// place is a named division as addresses write it.
type place struct {
	name  string // with or without its suffix
	code  string
	short bool // without 省, 市, 区, 县 ...
}

// places finds divisions at the head of an address.
type places struct {
	provinces []place            // longest name first
	lower     map[string][]place // cities and counties by the first two characters of their name, longest first
	ids       map[string]string
	bare      map[string]string // names without their suffix, by code
	former    map[string]bool   // codes no longer in force
}

var divisionSuffixes = []string{"特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区",
	"新区", "省", "市", "县", "区", "旗", "盟"}

// shortName is a division's name without its suffix, "" when nothing sensible is left.
func shortName(name string) string {
	for _, s := range divisionSuffixes {
		if n, ok := strings.CutSuffix(name, s); ok {
			if len([]rune(n)) >= 2 {
				return n
			}
			return ""
		}
	}
	return ""
}

// withoutPeoples is the short name of an autonomous prefecture or county without the peoples it is named after: 怒江 of
// 怒江傈僳族自治州.
func withoutPeoples(name, short string, peoples []string) string {
	if !strings.Contains(name, "自治州") && !strings.Contains(name, "自治县") && !strings.Contains(name, "自治旗") {
		return short
	}
	own := short
	for again := true; again; {
		again = false
		own = strings.TrimSuffix(own, "各族")
		for _, p := range peoples {
			for _, called := range []string{p + "族", p} {
				if rest, ok := strings.CutSuffix(own, called); ok && len([]rune(called)) > 1 && len([]rune(rest)) >= 2 {
					own, again = rest, true
				}
			}
		}
	}
	return own
}

func newPlaces(ds map[string]filing.Division, ids map[string]string, peoples []string) *places {
	p := &places{lower: map[string][]place{}, ids: ids, bare: make(map[string]string, len(ds)), former: map[string]bool{}}
	for code, d := range ds {
		both := []place{{d.Name, code, false}}
		p.bare[code] = d.Name
		if d.Former {
			p.former[code] = true
		}
		if s := shortName(d.Name); s != "" {
			p.bare[code] = s
			both = append(both, place{s, code, true})
			if own := withoutPeoples(d.Name, s, peoples); own != s {
				both = append(both, place{own, code, true})
			}
		}
		for _, x := range both {
			if strings.HasSuffix(code, "0000") {
				if code != "100000" && code != "830000" {
					p.provinces = append(p.provinces, x)
				}
				continue
			}
			if r := []rune(x.name); len(r) >= 2 && d.Name != "市辖区" {
				k := string(r[:2])
				p.lower[k] = append(p.lower[k], x)
			}
		}
	}
	longest := func(a, b place) int {
		return cmp.Or(len(b.name)-len(a.name), strings.Compare(a.code, b.code))
	}
	slices.SortFunc(p.provinces, longest)
	for _, xs := range p.lower {
		slices.SortFunc(xs, longest)
	}
	return p
}

// head finds the longest names that a folded address begins with: a province, or else all divisions of that name. A
// province's short name gives way to a longer name of another place: 吉林市, 河南蒙古族自治县, 河北区.
func (p *places) head(a string) (province place, lower []place) {
	for _, x := range p.provinces {
		if rest, ok := strings.CutPrefix(a, x.name); ok && !(x.short && isRoad(rest)) {
			province = x
			break
		}
	}
	r := []rune(a)
	if len(r) < 2 {
		return province, nil
	}
	for _, x := range p.lower[string(r[:2])] {
		if rest, ok := strings.CutPrefix(a, x.name); ok && !(x.short && isRoad(rest)) && (len(lower) == 0 || len(x.name) == len(lower[0].name)) {
			lower = append(lower, x)
		}
	}
	if province.name != "" && (len(lower) == 0 || len(lower[0].name) <= len(province.name)) {
		return province, nil
	}
	return place{}, lower
}

// provinceOf tells the province (two digits) an address lies in, by its leading province, or by its leading city or
// county when every division of that name lies in one province. "" when it does not say.
func (p *places) provinceOf(address string) string {
	province, lower := p.head(foldName(address))
	if province.name != "" {
		return province.code[:2]
	}
	found := ""
	for _, x := range lower {
		if found != "" && found != x.code[:2] {
			return ""
		}
		found = x.code[:2]
	}
	return found
}

// isRoad says that what follows a short name makes it the name of a road, a building or an authority: 南京路, 西湖大道, 公安局.
func isRoad(rest string) bool {
	for _, s := range []string{"路", "街", "大道", "大街", "巷", "道", "里", "村", "镇", "乡", "大厦", "广场", "花园", "局", "厅", "东路", "西路", "南路", "北路", "中路"} {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	return false
}

// isTown says that what follows a county's name makes it a town's: 古县镇 lies in 祁县, not in 古县. 易县镇江路 and 易县镇龙乡 do not.
func isTown(rest string) bool {
	for _, s := range []string{"镇", "乡", "街道"} {
		tail, ok := strings.CutPrefix(rest, s)
		if !ok {
			continue
		}
		for n, r := range []rune(tail) {
			if n == 4 {
				break
			}
			if strings.ContainsRune("镇乡路街道", r) {
				return false
			}
		}
		return true
	}
	return false
}

// located is an address taken apart: the divisions it may begin with, most exactly named, and what follows them.
type located struct {
	codes []string // none when it names no division
	rest  string   // begins with the town, road or village
}

// locate takes the divisions off the head of an address, down the tree from province to county: each written with or
// without its suffix, any left out. A name stands for every division that bears it, and what follows tells which is meant.
func (p *places) locate(address string) located {
	l := located{rest: foldName(address)}
	province, lower := p.head(l.rest)
	switch {
	case province.name != "":
		l.codes, l.rest = []string{province.code}, l.rest[len(province.name):]
	case len(lower) > 0:
		for _, x := range lower {
			l.codes = append(l.codes, x.code)
		}
		l.rest = l.rest[len(lower[0].name):]
	default:
		return l
	}
	for range 2 {
		for _, filler := range []string{"市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划"} {
			l.rest = strings.TrimPrefix(l.rest, filler)
		}
		r := []rune(l.rest)
		if len(r) < 2 {
			return l
		}
		below, same, name := []string(nil), []string(nil), ""
		for _, x := range p.lower[string(r[:2])] {
			tail, ok := strings.CutPrefix(l.rest, x.name)
			if !ok || x.short && isRoad(tail) || isTown(tail) || name != "" && len(x.name) != len(name) {
				continue
			}
			switch {
			case slices.ContainsFunc(l.codes, func(c string) bool { return c != x.code && divisionHolds(c, x.code) }):
				below, name = append(below, x.code), x.name
			case !x.short && slices.ContainsFunc(l.codes, func(c string) bool { return c[:2] == x.code[:2] }):
				// A county that has moved to another city, or a city written twice.
				same, name = append(same, x.code), x.name
			}
		}
		if name == "" {
			return l
		}
		if len(below) == 0 {
			below = same
		}
		l.codes, l.rest = below, l.rest[len(name):]
	}
	return l
}

// divisionHolds says that the division a is b, or b lies in it.
func divisionHolds(a, b string) bool {
	for len(a) > 2 && a[len(a)-2:] == "00" {
		a = a[:len(a)-2]
	}
	return strings.HasPrefix(b, a)
}

// sameAddress says that two addresses are one: one lies in the division that the other names, so far as they name any,
// and what follows the divisions agrees to the last number.
func (p *places) sameAddress(a, b string) bool {
	la, lb := p.locate(a), p.locate(b)
	ra, rb := bareAddress(la.rest), bareAddress(lb.rest)
	if ra == "" || ra != rb {
		return false
	}
	return len(la.codes) == 0 || len(lb.codes) == 0 || p.oneDivision(la.codes, lb.codes)
}

// oneDivision says that some division of a holds one of b, or the other way round, or they bear one name in one province:
// a county that became a district keeps its name and not its code.
func (p *places) oneDivision(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if divisionHolds(x, y) || divisionHolds(y, x) || x[:2] == y[:2] && x[2:] != "0000" && y[2:] != "0000" && p.bare[x] == p.bare[y] {
				return true
			}
		}
	}
	return false
}

// cities are the cities that an address may lie in, by their names without a suffix; a municipality is one, as is a county
// that its province administers. None when it names nothing below the province.
func (p *places) cities(address string) (names []string) {
	codes := p.locate(address).codes
	inForce := slices.ContainsFunc(codes, func(c string) bool { return !p.former[c] })
	for _, c := range codes {
		if inForce && p.former[c] {
			continue
		}
		city := c[:4] + "00"
		switch {
		case slices.Contains([]string{"11", "12", "31", "50"}, c[:2]):
			city = c[:2] + "0000"
		case c[2:] == "0000":
			continue
		case c[2:4] == "90":
			city = c
		}
		if n := p.bare[city]; n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// bareAddress drops the marks and writes Chinese numerals as digits: 一号楼 is 1号楼.
func bareAddress(s string) string {
	var out strings.Builder
	n, tens, in := 0, false, false
	flush := func() {
		if in {
			fmt.Fprint(&out, n)
		}
		n, tens, in = 0, false, false
	}
	for _, r := range s {
		d := strings.IndexRune("一二三四五六七八九", r)
		switch {
		case d >= 0:
			if v := d/len("一") + 1; tens || n == 0 {
				n += v
			} else if n < 1<<30 {
				n = 10*n + v
			}
			tens, in = false, true
			continue
		case r == '十' && n < 100:
			n, tens, in = 10*max(n, 1), true, true
			continue
		case r == '百' && in && n < 10:
			n, tens = 100*n, true
			continue
		}
		flush()
		if !strings.ContainsRune(",.;:、。#()", r) {
			out.WriteRune(r)
		}
	}
	flush()
	return out.String()
}
