package check

import (
	"prereview/filing"
)

// At least so many Han characters (limits.json, or the province's own), and for an individual so many characters at most. A
// name beyond site_name_max is none: nobody calls a site so.
var siteNameLength = Rule{
	ID: "site-name-length", Severity: filing.Block,
	Title:   Text{"网站名称长度", "length of the site's name"},
	Message: Text{"网站名称至少{n}个汉字（填写了{m}个），请修改。", "A site's name has at least {n} Chinese characters; this one has {m}. Change it."},
	Source:  "T-驳回 T-省/天津 H aaarwkj", Needs: []string{"declared.site.name", "kind", "limits.json", "provinces.json"},
	run: func(k *checker) {
		lim, name := k.limits("site_name_min"), k.siteName()
		least := lim.NameMin
		if prov, ok := k.province("site_name_min"); ok && prov.NameMin > 0 {
			least = prov.NameMin
		}
		most := lim.NameMax
		if k.Form.Kind == filing.Individual {
			k.limits("site_name_max_individual")
			most = lim.NameMaxPerson
		}
		han, all := hanCount(name.text), len([]rune(foldName(name.text)))
		if han >= least && all > most {
			k.failAs("", Text{"网站名称最多{n}个字（填写了{m}个），请修改。", "A site's name has at most {n} characters; this one has {m}. Change it."}, args{"n": num(most), "m": num(all)}, name)
			return
		}
		k.judge(han >= least, args{"n": num(least), "m": num(han)}, name)
	},
}
