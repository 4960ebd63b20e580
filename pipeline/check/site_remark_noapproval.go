package check

import (
	"strings"

	"prereview/filing"
)

// Where a province asks it (remark_no_preapproval) the remark says of each domain that it needs no 前置审批, unless it does.
var siteRemarkNoapproval = Rule{
	ID: "site-remark-noapproval", Severity: filing.Block,
	Title:   Text{"前置审批备注", "remark on prior approval"},
	Message: Text{"请在备注注明是否涉及前置审批业务，如“{text}”。", "Say in the remark whether the site needs prior approval: {text}"},
	Source:  "T-省/江西", Needs: []string{"declared.site.remark", "declared.site.domains", "declared.site.preapproval", "provinces.json", "texts.json"},
	run: func(k *checker) {
		prov, ok := k.province("remark_no_preapproval")
		s := k.Form.Declared.Site
		if !ok || !prov.NoApprovalNote || len(s.Preapproval) > 0 || len(s.Domains) == 0 {
			return
		}
		t := k.fixedText("no_preapproval").Text
		want := strings.ReplaceAll(t, "{domain}", s.Domains[0])
		remark := k.siteRemark()
		if remark.missing {
			k.fail(args{"text": same(want)}, k.declaredProvince())
			return
		}
		// Of several domains one sentence may name the first and mean all.
		k.judge(strings.Contains(bare(remark.text), bare(want)), args{"text": same(want)}, remark)
	},
}
