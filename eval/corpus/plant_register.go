package corpus

import (
	"fmt"

	"prereview/filing"
)

// registerPlants are filings that are in order by what they show: what is wrong only a register, or the provider's own records,
// can say. Every other register answers as it should.
var registerPlants = []Plant{
	asked("firm-struck-off", "lic-status-abnormal", filing.VerdictFix, applicant{kinds: licensed}, func(s *spoiler, a *filing.Answers) {
		a.Entity.Value.Status = pick(s.r, []string{"revoked", "cancelled", "suspended"})
		s.how("the firm is %s", a.Entity.Value.Status)
	}),
	asked("firm-listed-abnormal", "lic-status-abnormal", filing.VerdictReview, applicant{kinds: licensed}, func(s *spoiler, a *filing.Answers) {
		a.Entity.Value.Status = pick(s.r, []string{"abnormal", "blacklisted"})
		s.how("the firm is %s", a.Entity.Value.Status)
		if chance(s.r, .3) {
			a.Entity = filing.Answer[filing.Entity]{Source: "drawn", At: askedAt}
			s.how("the firm is not known")
		}
	}),
	asked("site-name-taken", "site-name-duplicate", filing.VerdictReview, applicant{}, func(s *spoiler, a *filing.Answers) {
		s.apply(filing.NewSite)
		if chance(s.r, .5) {
			a.History.Value.SiteNames = []string{"另一个站", s.Form.Declared.Site.Name}
		} else {
			a.Subject.Value.Sites = append(a.Subject.Value.Sites, filing.FiledSite{Name: s.Form.Declared.Site.Name + pick(s.r, []string{"", " "})})
		}
		s.how("filed once by %s", s.Form.Declared.Site.Name)
		s.unfit = s.Form.Province == "宁夏" && s.Form.Kind == filing.Individual // wants a plan of so many sites
	}),
	asked("mobile-of-another-subject", "contact-mobile-duplicate-subject", filing.VerdictFix, applicant{}, func(s *spoiler, a *filing.Answers) {
		field := "declared.principal.mobile"
		if !s.onePerson() && chance(s.r, .5) {
			field = "declared.site_principal.mobile"
		}
		a.History.Value.SameNumber = map[string][]string{field: {fmt.Sprintf("f-%04d", s.r.IntN(1e4))}}
		s.how("%s in another's filing", field)
	}),
	asked("mobile-of-another-province", "contact-mobile-province", filing.VerdictFix, applicant{provinces: []string{"江苏", "广西", "陕西", "新疆"}}, func(s *spoiler, a *filing.Answers) {
		s.elsewhereMobile(a)
	}),
	asked("person-mobile-of-another-province", "contact-mobile-province", filing.VerdictFix, applicant{kinds: onePerson, provinces: []string{"甘肃", "江苏"}}, func(s *spoiler, a *filing.Answers) {
		s.elsewhereMobile(a)
	}),
	asked("site-open-already", "dom-open-before-filing", filing.VerdictReview, applicant{}, func(s *spoiler, a *filing.Answers) {
		s.apply(pick(s.r, []filing.Type{filing.FirstFiling, filing.NewSite}))
		d := pick(s.r, s.Form.Declared.Site.Domains)
		a.Probes[d] = says(filing.SiteProbe{Resolves: true, Responds: true})
		s.how("%s answers", d)
	}),
	asked("server-of-another", "server-mainland", filing.VerdictFix, applicant{}, func(s *spoiler, a *filing.Answers) {
		ip := s.serve()
		a.IPs[ip] = says(filing.IPRecord{Mainland: chance(s.r, .5)})
		s.how("%s: %+v", ip, a.IPs[ip].Value)
	}),
	asked("server-full", "risk-same-ip-many-subjects", filing.VerdictReview, applicant{}, func(s *spoiler, a *filing.Answers) {
		ip := s.serve()
		v := filing.IPRecord{Mainland: true, Own: true, Sites: 10 + s.r.IntN(20)}
		if chance(s.r, .4) {
			v.Sites = s.r.IntN(5)
			a.History.Value.SubjectsOnIP = map[string]int{ip: 10 + s.r.IntN(9)}
		}
		a.IPs[ip] = says(v)
		s.how("%s carries %d sites, %v", ip, v.Sites, a.History.Value.SubjectsOnIP)
	}),
	asked("file-of-another-subject", "risk-shared-material", filing.VerdictReview, applicant{}, func(s *spoiler, a *filing.Answers) {
		slot := pick(s.r, s.Papers).Slot
		a.History.Value.SameFile = map[filing.Slot][]string{slot: {"f-0001"}}
		s.how("%s was used before", slot)
	}),
	asked("too-many-filings-a-day", "risk-multi-account", filing.VerdictReview, applicant{}, func(s *spoiler, a *filing.Answers) {
		h := &a.History.Value
		switch s.r.IntN(3) {
		case 0:
			h.AccountToday = 4 + s.r.IntN(20)
		case 1:
			h.SenderIPToday = 6 + s.r.IntN(20)
		default:
			h.Accounts = []string{"account-00001"}
		}
		s.how("%d by the account, %d from the address, other accounts %v", h.AccountToday, h.SenderIPToday, h.Accounts)
	}),
	asked("subject-without-a-site", "risk-shell-subject", filing.VerdictReview, applicant{}, func(s *spoiler, a *filing.Answers) {
		s.apply(pick(s.r, []filing.Type{filing.NewSite, filing.NewAccess, filing.Change}))
		a.Subject.Value.Sites = nil
		s.how("%s: no site left", s.Form.Type)
	}),
	asked("filed-already", "risk-subject-existing", filing.VerdictReview, applicant{}, func(s *spoiler, a *filing.Answers) {
		s.apply(filing.NewSite)
		s.Form.Type = filing.FirstFiling // a new site in all but name
		if chance(s.r, .4) {
			a.Subject = filing.Answer[filing.FiledSubject]{Source: "drawn", At: askedAt}
			a.History.Value.AcceptedFilings = []string{"f-0002"}
		}
		s.how("filed as %s", a.Subject.Value.FilingNumber)
	}),
	asked("not-filed-yet", "risk-subject-existing", filing.VerdictReview, applicant{}, func(s *spoiler, a *filing.Answers) {
		s.apply(filing.FirstFiling)
		s.Form.Type = pick(s.r, []filing.Type{filing.NewSite, filing.NewAccess, filing.Change})
		s.how("a %s of who is not filed", s.Form.Type)
	}),
	asked("order-in-review", "risk-order-parallel", filing.VerdictFix, applicant{}, func(s *spoiler, a *filing.Answers) {
		if a.Subject.Known && chance(s.r, .5) {
			a.Subject.Value.OpenOrder = true
			s.how("an order with whatever provider")
		} else {
			a.History.Value.OpenFilings = []string{"f-0003"}
			s.how("an order here")
		}
	}),
}

// asked has the registers answer, and one of them speak against the filing.
func asked(id, check string, v filing.Verdict, needs applicant, spoil func(*spoiler, *filing.Answers)) Plant {
	return Plant{id, []string{check}, needs, func(s *spoiler) {
		s.answer(s.r)
		spoil(s, &s.Answers)
		s.fire(v, check)
	}}
}

// apply changes what is applied for, and what is asked for and answered with it.
func (s *spoiler) apply(t filing.Type) {
	s.Form.Type = t
	s.provide()
	s.answer(s.r)
}

// serve declares an address.
func (s *spoiler) serve() string {
	ip := fmt.Sprintf("47.%d.%d.%d", intBetween(s.r, 92, 120), s.r.IntN(250), 1+s.r.IntN(250))
	s.Form.Declared.Access.IPs = []string{ip}
	return ip
}

func (s *spoiler) elsewhereMobile(a *filing.Answers) {
	p := s.Form.Declared.Principal
	if !s.onePerson() && chance(s.r, .5) {
		p = s.Form.Declared.SitePrincipal
	}
	at := s.Form.Province
	for at == s.Form.Province {
		at = pick(s.r, filing.Provinces)
	}
	a.Mobiles[string(p.Mobile)] = says(filing.MobileRecord{Province: at})
	s.how("%s is of %s", p.Mobile, at)
}
