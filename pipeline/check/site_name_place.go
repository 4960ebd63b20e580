package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// An individual's site is not called by a place; nor a unit's, in provinces with site_name_no_places, by a place and no more
// (怒江网). Within a name short names of counties are words of every day and are not looked for; those of words.json not_places
// are not, wherever they stand.
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
		everyday := k.words("not_places").Words
		if k.Form.Kind == filing.Individual {
			word := gazetteer().placeIn(name.text, everyday)
			k.judge(word == "", args{"word": same(word)}, name)
			return
		}
		rest := bare(withoutWords(name.text, slices.Concat(k.words("generic").Words, boardWords)))
		k.judge(slices.Contains(everyday, rest) || !gazetteer().named(rest), args{"word": same(rest)}, name)
	},
}

// boardWords are what the boards of a place call themselves besides its name.
var boardWords = strings.Fields("信息 信息港 资讯 生活 生活圈 同城 本地 之窗 热线 人才 新闻 论坛 社区")
