package corpus

import (
	"fmt"
	"strings"

	"prereview/filing"
)

// formPlants are mistakes of typing: nothing but the form shows them.
var formPlants = []Plant{
	{"mobile-form", []string{"contact-mobile-format"}, applicant{}, func(s *spoiler) {
		bad := func(m string) string {
			switch s.r.IntN(7) {
			case 0:
				return m[:10]
			case 1:
				return m + fmt.Sprint(s.r.IntN(10))
			case 2:
				return fmt.Sprint(2+s.r.IntN(8)) + m[1:]
			case 3:
				return "1" + fmt.Sprint(s.r.IntN(3)) + m[2:]
			case 4:
				i := 2 + s.r.IntN(9)
				return m[:i] + pick(s.r, []string{"o", "l", "x", "*", "一"}) + m[i+1:]
			case 5:
				return pick(s.r, areaCodes) + "-" + m[3:]
			}
			return "400-" + m[4:7] + "-" + m[7:]
		}
		s.how("mobile number")
		s.said(func(p *filing.Person) { p.Mobile = filing.Phone(bad(string(p.Mobile))) })
		s.fire(filing.VerdictFix, "contact-mobile-format")
	}},
	{"emergency-form", []string{"contact-mobile-format"}, applicant{}, func(s *spoiler) {
		m := string(contact(s.r).Mobile)
		bad := pick(s.r, []string{m[:10], m[:9], m + fmt.Sprint(s.r.IntN(10)), "1" + fmt.Sprint(s.r.IntN(3)) + m[2:], m[:5] + "x" + m[6:]})
		s.how("emergency number")
		s.said(func(p *filing.Person) { p.EmergencyPhone = filing.Phone(bad) })
		s.fire(filing.VerdictFix, "contact-mobile-format")
	}},
	{"email-form", []string{"contact-email-format"}, applicant{}, func(s *spoiler) {
		s.said(func(p *filing.Person) {
			user, host, _ := strings.Cut(p.Email, "@")
			name, _, _ := strings.Cut(host, ".")
			p.Email = pick(s.r, []string{user, user + "@", "@" + host, user + "@" + name, user + "@@" + host, user + " @" + host + ";", user + "@" + host + ".",
				user + "。" + host, "邮箱" + p.Email, user + "@" + host + "," + user + "2@" + host, user + "@" + name + "，com", user + "@" + host + "1", user + "＃" + host})
			s.how("email %s", p.Email)
		})
		s.fire(filing.VerdictFix, "contact-email-format")
	}},
	{"domain-form", []string{"dom-format"}, applicant{}, func(s *spoiler) {
		ds := s.Form.Declared.Site.Domains
		i := s.r.IntN(len(ds))
		d := ds[i]
		label, suffix, _ := strings.Cut(d, ".")
		ds[i] = pick(s.r, []string{"www." + d, "http://" + d, "https://" + d, "https://www." + d + "/", d + "/", d + "/index.html", d + ":8080", label, label + "_a." + suffix,
			"m." + d, "shop." + d, label + "。" + suffix, label + ".." + suffix, "-" + d, d + ".", fmt.Sprintf("10.%d.%d.8", s.r.IntN(250), s.r.IntN(250)), "com.cn", label + " ." + suffix, "@" + d})
		s.how("domain %s", ds[i])
		s.may("dom-duplicate", "site-remark-noapproval") // com.cn is above another; a remark names the domain
		s.fire(filing.VerdictFix, "dom-format")
	}},
	{"one-person-differs", []string{"x-person-same-all"}, applicant{one: true}, func(s *spoiler) {
		d := &s.Form.Declared.SitePrincipal
		other := contact(s.r)
		for other.EmergencyPhone == d.EmergencyPhone || other.Mobile == d.Mobile || other.Email == d.Email {
			other = contact(s.r)
		}
		switch s.r.IntN(6) {
		case 0:
			d.Mobile = other.Mobile
			s.how("mobile of the site principal")
		case 1:
			d.Mobile = filing.Phone(otherDigitAt(s.r, string(d.Mobile), 3+s.r.IntN(8)))
			s.how("one digit of the mobile of the site principal")
		case 2:
			d.Email = other.Email
			s.how("email of the site principal")
		case 3:
			d.EmergencyPhone = other.EmergencyPhone
			s.how("emergency number of the site principal")
		case 4:
			d.ValidUntil = s.SubmittedAt.AddMonths(12 * (2 + s.r.IntN(8))).AddDays(s.r.IntN(25)).String()
			s.how("validity of the site principal")
		case 5:
			i, rs := someHan(s.r, string(d.Name))
			rs[i] = unlike(s.r, rs[i])
			d.Name = filing.PersonName(rs)
			s.how("name of the site principal")
		}
		s.fire(filing.VerdictFix, "x-person-same-all")
	}},
	{"two-persons-share", []string{"x-person-diff-all"}, applicant{two: true, kinds: organisations}, func(s *spoiler) {
		p, d := s.Form.Declared.Principal, &s.Form.Declared.SitePrincipal
		what := s.r.IntN(3)
		if what != 1 {
			d.Mobile = p.Mobile
			if chance(s.r, .4) { // written another way, it is still the same
				m := string(p.Mobile)
				d.Mobile = filing.Phone(pick(s.r, []string{"+86 " + m, m[:3] + " " + m[3:7] + " " + m[7:], "86-" + m, m[:3] + "-" + m[3:7] + "-" + m[7:]}))
			}
		}
		if what != 0 {
			d.Email = pick(s.r, []string{p.Email, strings.ToUpper(p.Email)})
		}
		s.how("shared: %s", []string{"mobile", "email", "both"}[what])
		s.may("contact-mobile-roles") // where a province wants all numbers to differ
		s.fire(filing.VerdictFix, "x-person-diff-all")
	}},
}

// organisations are all kinds but the individual.
var organisations = append(append([]filing.Kind{}, licensed...), filing.Institution, filing.Government, filing.SocialOrganisation,
	filing.PrivateNonEnterprise, filing.Foundation, filing.LawFirm, filing.Military)
