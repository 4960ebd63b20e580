package check

import (
	"prereview/filing"
)

// Something is left of the name without the words that any site could be called by (words.json generic).
var siteNameGeneric = Rule{
	ID: "site-name-generic", Severity: filing.Block,
	Title:   Text{"网站名称不笼统", "a name of its own"},
	Message: Text{"网站名称过于笼统，请体现网站内容，如“XX公司官网”。", "The site's name says nothing. Name what the site is, such as the official site of a company by its name."},
	Source:  "S2", Needs: []string{"declared.site.name", "words.json"},
	run: func(k *checker) {
		name := k.siteName()
		k.judge(bare(withoutWords(name.text, k.words("generic").Words)) != "", nil, name)
	},
}
