package check

import (
	"prereview/filing"
)

// A domain that is not filed yet answers nothing. Only a first filing or a new site has none filed.
var domOpenBeforeFiling = Rule{
	ID: "dom-open-before-filing", Severity: filing.Review, Register: RegisterProbe,
	Title:   Text{"备案前关闭访问", "closed before it is filed"},
	Message: Text{"域名“{domain}”：未备案成功前请关闭网站解析和访问。", "{domain}: close the site and its resolution until the filing is granted."},
	Source:  "T-驳回 H", Needs: []string{"declared.site.domains", "type", "register probe"},
	run: func(k *checker) {
		if k.Form.Type != filing.FirstFiling && k.Form.Type != filing.NewSite {
			return
		}
		for _, d := range k.domains() {
			probe, known, ok := answered(k, k.Answers.Probes[d.said.text], d.said)
			if ok {
				k.judge(!known || !probe.Responds, args{"domain": same(d.name)}, d.said)
			}
		}
	},
}
