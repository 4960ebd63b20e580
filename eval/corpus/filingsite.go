package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"prereview/filing"
)

// What a form declares beyond its documents: how to reach people, and the website.

var (
	syllables = strings.Fields("an bo chen da en fu gao hai jia kang lan ming nuo ou ping qi rui sheng tian wan xin yun zhi bei yue hong")
	mailHosts = strings.Fields("example-mail.cn post-sample.com mail-sample.net box-sample.com.cn")
	areaCodes = strings.Fields("010 021 027 0571 0755 0371 0771 0891 0931")
	topics    = strings.Fields("读书笔记 摄影手记 编程随笔 园艺日记 旅行见闻 美食记录 书法习作 观鸟札记")
	contents  = strings.Fields("单位门户网站 综合门户 网络购物 信息服务")
)

func contact(r *rand.Rand) filing.Person {
	p := filing.Person{Mobile: filing.Phone(mobile(r))}
	p.EmergencyPhone = filing.Phone(mobile(r))
	if chance(r, .3) {
		p.EmergencyPhone = filing.Phone(fmt.Sprintf("%s-%d", pick(r, areaCodes), intBetween(r, 20000000, 89999999)))
	}
	user := pick(r, syllables) + pick(r, syllables)
	if chance(r, .5) {
		user += fmt.Sprint(pick(r, []string{"", ".", "_", "-"}), r.IntN(1000))
	}
	p.Email = user + "@" + pick(r, mailHosts)
	return p
}

// personalStatement is what some provinces want copied into the remark of an individual's site (T-省).
const personalStatement = "本网站是个人网站，不含有企业、单位等非个人网站的信息，若在核实中发现网站中含有企业、单位等信息，本人愿接受以虚假信息进行备案，注销网站，并将主体和域名加入黑名单的处罚。"

// siteOf describes the website in the way the province asks for.
func siteOf(r *rand.Rand, f FilingPlan) filing.Site {
	s := filing.Site{Domains: []string{domainName(r)}, Languages: []string{"zh"}}
	if chance(r, .15) {
		s.Domains = append(s.Domains, domainName(r))
	}
	if f.Form.Kind == filing.Individual {
		given := []rune(f.principal.Name)
		s.Name = string(given[len(given)-1:]) + "的" + pick(r, topics)
		s.Content = "其他"
		s.Remark = "本网站仅用于个人" + pick(r, topics) + "和生活随笔的记录与分享，不含任何经营内容和企业信息。"
	} else {
		s.Name = siteNameOf(f.company.Name)
		s.Content = pick(r, contents)
		s.Remark = "本网站用于介绍本单位的" + pick(r, []string{"产品和技术服务", "业务范围和联系方式", "机构职能和办事指南"}) + "，不涉及前置审批内容。"
	}
	return s
}

// siteNameOf is what a company may call its site.
func siteNameOf(company string) string {
	name := strings.NewReplacer("有限责任公司", "", "有限公司", "", "股份", "", "(", "", ")", "", "（", "", "）", "").Replace(company)
	if n := []rune(name); len(n) > 18 { // without its place; what it is would be lost with the end of it
		if i := slices.IndexFunc(n, func(r rune) bool { return strings.ContainsRune("市县区旗", r) }); i >= 0 && i < len(n)-4 {
			n = n[i+1:]
		} else if _, rest, ok := strings.Cut(name, "自治州"); ok {
			n = []rune(rest)
		}
		name = string(n[:min(len(n), 18)])
	}
	return name
}

// conform makes the declared site and contacts what the province asks for.
func (f *FilingPlan) conform() {
	s, p, alone := &f.Form.Declared.Site, f.Form.Province, f.Form.Kind == filing.Individual
	if slices.Contains([]string{"河南", "湖南", "广西", "重庆", "新疆"}, p) || p == "海南" && alone {
		s.Domains = s.Domains[:1]
	}
	switch {
	case p == "黑龙江" && alone:
		s.Content = "博客/个人空间"
	case alone:
		s.Content = "其他"
	case p == "江西" && !alone:
		s.Content = contents[0]
	}
	if alone && slices.Contains([]string{"天津", "山东", "内蒙古", "广西", "甘肃"}, p) {
		s.Remark = personalStatement
	}
	if p == "江西" {
		s.Remark = "该网站" + s.Domains[0] + "不涉及前置审批业务。" + s.Remark
	}
}
