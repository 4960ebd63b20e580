package check

import (
	"cmp"
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

func newPlaces(ds map[string]filing.Division, ids map[string]string) *places {
	p := &places{lower: map[string][]place{}, ids: ids}
	for code, d := range ds {
		both := []place{{d.Name, code, false}}
		if s := shortName(d.Name); s != "" {
			both = append(both, place{s, code, true})
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

// isRoad says that what follows a short name makes it the name of a road or a building: 南京路, 西湖大道.
func isRoad(rest string) bool {
	for _, s := range []string{"路", "街", "大道", "大街", "巷", "道", "里", "村", "镇", "乡", "大厦", "广场", "花园", "东路", "西路", "南路", "北路", "中路"} {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	return false
}

// splitAddress takes the divisions off the head of an address: at most one each of province, city and county, written
// with or without their suffix. What is left begins with the town, road or village.
func (p *places) splitAddress(address string) (admin []string, rest string) {
	rest = foldName(address)
	if x, _ := p.head(rest); x.name != "" {
		admin, rest = append(admin, "p:"+x.code[:2]), strings.TrimPrefix(rest, x.name)
	}
	for range 2 {
		rest = strings.TrimPrefix(rest, "市辖区")
		r := []rune(rest)
		if len(r) < 2 {
			break
		}
		cut := false
		for _, x := range p.lower[string(r[:2])] {
			if tail, ok := strings.CutPrefix(rest, x.name); ok && !(x.short && isRoad(tail)) {
				name := x.name
				if s := shortName(name); s != "" {
					name = s
				}
				admin, rest, cut = append(admin, name), tail, true
				break
			}
		}
		if !cut {
			break
		}
	}
	return admin, rest
}

// sameAddress says that two addresses are one: what follows the divisions agrees, and so do the divisions that both name.
func (p *places) sameAddress(a, b string) bool {
	aa, ar := p.splitAddress(a)
	ba, br := p.splitAddress(b)
	if bareAddress(ar) != bareAddress(br) || bareAddress(ar) == "" {
		return false
	}
	if len(aa) > len(ba) {
		aa, ba = ba, aa
	}
	// The shorter list must be contained in the longer, in order: 杭州 西湖 in 浙江 杭州 西湖.
	i := 0
	for _, x := range ba {
		if i < len(aa) && aa[i] == x {
			i++
		}
	}
	return i == len(aa)
}

// bareAddress drops marks and the 号 that some write between house number and room.
func bareAddress(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ',', '.', ';', ':', '、', '。', '#', '(', ')':
			return -1
		}
		return r
	}, s)
}
