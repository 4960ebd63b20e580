package extract

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Amounts of capital are printed in capital numerals (贰仟零壹拾捌万元整) or figures (500万元, 100.000000万元人民币), the currency
// before, after or in brackets.

const capitalFigures = "壹贰叁肆伍陆柒捌玖"

const currencies = `(?:人民币|美元|港元|港币|欧元|日元|英镑|韩元|新台币|新加坡元|澳大利亚元|加拿大元|澳门元|澳门币|瑞士法郎)`

var (
	inCapitals = regexp.MustCompile(`^` + currencies + `?([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)(?:元|圆|` + currencies + `)?(?:零?[壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?[整正]?(?:` +
		currencies + `|[(（]` + currencies + `[)）])?$`)
	inFigures = regexp.MustCompile(`^` + currencies + `?(?:[1-9][0-9]{0,2}(?:[,，][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?[百千]?[万亿]?(?:元|圆|` + currencies + `)?[整正]?(?:` +
		currencies + `|[(（]` + currencies + `[)）])?$`)
)

// amountRunes are the characters of amounts: what is not one of them is no part of one.
const amountRunes = "0123456789.,，零" + capitalFigures + "拾佰仟万亿元圆整正角分百千()（）人民币美港欧日英镑韩新台加坡澳大利亚拿门瑞士法郎"

// numeralTwins are characters so like a numeral that recognition names them without a thought of it. They are no part of
// any amount, so in one the picture supports the numeral, if less than where the recogniser names it itself.
var numeralTwins = map[rune]rune{'参': '叁', '參': '叁', '叄': '叁', '弎': '叁', '弍': '贰', '贡': '贰', '肄': '肆', '染': '柒', '沫': '柒', '洙': '柒', '梁': '柒', '拥': '捌', '榜': '捌', '泗': '柒',
	'任': '仟', '仵': '仟', '伯': '佰', '捨': '拾', '圓': '圆', '园': '圆', '图': '圆', '攻': '玖', '坝': '捌', '陛': '陆', '限': '陆',
	'雫': '零', '忆': '亿', '方': '万', '无': '元'}

// twinSupport is what the picture is taken to give a twin's numeral: little, so that what recognition itself names counts
// for more.
const twinSupport = 0.05

// isAmount says that a text is an amount from end to end.
func isAmount(s string) bool {
	if m := inCapitals.FindStringSubmatch(s); m != nil {
		return isNumeral(m[1])
	}
	return inFigures.MatchString(s)
}

// isNumeral says that capital numerals make a number: figures each with its unit, units falling within 亿, 万 and what is
// below, 零 only between figures. 拾 may stand without 壹.
func isNumeral(s string) bool {
	const units = "拾佰仟"
	rank := 4 // of the last unit in this section; the next must be lower
	figure, zero, any := false, false, false
	section := 3 // 亿 is 2, 万 1
	for _, r := range s {
		switch u := slices.Index([]rune(units), r); {
		case r == '零':
			if figure || zero || !any && section == 3 {
				return false
			}
			zero = true
		case strings.ContainsRune(capitalFigures, r):
			if figure {
				return false
			}
			figure, zero, any = true, false, true
		case u >= 0:
			if !figure && (u > 0 || any) || zero || u+1 >= rank {
				return false
			}
			rank, figure, any = u+1, false, true
		default: // 万, 亿
			n := 1
			if r == '亿' {
				n = 2
			}
			if !any || zero || n >= section {
				return false
			}
			section, rank, figure, any = n, 4, false, false
		}
	}
	return !zero && (any || section < 3)
}

// readAmount reads an amount of capital. What is one as read stays; where it is none, the likeliest amount that the
// picture supports in every place is taken, and the reading says what was changed. What is printed otherwise stays as read,
// unsure.
func readAmount(cs []cell) reading {
	r := readProse(cs)
	if r.value == "" {
		return r
	}
	paths := amountPaths(cs)
	if len(paths) == 0 {
		if !isAmount(r.value) {
			r.conf, r.flawed = min(0.6, 0.6*r.conf), true
		}
		return r
	}
	var total float64
	for _, p := range paths {
		total += p.p
	}
	best := paths[0]
	share := best.p / total
	if best.text == r.raw {
		// The grammar leaves few ways to be wrong.
		r.conf = r.conf / (r.conf + (1-r.conf)/4) * share
		r.flawed = r.flawed || !strings.ContainsAny(r.value, "元圆") // its end is lost
		return r
	}
	if isAmount(r.raw) { // read well and yet less likely than another
		r.conf, r.flawed = min(r.conf, 0.5), true
		return r
	}
	rest, odds, changed := 1.0, 1.0, 0
	for i, c := range []rune(best.text) {
		if cs[i].r == c {
			rest *= cs[i].p
			continue
		}
		changed++
		odds *= min(1, 4*seen(cs[i], c)/max(cs[i].p, 0.01))
	}
	r.value, r.repair = best.text, fmt.Sprintf("%s -> %s (amount)", r.raw, best.text)
	r.conf = min(0.85, 0.85*share*rest*odds)
	if changed > 1 {
		r.conf, r.flawed = min(r.conf, twiceMended), true
	}
	return unbalanced(r)
}

// seen is the support of r in a cell, a twin's included.
func seen(c cell, r rune) float64 {
	s := c.support(r)
	if numeralTwins[c.r] == r && c.r != r {
		s = max(s, twinSupport)
	}
	return s
}

// path is one way of reading cells, a character of each.
type path struct {
	text string
	p    float64
}

// amountPaths are the amounts that the picture supports in every place, the likeliest first. Ways of reading are held to a
// number that bounds the work; a doubtful line of print has few that are amounts.
func amountPaths(cs []cell) []path {
	const beam, longest = 400, 40
	if len(cs) > longest {
		return nil
	}
	paths := []path{{"", 1}}
	for _, c := range cs {
		var next []path
		add := func(r rune, p float64) {
			if p < minSupport || !strings.ContainsRune(amountRunes, r) {
				return
			}
			for _, old := range paths {
				next = append(next, path{old.text + string(r), old.p * p})
			}
		}
		add(c.r, max(c.p, minSupport))
		for _, a := range c.alts {
			add(a.r, seen(c, a.r))
		}
		if t := numeralTwins[c.r]; t != 0 && t != c.r && c.support(t) == 0 {
			add(t, twinSupport)
		}
		slices.SortStableFunc(next, func(a, b path) int { return cmp.Compare(b.p, a.p) })
		paths = next[:min(beam, len(next))]
	}
	return slices.DeleteFunc(paths, func(p path) bool { return !isAmount(p.text) })
}
