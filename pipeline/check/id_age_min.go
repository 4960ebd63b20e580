package check

import (
	"prereview/filing"
)

// Age in full years on the day of submission against the province's minimum, which differs for individuals. Between the
// minimum and proof_below papers are asked for that a reviewer checks; where the sources are unclear a reviewer decides.
var idAgeMin = Rule{
	ID: "id-age-min", Severity: filing.Block,
	Title:   Text{"负责人年龄", "age of the principal"},
	Message: Text{"{who}未满{n}周岁，不符合{province}备案要求。", "The {who} is under {n}, which {province} does not accept."},
	Source:  "T-省 H", Needs: []string{"id_card_front.id_number", "declared.*.certificate_number", "province", "kind", "submitted_at", "provinces.json"},
	run: func(k *checker) {
		field := "age"
		if k.Form.Kind == filing.Individual {
			field = "age_individual"
		}
		prov, ok := k.province(field)
		if !ok {
			return
		}
		policy := prov.Age
		if k.Form.Kind == filing.Individual {
			policy = prov.AgeIndividual
		}
		for _, r := range k.persons() {
			if r.number().missing && k.cardNumber(r).missing {
				continue
			}
			if k.today.IsZero() {
				k.notRun(reasonNoDate)
				continue
			}
			birth, v, known := k.birthOf(r)
			if !known {
				if vs := filter([]value{k.cardNumber(r), r.number()}, func(v value) bool { return !v.missing }); !k.unread(vs...) {
					k.unsure(reasonUnresolved, vs...)
				}
				continue
			}
			a := args{"who": r.label, "province": same(k.Form.Province)}
			switch age := birth.YearsUntil(k.today); {
			case age < policy.Min && !policy.Unclear:
				a["n"] = num(policy.Min)
				k.fail(a, v)
			case age < max(policy.Min, policy.ProofBelow):
				a["n"] = num(max(policy.Min, policy.ProofBelow))
				k.failAs(filing.Review, Text{"{who}未满{n}周岁，请按{province}要求补充监护人或收入、在读证明，由人工核对。",
					"The {who} is under {n}; {province} asks for a guardian's papers or proof of income or study, which a reviewer checks."}, a, v)
			default:
				k.pass(v)
			}
		}
	},
}
