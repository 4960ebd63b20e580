package check

import (
	"prereview/filing"
)

// So many sites of one subject (provinces.json plan_from_sites), or else so many domains (limits.json plan_from_domains), need a
// 网站建设方案书. This order's site is counted with those that the register or our own records know; each domain counts as a site,
// as provinces count prefixes. Without either source only a first filing's sites are known.
var materialPlanMissing = Rule{
	ID: "material-plan-missing", Severity: filing.Block,
	Title:   Text{"网站建设方案书", "site plan"},
	Message: Text{"备案网站数量达到{n}个，请提供网站建设方案书。", "The sites have reached {n}. Upload a site plan."},
	Source:  "T-材料清单; T-省", Needs: []string{"declared.site.domains", "kind", "type", "slots", "province", "register subject", "register history", "provinces.json", "limits.json"},
	run: func(k *checker) {
		domains := k.domainList()
		if domains.missing {
			return
		}
		count := k.domainCount()
		prov, _ := k.province("plan_from_sites")
		from := prov.PlanFrom.of(k.Form.Kind)
		known := true
		if from == 0 {
			from = k.limits("plan_from_domains").PlanFrom.of(k.Form.Kind)
		} else if k.Form.Type != filing.FirstFiling {
			var filed int
			filed, known = k.filedSites()
			if k.Form.Type == filing.NewSite {
				filed++
			}
			count = max(count, filed)
		}
		switch {
		case from == 0:
		case count >= from:
			k.ask(prov.severity("plan_from_sites", filing.Block), Text{}, args{"n": num(count)}, nil, filing.SlotSitePlan)
		case !known:
			k.notRun(filing.ReasonNoRegister, domains)
		default:
			k.pass(domains)
		}
	},
}

// filedSites is how many sites the subject has by the register, or by our own records; ok is false when neither was asked.
func (k *checker) filedSites() (n int, ok bool) {
	if a := k.Answers.Subject; a.Reason() == "" {
		n, ok = len(a.Value.Sites), true
	}
	if a := k.Answers.History; a.Reason() == "" {
		n, ok = max(n, len(a.Value.SiteNames)), true
	}
	return n, ok
}
