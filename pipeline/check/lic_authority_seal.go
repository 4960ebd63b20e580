package check

import (
	"prereview/filing"
)

// The authority's seal is on the licence: its name is read from the seal's ring and nowhere else, so what was read of it, sure
// or not, shows the seal. Where nothing was read the seal may still be there.
var licAuthoritySeal = Rule{
	ID: "lic-authority-seal", Severity: filing.Review,
	Title:   Text{"登记机关公章", "the registration authority's seal"},
	Message: Text{"未识别到登记机关公章，请确认执照完整。", "The registration authority's seal was not found. Make sure the whole licence is in the picture."},
	Source:  "S4, O(Seal)", Needs: []string{"business_licence.registration_authority"},
	run: func(k *checker) {
		v := k.licence("registration_authority")
		if v.text != "" {
			k.pass(v)
			return
		}
		if d := k.at(filing.SlotBusinessLicence); !v.missing && v.notRun == "" && d != nil {
			if _, cut := d.Signal(filing.SignalCutBorder); cut {
				k.add(verdict{status: filing.Fail}, v)
				return
			}
		}
		k.unread(v)
	},
}
