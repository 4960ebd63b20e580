package corpus

import (
	"fmt"
	"strings"

	"prereview/filing"
)

// namePlants are names that do not agree.
var namePlants = []Plant{
	{"org-name-character", []string{"x-org-name-licence"}, applicant{kinds: licensed}, func(s *spoiler) {
		o := &s.Form.Declared.Organisation
		i, rs := someHan(s.r, o.Name)
		was := string(rs)
		switch s.r.IntN(5) {
		case 0:
			rs = append(rs[:i:i], rs[i+1:]...)
		case 1:
			rs = append(rs[:i:i], append([]rune{unlike(s.r, rs[i])}, rs[i:]...)...)
		case 2:
			j := (i + 1) % len(rs)
			rs[i], rs[j] = rs[j], rs[i]
		default:
			rs[i] = unlike(s.r, rs[i])
		}
		o.Name = string(rs)
		// Two like characters changed places, or only a bracket moved: nothing to find.
		s.unfit = o.Name == was || strings.NewReplacer("(", "", ")", "", "（", "", "）", "").Replace(o.Name) == strings.NewReplacer("(", "", ")", "", "（", "", "）", "").Replace(was)
		s.how("declared %s", o.Name)
		s.fire(filing.VerdictFix, "x-org-name-licence")
	}},
	{"org-name-other", []string{"x-org-name-licence"}, applicant{kinds: licensed}, func(s *spoiler) {
		o := &s.Form.Declared.Organisation
		was := o.Name
		switch s.r.IntN(3) {
		case 0: // what people call it
			o.Name = strings.NewReplacer("有限责任公司", "公司", "有限公司", "公司", "股份", "", "合伙企业", "").Replace(o.Name)
		case 1:
			rs := []rune(o.Name)
			o.Name = string(rs[:len(rs)-2])
		default:
			o.Name = s.Split.companyName(s.r, s.entity(), pickPlaceIn(s.r, s.Form.Province), pick(s.r, trades))
		}
		s.unfit = o.Name == was
		s.how("declared %s", o.Name)
		s.may("site-name-vs-subject", "site-name-industry-mismatch")
		s.fire(filing.VerdictFix, "x-org-name-licence")
	}},
	{"org-name-look-alike", []string{"x-org-name-licence"}, applicant{kinds: licensed}, func(s *spoiler) {
		var b, name string
		s.company.Name = s.owned(func() string {
			var a string
			a, b = alike(s.r)
			i, rs := someHan(s.r, s.declaredName())
			name = string(rs[:i]) + b + string(rs[i:])
			return string(rs[:i]) + a + string(rs[i:])
		})
		s.declare()
		s.Form.Declared.Organisation.Name = name
		s.how("declared %s", name)
		s.may("site-name-personal-banned") // what was a word of its own name is one no more
		s.doubt(filing.VerdictReview, "x-org-name-licence")
	}},
	{"bracket-narrow", []string{"x-org-name-bracket"}, applicant{kinds: []filing.Kind{filing.Enterprise}}, func(s *spoiler) {
		s.bracketed("（", "）")
		s.Form.Declared.Organisation.Name = strings.NewReplacer("（", "(", "）", ")").Replace(s.company.Name)
		if chance(s.r, .3) {
			s.Form.Declared.Organisation.Name = strings.Replace(s.company.Name, "（", "(", 1)
		}
		s.how("declared %s", s.Form.Declared.Organisation.Name)
		v := filing.VerdictPass
		if s.Form.Province == "北京" { // T-省/北京: exactly as on the licence
			v = filing.VerdictFix
		}
		s.fire(v, "x-org-name-bracket")
	}},
	{"bracket-wide", []string{"x-org-name-bracket"}, applicant{kinds: []filing.Kind{filing.Enterprise}}, func(s *spoiler) {
		s.bracketed("(", ")")
		s.Form.Declared.Organisation.Name = strings.NewReplacer("(", "（", ")", "）").Replace(s.company.Name)
		s.how("declared %s", s.Form.Declared.Organisation.Name)
		s.doubt(filing.VerdictPass, "x-org-name-bracket")
	}},
	{"legal-rep-other", []string{"x-legal-rep-name"}, applicant{kinds: licensed, provinces: repRequired}, func(s *spoiler) {
		p := s.stranger()
		s.how("the licence names %s", p.Name)
		s.company.Person = p.Name
		s.fire(filing.VerdictFix, "x-legal-rep-name")
	}},
	{"legal-rep-authorised", []string{"x-legal-rep-name"}, applicant{kinds: licensed, provinces: repAuthorised, one: true}, func(s *spoiler) {
		rep := s.stranger()
		s.company.Person = rep.Name
		s.how("another person was authorised, without a letter")
		if chance(s.r, .3) {
			s.fire(filing.VerdictFix, "material-authorisation-missing")
		} else {
			s.how("another person was authorised by a letter")
			s.authorise(AuthorisationOf(*s.company, *s.principal, *rep, "主体负责人及网站负责人", s.Form.Declared.Site.Domains[0], s.SubmittedAt.AddDays(-s.r.IntN(40))))
		}
		s.fire(filing.VerdictReview, "x-legal-rep-name")
	}},
	{"legal-rep-look-alike", []string{"x-legal-rep-name", "x-legal-rep-id"}, applicant{kinds: licensed}, func(s *spoiler) {
		s.company.Person = s.giveTwin()
		s.how("the licence names %s", s.company.Person)
		s.may("material-authorisation-missing")
		s.doubt(filing.VerdictReview, "x-legal-rep-name", "x-legal-rep-id")
	}},
	{"legal-rep-card", []string{"x-legal-rep-id", "x-principal-id"}, applicant{kinds: licensed, entities: []Entity{LimitedCompany, LimitedCompany, StateEntity, SoleInvestor, Branch}}, func(s *spoiler) {
		p := s.stranger()
		s.paper(filing.SlotIDCardFront).Person = p
		if chance(s.r, .6) {
			s.paper(filing.SlotIDCardBack).Person = p
		}
		s.how("the card is %s's", p.Name)
		s.may("id-term-rule", "id-issuer-region", "id-valid-order", "id-expiring-soon")
		s.fire(filing.VerdictFix, "x-legal-rep-id", "x-principal-id")
	}},
	{"principal-name", []string{"x-principal-id"}, applicant{entities: named}, func(s *spoiler) {
		s.said(s.misname)
		if s.certified() {
			s.may("material-authorisation-missing")
			s.fire(filing.VerdictFix, "x-legal-rep-name")
		}
		s.fire(filing.VerdictFix, "x-principal-id")
	}},
	{"principal-look-alike", []string{"x-principal-id"}, applicant{}, func(s *spoiler) {
		twin := s.giveTwin()
		s.said(func(p *filing.Person) { p.Name = filing.PersonName(twin) })
		s.how("declared %s, card %s", twin, s.principal.Name)
		if s.certified() {
			s.may("material-authorisation-missing")
			s.doubt(filing.VerdictReview, "x-legal-rep-name")
		}
		s.doubt(filing.VerdictReview, "x-principal-id")
	}},
	{"site-principal-name", []string{"x-site-principal-id"}, applicant{two: true, kinds: organisations}, func(s *spoiler) {
		s.misname(&s.Form.Declared.SitePrincipal)
		s.fire(filing.VerdictFix, "x-site-principal-id")
	}},
	{"site-principal-card", []string{"x-site-principal-id"}, applicant{two: true, kinds: organisations}, func(s *spoiler) {
		p := s.stranger()
		s.paper(filing.SlotSitePrincipalIDCardFront).Person = p
		if chance(s.r, .6) {
			s.paper(filing.SlotSitePrincipalIDCardBack).Person = p
		}
		s.how("the card is %s's", p.Name)
		s.may("id-term-rule", "id-issuer-region", "id-valid-order", "id-expiring-soon", "id-age-max")
		s.fire(filing.VerdictFix, "x-site-principal-id")
	}},
	{"name-not-chinese", []string{"id-name-format"}, applicant{}, func(s *spoiler) {
		s.giveName(func(n string) string {
			i, rs := someHan(s.r, n)
			rs[i] = []rune(pick(s.r, runes("ABKMTXZ234679bdkq")))[0]
			return string(rs)
		})
		s.how("name %s", s.principal.Name)
		s.fire(filing.VerdictReview, "id-name-format")
	}},
}

// repRequired and repAuthorised are provinces that want the legal representative as 主体负责人, and those that take another
// person with a letter (T-省). Of the latter, some want the 网站负责人 to be that person too.
var (
	repRequired   = strings.Fields("广东 浙江 上海 湖北 湖南 广西 福建 江西 山东 河南 贵州 云南 西藏 陕西 宁夏 青海 新疆 重庆 天津 河北 内蒙古")
	repAuthorised = strings.Fields("辽宁 吉林 黑龙江 江苏 安徽 海南 四川 甘肃")
)

func (s *spoiler) entity() Entity {
	if s.company.Entity == "" {
		return LimitedCompany
	}
	return s.company.Entity
}

func (s *spoiler) declaredName() string { return s.Form.Declared.Organisation.Name }

// bracketed gives the company a name with brackets of one width.
func (s *spoiler) bracketed(left, right string) {
	s.company.Name = s.owned(func() string {
		at := pickPlaceIn(s.r, s.Form.Province)
		return pick(s.r, []string{
			s.Split.brand(s.r) + left + strings.TrimSuffix(at.seat(), "市") + right + pick(s.r, trades).names[0] + "有限公司",
			at.seat() + s.Split.brand(s.r) + pick(s.r, trades).names[0] + left + "集团" + right + "有限公司",
			at.seat() + s.Split.brand(s.r) + left + "中国" + right + "投资有限公司",
		})
	})
	s.declare()
	s.Form.Declared.Site.Name = siteNameOf(s.company.Name)
}

// giveName names the principal anew, on every document and on the form.
func (s *spoiler) giveName(f func(string) string) {
	was := s.principal.Name
	s.principal.Name = s.owned(func() string { return f(was) })
	if s.company != nil {
		s.company.Person = strings.Replace(s.company.Person, was, s.principal.Name, 1)
	}
	s.declare()
}

// giveTwin names the principal anew and answers a name that is easily taken for it.
func (s *spoiler) giveTwin() (twin string) {
	s.giveName(func(string) string {
		a, b := alike(s.r)
		name := pick(s.r, commonSurnames) + pick(s.r, neutralChars)
		twin = name + b
		return name + a
	})
	return twin
}

// misname declares another name than the card's.
func (s *spoiler) misname(p *filing.Person) {
	i, rs := someHan(s.r, string(p.Name))
	switch s.r.IntN(4) {
	case 0:
		p.Name = filing.PersonName(s.Split.inventName(s.r, "男", "汉", true))
		s.unfit = string(p.Name) == string(rs)
	case 1:
		rs = append(rs[:i:i], append([]rune{unlike(s.r, rs[i])}, rs[i:]...)...)
		p.Name = filing.PersonName(rs)
	default:
		rs[i] = unlike(s.r, rs[i])
		p.Name = filing.PersonName(rs)
	}
	s.Expected.How = fmt.Sprint("declared ", string(p.Name))
}
