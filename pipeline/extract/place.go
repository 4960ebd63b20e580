package extract

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"prereview/filing"
)

// A page names its place more than once, each time in print of its own: a licence in its address, on the seal, often in the
// name, and by the figures of its code; a card in its address and by the figures of its number. What two of them say alike was
// hardly misread in both.

// How much likelier than misread a name is that was read as it stands, given that there is such a name: of thousands of
// divisions, of a few endings and phrases, of the few places that another print of the page names.
const (
	oddsOfDivision  = 10
	oddsOfPhrase    = 20
	oddsOfElsewhere = 20 // on top of its being a division
)

// surer makes cells that read as something known likelier by odds, and answers by how much all of them together became so.
func surer(cs []cell, odds float64) (gain float64) {
	gain = 1
	for i := range cs {
		p := cs[i].p
		q := p / (p + (1-p)/odds)
		if p <= 0 || q <= p {
			continue
		}
		cs[i].raise(q)
		gain *= q / p
	}
	return gain
}

// headParts are the divisions of which the words of heads are made.
var headParts = sync.OnceValue(func() map[string][]string {
	ds, _ := filing.Divisions()
	out := map[string][]string{}
	for code := range ds {
		parts := divisionsOf(code)
		if len(parts) == 0 || parts[len(parts)-1] != ds[code].Name {
			continue
		}
		for _, w := range ways(parts) {
			out[strings.Join(w, "")] = w
		}
	}
	return out
})

// divisionsOf are the names of a division and of those it lies in, province first, as far as they are printed.
func divisionsOf(code string) (parts []string) {
	if len(code) != 6 {
		return nil
	}
	for _, c := range []string{code[:2] + "0000", code[:4] + "00", code} {
		name := printedName(c)
		if name != "" && !slices.Contains(parts, name) {
			parts = append(parts, name)
		}
	}
	return parts
}

// printedName is a division's name, "" for a heading of the statistics, which is printed nowhere.
func printedName(code string) string {
	ds, _ := filing.Divisions()
	switch n := ds[code].Name; {
	case n == "市辖区", n == "县", n == "市", strings.Contains(n, "直辖"):
		return ""
	default:
		return n
	}
}

// ways are the ways in which a division is written: alone, and behind any of those it lies in.
func ways(parts []string) (out [][]string) {
	for set := 1; set < 1<<len(parts); set++ {
		var w []string
		for i, p := range parts {
			if set&(1<<i) != 0 {
				w = append(w, p)
			}
		}
		out = append(out, w)
	}
	return out
}

// headOf are the divisions that cells begin with, as read.
func headOf(cs []cell) []string {
	if len(cs) == 0 {
		return nil
	}
	s := text(cs)
	for _, w := range heads()[cs[0].r] { // the longest first
		if strings.HasPrefix(s, w) {
			return headParts()[w]
		}
	}
	return nil
}

// agreeOnPlace weighs the places that the fields of a page name against each other, and against the division of its number,
// "" when that is not known for sure. What is named elsewhere too is surer. What is no division and differs in little that
// was not surely read from a place named elsewhere, is taken for that, and the reading says so.
func agreeOnPlace(rs map[string]reading, code string, fields ...string) {
	read := map[string][]string{"": divisionsOf(code)}
	for _, f := range fields {
		read[f] = headOf(rs[f].cs)
	}
	for _, f := range fields {
		r, ok := rs[f]
		if !ok || len(r.cs) != len([]rune(r.value)) {
			continue
		}
		var elsewhere [][]string
		for g, parts := range read {
			if g != f && len(parts) > 0 {
				elsewhere = append(elsewhere, parts)
			}
		}
		slices.SortFunc(elsewhere, func(a, b []string) int { return strings.Compare(strings.Join(a, ""), strings.Join(b, "")) })
		r.cs = slices.Clone(r.cs)
		switch {
		case len(elsewhere) == 0:
			continue
		case len(read[f]) > 0:
			at := 0
			for _, part := range read[f] {
				n := len([]rune(part))
				if slices.ContainsFunc(elsewhere, func(ps []string) bool { return slices.Contains(ps, part) }) {
					r.conf = min(1, r.conf*surer(r.cs[at:at+n], oddsOfElsewhere))
				}
				at += n
			}
		case f == "name":
			if n := shortPlace(r.value, elsewhere); n > 0 {
				r.conf = min(1, r.conf*surer(r.cs[:n], oddsOfDivision*oddsOfElsewhere))
			} else if nearShortPlace(r.value, elsewhere) {
				r.flawed = true
			}
		default:
			r = mendPlace(r, elsewhere)
		}
		rs[f] = r
	}
	for _, f := range fields {
		if r, ok := rs[f]; ok && nearDivision(r.cs) {
			r.flawed = true
			rs[f] = r
		}
	}
}

// nearDivision says that cells begin like a division but for one character, and like none exactly: 鄂邑区 for 鄠邑区, 陈巴尔虎族 for
// 陈巴尔虎旗. Two readers that know the one character better than the other are both sure of it.
func nearDivision(cs []cell) bool {
	if len(cs) == 0 {
		return false
	}
	exact := 0
	for _, part := range headOf(cs) {
		exact += len([]rune(part))
	}
	for _, w := range heads()[cs[0].r] {
		rs := []rune(w)
		if len(rs) > len(cs) || len(rs) < exact+3 {
			continue
		}
		wrong, at := 0, 0
		for i, r := range rs {
			if cs[i].r != r {
				wrong, at = wrong+1, i
			}
		}
		// 滨江路 is a street, though there is a 滨江区.
		if wrong == 1 && (at < len(rs)-1 || len(rs) >= exact+5) {
			return true
		}
	}
	return false
}

// shortPlace is how many characters of a firm's name are a place without its 市 or 县: 拉萨鹏朗设计有限公司.
func shortPlace(name string, elsewhere [][]string) int {
	for _, parts := range elsewhere {
		for _, p := range parts {
			rs := []rune(p)
			if n := len(rs) - 1; n >= 2 && strings.ContainsRune("省市县区旗", rs[n]) && strings.HasPrefix(name, string(rs[:n])) {
				return n
			}
		}
	}
	return 0
}

// nearShortPlace says that a firm's name begins with what is a place named elsewhere without its 市 or 县 but for one character:
// 浙川 where the address has 淅川县. Of two characters, of which firms in 南昌 may well be called 南方, only for a look-alike.
func nearShortPlace(name string, elsewhere [][]string) bool {
	first := []rune(name)
	for _, parts := range elsewhere {
		for _, p := range parts {
			rs := []rune(p)
			n := len(rs) - 1
			if n < 2 || n > len(first) || !strings.ContainsRune("省市县区旗", rs[n]) {
				continue
			}
			wrong, at := 0, 0
			for i, r := range rs[:n] {
				if first[i] != r {
					wrong, at = wrong+1, i
				}
			}
			if wrong == 1 && (n > 2 || filing.Alike(first[at], rs[at])) {
				return true
			}
		}
	}
	return false
}

// mendPlace takes the place of a name that is none for one named elsewhere, where one alone comes near enough: its last
// character as read, no more changed than a word of its length may be, nothing that was surely read, and at most one that the
// picture itself does not show.
func mendPlace(r reading, elsewhere [][]string) reading {
	const surely = 0.9
	var best []rune
	for _, parts := range elsewhere {
		for _, w := range ways(parts) {
			rs := []rune(strings.Join(w, ""))
			n := len(rs)
			if n < 3 || n > len(r.cs) || n < len(best) || r.cs[n-1].r != rs[n-1] {
				continue
			}
			changed, unseen := 0, 0
			for i, c := range r.cs[:n] {
				if c.r == rs[i] {
					continue
				}
				if changed++; c.p >= surely {
					changed = n
				}
				if c.support(rs[i]) < minSupport {
					unseen++
				}
			}
			if changed > mendable(n) || unseen > 1 {
				continue
			}
			if n == len(best) && string(rs) != string(best) {
				return r
			}
			best = rs
		}
	}
	if len(best) == 0 || text(r.cs[:len(best)]) == string(best) {
		return r
	}
	note := fmt.Sprintf("%s -> %s (place named elsewhere on the page)", text(r.cs[:len(best)]), string(best))
	for i, c := range best {
		if r.cs[i].r != c {
			r.cs[i] = r.cs[i].as(c)
			r.cs[i].p = max(r.cs[i].p, minSupport)
		}
	}
	r.value, r.conf = text(r.cs), min(0.85, max(r.conf, 0.5))
	r.mend(note)
	return r
}
