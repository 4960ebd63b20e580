package check

import (
	"prereview/filing"
)

// An individual's site is not called like a company's.
var siteNameEnterpriseWords = Rule{
	ID: "site-name-enterprise-words", Severity: filing.Block,
	Title:   Text{"个人网站不用企业类词汇", "no company words in an individual's name"},
	Message: Text{"个人备案网站名称不能使用企业类词汇（“{word}”），请改为单位备案或改名。", "“{word}” in the name is for companies. File as a unit, or change the name."},
	Source:  "aaarwkj (M-based)", Needs: []string{"declared.site.name", "kind", "words.json"},
	run: func(k *checker) {
		if k.Form.Kind == filing.Individual {
			k.noWord("enterprise", "")
		}
	},
}
