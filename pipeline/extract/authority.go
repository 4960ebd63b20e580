package extract

import "strings"

// readSeal reads the authority's name round a seal. Such names end in few ways; one that ends otherwise is unsure.
func readSeal(cs []cell) reading {
	raw := text(cs)
	kept, dropped := only(cs, isHan)
	if len(kept) < 5 || dropped > 2 {
		return reading{}
	}
	r := reading{value: text(kept), raw: raw, conf: 0.97 * certainty(kept), cs: kept, from: cs}
	if dropped > 0 {
		r.conf *= 0.6
	}
	r = office(r, registrars)
	switch {
	case strings.HasSuffix(r.value, "管理局"), strings.HasSuffix(r.value, "审批局"), strings.HasSuffix(r.value, "管理委员会"):
	case strings.HasSuffix(r.value, "局"):
		r.conf *= 0.9
	default:
		r.conf, r.flawed = min(0.6, r.conf*0.6), true
	}
	return r
}
