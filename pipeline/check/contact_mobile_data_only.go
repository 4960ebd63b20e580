package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// Numbers of data cards, things, satellites and emergency nets (phones.json) are nobody's telephone. Numbers of things have
// thirteen digits too.
var contactMobileDataOnly = Rule{
	ID: "contact-mobile-data-only", Severity: filing.Review,
	Title:   Text{"数据卡等号段", "numbers that nobody answers"},
	Message: Text{"{where}为数据卡/物联网/卫星号段，请更换。", "{where} is of a data card, a thing or a satellite. Use another."},
	Source:  "Y", Needs: []string{"declared.*.mobile", "declared.*.office_phone", "declared.*.emergency_phone", "phones.json"},
	run: func(k *checker) {
		for _, n := range k.phones() {
			thing := len(n.folded) == 13 && strings.HasPrefix(n.folded, "14") && strings.Trim(n.folded, "0123456789") == ""
			if !n.mobile() && !thing {
				continue
			}
			mute := []numberKind{numberData, numberIoT, numberSatellite, numberEmergency}
			k.judge(!thing && !slices.Contains(mute, k.numberKind(n.folded)), args{"where": labels([]value{n.said})}, n.said)
		}
	},
}
