package corpus

import (
	"fmt"
	"strings"

	"prereview/filing"
)

// contactPlants are numbers that reach nobody, or somebody else, and what else is declared of the organisation and its server.
var contactPlants = []Plant{
	{"emergency-virtual", []string{"contact-mobile-virtual"}, applicant{}, func(s *spoiler) {
		n := pick(s.r, strings.Fields("162 165 167 170 171")) + fmt.Sprintf("%08d", s.r.IntN(1e8))
		n = pick(s.r, []string{n, n, "+86 " + n, n[:3] + "-" + n[3:7] + "-" + n[7:]})
		s.said(func(p *filing.Person) { p.EmergencyPhone = filing.Phone(n) })
		s.how("emergency number %s", n)
		s.fire(filing.VerdictFix, "contact-mobile-virtual")
	}},
	{"mobile-virtual", []string{"contact-mobile-virtual"}, applicant{}, func(s *spoiler) {
		n := pick(s.r, strings.Fields("162 165 167 170 171")) + fmt.Sprintf("%08d", s.r.IntN(1e8))
		s.said(func(p *filing.Person) {
			if chance(s.r, .3) {
				p.OfficePhone = filing.Phone(n)
			} else {
				p.Mobile = filing.Phone(n)
			}
		})
		s.unfit = s.Form.Province == "江苏" || s.Form.Province == "河北" // ask for a landline there
		s.how("number %s", n)
		s.fire(filing.VerdictReview, "contact-mobile-virtual")
	}},
	{"mobile-of-a-thing", []string{"contact-mobile-data-only"}, applicant{}, func(s *spoiler) {
		n := pick(s.r, []string{"145", "147", "149", "1749", "17406", "17409", "17412"})
		for len(n) < 11 {
			n += fmt.Sprint(s.r.IntN(10))
		}
		s.said(func(p *filing.Person) {
			if chance(s.r, .4) {
				p.EmergencyPhone = filing.Phone(n)
			} else {
				p.Mobile = filing.Phone(n)
			}
		})
		s.how("number %s", n)
		s.fire(filing.VerdictReview, "contact-mobile-data-only")
	}},
	{"emergency-same", []string{"contact-mobile-roles"}, applicant{}, func(s *spoiler) {
		s.said(func(p *filing.Person) {
			m := string(p.Mobile)
			p.EmergencyPhone = filing.Phone(pick(s.r, []string{m, m, "+86" + m, m[:3] + " " + m[3:7] + " " + m[7:], "86-" + m}))
			s.how("emergency number %s", p.EmergencyPhone)
		})
		s.unfit = s.Form.Province == "北京" && s.Form.Kind == filing.Individual // may be the same there
		s.fire(filing.VerdictFix, "contact-mobile-roles")
	}},
	{"numbers-too-few", []string{"contact-mobile-roles"}, applicant{kinds: organisations, two: true, provinces: []string{"湖北", "广东"}}, func(s *spoiler) {
		p, o := s.Form.Declared.Principal, &s.Form.Declared.SitePrincipal
		o.EmergencyPhone = pick(s.r, []filing.Phone{p.EmergencyPhone, p.Mobile}) // two persons: four different numbers
		s.how("both with %s", o.EmergencyPhone)
		s.fire(filing.VerdictFix, "contact-mobile-roles")
	}},
	{"office-same", []string{"contact-mobile-roles"}, applicant{provinces: []string{"河南", "吉林"}}, func(s *spoiler) {
		s.said(func(p *filing.Person) {
			p.OfficePhone = p.Mobile
			s.how("second number %s", p.OfficePhone)
		})
		s.fire(filing.VerdictFix, "contact-mobile-roles")
	}},
	{"landline-form", []string{"contact-landline"}, applicant{provinces: notHebeiJiangsu}, func(s *spoiler) {
		n := fmt.Sprint(intBetween(s.r, 20000000, 89999999))
		code := pick(s.r, areaCodes)
		bad := pick(s.r, []string{n, n[:7], code, code + "-" + n[:5], code + "-" + n + "9", "400-" + n[:7], "(" + n + ")", code + "/" + n, code + "-" + n + "转", code + "-" + n[:4] + "x" + n[4:7], "0" + n, "+1-202-" + n[:7], "无"})
		s.said(func(p *filing.Person) { p.OfficePhone = filing.Phone(bad) })
		s.how("landline %s", bad)
		if bad[0] == '0' && bad == "0"+n { // 0 and eight digits may be a code and a number without a dash: too short for one
			s.how("landline %s, no area code", bad)
		}
		s.unfit = strings.HasSuffix(bad, "转") // an extension left out is nobody's fault
		s.fire(filing.VerdictFix, "contact-landline")
	}},
	{"landline-missing", []string{"contact-landline"}, applicant{kinds: organisations, provinces: []string{"江苏"}}, func(s *spoiler) {
		s.contacts[1].OfficePhone = ""
		for _, p := range []*filing.Person{&s.Form.Declared.Principal, &s.Form.Declared.SitePrincipal} {
			p.OfficePhone = ""
			if chance(s.r, .4) {
				p.OfficePhone = contact(s.r).Mobile
			}
			if s.onePerson() {
				s.Form.Declared.SitePrincipal = s.Form.Declared.Principal
				break
			}
		}
		s.how("no landline")
		s.fire(filing.VerdictFix, "contact-landline")
	}},
	{"landline-elsewhere", []string{"contact-landline"}, applicant{provinces: []string{"河北"}}, func(s *spoiler) {
		n := pick(s.r, areaCodes) + pick(s.r, []string{"-", ""}) + fmt.Sprint(intBetween(s.r, 20000000, 89999999))
		s.said(func(p *filing.Person) { p.OfficePhone = filing.Phone(n) })
		s.how("landline %s in 河北", n)
		s.fire(filing.VerdictFix, "contact-landline")
	}},
	{"investor-is-a-person", []string{"investor-name"}, applicant{kinds: licensed, provinces: []string{"吉林", "福建", "广西", "甘肃"}}, func(s *spoiler) {
		name := s.declaredName()
		rs := []rune(name)
		s.investor(pick(s.r, []string{s.principal.Name, s.stranger().Name, string(rs[:len(rs)-2]), s.brandPart(), "自然人投资", s.Split.companyName(s.r, LimitedCompany, pickPlaceIn(s.r, s.Form.Province), pick(s.r, trades))}))
		s.unfit = s.Form.Declared.Organisation.Investor == name
		s.fire(filing.VerdictReview, "investor-name")
	}},
	{"investor-is-no-person", []string{"investor-name"}, applicant{kinds: licensed, entities: []Entity{LimitedCompany, StateEntity, SoleInvestor}, provinces: []string{"宁夏"}}, func(s *spoiler) {
		s.investor(pick(s.r, []string{s.declaredName(), s.stranger().Name, "自然人投资"}))
		s.fire(filing.VerdictReview, "investor-name") // T-省/宁夏 wants the legal representative
	}},
	{"superior-is-itself", []string{"investor-name"}, applicant{kinds: []filing.Kind{filing.Government}}, func(s *spoiler) {
		s.investor(pick(s.r, []string{s.declaredName(), s.declaredName(), string(s.Form.Declared.Principal.Name)}))
		s.fire(filing.VerdictReview, "investor-name")
	}},
	{"server-leased-short", []string{"server-lease"}, applicant{}, func(s *spoiler) {
		a := &s.Form.Declared.Access
		switch s.r.IntN(4) {
		case 0: // a month or two
			from := s.SubmittedAt.AddDays(-s.r.IntN(20))
			a.LeasedFrom, a.LeasedUntil = from.String(), from.AddMonths(1+s.r.IntN(2)).String()
		case 1: // long, and over
			until := s.SubmittedAt.AddDays(-1 - s.r.IntN(90))
			a.LeasedFrom, a.LeasedUntil = until.AddMonths(-12).String(), until.String()
		case 2:
			a.LeasedUntil = s.SubmittedAt.AddDays(s.r.IntN(80)).String()
		default:
			a.LeasedFrom, a.LeasedUntil = s.SubmittedAt.String(), pick(s.r, []string{"2027-02-30", "一年", "2027", "2027-13-01"})
		}
		s.how("leased from %s until %s", a.LeasedFrom, a.LeasedUntil)
		s.fire(filing.VerdictFix, "server-lease")
	}},
	{"server-abroad", []string{"server-mainland"}, applicant{}, func(s *spoiler) {
		a := &s.Form.Declared.Access
		if chance(s.r, .5) {
			a.ServerPlace = pick(s.r, []string{"香港", "中国香港", "台湾省", "澳门", "香港特别行政区", "美国洛杉矶", "新加坡", "日本东京", "境外", "德国法兰克福", "海外机房"})
		} else {
			a.IPs = []string{pick(s.r, []string{fmt.Sprintf("192.168.%d.%d", s.r.IntN(250), s.r.IntN(250)), fmt.Sprintf("10.%d.%d.8", s.r.IntN(250), s.r.IntN(250)), "127.0.0.1", fmt.Sprintf("172.16.%d.3", s.r.IntN(250)),
				"100.64.1.1", "fe80::1", fmt.Sprintf("47.%d.12", s.r.IntN(250)), "47.95.300.2", "localhost", "0.0.0.0", "::1"})}
		}
		s.how("server in %s, %v", a.ServerPlace, a.IPs)
		s.fire(filing.VerdictFix, "server-mainland")
	}},
}

// notHebeiJiangsu are the provinces that take any landline, or none.
var notHebeiJiangsu = strings.Fields("北京 天津 山西 内蒙古 辽宁 吉林 黑龙江 上海 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆")

func (s *spoiler) investor(name string) {
	s.Form.Declared.Organisation.Investor = name
	s.how("investor %s", name)
}
