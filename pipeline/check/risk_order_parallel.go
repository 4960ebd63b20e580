package check

import (
	"prereview/filing"
)

// One subject has one order in review: by our own records, and by the authority's system where a register answers for it.
var riskOrderParallel = Rule{
	ID: "risk-order-parallel", Severity: filing.Block, Register: RegisterHistory,
	Title:   Text{"没有在审订单", "no other order in review"},
	Message: Text{"该主体已有备案订单在审核中，请等待完成后再提交。", "The subject has an order in review already. Wait until it is done."},
	Source:  "T-审核 H", Needs: []string{"declared.organisation.certificate_number", "declared.principal.certificate_number", "register history", "register subject"},
	run: func(k *checker) {
		subject := k.subjectNumber()
		if subject.missing {
			return
		}
		here, there := k.Answers.History, k.Answers.Subject
		if there.Known && there.Value.OpenOrder || len(here.Value.OpenFilings) > 0 {
			k.fail(nil, subject)
			return
		}
		if there.Reason() != "" {
			if _, _, ok := answered(k, here, subject); !ok {
				return
			}
		}
		k.pass(subject)
	},
}
