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
	for i := range cs {
		for _, p := range scopePhrases {
			m := mendWord(cs[i:], []string{p}, "scope")
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
		r.repair, r.conf = strings.Join(notes, "; "), min(0.85, r.conf*penalty)
	}
	return r
}
