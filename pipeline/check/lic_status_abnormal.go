package check

import (
	"prereview/filing"
)

// What the public register of enterprises says of the code: an organisation that is revoked, cancelled or out of business
// cannot file; one listed as abnormal or blacklisted is to be cleared first, which a reviewer sees to, as of one that the
// register does not know. Other authorities' organisations are not in that register.
var licStatusAbnormal = Rule{
	ID: "lic-status-abnormal", Severity: filing.Block, Register: RegisterEntity,
	Title:   Text{"主体登记状态", "status in the public register"},
	Message: Text{"主体在国家企业信用信息公示系统中状态异常（{status}），请先解除异常。", "The public register has the organisation as {status}. Clear that first."},
	Source:  "T-省/上海, H", Needs: []string{"declared.organisation.certificate_number"},
	run: func(k *checker) {
		said := k.orgNumber()
		if !k.licensed() || said.missing {
			return
		}
		entity, known, ok := answered(k, k.Answers.Entity, said)
		if !ok {
			return
		}
		status, named := entityStatuses[entity.Status]
		a := args{"status": status}
		switch {
		case !known:
			k.failAs(filing.Review, Text{"国家企业信用信息公示系统未查到该代码的主体，请核对。", "The public register knows no organisation of this code; please check."}, nil, said)
		case !named:
			k.unsureAs(filing.Review, reasonUnresolved, said)
		case entity.Status == "active":
			k.pass(said)
		case entity.Status == "abnormal", entity.Status == "blacklisted":
			k.failAs(filing.Review, Text{}, a, said)
		default:
			k.fail(a, said)
		}
	},
}

var entityStatuses = map[string]Text{
	"active": {"存续", "active"}, "abnormal": {"经营异常", "listed as abnormal"}, "blacklisted": {"严重违法失信", "blacklisted"},
	"suspended": {"歇业", "out of business"}, "revoked": {"吊销", "revoked"}, "cancelled": {"注销", "cancelled"},
}
