package extract

import "slices"

// label is a printed label of a licence and the field it names. Licences name the same field differently by kind of
// entity (docs of the form: GB formats A-H).
type label struct {
	text  string
	field string
}

// Pseudo-fields: what is a label but names no field of ours, and print that ends a column.
const (
	labelTerm   = "term"
	labelNumber = "registration_number"
	labelStop   = "stop"
)

var labels = []label{
	{"统一社会信用代码", "uscc"}, {"统一社会信用", "uscc"}, {"社会信用代码", "uscc"},
	{"名称", "name"}, {"企业名称", "name"}, {"字号名称", "name"},
	{"类型", "type"}, {"公司类型", "type"}, {"企业类型", "type"}, {"主体类型", "type"},
	{"法定代表人", "legal_representative"}, {"法定代表人姓名", "legal_representative"}, {"经营者", "legal_representative"},
	{"经营者姓名", "legal_representative"}, {"负责人", "legal_representative"}, {"投资人", "legal_representative"},
	{"投资人姓名", "legal_representative"}, {"执行事务合伙人", "legal_representative"}, {"首席代表", "legal_representative"},
	{"注册资本", "registered_capital"}, {"注册资金", "registered_capital"}, {"成员出资总额", "registered_capital"},
	{"出资额", "registered_capital"}, {"资金数额", "registered_capital"}, {"实收资本", "paid_in_capital"},
	{"成立日期", "established"}, {"注册日期", "established"},
	{"营业期限", labelTerm}, {"经营期限", labelTerm}, {"合伙期限", labelTerm}, {"驻在期限", labelTerm},
	{"住所", "address"}, {"主要经营场所", "address"}, {"经营场所", "address"}, {"营业场所", "address"}, {"企业住所", "address"},
	{"驻在场所", "address"},
	{"经营范围", "business_scope"}, {"业务范围", "business_scope"},
	{"组成形式", "composition"},
	{"注册号", labelNumber}, {"证照编号", labelNumber}, {"编号", labelNumber},
	{"登记机关", "registration_authority"}, {"发照机关", "registration_authority"},
	// The form's own lines at the edges, as far as they are read.
	{"扫描二维码", labelStop}, {"国家企业信用", labelStop}, {"市场主体应当", labelStop},
	{"国家市场监督", labelStop}, {"中华人民共和国国家", labelStop},
}

// matchLabel finds the label a text begins with. The number of characters it takes and how well it fits (1 is exactly,
// 0 not at all) come with it. Short labels must fit exactly, longer ones may have a misread character or two.
func matchLabel(t []cell) (best label, taken int, score float64) {
	for _, l := range labels {
		want := []rune(l.text)
		n := len(want)
		if len(t) < n-1 {
			continue
		}
		right := 0
		var quality float64
		if len(t) >= n {
			for i, r := range want {
				if t[i].r == r {
					right++
					quality++
				} else if t[i].support(r) >= minSupport {
					right++
					quality += 0.7
				}
			}
		}
		wrong := n - right
		k := n
		if wrong > 0 { // a character lost or gained
			for _, m := range []int{n - 1, n + 1} {
				if m < 2 || m > len(t) {
					continue
				}
				if d := editDistance(text(t[:m]), l.text); d < wrong {
					wrong, k = d, m
					quality = float64(n - d)
				}
			}
		}
		allowed := 0
		switch {
		case n >= 8:
			allowed = 3
		case n >= 6:
			allowed = 2
		case n >= 4:
			allowed = 1
		case n == 3 && k == n && (t[0].r == want[0] && t[2].r == want[2] || t[1].r == want[1] && t[2].r == want[2] || t[0].r == want[0] && t[1].r == want[1]):
			allowed = 1
		}
		if wrong > allowed {
			continue
		}
		q := quality / float64(n)
		if wrong > 0 {
			q *= 0.8
		}
		// Of two that fit the longer is meant (经营者姓名 before 经营者).
		if q+0.01*float64(n) > score+0.01*float64(taken) {
			best, taken, score = l, k, q
		}
	}
	return best, taken, score
}

// beginsLabel says that a text may be the beginning of a longer label.
func beginsLabel(t []cell) bool {
	n := len(t)
	return n >= 3 && slices.ContainsFunc(labels, func(l label) bool {
		want := []rune(l.text)
		return len(want) > n && editDistance(text(t), string(want[:n])) <= n/4
	})
}
