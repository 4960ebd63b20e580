package check

import (
	"prereview/filing"
)

// Names of foreign countries and international organisations, for a reviewer: they occur in honest names too.
var siteNameForeign = Rule{
	ID: "site-name-foreign", Severity: filing.Review,
	Title:   Text{"外国国家和国际组织名称", "foreign countries in the name"},
	Message: Text{"网站名称不能含外国国家或国际组织名称（“{word}”）。", "A site's name must not hold the name of a foreign country or international organisation (“{word}”)."},
	Source:  "Q", Needs: []string{"declared.site.name", "declared.organisation.name", "words.json"},
	run: func(k *checker) { k.noWord("foreign", "") },
}
