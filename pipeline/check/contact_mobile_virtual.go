package check

import (
	"prereview/filing"
)

// Numbers of virtual carriers, by their prefixes (phones.json): refused as the emergency number, for a reviewer as another.
var contactMobileVirtual = Rule{
	ID: "contact-mobile-virtual", Severity: filing.Block,
	Title:   Text{"虚拟运营商号段", "numbers of virtual carriers"},
	Message: Text{"{where}为虚拟运营商号段，请更换为实名手机号。", "{where} is of a virtual carrier. Use another mobile number."},
	Source:  "S4, Y; T-主体", Needs: []string{"declared.*.mobile", "declared.*.office_phone", "declared.*.emergency_phone", "phones.json"},
	run: func(k *checker) {
		for _, n := range k.phones() {
			if !n.mobile() {
				continue
			}
			if k.numberKind(n.folded) != numberVirtual {
				k.pass(n.said)
				continue
			}
			sev := filing.Review
			if n.emergency {
				sev = filing.Block
			}
			k.failAs(sev, Text{}, args{"where": labels([]value{n.said})}, n.said)
		}
	},
}
