package check

import (
	"maps"
	"slices"

	"prereview/filing"
)

// The line of business that the site's name speaks of (words.json, lists line_*) is one of the unit's, by its name or scope. Only
// where both names speak of a line can they disagree: 眼镜超市 and 航天科技.
var siteNameIndustryMismatch = Rule{
	ID: "site-name-industry-mismatch", Severity: filing.Review,
	Title:   Text{"网站名称与业务", "name fits the business"},
	Message: Text{"网站名称（{a}）与单位业务（{b}）不符，请更换。", "The site's name speaks of {a}, the unit's of {b}. Change the site's name."},
	Source:  "S3", Needs: []string{"declared.site.name", "declared.organisation.name", "business_licence.business_scope", "words.json"},
	run: func(k *checker) {
		name, own := k.siteName(), k.orgName()
		if k.Form.Kind == filing.Individual || name.missing || own.missing {
			return
		}
		site, unit := k.lines(name.text), k.lines(own.text)
		if len(site) == 0 || len(unit) == 0 {
			return
		}
		shares := func(ls []string) bool {
			return slices.ContainsFunc(site, func(l string) bool { return slices.Contains(ls, l) })
		}
		if shares(unit) {
			k.pass(name, own)
			return
		}
		vs := []value{name, own}
		if scope := k.licence("business_scope"); !scope.missing {
			if k.unread(scope) {
				return
			}
			if shares(k.lines(scope.text)) {
				k.pass(append(vs, scope)...)
				return
			}
			vs = append(vs, scope)
		}
		a, b := k.words(site[0]), k.words(unit[0])
		k.fail(args{"a": same(a.Title), "b": same(b.Title)}, vs...)
	},
}

// lines are the ids of the lines of business of which a text holds a word.
func (k *checker) lines(text string) (ids []string) {
	for _, id := range slices.Sorted(maps.Keys(k.pack.words)) {
		if l := k.pack.words[id]; len(id) > 5 && id[:5] == "line_" && holds(text, l.Words, l.Except) != "" {
			ids = append(ids, id)
		}
	}
	return ids
}
