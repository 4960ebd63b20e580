package check

import (
	"strings"

	"prereview/filing"
)

// An individual's site is not called by the person's name, nor by it and a word that says no more (张三的网站).
var siteNamePerson = Rule{
	ID: "site-name-person", Severity: filing.Block,
	Title:   Text{"网站名称不是人名", "name is no person's"},
	Message: Text{"网站名称不能使用个人姓名。", "A site must not be called by a person's name."},
	Source:  "T-省/四川 河南", Needs: []string{"declared.site.name", "declared.principal.name", "declared.site_principal.name", "kind", "words.json"},
	run: func(k *checker) {
		if k.Form.Kind != filing.Individual {
			return
		}
		name, generic := k.siteName(), k.words("generic").Words
		for _, r := range k.persons() {
			who := foldName(string(r.person.Name))
			rest, ok := strings.CutPrefix(foldName(name.text), who)
			if who != "" && ok && bare(withoutWords(rest, generic)) == "" {
				k.fail(nil, name, r.name())
				return
			}
		}
		k.judge(true, nil, name)
	},
}
