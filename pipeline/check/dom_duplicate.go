package check

import (
	"strings"

	"prereview/filing"
)

// No domain is declared twice, nor two hosts of one domain: those are one filing, or in 广东 sites of their own.
var domDuplicate = Rule{
	ID: "dom-duplicate", Severity: filing.Block,
	Title:   Text{"域名不重复", "no domain twice"},
	Message: Text{"域名“{domain}”重复或不应合并备案，请检查。", "{domain} is declared twice, or with another host of the same domain. Please check."},
	Source:  "T-省/广东", Needs: []string{"declared.site.domains"},
	run: func(k *checker) {
		for i, s := range k.Form.Declared.Site.Domains {
			v, twice := k.domainValue(i), false
			if v.missing {
				continue
			}
			for j, o := range k.Form.Declared.Site.Domains[:i] {
				a, b := bareDomain(s), bareDomain(o)
				if a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a) {
					k.fail(args{"domain": same(s)}, v, k.domainValue(j))
					twice = true
					break
				}
			}
			if !twice {
				k.pass(v)
			}
		}
	},
}

// bareDomain is a domain without what forms are pasted with: scheme, www, port, path.
func bareDomain(s string) string {
	s = plain(s)
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	if i := strings.IndexAny(s, "/:?#"); i >= 0 {
		s = s[:i]
	}
	return strings.TrimSuffix(strings.TrimPrefix(s, "www."), ".")
}
