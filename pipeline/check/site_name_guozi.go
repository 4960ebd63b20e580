package check

import (
	"prereview/filing"
)

// 中国, 国家, 人民 and the like, and the words of the supervising authorities, are for state organs. Words that stand in the unit's
// own registered name are its own.
var siteNameGuozi = Rule{
	ID: "site-name-guozi", Severity: filing.Block,
	Title:   Text{"国字头名称", "words of the state"},
	Message: Text{"非国家级单位，网站名称不能以“中国/国家/人民”等字头命名（“{word}”）。", "“{word}” in a site's name is for state organs. Change the name."},
	Source:  "T-驳回 H Q S2", Needs: []string{"declared.site.name", "declared.organisation.name", "kind", "words.json"},
	run: func(k *checker) {
		if k.Form.Kind == filing.Government || k.Form.Kind == filing.Military {
			return
		}
		word := k.foreignWord(k.words("state"))
		if word == "" {
			word = k.foreignWord(k.words("authority"))
		}
		k.judge(word == "", args{"word": same(word)}, k.siteName())
	},
}
