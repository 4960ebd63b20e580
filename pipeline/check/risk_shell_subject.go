package check

import (
	"prereview/filing"
)

// A filed subject has a site: one without (空壳主体) is first struck off.
var riskShellSubject = Rule{
	ID: "risk-shell-subject", Severity: filing.Review, Register: RegisterSubject,
	Title:   Text{"空壳主体", "subject without a site"},
	Message: Text{"主体下已无网站，请先注销主体再提交首次备案。", "The subject is filed and has no site left. Strike it off before a first filing."},
	Source:  "T-核查 H", Needs: []string{"declared.organisation.certificate_number", "declared.principal.certificate_number", "register subject"},
	run: func(k *checker) {
		subject := k.subjectNumber()
		if subject.missing {
			return
		}
		if said, known, ok := answered(k, k.Answers.Subject, subject); ok {
			k.judge(!known || len(said.Sites) > 0, nil, subject)
		}
	},
}
