package check

import (
	"prereview/filing"
)

// The 网站负责人's age in full years on the day of submission against the province's greatest (provinces.json age_max: 黑龙江 65,
// 天津 men 60, women 55).
var idAgeMax = Rule{
	ID: "id-age-max", Severity: filing.Review,
	Title:   Text{"网站负责人年龄上限", "greatest age of the site principal"},
	Message: Text{"网站负责人年龄（{age}周岁）超出{province}要求（{n}周岁），建议更换负责人。", "The site principal is {age}, over the {n} that {province} accepts. Better name another."},
	Source:  "T-省", Needs: []string{"site_principal_id_card_front.id_number", "declared.site_principal.certificate_number", "province", "submitted_at", "provinces.json"},
	run: func(k *checker) {
		prov, ok := k.province("age_max")
		if !ok || prov.AgeMax == (ageMax{}) {
			return
		}
		r := k.sitePrincipal()
		vs := filter([]value{k.cardNumber(r), r.number()}, func(v value) bool { return !v.missing })
		if len(vs) == 0 || k.noDay(vs...) {
			return
		}
		birth, v, known := k.birthOf(r)
		if !known {
			if !k.unread(vs...) {
				k.unsure(reasonUnresolved, vs...)
			}
			return
		}
		n := prov.AgeMax.Men
		if number, _, _ := idForm(v); number.Sex() == "女" {
			n = prov.AgeMax.Women
		}
		age := birth.YearsUntil(k.today)
		k.judge(n == 0 || age <= n, args{"age": num(age), "n": num(n), "province": same(prov.Name)}, v)
	},
}
