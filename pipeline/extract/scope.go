package extract

import "strings"

// scopePhrases are what business scopes have in common since the forms of 2015 and 2020, without their marks; longer ones
// before what they hold.
var scopePhrases = []string{"具体经营项目以相关部门批准文件或许可证件为准", "具体经营项目以审批结果为准", "经相关部门批准后方可开展经营活动", "凭营业执照依法自主开展经营活动",
	"除依法须经批准的项目外", "依法须经批准的项目", "自主开展经营活动", "一般项目", "许可项目"}

// readScope reads a business scope as printed; in its standard phrases a misread character gives way to the right one where
// the picture supports that.
func readScope(cs []cell) reading {
	raw := text(cs)
	var notes []string
	penalty := 1.0
	if fixed, note := wholeOpening(cs); note != "" {
		cs, notes, penalty = fixed, append(notes, note), 0.5
	}
	for i := range cs {
		for _, p := range scopePhrases {
			m := mendWord(cs[i:], []string{p}, "scope").known(cs[i:], oddsOfPhrase)
			if m.n > 0 {
				if m.note != "" {
					notes = append(notes, m.note)
					penalty *= min(1, 2*m.odds)
				}
				break
			}
		}
	}
	r := readProse(cs)
	r.raw = raw
	if len(notes) > 0 {
		r.conf = min(0.85, r.conf*penalty)
	}
	for _, n := range notes {
		r.mend(n)
	}
	return r
}

// wholeOpening is a scope that opens with 般项目 or with a dash before it, as it is printed: with 一, whose one thin stroke is
// what lines of print lose first, and looks like a dash.
func wholeOpening(cs []cell) (out []cell, note string) {
	const rest = "般项目"
	dash := 0
	if len(cs) > 0 && strings.ContainsRune("-－—–_", cs[0].r) {
		dash = 1
	}
	if !strings.HasPrefix(text(cs[dash:]), rest) {
		return cs, ""
	}
	one := cell{r: '一', p: twinSupport, x: cs[0].x}
	if dash > 0 {
		one = cs[0].as('一')
		one.p = max(one.p, twinSupport)
	}
	return append([]cell{one}, cs[dash:]...), text(cs[:dash]) + rest + " -> 一" + rest + " (scope)"
}
