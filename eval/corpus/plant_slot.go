package corpus

import (
	"slices"

	"prereview/filing"
)

// slotPlants are uploads that are missing, in the wrong place, or there twice.
var slotPlants = []Plant{
	{"sides-swapped", []string{"doc-side-mismatch"}, applicant{}, func(s *spoiler) {
		front, back := s.someCard()
		front.Shows, back.Shows = filing.IDCardBack, filing.IDCardFront
		s.how("%s and %s", front.Slot, back.Slot)
		s.fire(filing.VerdictFix, "doc-side-mismatch")
	}},
	{"same-side-twice", []string{"doc-side-mismatch", "id-front-back-pair"}, applicant{}, func(s *spoiler) {
		front, back := s.someCard()
		if chance(s.r, .5) {
			back.Shows = filing.IDCardFront
		} else {
			front.Shows = filing.IDCardBack
		}
		s.how("two pictures of the %s", front.Shows)
		s.fire(filing.VerdictFix, "doc-side-mismatch", "id-front-back-pair")
	}},
	{"licence-for-card", []string{"doc-type-mismatch", "id-front-back-pair"}, applicant{kinds: licensed}, func(s *spoiler) {
		front, back := s.someCard()
		p := pick(s.r, []*Paper{front, back})
		p.Shows, p.Company = filing.BusinessLicence, s.company
		s.how("a licence as %s", p.Slot)
		s.fire(filing.VerdictFix, "doc-type-mismatch", "id-front-back-pair")
	}},
	{"card-for-licence", []string{"doc-type-mismatch"}, applicant{kinds: licensed}, func(s *spoiler) {
		p := s.paper(filing.SlotBusinessLicence)
		p.Shows, p.Person = pick(s.r, []filing.DocumentKind{filing.IDCardFront, filing.IDCardBack}), pick(s.r, []*Person{s.principal, s.site})
		s.how("a card as %s", p.Slot)
		s.fire(filing.VerdictFix, "doc-type-mismatch")
	}},
	{"permit-for-licence", []string{"doc-type-mismatch", "lic-emblem-title"}, applicant{kinds: licensed}, func(s *spoiler) {
		p := s.paper(filing.SlotBusinessLicence)
		p.Shows, p.Company, p.sheet = filing.Permit, nil, s.certificate()
		s.how("a certificate of another kind")
		s.may("lic-fields-missing", "x-org-name-licence", "x-org-code-licence", "x-cert-address", "x-legal-rep-name", "x-legal-rep-id", "lic-date-order", "lic-fields-unexpected", "x-addr-province")
		s.may("lic-uscc-format", "lic-uscc-checksum", "lic-uscc-org-checksum", "lic-uscc-kind", "lic-uscc-region")
		s.may("lic-authority-seal", "lic-individual-noname", "lic-hainan-seal", "material-authorisation-missing")
		s.doubt(filing.VerdictReview, "doc-type-mismatch", "lic-emblem-title")
	}},
	{"material-missing", []string{"material-missing"}, applicant{}, func(s *spoiler) {
		var groups [][]filing.Slot
		for _, p := range s.Papers {
			switch p.Slot {
			case filing.SlotIDCardBack, filing.SlotSitePrincipalIDCardBack:
			case filing.SlotIDCardFront:
				groups = append(groups, []filing.Slot{p.Slot, filing.SlotIDCardBack})
			case filing.SlotSitePrincipalIDCardFront:
				groups = append(groups, []filing.Slot{p.Slot, filing.SlotSitePrincipalIDCardBack})
			case filing.SlotBusinessLicence, filing.SlotOrganisationCert: // what a province asks for besides is another check's
				groups = append(groups, []filing.Slot{p.Slot})
			}
		}
		s.remove(pick(s.r, groups)...)
		s.fire(filing.VerdictFix, "material-missing")
	}},
	{"side-missing", []string{"material-id-side-missing"}, applicant{}, func(s *spoiler) {
		front, back := s.someCard()
		s.remove(pick(s.r, []filing.Slot{front.Slot, back.Slot}))
		s.fire(filing.VerdictFix, "material-id-side-missing")
	}},
	{"file-twice", []string{"file-duplicate-slot"}, applicant{}, func(s *spoiler) {
		front, back := s.someCard()
		from, to := front, back
		if chance(s.r, .4) {
			from, to = back, front
		}
		if lic := s.paper(filing.SlotBusinessLicence); lic != nil && chance(s.r, .5) {
			from = lic
			s.fire(filing.VerdictFix, "doc-type-mismatch")
		} else {
			s.fire(filing.VerdictFix, "doc-side-mismatch")
		}
		to.SameAs = from.Slot
		s.how("%s once more as %s", from.Slot, to.Slot)
		s.fire(filing.VerdictFix, "file-duplicate-slot", "id-front-back-pair")
	}},
	{"one-card-for-two", []string{"file-duplicate-slot"}, applicant{two: true, kinds: organisations}, func(s *spoiler) {
		front, back := s.paper(filing.SlotSitePrincipalIDCardFront), s.paper(filing.SlotSitePrincipalIDCardBack)
		if chance(s.r, .5) {
			front.SameAs = filing.SlotIDCardFront
			s.fire(filing.VerdictFix, "x-site-principal-id")
		}
		if front.SameAs == "" || chance(s.r, .5) {
			back.SameAs = filing.SlotIDCardBack
			s.may("x-site-principal-id") // their cards may end on one day, or never
		}
		s.how("the principal's card for the site principal too")
		s.may("id-term-rule", "id-issuer-region", "id-valid-order")
		s.fire(filing.VerdictFix, "file-duplicate-slot")
	}},
}

// someCard is one of the filing's cards.
func (s *spoiler) someCard() (front, back *Paper) {
	if !s.onePerson() && chance(s.r, .5) {
		return s.paper(filing.SlotSitePrincipalIDCardFront), s.paper(filing.SlotSitePrincipalIDCardBack)
	}
	return s.paper(filing.SlotIDCardFront), s.paper(filing.SlotIDCardBack)
}

func (s *spoiler) remove(slots ...filing.Slot) {
	s.Papers = slices.DeleteFunc(s.Papers, func(p Paper) bool { return slices.Contains(slots, p.Slot) })
	s.how("without %v", slots)
}
