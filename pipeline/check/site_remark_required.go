package check

import (
	"prereview/filing"
)

// A remark is needed where the 服务内容 says nothing (words.json remark_topics), of an app or mini program, of several domains on
// one site, and where a province asks it.
var siteRemarkRequired = Rule{
	ID: "site-remark-required", Severity: filing.Block,
	Title:   Text{"网站备注", "remark"},
	Message: Text{"请在备注中说明网站具体内容与用途（{why}）。", "Say in the remark what the site holds and is for ({why})."},
	Source:  "T-省 Q H", Needs: []string{"declared.site.remark", "declared.site.content", "declared.site.kind", "declared.site.domains", "kind", "words.json", "provinces.json"},
	run: func(k *checker) {
		s := k.Form.Declared.Site
		var why Text
		prov, _ := k.province("remark_required")
		switch topics := k.words("remark_topics"); {
		case s.Content != "" && holds(s.Content, topics.Words, topics.Except) != "":
			why = Text{"服务内容为“" + s.Content + "”", "the service content is general"}
		case s.Kind == "app" || s.Kind == "mini_program":
			why = Text{"APP或小程序", "an app or mini program"}
		case len(s.Domains) > 1:
			why = Text{"多个域名指向同一网站", "several domains lead to one site"}
		case prov.RemarkRequired.covers(k.Form.Kind):
			why = Text{prov.Name + "要求", "the province asks it"}
		default:
			return
		}
		if plain(s.Remark) == "" {
			k.fail(args{"why": why}, k.siteName())
			return
		}
		k.judge(true, nil, k.siteRemark())
	},
}
