package check

import (
	"prereview/filing"
)

// A first filing's subject is not filed yet; and what is added to a subject needs one that is.
var riskSubjectExisting = Rule{
	ID: "risk-subject-existing", Severity: filing.Review, Register: RegisterSubject,
	Title:   Text{"主体备案情况", "whether the subject is filed"},
	Message: Text{"主体已有备案（{number}），请改选“新增网站”或“新增接入”。", "The subject is filed already ({number}). Choose a new site or a new access instead."},
	Source:  "H T-驳回", Needs: []string{"type", "declared.organisation.certificate_number", "declared.principal.certificate_number", "register subject", "register history"},
	run: func(k *checker) {
		subject := k.subjectNumber()
		if subject.missing {
			return
		}
		there, here := k.Answers.Subject, k.Answers.History
		filed, number := there.Known, there.Value.FilingNumber
		if !filed && len(here.Value.AcceptedFilings) > 0 {
			filed, number = true, here.Value.AcceptedFilings[0]
		}
		if !filed && there.Reason() != "" {
			answered(k, there, subject)
			return
		}
		if k.Form.Type != filing.FirstFiling {
			k.failUnless(filed, Text{"未查询到主体备案，请改选“首次备案”。", "The subject is not filed. Choose a first filing instead."}, subject)
			return
		}
		k.judge(!filed, args{"number": same(number)}, subject)
	},
}
