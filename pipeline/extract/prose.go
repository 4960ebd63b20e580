package extract

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"prereview/filing"
)

// readName reads a person's name: Han characters and, in names of some ethnic groups, a middle dot.
func readName(cs []cell) reading {
	raw := text(cs)
	for i := range cs {
		if isDot(cs[i].r) && i > 0 && i < len(cs)-1 {
			cs[i].r = '·'
		}
	}
	kept, dropped := only(cs, func(r rune) bool { return isHan(r) || r == '·' })
	if len(kept) == 0 {
		return reading{}
	}
	for len(kept) > 0 && kept[0].r == '·' {
		kept = kept[1:]
		dropped++
	}
	for len(kept) > 0 && kept[len(kept)-1].r == '·' {
		kept = kept[:len(kept)-1]
		dropped++
	}
	r := reading{value: text(kept), raw: raw, conf: certainty(kept), cs: kept, from: cs}
	switch {
	case len(kept) < 2 || len(kept) > 30, strings.ContainsAny(r.value, noName):
		r.conf, r.flawed = min(r.conf, 0.3), true
	case dropped > 0:
		r.repair = fmt.Sprintf("%d marks left out (name)", dropped)
		r.conf = 0.7 * r.conf
	}
	if !surnamed(kept) {
		return holed(r)
	}
	return r
}

// surnamed says that a name of two or three characters begins with a surname that many bear. One that does not may be a rare
// surname, or one still rarer that neither reader knows, read as a look-alike, as 逄 is as 逢; both are sure of it then.
// Longer names are of peoples who have no surnames, or double ones.
func surnamed(name []cell) bool {
	return len(name) < 2 || len(name) > 3 || surnames()[name[0].r] || strings.Contains(doubleSurnames, text(name[:2]))
}

var surnames = sync.OnceValue(func() map[rune]bool {
	out := map[rune]bool{}
	for _, s := range filing.Surnames() {
		if r := []rune(s); len(r) == 1 {
			out[r[0]] = true
		}
	}
	return out
})

// doubleSurnames are the surnames of two characters that are still borne by tens of thousands.
const doubleSurnames = "欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 贺兰 完颜 慕容 尉迟 长孙 东方 宇文 端木 公孙 淳于 单于 南宫 独孤 轩辕 万俟 濮阳 呼延 闻人 赫连 澹台"

// noName are characters of grammar that no name has: read in one, they stand for a look-alike that the reader does not know, as
// 或 for 彧, and it may be sure of them.
const noName = "或的了吗呢吧是在也都就被把给着过很这那哪啊们么你我他她它没不"

func isDot(r rune) bool { return strings.ContainsRune("·•・．.‧∙", r) }

// readAddress reads an address: Han characters, figures, Latin letters, and the marks an address is printed with.
func readAddress(cs []cell) reading {
	raw := text(cs)
	kept, dropped := only(cs, func(r rune) bool {
		return isHan(r) || isDigit(r) || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || strings.ContainsRune("()（）-—－、，,·#&/.~：:", r)
	})
	if len(kept) == 0 {
		return reading{}
	}
	dashes := oneForDash(kept)
	r := reading{raw: raw, conf: certainty(kept), cs: kept, from: cs}
	if dashes > 0 {
		r.conf = min(0.85, r.conf)
		r.mend(fmt.Sprintf("%d dashes -> 一 (address)", dashes))
	}
	switch m := mendHead(kept); {
	case m.note != "":
		r.mend(m.note)
		r.conf = min(0.85, r.conf*min(1, 2*m.odds))
	case m.n > 0:
		r.conf = min(1, r.conf*m.gain)
	}
	if dropped > 0 {
		r.conf *= 0.7
		r.mend(fmt.Sprintf("%d marks left out (address)", dropped))
	}
	r.value = text(kept)
	if len(kept) < 6 || strings.ContainsRune(endsOpen, kept[len(kept)-1].r) {
		r.conf, r.flawed = min(r.conf, 0.4), true
	}
	for i := 1; i+1 < len(kept); i++ {
		if strings.ContainsRune("-－—", kept[i].r) && isHan(kept[i-1].r) && isHan(kept[i+1].r) { // a 一 that nobody saw
			r.flawed = true
		}
	}
	for i, c := range kept { // 阿城号A座: the number that stood before it is gone, and who knows what else
		if c.r == '号' && (i == 0 || isHan(kept[i-1].r) && !strings.ContainsRune(numerals, kept[i-1].r)) {
			r.flawed = true
		}
	}
	return unbalanced(r)
}

// numerals are characters that number a house, as figures and letters do.
const numerals = "一二三四五六七八九十百千零〇两甲乙丙丁戊己庚辛壬癸"

// endsOpen are characters behind which an address goes on: a street has a number, a town its places.
const endsOpen = "之第-－—、，,:：(（路街巷道乡镇县"

// oneForDash takes dashes between two characters of Han for the 一 that they may as well be, and counts them: in an address dashes
// stand between figures.
func oneForDash(cs []cell) (n int) {
	for i := 1; i+1 < len(cs); i++ {
		if strings.ContainsRune("-－—", cs[i].r) && isHan(cs[i-1].r) && isHan(cs[i+1].r) && cs[i].support('一') >= minSupport {
			cs[i] = cs[i].as('一')
			n++
		}
	}
	return n
}

// unbalanced makes text with half a pair of brackets unsure: the other half was there.
func unbalanced(r reading) reading {
	open := 0
	for _, c := range r.value {
		switch markKind(c) {
		case 0:
			open++
		case 1:
			open--
		}
		if open < 0 {
			break
		}
	}
	if open != 0 {
		r.conf, r.flawed = min(r.conf*0.5, 0.5), true
	}
	return r
}

// readAuthority reads who issued a card: a public security organ, whose name ends with 公安局 or 分局 as a rule.
func readAuthority(cs []cell) reading {
	raw := text(cs)
	kept, dropped := only(cs, isHan)
	if len(kept) < 4 {
		return reading{}
	}
	r := reading{value: text(kept), raw: raw, conf: certainty(kept), cs: kept, from: cs}
	if dropped > 0 {
		r.repair = fmt.Sprintf("%d marks left out (authority)", dropped)
		r.conf *= 0.7
	}
	if r = office(r, police); !strings.HasSuffix(r.value, "局") {
		r.conf, r.flawed = 0.7*r.conf, true
	}
	return r
}

// readPerson reads the person of a licence: a name, or for partnerships an organisation with its delegate in brackets.
func readPerson(cs []cell) reading {
	if t := text(cs); strings.ContainsAny(t, "(（") || len(cs) > 8 && !strings.ContainsFunc(t, isDot) {
		return readProse(cs)
	}
	return readName(cs)
}

// readType reads the kind of entity. The lexicon confirms; what is outside it stays as read.
func readType(cs []cell) reading {
	raw := text(cs)
	if raw == "" {
		return reading{}
	}
	plain := make([]cell, len(cs))
	copy(plain, cs)
	for i := range plain {
		plain[i].r = halfBracket(plain[i].r)
	}
	if slices.Contains(entityTypes(), text(plain)) {
		surer(cs, oddsOfPhrase)
		return readProse(cs)
	}
	r := readProse(cs)
	// One or two characters off a known kind, and the picture supports it: repaired, brackets as printed.
	var best string
	var bestP float64
	for _, w := range entityTypes() {
		if p := supportOf(plain, w); p > bestP {
			best, bestP = w, p
		}
	}
	if bestP > 0 {
		var b strings.Builder
		i, changed := 0, 0
		for _, want := range best {
			if plain[i].r == want {
				b.WriteRune(cs[i].r)
			} else {
				b.WriteRune(want)
				changed++
			}
			i++
		}
		r.value, r.repair = b.String(), fmt.Sprintf("%s -> %s (type)", raw, b.String())
		r.conf = 0.8 * min(1, bestP*10)
		if changed > 1 {
			r.conf, r.flawed = min(r.conf, twiceMended), true
		}
	}
	r.flawed = r.flawed || bestP == 0 && cutType(text(plain))
	return r
}

// cutType says that a kind of entity lacks a character or two at one end: 特殊普通合伙企, 通合伙企业.
func cutType(t string) bool {
	return slices.ContainsFunc(entityTypes(), func(w string) bool {
		lost := len([]rune(w)) - len([]rune(t))
		return lost > 0 && lost <= 2 && (strings.HasPrefix(w, t) || strings.HasSuffix(w, t))
	})
}

// readOrganisation reads an organisation's name as printed. One of fewer than three Han characters is none: the rest was lost.
func readOrganisation(cs []cell) reading {
	r := readProse(cs)
	if han, _ := only(cs, isHan); len(han) < 3 && r.value != "" {
		r.conf, r.flawed = min(r.conf, 0.3), true
	}
	return r
}

func halfBracket(r rune) rune {
	switch r {
	case '（':
		return '('
	case '）':
		return ')'
	}
	return r
}

// readProse reads free text as printed.
func readProse(cs []cell) reading {
	if len(cs) == 0 {
		return reading{}
	}
	return unbalanced(reading{value: text(cs), raw: text(cs), conf: certainty(cs), cs: cs, from: cs})
}
