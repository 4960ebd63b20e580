package corpus

import (
	"fmt"
	"strings"

	"prereview/filing"
)

// addressPlants are mailing addresses that no letter finds, or of another place than is said, and shops for a seat.
var addressPlants = []Plant{
	{"mail-inexact", []string{"addr-detail"}, applicant{}, func(s *spoiler) {
		at := s.mailPlace()
		road := pick(s.r, roads)
		s.mail(at.full() + pick(s.r, []string{"", road, road + "附近", road + "与解放路交叉口旁边", "人民医院对面", fmt.Sprintf("邮政信箱%d号", s.r.IntN(90)), road + fmt.Sprintf("%d号★", 1+s.r.IntN(90)), "火车站隔壁",
			fmt.Sprintf("%d信箱%d分箱", 1+s.r.IntN(90), 1+s.r.IntN(20)), road + "<1号>"}))
		s.fire(filing.VerdictFix, "addr-detail")
	}},
	{"mail-without-room", []string{"addr-detail"}, applicant{kinds: onePerson, provinces: []string{"上海"}}, func(s *spoiler) {
		s.mail(s.mailPlace().full() + pick(s.r, roads) + pick(s.r, []string{fmt.Sprintf("%d号", 1+s.r.IntN(900)), fmt.Sprintf("%d弄%d号", 1+s.r.IntN(900), 1+s.r.IntN(80)), fmt.Sprintf("%d号3号楼", 1+s.r.IntN(900))}))
		s.fire(filing.VerdictFix, "addr-detail")
	}},
	{"mail-shixiaqu", []string{"addr-no-shixiaqu"}, applicant{provinces: []string{"北京", "浙江", "广西"}}, func(s *spoiler) {
		at := s.mailPlace()
		house := pick(s.r, roads) + fmt.Sprintf("%d号%d室", 1+s.r.IntN(900), 101+s.r.IntN(900))
		if chance(s.r, .3) {
			s.mail(at.full() + house)
			s.Form.Declared.Organisation.MailingDivision = at.code[:4] + "01" // the heading's own code
			if at.city == "" {
				s.Form.Declared.Organisation.MailingDivision = at.code[:2] + "0100"
			}
			s.Expected.How += ", region " + s.Form.Declared.Organisation.MailingDivision
		} else {
			s.mail(at.province + at.city + pick(s.r, []string{"市辖区", "市辖区", " 市辖区 "}) + house)
		}
		s.fire(filing.VerdictFix, "addr-no-shixiaqu")
	}},
	{"mail-in-another-county", []string{"addr-region-consistent"}, applicant{}, func(s *spoiler) {
		at := s.mailPlace()
		s.mail(s.spelledOut(at))
		other := pickPlace(s.r)
		s.unfit = other.code[:4] == at.code[:4] && other.county == at.county
		s.Form.Declared.Organisation.MailingDivision = pick(s.r, []string{other.code, other.code, "999999", at.code[:4] + "99"})
		s.Expected.How += ", region " + s.Form.Declared.Organisation.MailingDivision
		s.fire(filing.VerdictFix, "addr-region-consistent")
	}},
	{"mail-in-another-city", []string{"x-addr-city"}, applicant{provinces: []string{"河北", "河南", "贵州", "广东"}}, func(s *spoiler) {
		home := s.mailPlace()
		other := pickPlaceIn(s.r, s.Form.Province)
		s.unfit = other.code[:4] == home.code[:4] || other.code[2:4] == "90" || home.code[2:4] == "90"
		s.mail(pick(s.r, []string{s.spelledOut(other), strings.TrimPrefix(s.spelledOut(other), other.province)}))
		s.fire(filing.VerdictReview, "x-addr-city")
	}},
	{"seat-is-a-shop", []string{"addr-home-virtual"}, applicant{kinds: licensed}, func(s *spoiler) {
		s.company.Address += pick(s.r, []string{"(网络经营场所:https://shop%d.taobao.com)", "(淘宝网店%d)", "，天猫店铺%d", "（网址：www.%d-mall.com）", "(http://%d.jd.com)", "（微店%d号）", "拼多多店铺ID%d"})
		s.company.Address = fmt.Sprintf(s.company.Address, intBetween(s.r, 100000, 99999999))
		at := s.company.Address
		s.declare()
		s.Form.Declared.Organisation.MailingAddress = s.spelledOut(s.place())
		s.how("seat at %s", at)
		s.may("x-addr-city")
		s.fire(filing.VerdictReview, "addr-home-virtual")
	}},
}

// mailPlace is where a mailing address of the applicant's may be.
func (s *spoiler) mailPlace() place {
	if s.company != nil {
		if at := s.place(); strings.HasPrefix(at.province, s.Form.Province) {
			return at
		}
	}
	for _, at := range places() {
		if at.code == string(s.principal.ID[:6]) && strings.HasPrefix(s.principal.Address, at.full()) {
			return at
		}
	}
	s.unfit = true
	return pickPlaceIn(s.r, s.Form.Province)
}

func (s *spoiler) mail(address string) {
	s.Form.Declared.Organisation.MailingAddress = address
	s.how("mail to %s", address)
}
