package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"prereview/filing"
)

// A registrable domain: no scheme, path, port or www, one label before the suffix. Suffixes of more than one label are
// those of domains.json; Chinese labels are as good as their punycode.
var domFormat = Rule{
	ID: "dom-format", Severity: filing.Block,
	Title:   Text{"域名格式", "form of the domain"},
	Message: Text{"域名“{domain}”：请填写顶级域下的主域名，如 example.com，不要带 www 或 http。", "Domain “{domain}”: enter the registered domain itself, such as example.com, without www or http."},
	Source:  "T-域名 H", Needs: []string{"declared.site.domains", "domains.json"},
	run: func(k *checker) {
		for i, d := range k.Form.Declared.Site.Domains {
			v := declared(fmt.Sprintf("declared.site.domains[%d]", i), d)
			k.judge(k.registrable(d), args{"domain": same(d)}, v)
		}
	},
}

// domainLabel is one label: letters, digits, inner hyphens; Han for internationalised names.
var domainLabel = regexp.MustCompile(`^[a-z0-9\p{Han}]([a-z0-9\p{Han}-]{0,61}[a-z0-9\p{Han}])?$`)

func (k *checker) registrable(s string) bool {
	s = strings.ToLower(s)
	if len(s) > 253 {
		return false
	}
	parts := strings.Split(s, ".")
	for _, p := range parts {
		if !domainLabel.MatchString(p) {
			return false
		}
	}
	suffix := 1
	if len(parts) > 2 && slices.Contains(k.suffixes("approved").Suffixes, strings.Join(parts[len(parts)-2:], ".")) {
		suffix = 2
	} else if slices.Contains(k.suffixes("approved").Suffixes, s) && strings.Contains(s, ".") {
		return false // a suffix that others register under
	}
	top := parts[len(parts)-1]
	return len(parts) == suffix+1 && parts[0] != "www" && strings.Trim(top, "0123456789") != ""
}
