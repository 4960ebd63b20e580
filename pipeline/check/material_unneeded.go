package check

import (
	"prereview/filing"
)

// Papers about persons that nobody asks for: another card of the one person who holds both posts, a residence permit of who files
// for an organisation or at home, a guardian's papers of a grown-up, a licence of an individual. What is not there cannot leak.
// Only what is certainly not asked for is named.
var materialUnneeded = Rule{
	ID: "material-unneeded", Severity: filing.Advice,
	Title:   Text{"非必需材料", "material that is not needed"},
	Message: Text{"不是必需材料，可不上传。", "not needed; better not uploaded."},
	Source:  "derived", Needs: []string{"kind", "slots", "id_card_front.address", "id_card_front.id_number", "declared.*", "province", "provinces.json"},
	run: func(k *checker) {
		prov, ok := k.province("cross_province_individual")
		if !ok {
			return
		}
		person := k.Form.Kind == filing.Individual
		unneeded := map[filing.Slot]bool{
			filing.SlotSitePrincipalIDCardFront: k.samePrincipal,
			filing.SlotSitePrincipalIDCardBack:  k.samePrincipal,
			filing.SlotResidencePermit:          !person || k.lives(prov),
			filing.SlotGuardianPapers:           k.allGrown(prov),
			filing.SlotBusinessLicence:          person && prov.SoleTraderUnnamed != "individual",
		}
		all := true
		for _, d := range k.attachments() {
			if unneeded[d.Slot] {
				all = false
				k.failSlot(d.Slot, "", nil, nil)
			}
		}
		if all && len(k.Documents) > 0 {
			k.pass(k.declaredKind())
		}
	},
}

// lives says that the principal's card certainly is of the province.
func (k *checker) lives(prov province) bool {
	id, v := k.provinceOfCard(k.principal())
	return id == prov.Code && v.sure()
}

// allGrown says that every principal is certainly of an age at which the province asks for nothing more.
func (k *checker) allGrown(prov province) bool {
	least := max(18, prov.Age.ProofBelow, prov.AgeIndividual.ProofBelow)
	for _, r := range k.persons() {
		birth, _, known := k.birthOf(r)
		if !known || k.today.IsZero() || birth.YearsUntil(k.today) < least {
			return false
		}
	}
	return true
}
