package check

import (
	"strings"

	"prereview/filing"
)

// A person's emergency number is not their mobile, save where a province lets it be (emergency_may_equal), nor in some provinces
// their 联系方式2 (office_differs); and so many of all the numbers differ as a province asks (numbers_same_person, numbers_different_persons). Numbers left out are not counted against
// anybody.
var contactMobileRoles = Rule{
	ID: "contact-mobile-roles", Severity: filing.Block,
	Title:   Text{"联系方式各异", "numbers of different use differ"},
	Message: Text{"应急号码不能与负责人手机号相同（{where}），请填写另一人的号码。", "The emergency number must not be the person's own mobile ({where}). Enter another person's."},
	Source:  "Q H I V", Needs: []string{"declared.*.mobile", "declared.*.office_phone", "declared.*.emergency_phone", "kind", "provinces.json"},
	run: func(k *checker) {
		all := k.phones()
		if len(all) < 2 {
			return
		}
		prov, known := k.province("emergency_may_equal")
		var vs []value
		distinct := map[string]bool{}
		failed := false
		for i, n := range all {
			vs, distinct[n.folded] = append(vs, n.said), true
			for _, o := range all[:i] {
				switch {
				case o.person != n.person || o.folded != n.folded || !strings.HasSuffix(o.said.name, ".mobile"):
				case n.emergency && !prov.EmergencyEqual.covers(k.Form.Kind):
					k.fail(args{"where": labels([]value{o.said, n.said})}, o.said, n.said)
					failed = true
				case !n.emergency && prov.OfficeDiffers:
					k.province("office_differs")
					k.failAs("", Text{"{province}要求联系方式2与联系方式1不同（{where}），请修改。", "The province ({province}) asks for another number as 联系方式2 than as 联系方式1 ({where}). Change one."},
						args{"province": same(prov.Name), "where": labels([]value{o.said, n.said})}, o.said, n.said)
					failed = true
				}
			}
		}
		if failed {
			return
		}
		want := prov.NumbersOne
		if len(k.persons()) > 1 {
			want = prov.NumbersTwo
		}
		if known && want > 0 {
			k.province(map[bool]string{true: "numbers_same_person", false: "numbers_different_persons"}[len(k.persons()) == 1])
			if len(distinct) < min(want, len(all)) {
				k.failAs("", Text{"{province}要求各联系方式中至少有{n}个不同的号码（填写了{m}个），请修改。", "The province ({province}) asks for {n} different numbers at least; {m} are declared. Change them."},
					args{"province": same(prov.Name), "n": num(want), "m": num(len(distinct))}, vs...)
				return
			}
		}
		k.judge(true, nil, vs...)
	},
}
