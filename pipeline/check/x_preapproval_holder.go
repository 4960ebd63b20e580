package check

import (
	"prereview/filing"
)

// Who holds the permit of 前置审批 is the 主办单位.
var xPreapprovalHolder = Rule{
	ID: "x-preapproval-holder", Severity: filing.Block,
	Title:   Text{"前置审批文件持有人", "holder of the permit"},
	Message: Text{"前置审批文件持有人“{b}”与备案主体“{a}”不一致。", "The permit is held by “{b}”, not by the applicant “{a}”."},
	Source:  "T-前置", Needs: []string{"permit.holder", "declared.organisation.name"},
	run: func(k *checker) {
		if k.permitHeld() {
			k.agree(k.subjectName(), k.read(filing.SlotPermit, "holder", k.subjectName()), "", Text{})
		}
	},
}

// permitHeld says that what lies in the permit's slot is a permit of 前置审批, and not, as older forms have it, the subject's
// own certificate.
func (k *checker) permitHeld() bool {
	s := k.Form.Declared.Site
	return k.docs[filing.SlotPermit] != nil && (k.licensed() || len(s.Preapproval) > 0 || len(s.Permits) > 0)
}
