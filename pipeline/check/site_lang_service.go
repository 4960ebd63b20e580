package check

import (
	"strings"

	"prereview/filing"
)

// The 服务内容 fits the applicant: an individual chooses 博客/个人空间 or 其他, what a province bans is not chosen, and where it
// names one for units that is.
var siteLangService = Rule{
	ID: "site-lang-service", Severity: filing.Block,
	Title:   Text{"网站服务内容", "the site's service content"},
	Message: Text{"网站服务内容选择不符合要求（{said}），请改为“{want}”。", "The service content ({said}) is not for this applicant. Choose {want}."},
	Source:  "H T-省 T-网站", Needs: []string{"declared.site.content", "kind", "provinces.json"},
	run: func(k *checker) {
		said := k.siteContent()
		alone := k.Form.Kind == filing.Individual
		prov, _ := k.province("content_banned")
		banned, want := prov.ContentBanned, "单位门户网站"
		if alone {
			k.province("content_banned_individual")
			banned, want = append(banned[:len(banned):len(banned)], prov.ContentBannedI...), "其他"
			if holds(want, banned, nil) != "" {
				want = "博客/个人空间"
			}
		}
		ok := holds(said.text, banned, nil) == ""
		if alone && holds(said.text, []string{"博客", "个人空间", "其他", "其它"}, nil) == "" {
			ok = false
		}
		if !alone && k.Form.Kind != filing.Government && holds(said.text, prov.ContentBannedP, nil) != "" {
			k.province("content_banned_private")
			ok = false
		}
		if !alone && prov.ContentUnit != "" {
			k.province("content_unit")
			want = prov.ContentUnit
			ok = ok && strings.Contains(foldName(said.text), foldName(want))
		}
		k.judge(ok, args{"said": same(said.text), "want": same(want)}, said)
	},
}
