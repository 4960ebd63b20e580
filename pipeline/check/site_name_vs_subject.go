package check

import (
	"strings"

	"prereview/filing"
)

// A unit's site is called by something of its name, its scope, or a mark that the remark explains: two neighbouring characters of
// the name or the scope, or two characters of the name, are enough.
var siteNameVsSubject = Rule{
	ID: "site-name-vs-subject", Severity: filing.Review,
	Title:   Text{"网站名称与主办单位的关联", "name fits the organisation"},
	Message: Text{"网站名称“{a}”与主办单位“{b}”缺乏关联，请修改或在备注中说明并提供商标证明。", "The site's name “{a}” has nothing of “{b}”. Change it, or explain it in the remark, with proof of the mark."},
	Source:  "H Q T-省/广西", Needs: []string{"declared.site.name", "declared.organisation.name", "declared.site.remark", "business_licence.business_scope"},
	run: func(k *checker) {
		name, own := k.siteName(), k.orgName()
		if k.Form.Kind == filing.Individual || name.missing || own.missing {
			return
		}
		brand := []rune(bare(withoutWords(name.text, k.words("generic").Words)))
		if hanCount(string(brand)) == 0 {
			return // site-name-charset's, or site-name-generic's
		}
		unit := bare(withoutWords(own.text, []string{"有限责任公司", "股份有限公司", "有限公司", "公司"}))
		common := map[rune]bool{}
		fits := func(text string) bool {
			for i := range len(brand) - 1 {
				if strings.Contains(text, string(brand[i:i+2])) {
					return true
				}
			}
			return false
		}
		for _, r := range brand {
			if strings.ContainsRune(unit, r) {
				common[r] = true
			}
		}
		explained := holds(k.Form.Declared.Site.Remark, []string{"商标", "品牌", "简称", "产品名", "注册名"}, nil) != ""
		if len(common) >= 2 || fits(unit) || explained {
			k.judge(true, nil, name, own)
			return
		}
		vs := []value{name, own}
		if scope := k.licence("business_scope"); !scope.missing {
			if k.unread(scope) {
				return
			}
			if fits(bare(scope.text)) {
				k.pass(append(vs, scope)...)
				return
			}
			vs = append(vs, scope)
		}
		k.fail(args{"a": same(name.text), "b": same(own.text)}, vs...)
	},
}
