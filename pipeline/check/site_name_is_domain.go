package check

import (
	"strings"

	"prereview/filing"
)

// The name is no domain and no address: it holds no declared domain, no scheme, no www, no word with an approved suffix.
var siteNameIsDomain = Rule{
	ID: "site-name-is-domain", Severity: filing.Block,
	Title:   Text{"网站名称不是域名", "name is no domain"},
	Message: Text{"网站名称不能使用域名或网址（{part}），请改用中文名称。", "A site's name must not be a domain or an address ({part}). Use a Chinese name."},
	Source:  "T-驳回 M A", Needs: []string{"declared.site.name", "declared.site.domains", "domains.json"},
	run: func(k *checker) {
		name := k.siteName()
		text, found := plain(name.text), ""
		for _, mark := range []string{"http:", "https:", "://", "www."} {
			if strings.Contains(text, mark) {
				found = mark
			}
		}
		approved := k.pack.suffixes["approved"].Suffixes
		for _, w := range webAddress.FindAllString(text, -1) {
			if _, suffix, _ := strings.Cut(w, "."); (siteDomain{suffix: suffix}).in(approved) {
				found = w
			}
		}
		for _, d := range k.domains() {
			if strings.Contains(text, d.name) {
				found = d.name
			}
		}
		k.judge(found == "", args{"part": same(found)}, name)
	},
}
