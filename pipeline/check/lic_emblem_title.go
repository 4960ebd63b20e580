package check

import (
	"prereview/filing"
)

// A licence is told by its title, its labels and its look together; a picture of which that is certain is one. The national
// emblem itself is not looked for: what hides it is img-occluded's. Of another kind of document doc-type-mismatch speaks.
var licEmblemTitle = Rule{
	ID: "lic-emblem-title", Severity: filing.Review,
	Title:   Text{"营业执照标题与版式", "title and layout of the licence"},
	Message: Text{"未识别到营业执照标题或国徽，请确认上传的是营业执照。", "Title and layout of a business licence were not found. Make sure that a business licence was uploaded."},
	Source:  "L, O", Needs: []string{"document kind"},
	run: func(k *checker) {
		d := k.docs[filing.SlotBusinessLicence]
		if d == nil || !k.hasLicence() {
			return
		}
		switch why := unusable(d, filing.BusinessLicence); {
		case why == reasonWrongDocument:
		case why != "":
			k.notRunSlot(d, why)
		case surelyKind(d, filing.BusinessLicence):
			k.passSlot(d.Slot)
		default:
			k.unsureSlot(d.Slot, reasonLowConfidence, k.rule.Message, nil)
		}
	},
}
