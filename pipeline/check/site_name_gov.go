package check

import (
	"prereview/filing"
)

// Names of authorities are for authorities.
var siteNameGov = Rule{
	ID: "site-name-gov", Severity: filing.Block,
	Title:   Text{"政府机构名称", "names of authorities"},
	Message: Text{"非政府单位不能使用政府机构名称（“{word}”）。", "“{word}” is an authority's name; only an authority's site may be called so."},
	Source:  "M", Needs: []string{"declared.site.name", "declared.organisation.name", "kind", "words.json"},
	run: func(k *checker) {
		if k.Form.Kind != filing.Government && k.Form.Kind != filing.Military {
			k.noWord("government", "")
		}
	},
}
