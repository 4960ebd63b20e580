package check

import (
	"prereview/filing"
)

// Words that no site may be called by (words.json sensitive).
var siteNameSensitive = Rule{
	ID: "site-name-sensitive", Severity: filing.Block,
	Title:   Text{"网站名称敏感词", "sensitive words in the name"},
	Message: Text{"网站名称包含敏感词“{word}”，请修改。", "The site's name holds the sensitive word “{word}”. Change it."},
	Source:  "T-驳回 Q", Needs: []string{"declared.site.name", "words.json"},
	run: func(k *checker) {
		l := k.words("sensitive")
		word := holds(k.siteName().text, l.Words, l.Except)
		k.judge(word == "", args{"word": same(word)}, k.siteName())
	},
}
