package corpus

import (
	"slices"

	"prereview/filing"
)

// withTerm are the entities whose licences print a term.
var withTerm = []Entity{LimitedCompany, LimitedCompany, StateEntity, Partnership, Branch}

// licencePlants are licences that are out of date, forged, or of another kind of applicant.
var licencePlants = []Plant{
	{"licence-of-old", []string{"lic-old-layout"}, applicant{kinds: licensed}, func(s *spoiler) {
		n := registration(s.r, string(s.company.USCC[2:8]))
		s.Form.Declared.Organisation.CertificateNumber = n
		s.how("declared as %s", n)
		s.may("lic-regno15-checksum")
		s.fire(filing.VerdictFix, "lic-old-layout", "lic-uscc-format", "x-org-code-licence")
	}},
	{"registration-number-digit", []string{"lic-regno15-checksum"}, applicant{kinds: licensed}, func(s *spoiler) {
		n := registration(s.r, string(s.company.USCC[2:8]))
		n = otherDigitAt(s.r, n, s.r.IntN(len(n)))
		s.Form.Declared.Organisation.CertificateNumber = n
		s.how("declared as %s", n)
		s.fire(filing.VerdictFix, "lic-regno15-checksum", "lic-old-layout", "lic-uscc-format", "x-org-code-licence")
	}},
	{"trader-without-name", []string{"lic-individual-noname"}, applicant{kinds: []filing.Kind{filing.SoleTrader}}, func(s *spoiler) {
		s.company.Name = s.principal.Name + pick(s.r, []string{"", "", "(个体工商户)", "（个体工商户）"})
		s.declare()
		s.how("named %s", s.company.Name)
		s.Form.Declared.Site.Name = siteNameOf(s.company.Name) + "的小店"
		s.may("site-name-vs-subject")
		s.fire(filing.VerdictReview, "lic-individual-noname")
	}},
	{"certificate-of-other-kind", []string{"lic-docset-kind"}, applicant{kinds: organisations}, func(s *spoiler) {
		typ := "foundation"
		if s.Form.Kind == filing.Foundation {
			typ = "law_firm_licence"
		}
		s.Form.Declared.Organisation.CertificateType = typ
		s.how("%s with %s", s.Form.Kind, typ)
		s.may("x-org-type-cert")
		s.fire(filing.VerdictFix, "lic-docset-kind")
	}},
	{"licence-sealed-by-a-city", []string{"lic-hainan-seal"}, applicant{kinds: licensed, provinces: []string{"海南"}}, func(s *spoiler) {
		s.company.Authority = pickPlaceIn(s.r, "海南").seat() + "市场监督管理局"
		s.how("sealed by %s", s.company.Authority)
		s.fire(filing.VerdictReview, "lic-hainan-seal")
	}},
	{"licence-unsealed", []string{"lic-authority-seal"}, applicant{kinds: licensed}, func(s *spoiler) {
		s.company.Authority = ""
		s.how("no seal on the licence of %s", s.company.Name)
		s.may("lic-hainan-seal", "lic-fields-missing")
		s.doubt(filing.VerdictReview, "lic-authority-seal")
	}},
	{"licence-expired", []string{"lic-term-expired"}, applicant{kinds: []filing.Kind{filing.Enterprise}, entities: withTerm}, func(s *spoiler) {
		s.endTerm(s.SubmittedAt.AddDays(-1 - s.r.IntN(900)))
		s.fire(filing.VerdictFix, "lic-term-expired")
	}},
	{"licence-ends-soon", []string{"lic-term-short"}, applicant{kinds: []filing.Kind{filing.Enterprise}, entities: withTerm}, func(s *spoiler) {
		s.endTerm(s.SubmittedAt.AddDays(s.r.IntN(88)))
		s.fire(filing.VerdictReview, "lic-term-short")
	}},
	{"licence-ends-within-year", []string{"lic-term-short"}, applicant{kinds: []filing.Kind{filing.Enterprise}, entities: withTerm, provinces: []string{"上海"}}, func(s *spoiler) {
		s.endTerm(s.SubmittedAt.AddMonths(3).AddDays(2 + s.r.IntN(260))) // 上海 asks for a year
		s.fire(filing.VerdictReview, "lic-term-short")
	}},
	{"licence-dates-order", []string{"lic-date-order"}, applicant{kinds: licensed}, func(s *spoiler) {
		c := s.company
		switch s.r.IntN(3) {
		case 0:
			c.Issued = c.Established.AddDays(-1 - s.r.IntN(900))
		case 1:
			c.Issued = s.SubmittedAt.AddDays(1 + s.r.IntN(700))
		default:
			c.Established = s.SubmittedAt.AddDays(1 + s.r.IntN(400))
			if !c.TermFrom.IsZero() {
				c.TermFrom, c.TermUntil = c.Established, filing.Date{Open: true}
			}
		}
		s.how("established %s, issued %s", c.Established, c.Issued)
		s.fire(filing.VerdictReview, "lic-date-order")
	}},
	{"licence-check-character", []string{"lic-uscc-checksum"}, applicant{kinds: licensed}, func(s *spoiler) {
		code := s.company.USCC
		last := code[17]
		for last == code[17] {
			last = usccAlphabet[s.r.IntN(len(usccAlphabet))]
		}
		s.company.USCC = code[:17] + filing.USCC(last)
		s.declare()
		s.how("check character %c for %c", last, code[17])
		s.fire(filing.VerdictFix, "lic-uscc-checksum")
	}},
	{"licence-code-character", []string{"lic-uscc-checksum", "x-org-code-licence"}, applicant{kinds: licensed}, func(s *spoiler) {
		// The form is right and the licence's print differs in one place: reading is the likelier fault.
		code := []byte(s.company.USCC)
		i := 8 + s.r.IntN(8)
		for code[i] == s.company.USCC[i] {
			code[i] = usccAlphabet[s.r.IntN(len(usccAlphabet))]
		}
		s.company.USCC = filing.USCC(code)
		s.how("character %d of the code on the licence", i+1)
		s.may("lic-uscc-org-checksum")
		s.doubt(filing.VerdictReview, "lic-uscc-checksum", "x-org-code-licence")
	}},
	{"licence-org-code", []string{"lic-uscc-org-checksum"}, applicant{kinds: licensed}, func(s *spoiler) {
		code := []byte(s.company.USCC)
		for filing.USCC(code).OrganisationChecksOut() {
			code[8+s.r.IntN(9)] = "0123456789"[s.r.IntN(10)]
		}
		code[17] = filing.USCC(code[:17]).CheckChar()
		s.company.USCC = filing.USCC(code)
		s.declare()
		s.how("organisation code %s", code[8:17])
		s.fire(filing.VerdictReview, "lic-uscc-org-checksum")
	}},
	{"licence-qr-of-another", []string{"lic-qr-consistency"}, applicant{kinds: licensed}, func(s *spoiler) {
		// The QR code of another firm of the same place, as on a licence that was tampered with.
		code := []byte(s.company.USCC)
		for range 4 {
			code[9+s.r.IntN(7)] = "0123456789"[s.r.IntN(10)]
		}
		code[16] = filing.OrganisationCheckChar(string(code[8:16]))
		code[17] = filing.USCC(code[:17]).CheckChar()
		s.unfit = filing.USCC(code[:16]) == s.company.USCC[:16]
		s.company.QRCode = filing.USCC(code)
		s.how("the QR code says %s", code)
		s.fire(filing.VerdictReview, "lic-qr-consistency")
	}},
	{"wrong-kind", []string{"lic-uscc-kind"}, applicant{kinds: []filing.Kind{filing.Enterprise, filing.Cooperative}}, func(s *spoiler) {
		was := s.Form.Kind
		other := []filing.Kind{filing.SoleTrader, filing.Cooperative}
		if was == filing.Cooperative {
			other = []filing.Kind{filing.SoleTrader}
		}
		s.Form.Kind = pick(s.r, other)
		s.how("%s declared %s", was, s.Form.Kind)
		s.fire(filing.VerdictFix, "lic-uscc-kind")
	}},
	{"wrong-kind-body", []string{"lic-uscc-kind"}, applicant{kinds: []filing.Kind{filing.Government, filing.Institution, filing.SocialOrganisation, filing.PrivateNonEnterprise, filing.LawFirm}}, func(s *spoiler) {
		was := s.Form.Kind
		others := []filing.Kind{filing.Government, filing.Institution, filing.SocialOrganisation, filing.PrivateNonEnterprise, filing.LawFirm, filing.Foundation}
		s.Form.Kind = pick(s.r, slices.DeleteFunc(others, func(k filing.Kind) bool { return k == was }))
		s.may("preapproval-keywords", "material-province-missing") // an authority for education is not asked, whoever else has the word in its name is
		s.how("%s declared %s", was, s.Form.Kind)
		s.fire(filing.VerdictFix, "lic-uscc-kind")
	}},
	{"trader-as-firm", []string{"lic-uscc-kind"}, applicant{kinds: []filing.Kind{filing.SoleTrader, filing.Cooperative}, provinces: notBeijing}, func(s *spoiler) {
		s.how("%s declared an enterprise", s.Form.Kind)
		s.Form.Kind = filing.Enterprise
		s.fire(filing.VerdictReview, "lic-uscc-kind") // some provinces file it so
	}},
	{"type-of-another-class", []string{"lic-uscc-kind"}, applicant{kinds: []filing.Kind{filing.Enterprise}, entities: []Entity{LimitedCompany}}, func(s *spoiler) {
		s.company.Type = pick(s.r, []string{"个体工商户", "个体", "个体户", "个体经营"})
		s.how("a code of class 91 on a licence of type %s", s.company.Type)
		s.fire(filing.VerdictReview, "lic-uscc-kind")
	}},
	{"capital-on-trader", []string{"lic-fields-unexpected"}, applicant{kinds: []filing.Kind{filing.SoleTrader}}, func(s *spoiler) {
		c := s.company
		c.Entity, c.Capital, c.Composition = LimitedCompany, capital(s.r), ""
		s.how("a trader's licence with capital %s", c.Capital)
		s.doubt(filing.VerdictReview, "lic-fields-missing") // the form of composition
		s.fire(filing.VerdictReview, "lic-fields-unexpected")
	}},
	{"composition-on-company", []string{"lic-fields-unexpected"}, applicant{kinds: []filing.Kind{filing.Enterprise}, entities: []Entity{SoleInvestor}}, func(s *spoiler) {
		c := s.company
		c.Entity, c.Composition = SoleTrader, pick(s.r, []string{"个人经营", "家庭经营"})
		s.how("a firm's licence with form of composition %s", c.Composition)
		s.fire(filing.VerdictReview, "lic-fields-unexpected")
	}},
	{"licence-without-capital", []string{"lic-fields-missing"}, applicant{kinds: []filing.Kind{filing.Enterprise}, entities: []Entity{LimitedCompany, StateEntity}}, func(s *spoiler) {
		s.company.Capital = ""
		s.how("no capital printed")
		s.doubt(filing.VerdictReview, "lic-fields-missing")
	}},
	{"trader-without-composition", []string{"lic-fields-missing"}, applicant{kinds: []filing.Kind{filing.SoleTrader}}, func(s *spoiler) {
		s.company.Composition = ""
		s.how("no form of composition printed")
		s.doubt(filing.VerdictReview, "lic-fields-missing")
	}},
}

var notBeijing = slices.DeleteFunc(slices.Clone(filing.Provinces), func(p string) bool { return p == "北京" })

// endTerm gives the licence a term that ends that day.
func (s *spoiler) endTerm(until filing.Date) {
	c := s.company
	years := pick(s.r, []int{10, 20, 30})
	c.TermUntil = until
	c.TermFrom = until.AddMonths(-12 * years).AddDays(1)
	if c.TermFrom.Compare(c.Established) < 0 || chance(s.r, .5) {
		c.Established = c.TermFrom
	}
	if c.Issued.Compare(c.Established) < 0 {
		c.Issued = c.Established
	}
	s.how("term ends %s", until)
}
