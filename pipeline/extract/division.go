package extract

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"prereview/filing"
)

// heads are the ways in which addresses and names of authorities begin: a division's name after those above it, all of them or
// from the city or from the county on, by their first character, the longest first. Divisions no longer in force are still
// printed on cards.
var heads = sync.OnceValue(func() map[rune][]string {
	out := map[rune][]string{}
	for w := range headParts() {
		if r := []rune(w); len(r) >= 3 {
			out[r[0]] = append(out[r[0]], w)
		}
	}
	for _, ws := range out {
		slices.SortFunc(ws, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	}
	return out
})

// mended is how a word of a lexicon was found in cells.
type mended struct {
	n    int     // cells that read as words, 0 when none do
	note string  // what was changed, "" when they read so already
	odds float64 // how much likelier than the change what was read is, 1 for no change
	gain float64 // how much likelier the cells became by being a word that there is; 1 for changed ones
}

// mendable is how many characters of a word may be read as others: with more, the word is the lexicon's, not the picture's.
func mendable(n int) int {
	switch {
	case n < 5:
		return 1
	case n < 9:
		return 2
	}
	return 3
}

// mendWord finds the likeliest of the words that the cells begin with: as read, or
// with characters changed to others that the picture supports, and puts it into the cells. A longer word wins over a shorter
// one, so that the county is found behind its city and fits it. The last character of a word, 省 市 县 区, must be read
// as it is. Where different words of one length are about as likely, none is taken.
func mendWord(cs []cell, words []string, rule string) mended {
	var best []rune
	bestP, otherP := 0.0, 0.0
	for _, w := range words {
		rs := []rune(w)
		if len(rs) > len(cs) || len(rs) < len(best) {
			continue
		}
		p, changed := 1.0, 0
		for i, r := range rs {
			c := cs[i]
			if c.r == r {
				continue
			}
			s := c.support(r)
			if changed++; s < minSupport || changed > mendable(len(rs)) || i == len(rs)-1 {
				p = 0
				break
			}
			p *= s / max(c.p, 0.01)
		}
		switch {
		case p == 0:
		case len(rs) > len(best):
			best, bestP, otherP = rs, p, 0
		case p > bestP:
			best, bestP, otherP = rs, p, bestP
		default:
			otherP = max(otherP, p)
		}
	}
	if best == nil || otherP*3 > bestP {
		return mended{}
	}
	m := mended{n: len(best), odds: min(1, bestP), gain: 1}
	if raw := text(cs[:len(best)]); raw != string(best) {
		m.note = fmt.Sprintf("%s -> %s (%s)", raw, string(best), rule)
		for i, r := range best {
			cs[i] = cs[i].as(r)
		}
	}
	return m
}

// known makes cells that read as the word does surer.
func (m mended) known(cs []cell, odds float64) mended {
	if m.n > 0 && m.note == "" {
		m.gain = surer(cs[:m.n], odds)
	}
	return m
}

// as is the cell read as another of its characters; what it was read as becomes an alternative.
func (c cell) as(r rune) cell {
	if c.r == r {
		return c
	}
	k := cell{r: r, p: c.support(r), x: c.x, own: c.own, spot: c.spot, alts: []alternative{{c.r, c.p}}}
	for _, a := range c.alts {
		if a.r != r {
			k.alts = append(k.alts, a)
		}
	}
	return k
}

// mendHead finds the divisions that an address or an authority's name begins with.
func mendHead(cs []cell) mended {
	if len(cs) == 0 {
		return mended{}
	}
	// What may be misread is the first character too.
	words := slices.Clone(heads()[cs[0].r])
	for _, a := range cs[0].alts {
		if a.p >= minSupport {
			words = append(words, heads()[a.r]...)
		}
	}
	return mendWord(cs, words, "division").known(cs, oddsOfDivision)
}

// mendTail finds the one of a few endings that a name has.
func mendTail(cs []cell, tails []string) mended {
	for _, t := range tails { // longer ones come first
		if n := len([]rune(t)); n < len(cs) {
			if m := mendWord(cs[len(cs)-n:], []string{t}, "ending"); m.n > 0 {
				return m.known(cs[len(cs)-n:], oddsOfPhrase)
			}
		}
	}
	return mended{}
}

// registrars are how the names of those end who register companies, longer ones before what they end with.
var registrars = []string{"行政审批和政务信息管理局", "市场监督管理和知识产权局", "市场和质量监督管理局", "市场和质量监督管理委员会", "行政审批服务局", "市场监督管理局", "工商行政管理局",
	"市场监督管理分局", "行政审批局", "工商局", "数据局"}

// police are how the names of those end who issue cards.
var police = []string{"县公安局", "市公安局", "旗公安局", "公安分局", "公安局", "分局"}

// shorts are the divisions of two characters, 藤县, 芒市, but for those that another's name ends with: 沙县 may be what is left of 长沙县.
var shorts = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	ds, _ := filing.Divisions()
	ends := map[string]bool{}
	for code := range ds {
		n := []rune(printedName(code))
		if len(n) == 2 && strings.ContainsRune("县市", n[1]) {
			out[string(n)] = true
		} else if len(n) > 2 {
			ends[string(n[len(n)-2:])] = true
		}
	}
	maps.DeleteFunc(out, func(name string, _ bool) bool { return ends[name] })
	return out
})

// ofShort says that a name is a division of two characters and an ending, and nothing else.
func ofShort(name string, tails []string) bool {
	rs := []rune(name)
	return len(rs) > 2 && shorts()[string(rs[:2])] && slices.Contains(tails, string(rs[2:]))
}

// office weighs the name of an authority by how much of it is known: its divisions, its ending, and that nothing stands
// between them. What had to be mended is told and costs confidence; the rest of the name is right with its own certainty.
func office(r reading, tails []string) reading {
	head, tail := mendHead(r.cs), mendTail(r.cs, tails)
	for _, m := range []mended{head, tail} {
		switch {
		case m.note != "":
			r.conf = min(0.85, r.conf*min(1, 2*m.odds))
			r.mend(m.note)
		case m.n > 0:
			r.conf = min(1, r.conf*m.gain)
		}
	}
	r.value = text(r.cs)
	if head.n == 0 && !ofShort(r.value, tails) { // its first characters may be lost
		r.conf, r.flawed = r.conf*0.7, true
	}
	r.flawed = r.flawed || nearDivision(r.cs)
	return r
}
