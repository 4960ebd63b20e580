package check

import (
	"prereview/filing"
)

// Not more filings on a day from one account, or one address on the net, than limits.json says, and one subject from one account.
var riskMultiAccount = Rule{
	ID: "risk-multi-account", Severity: filing.Review, Register: RegisterHistory,
	Title:   Text{"提交频率和账号", "how often, and from which accounts"},
	Message: Text{"提交过于频繁，请稍后再试或联系客服。", "Too many filings in a day. Try later, or ask for help."},
	Source:  "S0", Needs: []string{"declared.sender.account", "declared.sender.ip", "limits.json", "register history"},
	run: func(k *checker) {
		account, ip := declared("declared.sender.account", k.Form.Declared.Sender.Account), declared("declared.sender.ip", k.Form.Declared.Sender.IP)
		for _, v := range []value{account, ip} {
			if v.missing {
				continue
			}
			h, _, ok := answered(k, k.Answers.History, v)
			if !ok {
				return
			}
			most, n := k.limits("submissions_per_account_day").AccountPerDay, h.AccountToday
			if v.name == ip.name {
				most, n = k.limits("submissions_per_ip_day").SenderIPPerDay, h.SenderIPToday
			}
			if v.name == account.name && len(h.Accounts) > 0 {
				k.failAs("", Text{"同一主体曾由其他账号提交备案，请人工核对。", "Other accounts have filed for this subject; please check."}, nil, v)
				continue
			}
			k.judge(most == 0 || n <= most, nil, v)
		}
	},
}
