package corpus

import (
	"math/rand/v2"
	"slices"

	"prereview/filing"
)

// paperPlants are faults of letters, forms and certificates. A perfect reading finds them; no reader of ours reads these
// papers yet, so of pictures none is found.
var paperPlants = []Plant{
	onForm("form-unsigned", "form-signature-missing", func(s *spoiler, v *VerificationForm) { v.Signer = "" }),
	onForm("form-unsealed", "form-seal-missing", func(s *spoiler, v *VerificationForm) { v.Seal, s.unfit = "", s.Form.Kind == filing.SoleTrader }),
	onForm("form-financial-seal", "form-seal-forbidden", func(s *spoiler, v *VerificationForm) {
		v.SealBelow = pick(s.r, []string{"财务专用章", "合同专用章", "业务专用章", "发票专用章"})
		s.how("%s", v.SealBelow)
	}),
	onForm("form-seal-of-another", "x-seal-name", func(s *spoiler, v *VerificationForm) {
		v.Seal = s.Split.companyName(s.r, LimitedCompany, pickPlaceIn(s.r, s.Form.Province), pick(s.r, trades))
		s.how("seal of %s", v.Seal)
	}),
	onForm("form-other-domain", "x-form-domain", func(s *spoiler, v *VerificationForm) {
		v.Domains = []string{domainName(s.r)}
		s.how("form for %v", v.Domains)
	}),
	onForm("form-other-organiser", "x-form-organiser", func(s *spoiler, v *VerificationForm) {
		i, rs := someHan(s.r, v.Host)
		rs[i] = unlike(s.r, rs[i])
		v.Host = string(rs)
		s.how("form of %s", v.Host)
	}),
	onLetter("letter-unsigned", "form-signature-missing", func(s *spoiler, a *AuthorisationLetter) { a.Signer = "" }),
	onLetter("letter-unsealed", "form-seal-missing", func(s *spoiler, a *AuthorisationLetter) { a.Seal, s.unfit = "", s.Form.Kind == filing.SoleTrader }),
	onLetter("letter-financial-seal", "form-seal-forbidden", func(s *spoiler, a *AuthorisationLetter) {
		a.SealBelow = pick(s.r, []string{"财务专用章", "合同专用章", "业务专用章", "发票专用章"})
		s.how("%s", a.SealBelow)
	}),
	onLetter("letter-other-person", "x-auth-grantee", func(s *spoiler, a *AuthorisationLetter) {
		p := s.stranger()
		a.Person, a.PersonID = p.Name, string(p.ID)
		s.how("letter for %s", p.Name)
	}),
	onLetter("letter-other-unit", "x-auth-unit", func(s *spoiler, a *AuthorisationLetter) {
		i, rs := someHan(s.r, a.Organisation)
		rs[i] = unlike(s.r, rs[i])
		a.Organisation = string(rs)
		s.how("letter of %s", a.Organisation)
	}),
	onLetter("letter-undated", "form-date-required", func(s *spoiler, a *AuthorisationLetter) { a.Date = filing.Date{} }),
	onLetter("letter-of-the-future", "form-date-future", func(s *spoiler, a *AuthorisationLetter) {
		a.Date = s.SubmittedAt.AddDays(1 + s.r.IntN(300))
		s.how("dated %s", a.Date)
	}),
	onLetter("letter-old", "form-date-age", func(s *spoiler, a *AuthorisationLetter) {
		a.Date = s.SubmittedAt.AddMonths(-7 - s.r.IntN(30))
		s.how("dated %s", a.Date)
	}),
	onCertificate("domain-of-another", "x-domain-holder", func(s *spoiler, c *DomainCertificate) {
		c.Owner = s.stranger().Name
		s.how("owner %s", c.Owner)
	}),
	onCertificate("domain-other", "x-domain-declared", func(s *spoiler, c *DomainCertificate) {
		c.Domain = domainName(s.r)
		s.how("certificate of %s", c.Domain)
	}),
	onCertificate("domain-expired", "dom-cert-dates", func(s *spoiler, c *DomainCertificate) {
		c.Expires = s.SubmittedAt.AddDays(-1 - s.r.IntN(400))
		c.Registered = c.Expires.AddMonths(-12 * (1 + s.r.IntN(5)))
		s.how("expired %s", c.Expires)
	}),
	onCertificate("domain-ends-soon", "dom-expiry", func(s *spoiler, c *DomainCertificate) {
		c.Expires = s.SubmittedAt.AddDays(1 + s.r.IntN(85))
		c.Registered = c.Expires.AddMonths(-12 * (1 + s.r.IntN(5)))
		s.how("expires %s", c.Expires)
	}),
}

func onForm(id, check string, spoil func(*spoiler, *VerificationForm)) Plant {
	return Plant{id, []string{check}, applicant{kinds: licensed}, func(s *spoiler) {
		s.remove("verification_form")
		v := s.verification(s.r)
		s.how("%s", id)
		spoil(s, v)
		s.verify(v)
		s.unfit = s.unfit || s.marksTheForm()
		s.fire(filing.VerdictFix, check)
	}}
}

// onLetter spoils the letter by which the legal representative lets the site principal act.
func onLetter(id, check string, spoil func(*spoiler, *AuthorisationLetter)) Plant {
	return Plant{id, []string{check}, applicant{kinds: licensed, two: true}, func(s *spoiler) {
		s.remove(filing.SlotAuthorisation)
		a := AuthorisationOf(*s.company, *s.site, *s.principal, "网站负责人", s.Form.Declared.Site.Domains[0], s.SubmittedAt.AddDays(-s.r.IntN(40)))
		s.how("%s", id)
		spoil(s, &a)
		s.authorise(a)
		s.unfit = s.unfit || s.Form.Province == "上海" // it has a template of its own
		s.fire(filing.VerdictFix, check)
	}}
}

func onCertificate(id, check string, spoil func(*spoiler, *DomainCertificate)) Plant {
	return Plant{id, []string{check}, applicant{}, func(s *spoiler) {
		s.remove(filing.SlotDomainCertificate)
		c := DomainCertificateOf(s.company, *s.principal, s.Form.Declared.Site.Domains[0], s.SubmittedAt.AddMonths(-8-s.r.IntN(50)), s.SubmittedAt.AddMonths(12+s.r.IntN(50)))
		s.how("%s", id)
		spoil(s, &c)
		s.add("domain_certificate", "域名证书", c.shown(), func(g *Generator, w int) Document { return g.DomainCertificate(c, w) })
		s.may("dom-registrar-approved") // an invented registrar is in no list
		s.fire(filing.VerdictFix, check)
	}}
}

// verification is the 核验单 of the filing, as it should be.
func (f *FilingPlan) verification(r *rand.Rand) *VerificationForm {
	v := VerificationOf(f.company, *f.site, f.Form.Declared.Site, string(f.Form.Declared.SitePrincipal.Mobile), f.SubmittedAt.AddDays(-r.IntN(20)))
	v.Date = filing.Date{} // who verifies dates it
	return &v
}

// add uploads a letter, form or certificate.
func (f *FilingPlan) add(s filing.Slot, name string, shown map[string]string, sheet func(*Generator, int) Document) {
	f.Papers = append(f.Papers, Paper{Slot: s, Shows: s.Kind(), File: name + ".jpg", sheet: sheet, shown: shown})
}

func (f *FilingPlan) verify(v *VerificationForm) {
	f.add("verification_form", "核验单", v.shown(), func(g *Generator, w int) Document { return g.VerificationForm(*v, w) })
}

// marksTheForm says that the province wants a fingerprint, a copied clause or a note on the 核验单, which are not drawn.
func (f *FilingPlan) marksTheForm() bool {
	return slices.Contains([]string{"北京", "江西", "新疆"}, f.Form.Province) || f.Form.Province == "广东" && f.Form.Kind == filing.Individual
}

func (f *FilingPlan) authorise(a AuthorisationLetter) {
	f.add("authorisation_letter", "授权书", a.shown(), func(g *Generator, w int) Document { return g.AuthorisationLetter(a, w) })
}
