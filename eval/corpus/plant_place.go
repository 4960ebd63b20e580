package corpus

import (
	"fmt"
	"strings"

	"prereview/filing"
)

// placePlants are addresses and codes of another place.
var placePlants = []Plant{
	{"address-number", []string{"x-cert-address"}, applicant{kinds: licensed}, func(s *spoiler) {
		o := &s.Form.Declared.Organisation
		var digits []int
		for i := range o.CertificateAddress {
			if c := o.CertificateAddress[i]; c >= '0' && c <= '9' {
				digits = append(digits, i)
			}
		}
		o.CertificateAddress = otherDigitAt(s.r, o.CertificateAddress, pick(s.r, digits))
		s.how("declared %s", o.CertificateAddress)
		s.may("x-addr-city")
		s.fire(filing.VerdictReview, "x-cert-address")
	}},
	{"address-other", []string{"x-cert-address"}, applicant{kinds: licensed}, func(s *spoiler) {
		o := &s.Form.Declared.Organisation
		was := o.CertificateAddress
		switch s.r.IntN(3) {
		case 0:
			o.CertificateAddress = was[:len(was)-len(lastRune(was))]
		case 1:
			o.CertificateAddress = was + pick(s.r, []string{"二楼", "A区", "附1号", "东侧"})
		default:
			o.CertificateAddress = s.spelledOut(pickPlaceIn(s.r, s.Form.Province))
		}
		bare := strings.NewReplacer("(", "", ")", "", "（", "", "）", "")
		s.unfit = bare.Replace(o.CertificateAddress) == bare.Replace(was)
		s.how("declared %s", o.CertificateAddress)
		s.may("x-addr-city")
		s.fire(filing.VerdictReview, "x-cert-address")
	}},
	{"address-other-province", []string{"x-addr-province"}, applicant{kinds: licensed}, func(s *spoiler) {
		s.company.Address = s.spelledOut(s.elsewhere())
		s.declare()
		s.how("the licence says %s", s.company.Address)
		s.fire(filing.VerdictFix, "x-addr-province")
	}},
	{"filed-in-other-province", []string{"x-addr-province", "lic-uscc-region"}, applicant{kinds: licensed}, func(s *spoiler) {
		was := s.Form.Province
		if p := s.place().province; !strings.HasPrefix(s.company.Address, p) {
			s.company.Address = p + s.company.Address
		}
		s.declare()
		for s.Form.Province == was {
			s.Form.Province = pick(s.r, filing.Provinces)
		}
		s.declare()
		s.conform()
		s.provide()
		s.how("filed in %s", s.Form.Province)
		s.may("material-province-missing") // 内蒙古 wants a photo with the card in hand
		s.fire(filing.VerdictFix, "x-addr-province", "lic-uscc-region")
	}},
	{"code-other-province", []string{"lic-uscc-region"}, applicant{kinds: licensed}, func(s *spoiler) {
		if p := s.place().province; !strings.HasPrefix(s.company.Address, p) {
			s.company.Address = p + s.company.Address
		}
		s.company.USCC = usccOf(s.r, string(s.company.USCC[:2]), s.elsewhere().code)
		s.declare()
		s.how("region %s in the code", s.company.USCC.Region())
		s.fire(filing.VerdictReview, "lic-uscc-region")
	}},
	{"individual-refused-elsewhere", []string{"x-addr-province"}, applicant{kinds: []filing.Kind{filing.Individual}}, func(s *spoiler) {
		s.may("id-age-max")
		s.moveTo([]string{"山西", "内蒙古", "黑龙江", "河南", "广西", "云南", "西藏", "甘肃", "青海", "新疆"})
		s.fire(filing.VerdictFix, "x-addr-province")
	}},
	{"individual-elsewhere-proof", []string{"x-addr-province"}, applicant{kinds: []filing.Kind{filing.Individual}}, func(s *spoiler) {
		s.moveTo(proofAccepted)
		s.show(filing.SlotResidencePermit, "居住证")
		s.fire(filing.VerdictReview, "x-addr-province")
	}},
	{"individual-elsewhere-without-proof", []string{"material-residence-missing"}, applicant{kinds: []filing.Kind{filing.Individual}}, func(s *spoiler) {
		s.moveTo(proofAccepted)
		s.fire(filing.VerdictFix, "x-addr-province", "material-residence-missing")
	}},
}

// proofAccepted are provinces in which individuals of others may file with proof of residence (T-省).
var proofAccepted = []string{"上海", "江苏", "浙江", "安徽", "福建", "山东", "湖北", "广东", "四川", "贵州", "吉林"}

func lastRune(s string) string {
	rs := []rune(s)
	return string(rs[len(rs)-1:])
}

// place is where the organisation's code was given.
func (s *spoiler) place() place {
	for _, p := range places() {
		if p.code == s.company.USCC.Region() {
			return p
		}
	}
	return place{}
}

// elsewhere is a county of another province.
func (s *spoiler) elsewhere() place {
	for {
		if p := pickPlace(s.r); !strings.HasPrefix(p.province, s.Form.Province) {
			return p
		}
	}
}

// spelledOut is an address that begins with its province.
func (s *spoiler) spelledOut(at place) string {
	return at.full() + pick(s.r, roads) + fmt.Sprintf("%d号%d室", 1+s.r.IntN(900), 101+s.r.IntN(1800))
}

// moveTo files in one of the provinces, which the card's address is not in.
func (s *spoiler) moveTo(provinces []string) {
	was := s.Form.Province
	s.Form.Province = pick(s.r, provinces)
	s.conform()
	s.provide()
	s.unfit = s.Form.Province == was
	s.how("a card of %s filed in %s", was, s.Form.Province)
}
