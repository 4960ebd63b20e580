package check

import (
	"prereview/filing"
)

// A principal below the age from which a province asks for nothing more, and not below the one it refuses (provinces.json age,
// age_individual), shows a guardian's papers, or proof of income or study. Where the sources are unclear a reviewer decides. Of
// a person whose age is not known id-age-min speaks.
var materialGuardianMissing = Rule{
	ID: "material-guardian-missing", Severity: filing.Block,
	Title:   Text{"未成年人的监护或收入证明", "guardian's papers or proof of income"},
	Message: Text{"{who}未满{n}周岁，请补充监护人身份证及关系说明/收入证明。", "The {who} is under {n}. Add a guardian's ID card with proof of the relation, or proof of income or study."},
	Source:  "T-省 S0", Needs: []string{"id_card_front.id_number", "declared.*.certificate_number", "province", "kind", "slots", "submitted_at", "provinces.json"},
	run: func(k *checker) {
		field := "age"
		if k.Form.Kind == filing.Individual {
			field = "age_individual"
		}
		prov, ok := k.province(field)
		if !ok || k.today.IsZero() {
			return
		}
		policy := prov.Age
		if k.Form.Kind == filing.Individual {
			policy = prov.AgeIndividual
		}
		for _, r := range k.persons() {
			birth, v, known := k.birthOf(r)
			if !known || policy.ProofBelow == 0 {
				continue
			}
			sev := filing.Block
			if policy.Unclear {
				sev = filing.Review
			}
			switch age := birth.YearsUntil(k.today); {
			case age < policy.Min && !policy.Unclear: // id-age-min refuses
			case age < policy.ProofBelow:
				k.ask(prov.severity(field, sev), Text{}, args{"who": r.label, "n": num(policy.ProofBelow)}, []value{v}, filing.SlotGuardianPapers, filing.SlotStatusProof)
			default:
				k.pass(v)
			}
		}
	},
}
