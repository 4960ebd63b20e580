package check

import (
	"prereview/filing"
)

// The scan of the licence carries the unit's own seal, where the provider asks for it (limits.json licence_unit_seal). What its
// ring says is the field unit_seal, empty where it was looked for and is not there; no reader gives it yet.
var licUnitSeal = Rule{
	ID: "lic-unit-seal", Severity: filing.Review,
	Title:   Text{"执照扫描件加盖公章", "the unit's seal on the licence's scan"},
	Message: Text{"请在营业执照扫描件上加盖公司公章后上传。", "Put the company's seal on the scan of the licence and upload it again."},
	Source:  "S2 S0 Q", Needs: []string{"business_licence.unit_seal", "limits.json"},
	run: func(k *checker) {
		if k.limits("licence_unit_seal").UnitSeal {
			k.extra("unit_seal", func(string) bool { return true })
		}
	},
}
