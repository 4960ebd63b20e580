package check

import (
	"strings"

	"prereview/filing"
)

// The home page is one of the declared domains, with www or a scheme or without, and nothing behind it; one only.
var siteURL = Rule{
	ID: "site-url", Severity: filing.Block,
	Title:   Text{"首页URL", "home page"},
	Message: Text{"首页 URL“{a}”：请填写主域名，每个网站只填一个。", "Home page “{a}”: enter the registered domain alone, one a site."},
	Source:  "H T-省/山东 广东", Needs: []string{"declared.site.home_url", "declared.site.domains"},
	run: func(k *checker) {
		said := declared("declared.site.home_url", k.Form.Declared.Site.HomeURL)
		if len(k.Form.Declared.Site.Domains) == 0 {
			return
		}
		host := plain(said.text)
		for _, scheme := range []string{"http://", "https://"} {
			host = strings.TrimPrefix(host, scheme)
		}
		host = strings.TrimSuffix(strings.TrimPrefix(host, "www."), "/")
		ok := false
		for _, d := range k.Form.Declared.Site.Domains {
			ok = ok || plain(d) == host
		}
		k.judge(ok, args{"a": same(said.text)}, said)
	},
}
