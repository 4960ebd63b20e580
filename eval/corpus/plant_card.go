package corpus

import (
	"fmt"
	"strings"

	"prereview/filing"
)

// youngAdult and elder hold cards of ten and of twenty years that end about now.
var (
	youngAdult = PersonWish{MinAge: 27, MaxAge: 34}
	elder      = PersonWish{MinAge: 47, MaxAge: 64}
)

// cardPlants are identity cards that are out of date, or that contradict themselves.
var cardPlants = []Plant{
	{"card-expired", []string{"id-expired"}, applicant{person: youngAdult}, func(s *spoiler) {
		s.endCard(s.SubmittedAt.AddDays(-1-s.r.IntN(600)), 10)
		s.fire(filing.VerdictFix, "id-expired")
	}},
	{"card-expired-elder", []string{"id-expired"}, applicant{person: elder}, func(s *spoiler) {
		s.endCard(s.SubmittedAt.AddDays(-1-s.r.IntN(300)), 20)
		s.fire(filing.VerdictFix, "id-expired")
	}},
	{"card-ends-in-weeks", []string{"id-expiring-soon"}, applicant{person: youngAdult}, func(s *spoiler) {
		s.endCard(s.SubmittedAt.AddDays(s.r.IntN(88)), 10)
		s.fire(filing.VerdictFix, "id-expiring-soon")
	}},
	{"card-ends-in-months", []string{"id-expiring-soon"}, applicant{person: elder}, func(s *spoiler) {
		s.endCard(s.SubmittedAt.AddMonths(3).AddDays(1+s.r.IntN(85)), 20)
		s.fire(filing.VerdictPass, "id-expiring-soon") // worth a word, no more
	}},
	{"card-term", []string{"id-term-rule"}, applicant{person: PersonWish{MinAge: 28, MaxAge: 60}}, func(s *spoiler) {
		p := s.principal
		age := 26 + s.r.IntN(19) // at issue: twenty years would be right
		from := p.Birth.AddMonths(12 * age).AddDays(s.r.IntN(300))
		for from.Compare(s.SubmittedAt.AddMonths(-13)) > 0 {
			from = from.AddMonths(-6)
		}
		right := map[bool]int{true: 10, false: 20}[p.Birth.YearsUntil(from) < 26]
		wrong := []filing.Date{{Open: true}}
		for _, years := range []int{10, 20} {
			if until := from.AddMonths(12 * years); years != right && until.Compare(s.SubmittedAt.AddMonths(12)) > 0 {
				wrong = append(wrong, until)
			}
		}
		until := from.AddMonths(12 * right)
		for _, off := range []filing.Date{until.AddDays(2 + s.r.IntN(25)), until.AddMonths(1), until.AddMonths(-2), until.AddMonths(12)} {
			if off.Compare(s.SubmittedAt.AddMonths(12)) > 0 {
				wrong = append(wrong, off)
			}
		}
		p.ValidFrom, p.ValidUntil = from, pick(s.r, wrong)
		s.declare()
		s.how("issued at %d, %s to %s", p.Birth.YearsUntil(from), p.ValidFrom, p.ValidUntil)
		s.fire(filing.VerdictReview, "id-term-rule")
	}},
	{"card-dates-order", []string{"id-valid-order"}, applicant{person: youngAdult}, func(s *spoiler) {
		p := s.principal
		switch s.r.IntN(3) {
		case 0: // not yet valid, term right
			p.ValidFrom = s.SubmittedAt.AddDays(1 + s.r.IntN(900))
			p.ValidUntil = p.ValidFrom.AddMonths(12 * 20)
		case 1: // ends before it begins
			p.ValidUntil = s.SubmittedAt.AddMonths(14 + s.r.IntN(60))
			p.ValidFrom = p.ValidUntil.AddDays(s.r.IntN(700))
		default: // issued before birth
			p.ValidFrom = p.Birth.AddDays(-s.r.IntN(3000))
			p.ValidUntil = s.SubmittedAt.AddMonths(14 + s.r.IntN(100))
		}
		s.declare()
		s.how("%s to %s", p.ValidFrom, p.ValidUntil)
		s.may("id-term-rule")
		s.fire(filing.VerdictFix, "id-valid-order")
	}},
	{"card-birth", []string{"id-birth-mismatch"}, applicant{}, func(s *spoiler) {
		b := &s.principal.Birth
		was := *b
		switch s.r.IntN(4) {
		case 0:
			b.Year += pick(s.r, []int{-10, -3, -1, 1, 2})
		case 1:
			b.Month = 1 + (b.Month+s.r.IntN(11))%12
		case 2:
			b.Month, b.Day = min(b.Day, 12), b.Month
		default:
			b.Day = 1 + (b.Day+s.r.IntN(26))%28
		}
		if _, err := filing.ParseDate(b.String()); err != nil || *b == was {
			s.unfit = true
		}
		s.how("printed %s for %s", b, was)
		s.fire(filing.VerdictFix, "id-birth-mismatch")
	}},
	{"card-sex", []string{"id-sex-mismatch"}, applicant{}, func(s *spoiler) {
		s.principal.Sex = map[string]string{"男": "女", "女": "男"}[s.principal.Sex]
		s.how("printed %s", s.principal.Sex)
		s.fire(filing.VerdictFix, "id-sex-mismatch")
	}},
	{"card-ethnicity", []string{"id-ethnicity-known"}, applicant{}, func(s *spoiler) {
		s.principal.Ethnicity = pick(s.r, []string{"华", "汗", "唐", "客家", "满州", "藩", "大和", "中华", "维", "川", "炎黄", "回鹘", "蒙", "侗家"})
		s.how("printed %s", s.principal.Ethnicity)
		s.fire(filing.VerdictReview, "id-ethnicity-known")
	}},
	{"card-address-short", []string{"id-address-present"}, applicant{kinds: organisations}, func(s *spoiler) {
		s.principal.Address = pick(s.r, []string{"%d号", "文三路%d号", "东街%d号", "%d栋2单元", "王家湾%d", "六组%d号", "新村%d幢"})
		s.principal.Address = fmt.Sprintf(s.principal.Address, 1+s.r.IntN(90))
		s.how("printed %s", s.principal.Address)
		s.fire(filing.VerdictReview, "id-address-present")
	}},
	{"card-issuer", []string{"id-issuer-format"}, applicant{}, func(s *spoiler) {
		at := pickPlaceIn(s.r, s.Form.Province)
		s.principal.Issuer = at.seat() + pick(s.r, []string{"民政局", "派出所", "人民政府", "市场监督管理局", "交警大队", "出入境管理处", "街道办事处", "公证处", "保安局", "公安厅户籍处"})
		s.how("issued by %s", s.principal.Issuer)
		s.may("id-issuer-region")
		s.fire(filing.VerdictReview, "id-issuer-format")
	}},
	{"under-age", []string{"id-age-min"}, applicant{kinds: organisations, provinces: adultsOnly, person: PersonWish{MinAge: 16, MaxAge: 17}}, func(s *spoiler) {
		s.how("born %s", s.principal.Birth)
		s.fire(filing.VerdictFix, "id-age-min")
	}},
	{"under-age-individual", []string{"id-age-min"}, applicant{kinds: []filing.Kind{filing.Individual}, provinces: adultIndividuals, person: PersonWish{MinAge: 14, MaxAge: 17}}, func(s *spoiler) {
		s.how("born %s", s.principal.Birth)
		s.fire(filing.VerdictFix, "id-age-min")
	}},
	{"young-needs-proof", []string{"id-age-min"}, applicant{provinces: []string{"广东", "重庆", "云南", "辽宁"}, person: PersonWish{MinAge: 16, MaxAge: 17}}, func(s *spoiler) {
		s.show(filing.SlotStatusProof, "收入证明")
		s.how("born %s", s.principal.Birth)
		s.fire(filing.VerdictReview, "id-age-min")
	}},
	{"young-without-proof", []string{"material-guardian-missing"}, applicant{provinces: []string{"重庆", "云南", "辽宁"}, person: PersonWish{MinAge: 16, MaxAge: 17}}, func(s *spoiler) {
		s.how("born %s", s.principal.Birth)
		s.fire(filing.VerdictFix, "id-age-min", "material-guardian-missing")
	}},
	{"card-temporary", []string{"id-temporary"}, applicant{person: PersonWish{MinAge: 24, MaxAge: 40}}, func(s *spoiler) {
		p := s.principal
		p.ValidFrom = s.SubmittedAt.AddDays(-1 - s.r.IntN(80))
		p.ValidUntil = p.ValidFrom.AddMonths(3)
		s.declare()
		s.how("%s to %s", p.ValidFrom, p.ValidUntil)
		s.may("id-term-rule")
		s.fire(filing.VerdictFix, "id-temporary", "id-expiring-soon")
	}},
	{"card-other-issuer", []string{"id-issuer-region"}, applicant{}, func(s *spoiler) {
		at := pickPlaceIn(s.r, pick(s.r, filing.Provinces))
		for strings.HasPrefix(s.principal.Address, at.province) {
			at = pickPlaceIn(s.r, pick(s.r, filing.Provinces))
		}
		s.principal.Issuer = at.policeOffice()
		s.how("issued by %s", s.principal.Issuer)
		s.fire(filing.VerdictPass, "id-issuer-region") // who moves has such a card
	}},
	{"card-of-a-firm", []string{"id-organisation-words"}, applicant{}, func(s *spoiler) {
		s.principal.Name = s.Split.companyName(s.r, LimitedCompany, pickPlaceIn(s.r, s.Form.Province), pick(s.r, trades))
		s.how("card of %s", s.principal.Name)
		s.may("id-name-format", "x-legal-rep-id")
		s.fire(filing.VerdictFix, "id-organisation-words", "x-principal-id")
	}},
	{"too-old", []string{"id-age-max"}, applicant{provinces: []string{"天津", "黑龙江"}, one: true, person: PersonWish{MinAge: 67, MaxAge: 78}}, func(s *spoiler) {
		s.how("born %s", s.principal.Birth)
		s.fire(filing.VerdictReview, "id-age-max")
	}},
	{"foreigner-with-id-card", []string{"id-permit-type-allowed"}, applicant{}, func(s *spoiler) {
		from := pick(s.r, []string{"foreign", "taiwan", "hong_kong", "macao"})
		s.said(func(p *filing.Person) {
			p.Nationality, p.CertificateType = from, pick(s.r, []string{"", "id_card"})
		})
		s.how("%s with an ID card", from)
		s.fire(filing.VerdictFix, "id-permit-type-allowed")
	}},
	{"permit-with-id-number", []string{"id-permit-number"}, applicant{}, func(s *spoiler) {
		s.said(func(p *filing.Person) {
			p.Nationality, p.CertificateType = "hong_kong", "hong_kong_macao_permit"
		})
		s.how("an ID card's number as a home-return permit's")
		s.may("id-permit-type-allowed") // some provinces refuse it
		s.fire(filing.VerdictReview, "id-permit-number")
	}},
}

// Provinces that refuse anybody under 18, as an organisation's principal and as an individual (T-省, H).
var (
	adultsOnly       = []string{"北京", "河北", "山西", "内蒙古", "上海", "江苏", "浙江", "安徽", "福建", "河南", "湖北", "湖南", "广西", "四川", "贵州", "西藏", "陕西", "甘肃", "宁夏", "新疆"}
	adultIndividuals = []string{"北京", "河北", "山西", "内蒙古", "上海", "浙江", "湖北", "湖南", "广西", "贵州", "西藏", "陕西", "甘肃", "宁夏", "新疆"}
)

// endCard gives the principal's card a term of so many years that ends that day.
func (s *spoiler) endCard(until filing.Date, years int) {
	p := s.principal
	p.ValidFrom, p.ValidUntil = until.AddMonths(-12*years), until
	age := p.Birth.YearsUntil(p.ValidFrom)
	// The month of the last day may be longer than that of the first.
	s.unfit = age < 16 || years == 10 && age > 25 || years == 20 && (age < 26 || age > 45) || p.ValidFrom.AddMonths(12*years) != until
	s.declare()
	s.how("valid until %s", until)
}
