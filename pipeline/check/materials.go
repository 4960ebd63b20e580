package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// What rules about materials share.

// ask says whether a material that is asked for is there: it passes where one of the slots is filled, is unsure where
// something lies among the other material that may be it, and else says msg, at the first slot. vs are the values by which it
// is asked for: where one of them is not certain, neither is the failure.
func (k *checker) ask(sev filing.Severity, msg Text, a args, vs []value, slots ...filing.Slot) {
	i := slices.IndexFunc(slots, func(s filing.Slot) bool { return k.docs[s] != nil })
	switch {
	case i >= 0:
		k.passSlot(slots[i])
	case k.docs[filing.SlotOther] != nil:
		k.add(verdict{status: filing.Unsure, reason: reasonUnresolved, severity: sev, slot: filing.SlotOther, args: args{"material": slotLabel(slots[0])},
			message: Text{"没有单独上传{material}，请人工核对其他材料中是否有。", "{material} was not uploaded by itself; please check whether it is among the other material."}}, vs...)
	case len(weakOf(vs)) > 0 || slices.ContainsFunc(vs, func(v value) bool { return v.text == "" }):
		k.failAs(sev, msg, a, vs...)
	default:
		k.add(verdict{status: filing.Fail, severity: sev, message: msg, slot: slots[0], args: a}, vs...)
	}
}

// provinceOfCard is the province (two digits) in which a person's card has its holder live; "" when it does not say.
func (k *checker) provinceOfCard(r role) (string, value) {
	v := k.cardAddress(r)
	if v.text == "" {
		return "", v
	}
	return gazetteer().provinceOf(v.text), v
}

// isState says that the applicant is an organ of state or a public institution.
func (k *checker) isState() bool {
	return k.Form.Kind == filing.Government || k.Form.Kind == filing.Institution
}

// domainCount is how many different domains are declared.
func (k *checker) domainCount() int {
	var seen []string
	for _, d := range k.Form.Declared.Site.Domains {
		if f := strings.ToLower(strings.TrimSpace(d)); f != "" && !slices.Contains(seen, f) {
			seen = append(seen, f)
		}
	}
	return len(seen)
}

// domainList is the declared domains as one value.
func (v *view) domainList() value {
	return declared("declared.site.domains", strings.Join(v.Form.Declared.Site.Domains, " "))
}
