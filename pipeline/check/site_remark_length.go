package check

import (
	"prereview/filing"
)

// A remark has remark_min to remark_max characters (limits.json), where a province says so of individuals more.
var siteRemarkLength = Rule{
	ID: "site-remark-length", Severity: filing.Advice,
	Title:   Text{"备注字数", "length of the remark"},
	Message: Text{"备注字数不符合要求（{m}字，应为{n}字），请补充说明。", "The remark has {m} characters; it should have {n}. Mend it."},
	Source:  "W T-省/内蒙古", Needs: []string{"declared.site.remark", "kind", "limits.json", "provinces.json"},
	run: func(k *checker) {
		remark, lim, sev := k.siteRemark(), k.limits("remark_min"), filing.Advice
		m, least := len([]rune(plain(remark.text))), lim.RemarkMin
		if prov, ok := k.province("remark_min_individual"); ok && k.Form.Kind == filing.Individual && prov.RemarkMin > 0 {
			least = max(least, prov.RemarkMin)
			if m < prov.RemarkMin {
				sev = prov.severity("remark_min_individual", filing.Block)
			}
		}
		if remark.missing || m >= least && m <= lim.RemarkMax {
			k.judge(true, nil, remark)
			return
		}
		n := Text{num(least).ZH + "至" + num(lim.RemarkMax).ZH, num(least).EN + " to " + num(lim.RemarkMax).EN}
		k.failAs(sev, Text{}, args{"m": num(m), "n": n}, remark)
	},
}
