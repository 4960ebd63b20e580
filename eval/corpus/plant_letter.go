package corpus

import (
	"fmt"
	"slices"
	"strings"

	"prereview/filing"
)

// letterPlants are faults of letters, forms and certificates besides those that every paper can have.
var letterPlants = []Plant{
	onFormOf("form-dated", "form-date-blank", filing.VerdictPass, applicant{}, func(s *spoiler, v *VerificationForm) {
		v.Date = s.SubmittedAt.AddDays(-s.r.IntN(60))
		s.how("dated %s", v.Date)
	}),
	onFormOf("form-signed-by-another", "form-signature-name", filing.VerdictReview, applicant{}, func(s *spoiler, v *VerificationForm) {
		v.Signer = s.stranger().Name
		if !s.onePerson() && chance(s.r, .5) {
			v.Signer = s.principal.Name
		}
		s.how("signed %s", v.Signer)
	}),
	onFormOf("form-of-another-kind", "form-type", filing.VerdictFix, applicant{}, func(s *spoiler, v *VerificationForm) {
		v.Title = pick(s.r, []string{"网站备案信息登记表", "ICP备案信息真实性承诺书", "网站备案申请表", "域名实名认证信息表", "互联网信息服务备案承诺书", "信息安全管理协议书"})
		s.how("titled %s", v.Title)
	}),
	onFormOf("form-filled-by-the-applicant", "form-checkbox", filing.VerdictPass, applicant{}, func(s *spoiler, v *VerificationForm) {
		v.Verifier = s.stranger().Name
		if chance(s.r, .4) {
			v.VerifierSeal = v.AccessProvider
		}
		s.how("the provider's part signed %s", v.Verifier)
	}),
	onFormOf("person-form-sealed", "form-seal-present-unneeded", filing.VerdictPass, applicant{kinds: onePerson}, func(s *spoiler, v *VerificationForm) {
		v.Seal = s.Split.companyName(s.r, LimitedCompany, pickPlaceIn(s.r, s.Form.Province), pick(s.r, trades))
		s.how("sealed by %s", v.Seal)
	}),
	onFormOf("form-crossed-out", "form-altered", filing.VerdictReview, applicant{}, func(s *spoiler, v *VerificationForm) {
		v.Crossed = pick(s.r, []string{"host", "domain", "mobile"})
		s.how("%s crossed out", v.Crossed)
	}),
	onFormOf("form-scrawled", "form-signature-illegible", filing.VerdictReview, applicant{}, func(s *spoiler, v *VerificationForm) {
		v.Scrawled = true
		s.how("a scrawl for a signature")
	}),
	onFormOf("form-seal-over-the-edge", "form-seal-clear", filing.VerdictFix, applicant{kinds: organisations}, func(s *spoiler, v *VerificationForm) {
		v.SealCut = true
		s.how("half of the seal runs off the page")
	}),
	markless("form-without-fingerprint", "form-fingerprint", filing.VerdictReview, applicant{provinces: []string{"江西", "新疆"}}),
	markless("form-without-registrar", "form-beijing-registrar", filing.VerdictPass, applicant{provinces: []string{"北京"}}),
	markless("person-form-without-clause", "form-handwritten-clause", filing.VerdictFix, applicant{kinds: onePerson, provinces: []string{"广东"}}, "form-fingerprint"),
	flawedForm("form-cut", "form-page-complete", filing.VerdictFix, FlawCut, .06, .15, "img-border-incomplete", "img-area-ratio"),
	flawedForm("form-in-grey", "form-seal-copied", filing.VerdictReview, FlawGrey, 0, 0, "img-black-white"),

	onLetterOf("letter-signed-by-another", []string{"form-signature-name"}, filing.VerdictReview, applicant{}, func(s *spoiler, a *AuthorisationLetter) {
		a.Signer = s.stranger().Name
		s.how("signed %s", a.Signer)
	}),
	onLetterOf("letter-of-another-kind", []string{"form-type"}, filing.VerdictFix, applicant{}, func(s *spoiler, a *AuthorisationLetter) {
		a.Title = pick(s.r, []string{"介绍信", "在职证明", "任命书", "承诺书", "情况说明"})
		s.how("titled %s", a.Title)
	}),
	onLetterOf("letter-other-domain", []string{"x-auth-domain"}, filing.VerdictFix, applicant{}, func(s *spoiler, a *AuthorisationLetter) {
		a.Domain = pick(s.r, []string{domainName(s.r), domainName(s.r) + "、" + a.Domain, "m." + a.Domain})
		s.how("letter for %s", a.Domain)
	}),
	onLetterOf("letter-for-the-other-role", []string{"x-auth-scope", "x-auth-grantee"}, filing.VerdictFix, applicant{}, func(s *spoiler, a *AuthorisationLetter) {
		a.Role = "主体负责人"
		s.how("letter for the %s", a.Role)
	}),
	onLetterOf("letter-of-another-head", []string{"x-auth-grantor"}, filing.VerdictReview, applicant{}, func(s *spoiler, a *AuthorisationLetter) {
		p := s.stranger()
		a.LegalRepresentative, a.LegalRepresentativeID = p.Name, string(p.ID)
		if chance(s.r, .6) {
			a.Signer = p.Name
		}
		s.how("by %s, signed %s", p.Name, a.Signer)
		s.may("form-signature-name")
	}),
	onLetterOf("letter-other-head-number", []string{"x-auth-grantor"}, filing.VerdictReview, applicant{}, func(s *spoiler, a *AuthorisationLetter) {
		a.LegalRepresentativeID = otherDigitAt(s.r, a.LegalRepresentativeID, s.r.IntN(17))
		s.unfit = s.principal.Name == s.site.Name
		s.how("number %s", a.LegalRepresentativeID)
	}),
	{"letter-not-of-shanghai", []string{"x-auth-scope"}, applicant{kinds: licensed, two: true, entities: named, provinces: []string{"上海"}}, func(s *spoiler) {
		s.remove(filing.SlotAuthorisation)
		a := s.letter()
		s.authorise(a)
		s.paper(filing.SlotAuthorisation).shown["position"] = nothing // its template asks for it
		s.how("no position in the letter")
		s.fire(filing.VerdictFix, "x-auth-scope")
	}},
	onCertificateOf("certificate-unsealed", "dom-cert-stamp", filing.VerdictReview, func(s *spoiler, c *DomainCertificate) {
		c.Sealed = false
		s.how("no seal of %s", c.Registrar)
	}),
	onCertificateOf("certificate-number-of-another", "x-domain-holder-cert", filing.VerdictFix, func(s *spoiler, c *DomainCertificate) {
		c.CertificateNumber = pick(s.r, []string{otherDigitAt(s.r, c.CertificateNumber, 3+s.r.IntN(5)), otherDigitAt(s.r, c.CertificateNumber, 3+s.r.IntN(5)), "91330100799655058B"})
		s.how("number %s", c.CertificateNumber)
	}),
	{"type-of-another-certificate", []string{"x-org-type-cert"}, applicant{kinds: licensed}, func(s *spoiler) {
		o := &s.Form.Declared.Organisation
		o.CertificateType = pick(s.r, []string{"organisation_code", "organisation_code", "resident_office", "uscc_certificate", "institution", "social_organisation", "law_firm_licence"})
		s.how("a business licence declared as %s", o.CertificateType)
		s.may("lic-docset-kind", "lic-old-layout")
		s.fire(filing.VerdictFix, "x-org-type-cert")
	}},
}

// named are the entities whose licence names the principal and nobody else.
var named = []Entity{LimitedCompany, LimitedCompany, LimitedCompany, StateEntity, SoleInvestor, Branch}

// onFormOf spoils the 核验单.
func onFormOf(id, check string, v filing.Verdict, needs applicant, spoil func(*spoiler, *VerificationForm)) Plant {
	return Plant{id, []string{check}, needs, func(s *spoiler) {
		s.remove(filing.SlotVerificationForm)
		f := s.verification(s.r)
		spoil(s, f)
		s.verify(f)
		s.unfit = s.unfit || s.marksTheForm()
		s.fire(v, check)
	}}
}

// markless uploads the 核验单 of a province that wants a mark on it, as it is drawn: without.
func markless(id, check string, v filing.Verdict, needs applicant, besides ...string) Plant {
	return Plant{id, append([]string{check}, besides...), needs, func(s *spoiler) {
		s.remove(filing.SlotVerificationForm)
		s.verify(s.verification(s.r))
		shown := s.paper(filing.SlotVerificationForm).shown
		for _, mark := range []string{"fingerprint", "registrar", "clause"} {
			shown[mark] = nothing
		}
		s.how("a plain form in %s", s.Form.Province)
		s.fire(v, append([]string{check}, besides...)...)
	}}
}

// flawedForm takes the picture of the 核验单 badly.
func flawedForm(id, check string, v filing.Verdict, kind FlawKind, from, to float64, also ...string) Plant {
	return Plant{id, []string{check}, applicant{kinds: organisations}, func(s *spoiler) {
		s.remove(filing.SlotVerificationForm)
		s.verify(s.verification(s.r))
		p := s.paper(filing.SlotVerificationForm)
		p.Flaw = Flaw{Kind: kind, Amount: between(s.r, from, to)}
		s.unfit = s.marksTheForm()
		s.how("%s", fmt.Sprintf("%s %.3g of the form", kind, p.Flaw.Amount))
		s.may(append(slices.Clone(besides[kind]), also...)...)
		s.fire(v, check)
	}}
}

// letter lets the site principal act, as it should.
func (s *spoiler) letter() AuthorisationLetter {
	return AuthorisationOf(*s.company, *s.site, *s.principal, "网站负责人", s.Form.Declared.Site.Domains[0], s.SubmittedAt.AddDays(-s.r.IntN(40)))
}

func onLetterOf(id string, checks []string, v filing.Verdict, needs applicant, spoil func(*spoiler, *AuthorisationLetter)) Plant {
	needs.kinds, needs.two, needs.entities = licensed, true, named
	return Plant{id, checks, needs, func(s *spoiler) {
		s.remove(filing.SlotAuthorisation)
		a := s.letter()
		spoil(s, &a)
		s.authorise(a)
		s.unfit = s.unfit || s.Form.Province == "上海"
		s.fire(v, checks...)
	}}
}

func onCertificateOf(id, check string, v filing.Verdict, spoil func(*spoiler, *DomainCertificate)) Plant {
	return Plant{id, []string{check}, applicant{}, func(s *spoiler) {
		s.remove(filing.SlotDomainCertificate)
		c := DomainCertificateOf(s.company, *s.principal, s.Form.Declared.Site.Domains[0], s.SubmittedAt.AddMonths(-8-s.r.IntN(50)), s.SubmittedAt.AddMonths(12+s.r.IntN(50)))
		c.Registrar = pick(s.r, registrars)
		spoil(s, &c)
		s.add(filing.SlotDomainCertificate, "域名证书", c.shown(), func(g *Generator, w int) Document { return g.DomainCertificate(c, w) })
		s.fire(v, check)
	}}
}

// permitPlants are permits of 前置审批, and proofs of residence, that are not the applicant's or not good any more.
var permitPlants = []Plant{
	onPermit("permit-other-number", "x-preapproval-number", filing.VerdictReview, func(s *spoiler, p *Permit) {
		i := strings.LastIndexAny(p.Number, "0123456789")
		s.Form.Declared.Site.Permits[0].Number = otherDigitAt(s.r, p.Number, i-s.r.IntN(3))
		s.how("declared %s, printed %s", s.Form.Declared.Site.Permits[0].Number, p.Number)
	}),
	onPermit("permit-of-another", "x-preapproval-holder", filing.VerdictFix, func(s *spoiler, p *Permit) {
		i, rs := someHan(s.r, p.Holder)
		rs[i] = unlike(s.r, rs[i])
		p.Holder = pick(s.r, []string{string(rs), s.Split.companyName(s.r, LimitedCompany, pickPlaceIn(s.r, s.Form.Province), pick(s.r, trades)), s.stranger().Name})
		s.how("held by %s", p.Holder)
	}),
	onPermit("permit-expired", "x-preapproval-expired", filing.VerdictFix, func(s *spoiler, p *Permit) {
		p.ValidUntil = s.SubmittedAt.AddDays(-1 - s.r.IntN(800))
		p.Issued = p.ValidUntil.AddMonths(-60)
		s.how("valid until %s", p.ValidUntil)
	}),
	{"residence-of-another", []string{"x-residence-person"}, applicant{kinds: onePerson}, func(s *spoiler) {
		s.moveTo(proofAccepted)
		p := s.residence()
		switch s.r.IntN(3) {
		case 0:
			i, rs := someHan(s.r, p.Name)
			rs[i] = unlike(s.r, rs[i])
			p.Name = string(rs)
		case 1:
			p.ID = filing.IDNumber(otherDigitAt(s.r, string(p.ID), s.r.IntN(17)))
		default:
			other := s.stranger()
			p.Name, p.ID = other.Name, other.ID
		}
		s.reside(p)
		s.how("a permit of %s, %s", p.Name, p.ID)
		s.fire(filing.VerdictFix, "x-residence-person", "x-addr-province")
	}},
	{"residence-elsewhere", []string{"x-residence-address"}, applicant{kinds: onePerson}, func(s *spoiler) {
		s.moveTo([]string{"上海"})
		p := s.residence()
		s.reside(p)
		at := pickPlaceIn(s.r, "上海")
		s.mail(pick(s.r, []string{at.full() + pick(s.r, roads) + fmt.Sprintf("%d号%d室", 1+s.r.IntN(900), 101+s.r.IntN(900)), otherNumber(s, p.Address)}))
		s.unfit = s.unfit || s.Form.Declared.Organisation.MailingAddress == p.Address
		s.fire(filing.VerdictReview, "x-residence-address", "x-addr-province")
	}},
}

// otherNumber is an address with another number.
func otherNumber(s *spoiler, address string) string {
	i := strings.LastIndexAny(address, "0123456789")
	return otherDigitAt(s.r, address, i)
}

// onPermit declares a site of 前置审批 with its permit.
func onPermit(id, check string, v filing.Verdict, spoil func(*spoiler, *Permit)) Plant {
	return Plant{id, []string{check}, applicant{kinds: licensed}, func(s *spoiler) {
		of := pick(s.r, permits)
		for of.sector == "" {
			of = pick(s.r, permits)
		}
		issued := s.SubmittedAt.AddMonths(-1 - s.r.IntN(40))
		p := Permit{Title: of.title, Number: fmt.Sprintf(of.number, string([]rune(s.Form.Province)[:1]), issued.Year%100, s.r.IntN(10000)), Holder: s.company.Name, LegalRepresentative: s.principal.Name,
			Address: s.company.Address, Scope: of.scope, Authority: s.Form.Province + of.authority, Issued: issued, ValidUntil: issued.AddMonths(60)}
		site := &s.Form.Declared.Site
		site.Preapproval, site.Permits = []string{of.sector}, []filing.HeldPermit{{Sector: of.sector, Number: p.Number}}
		spoil(s, &p)
		s.add(filing.SlotPermit, "许可证", p.shown(), func(g *Generator, w int) Document { return g.Permit(p, w) })
		s.fire(v, check)
	}}
}

// residence is the applicant's permit for the province filed in.
func (s *spoiler) residence() ResidencePermit {
	at := pickPlaceIn(s.r, s.Form.Province)
	return ResidencePermit{Name: s.principal.Name, ID: s.principal.ID, Home: s.principal.Address, Address: at.full() + pick(s.r, roads) + fmt.Sprintf("%d号%d室", 1+s.r.IntN(900), 101+s.r.IntN(900)),
		Issuer: at.policeOffice(), Issued: s.SubmittedAt.AddMonths(-2 - s.r.IntN(9)), ValidUntil: s.SubmittedAt.AddMonths(1 + s.r.IntN(9))}
}

func (s *spoiler) reside(p ResidencePermit) {
	s.add(filing.SlotResidencePermit, "居住证", p.shown(), func(g *Generator, w int) Document { return g.ResidencePermit(p, w) })
}
