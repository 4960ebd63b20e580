package check

import (
	"prereview/filing"
)

// An individual's site is not called by a place; nor a unit's, in provinces with site_name_no_places, by a place and no more
// (怒江网). Short names of counties are words of every day and are not looked for, nor are those of words.json not_places.
var siteNamePlace = Rule{
	ID: "site-name-place", Severity: filing.Review,
	Title:   Text{"网站名称不用行政区划名", "place names in the name"},
	Message: Text{"网站名称不能使用地方行政名称（“{word}”）。", "A site must not be called by the name of a place (“{word}”)."},
	Source:  "T-省/云南 H", Needs: []string{"declared.site.name", "kind", "provinces.json", "words.json", "divisions.tsv"},
	run: func(k *checker) {
		name := k.siteName()
		prov, _ := k.province("site_name_no_places")
		switch k.Form.Kind {
		case filing.Individual:
		case filing.Government, filing.Institution:
			return
		default:
			if !prov.NamePlaces {
				return
			}
		}
		word := gazetteer().placeIn(name.text, k.words("not_places").Words)
		if k.Form.Kind != filing.Individual && word != "" {
			rest := withoutWords(name.text, append(k.words("generic").Words, word, "信息", "信息港", "资讯", "生活", "生活圈", "同城", "本地", "之窗", "热线", "人才", "新闻", "论坛", "社区"))
			if bare(rest) != "" {
				word = ""
			}
		}
		k.judge(word == "", args{"word": same(word)}, name)
	},
}
