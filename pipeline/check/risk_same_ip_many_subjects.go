package check

import (
	"fmt"

	"prereview/filing"
)

// A server carries so many filed sites at most (limits.json sites_per_ip), by the register of addresses or by our own records.
var riskSameIPManySubjects = Rule{
	ID: "risk-same-ip-many-subjects", Severity: filing.Review, Register: RegisterIP,
	Title:   Text{"同一服务器的备案数量", "filings on one server"},
	Message: Text{"该服务器（{ip}）备案数量已达上限（{n}个），请更换资源。", "The server {ip} carries {n} filings already. Use another."},
	Source:  "H Q", Needs: []string{"declared.access.ips", "limits.json", "register ip", "register history"},
	run: func(k *checker) {
		most := k.limits("sites_per_ip").SitesPerIP
		for i, ip := range k.Form.Declared.Access.IPs {
			v := declared(fmt.Sprintf("declared.access.ips[%d]", i), ip)
			if v.missing {
				continue
			}
			there := k.Answers.IPs[ip]
			n := max(there.Value.Sites, there.Value.Subjects, k.Answers.History.Value.SubjectsOnIP[ip])
			if n < most && there.Reason() != "" {
				if _, _, ok := answered(k, k.Answers.History, v); !ok {
					continue
				}
			}
			k.judge(most == 0 || n < most, args{"ip": same(ip), "n": num(n)}, v)
		}
	},
}
