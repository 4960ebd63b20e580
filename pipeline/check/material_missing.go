package check

import (
	"slices"

	"prereview/filing"
)

// A slot that the applicant's kind must fill (rules/materials.json) is empty; the site principal's card is asked for when
// that is another person. A card of which one side is there is material-id-side-missing's.
var materialMissing = Rule{
	ID: "material-missing", Severity: filing.Block,
	Title:   Text{"必备材料", "required material"},
	Message: Text{"缺少必备材料：{material}。请补充上传。", "Required material is missing: {material}. Please upload it."},
	Source:  "S0 T-驳回 A", Needs: []string{"kind", "slots"},
	run: func(k *checker) {
		set, ok := k.materials()
		if !ok {
			return
		}
		required := slices.Clone(set.Required)
		if !k.samePrincipal {
			required = append(required, filing.SlotSitePrincipalIDCardFront, filing.SlotSitePrincipalIDCardBack)
		}
		var there []filing.Slot
		complete := true
		for _, s := range required {
			if k.docs[s] != nil {
				there = append(there, s)
				continue
			}
			if other := twin[s]; other != "" && k.docs[other] != nil {
				continue
			}
			complete = false
			k.add(verdict{status: filing.Fail, slot: s, args: args{"material": slotLabel(s)}})
		}
		for _, group := range set.OneOf {
			i := slices.IndexFunc(group, func(s filing.Slot) bool { return k.docs[s] != nil })
			if i >= 0 {
				there = append(there, group[i])
				continue
			}
			complete = false
			k.add(verdict{status: filing.Fail, slot: group[0], args: args{"material": {"主办单位证件", "the organisation's certificate"}}})
		}
		if complete {
			for _, s := range there {
				k.passSlot(s)
			}
		}
	},
}
