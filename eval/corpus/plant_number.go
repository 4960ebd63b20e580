package corpus

import (
	"fmt"
	"strings"

	"prereview/filing"
)

// numberPlants are certificate numbers that do not agree, or cannot be.
var numberPlants = []Plant{
	{"principal-number-digit", []string{"x-principal-id", "id-number-checksum"}, applicant{}, func(s *spoiler) {
		s.said(s.mistype)
		s.fire(filing.VerdictFix, "x-principal-id", "id-number-checksum")
	}},
	{"principal-number-other", []string{"x-principal-id"}, applicant{}, func(s *spoiler) {
		n := s.stranger().ID
		s.said(func(p *filing.Person) { p.CertificateNumber = n })
		s.how("declared another person's number")
		s.fire(filing.VerdictFix, "x-principal-id")
	}},
	{"site-principal-number", []string{"x-site-principal-id"}, applicant{two: true, kinds: organisations}, func(s *spoiler) {
		if chance(s.r, .5) {
			s.Form.Declared.SitePrincipal.CertificateNumber = s.stranger().ID
			s.how("declared another person's number")
		} else {
			s.mistype(&s.Form.Declared.SitePrincipal)
			s.fire(filing.VerdictFix, "id-number-checksum")
		}
		s.fire(filing.VerdictFix, "x-site-principal-id")
	}},
	{"principal-until", []string{"x-principal-id"}, applicant{}, func(s *spoiler) {
		s.said(s.mistime)
		s.fire(filing.VerdictFix, "x-principal-id")
	}},
	{"site-principal-until", []string{"x-site-principal-id"}, applicant{two: true, kinds: organisations}, func(s *spoiler) {
		s.mistime(&s.Form.Declared.SitePrincipal)
		s.fire(filing.VerdictFix, "x-site-principal-id")
	}},
	{"until-no-date", []string{"id-valid-format", "x-principal-id"}, applicant{}, func(s *spoiler) {
		y := s.SubmittedAt.Year + 2 + s.r.IntN(15)
		bad := pick(s.r, []string{fmt.Sprintf("%d-02-30", y), fmt.Sprintf("%d-13-01", y), fmt.Sprintf("%d.06.18", y), fmt.Sprintf("%d/1/5", y), "长期", "永久",
			fmt.Sprintf("%d年3月1日", y), fmt.Sprint(y), fmt.Sprintf("%d-00-10", y), fmt.Sprintf("%d-04-31", y), fmt.Sprintf("18-06-%d", y)})
		s.said(func(p *filing.Person) { p.ValidUntil = bad })
		s.how("declared valid until %s", bad)
		s.fire(filing.VerdictFix, "id-valid-format", "x-principal-id")
	}},
	{"number-form", []string{"id-number-format", "x-principal-id"}, applicant{}, func(s *spoiler) {
		s.said(func(p *filing.Person) {
			n := string(p.CertificateNumber)
			i := s.r.IntN(17)
			n = pick(s.r, []string{n[:17], n[:i] + n[i+1:], n[:i] + n[i:i+1] + n[i:], n[:6] + n[8:17], n[:i] + "l" + n[i+1:], n[:i] + "*" + n[i+1:], n[:i] + "," + n[i:], n[:6] + "X" + n[7:], n + "(身份证)"})
			p.CertificateNumber = filing.IDNumber(n)
			s.how("declared number %s", n)
		})
		s.fire(filing.VerdictFix, "id-number-format", "x-principal-id")
	}},
	{"card-check-digit", []string{"id-number-checksum"}, applicant{}, func(s *spoiler) {
		n := string(s.principal.ID)
		last := n[17]
		for last == n[17] {
			last = "0123456789X"[s.r.IntN(11)]
		}
		s.principal.ID = filing.IDNumber(n[:17] + string(last))
		s.declare()
		s.how("check character %c for %c", last, n[17])
		s.may("id-age-min", "id-age-max", "id-term-rule") // without a good number nobody's age is known
		s.fire(filing.VerdictFix, "id-number-checksum")
	}},
	{"card-number-digit", []string{"id-number-checksum", "x-principal-id"}, applicant{}, func(s *spoiler) {
		// The form is right and the card's print differs in one place: reading is the likelier fault, so this must be doubted.
		card := *s.principal
		i := 14 + s.r.IntN(2)
		card.ID = filing.IDNumber(otherDigitAt(s.r, string(card.ID), i))
		s.paper(filing.SlotIDCardFront).Person = &card
		s.how("digit %d of the number on the card", i+1)
		s.doubt(filing.VerdictReview, "id-number-checksum", "x-principal-id")
	}},
	{"number-birth", []string{"id-number-birth"}, applicant{}, func(s *spoiler) {
		b := string(s.principal.ID[6:14])
		future := s.SubmittedAt.AddMonths(1 + s.r.IntN(60))
		b = pick(s.r, []string{b[:4] + "0230", b[:4] + "1301", b[:4] + "0015", b[:4] + "0431", b[:4] + "1100", b[:4] + "0132", "18" + b[2:], "1789" + b[4:], b[:4] + "9912",
			strings.ReplaceAll(future.String(), "-", "")})
		s.renumber(string(s.principal.ID[:6]) + b + string(s.principal.ID[14:17]))
		s.how("birth date %s in the number", b)
		s.may("id-birth-mismatch", "id-age-min", "id-age-max", "id-term-rule", "id-valid-order")
		s.fire(filing.VerdictFix, "id-number-birth")
	}},
	{"number-region", []string{"id-number-region"}, applicant{}, func(s *spoiler) {
		region := pick(s.r, []string{"000000", "770101", "180106", "570203", "680412", "890123", "400101", "300502", "240102", "550307", "160909", "700101"})
		s.renumber(region + string(s.principal.ID[6:17]))
		s.how("region %s", region)
		s.fire(filing.VerdictReview, "id-number-region")
	}},
	{"org-code-digit", []string{"x-org-code-licence", "lic-uscc-checksum"}, applicant{kinds: licensed}, func(s *spoiler) {
		o := &s.Form.Declared.Organisation
		i := 8 + s.r.IntN(9)
		c := o.CertificateNumber[i]
		for c == o.CertificateNumber[i] {
			c = usccAlphabet[s.r.IntN(len(usccAlphabet))]
		}
		o.CertificateNumber = o.CertificateNumber[:i] + string(c) + o.CertificateNumber[i+1:]
		s.how("character %d of the declared code", i+1)
		s.may("lic-uscc-org-checksum")
		s.fire(filing.VerdictFix, "x-org-code-licence", "lic-uscc-checksum")
	}},
	{"org-code-other", []string{"x-org-code-licence"}, applicant{kinds: licensed}, func(s *spoiler) {
		o := &s.Form.Declared.Organisation
		o.CertificateNumber = string(usccOf(s.r, o.CertificateNumber[:2], o.CertificateNumber[2:8]))
		s.how("another organisation's code")
		s.fire(filing.VerdictFix, "x-org-code-licence")
	}},
	{"org-code-form", []string{"lic-uscc-format", "x-org-code-licence"}, applicant{kinds: licensed}, func(s *spoiler) {
		o := &s.Form.Declared.Organisation
		n := o.CertificateNumber
		i := 8 + s.r.IntN(9)
		o.CertificateNumber = pick(s.r, []string{n[:17], n + "1", n[:i] + n[i+1:], n[:i] + "I" + n[i+1:], n[:i] + "S" + n[i+1:], n[:i] + "V" + n[i+1:], n[:i] + "Z" + n[i+1:],
			n[:i] + "#" + n[i+1:], n[:6] + "A" + n[7:], "注册号" + n[2:], n[8:17], n[:15]})
		s.how("declared code %s", o.CertificateNumber)
		s.may("lic-old-layout", "lic-regno15-checksum") // nine characters are an organisation code, fifteen a registration number
		s.fire(filing.VerdictFix, "lic-uscc-format", "x-org-code-licence")
	}},
}

// mistype changes one digit of the sequence, which nothing but the check character guards.
func (s *spoiler) mistype(p *filing.Person) {
	i := 14 + s.r.IntN(3)
	p.CertificateNumber = filing.IDNumber(otherDigitAt(s.r, string(p.CertificateNumber), i))
	s.how("digit %d of the declared number", i+1)
}

// mistime declares another end of validity, far enough in the future.
func (s *spoiler) mistime(p *filing.Person) {
	was := p.ValidUntil
	d, err := filing.ParseDate(was)
	if err != nil || d.Open || chance(s.r, .3) {
		d = s.SubmittedAt.AddMonths(12 * (2 + s.r.IntN(15)))
	}
	p.ValidUntil = d.AddDays(1 + s.r.IntN(27)).AddMonths(pick(s.r, []int{0, 0, 1, 12, 120})).String()
	if !strings.HasSuffix(was, "term") && chance(s.r, .2) {
		p.ValidUntil = filing.LongTerm
	}
	s.unfit = p.ValidUntil == was
	s.how("declared valid until %s", p.ValidUntil)
}

// renumber gives the principal's card, and the form, another number with a right check character.
func (s *spoiler) renumber(first17 string) {
	n := filing.IDNumber(first17)
	s.principal.ID = n + filing.IDNumber(n.CheckChar())
	s.declare()
}
