package corpus

import (
	"cmp"
	"strings"

	"prereview/filing"
)

// AuthorisationLetter is what a 授权书 says: an organisation lets a person act for it in the filing.
type AuthorisationLetter struct {
	Organisation          string
	Person                string
	PersonID              string
	Role                  string // 主体负责人, 网站负责人 or 主体负责人及网站负责人
	Domain                string // "" where the letter names none
	LegalRepresentative   string
	LegalRepresentativeID string // "" where the letter names none
	Title                 string // "" for one of those it is known by
	Closing                      // signed by the legal representative
}

// AuthorisationLetter draws the letter. Its fields are organisation, person_name, id_number, role, domain,
// legal_representative, legal_representative_id, signature, seal, seal_below and date.
func (g *Generator) AuthorisationLetter(a AuthorisationLetter, sidePx int) Document {
	words := "授权书网站备案负责人：，。（）兹我单位现位同志证件号码担任办理域名的真实性核验相关事宜期限自盖章之日起至完成止法定代表签字公年月日被本行使权利承担责任特此被授权人姓名0123456789.-" +
		a.Organisation + a.Person + a.PersonID + a.Role + a.Domain + a.LegalRepresentative + a.Signer + a.Title
	s := g.newSheet(filing.AuthorisationLetter, "", sidePx, words)
	r := s.r
	y := s.title(between(r, 28, 44), between(r, 8, 10.5), cmp.Or(a.Title, pick(r, []string{"授权书", "网站备案授权书", a.Role + "授权书", "授权委托书"})))
	indent := 2 * s.body.size
	if chance(r, .5) {
		s.doc.Layout = "authorisation-running"
		spans := []span{own("兹授权我单位"), blank("person_name", a.Person), own("同志（身份证号码："), blank("id_number", a.PersonID), own("）担任我单位网站备案"),
			blank("role", a.Role), own("，办理网站备案及真实性核验的相关事宜")}
		if a.Domain != "" {
			spans = append(spans, own("，备案域名为"), blank("domain", a.Domain))
		}
		spans = append(spans, own("。被授权人在办理过程中所签署的文件，我单位均予以承认，并承担相应的责任。"))
		y = s.flow(s.x0, s.x1, y, indent, spans...)
		y = s.flow(s.x0, s.x1, y, indent, own("授权期限自本授权书盖章之日起至网站备案完成之日止。"))
		y = s.flow(s.x0, s.x1, y, indent, own("特此授权。"))
	} else {
		s.doc.Layout = "authorisation-listed"
		y = s.flow(s.x0, s.x1, y, 0, own("被授权人姓名："), blank("person_name", a.Person))
		y = s.flow(s.x0, s.x1, y, 0, own("被授权人证件号码："), blank("id_number", a.PersonID))
		y = s.flow(s.x0, s.x1, y, 0, own("授权事项：担任我单位网站备案"), blank("role", a.Role))
		if a.Domain != "" {
			y = s.flow(s.x0, s.x1, y, 0, own("备案域名："), blank("domain", a.Domain))
		}
		y = s.flow(s.x0, s.x1, y, indent, own("我单位现授权上述人员办理网站备案的相关事宜，本单位对其在授权范围内的行为承担责任。"))
	}
	y += between(r, 4, 14)
	y = s.flow(s.x0, s.x1, y, 0, own("授权单位名称（公章）："), blank("organisation", a.Organisation))
	sealY := y
	if a.LegalRepresentative != "" {
		y = s.flow(s.x0, s.x1, y, 0, own("法定代表人："), blank("legal_representative", a.LegalRepresentative))
	}
	if a.LegalRepresentativeID != "" {
		y = s.flow(s.x0, s.x1, y, 0, own("法定代表人证件号码："), blank("legal_representative_id", a.LegalRepresentativeID))
	}
	s.sign(s.x0, y+2, "法定代表人签字：", "signature", a.Signer)
	y += s.step() + 4
	s.date(s.x0, y, "授权日期：", a.Date)
	s.stamp(s.x0+105, sealY+6, a.Closing)
	return s.done()
}

// CommitmentLetter is what a 承诺书 says: the operator answers for what the site is and will stay.
type CommitmentLetter struct {
	Province     string // the authority's: 江苏, 广东, ...
	Organisation string // "" when an individual commits themselves
	USCC         string
	Person       string // the site's principal
	PersonID     string
	SiteName     string
	Domain       string
	Content      string // what the site holds, as declared
	Closing
}

// CommitmentLetter draws the letter. Its fields are organisation, uscc, person_name, id_number, site_name, domain,
// content, signature, seal, seal_below and date.
func (g *Generator) CommitmentLetter(c CommitmentLetter, sidePx int) Document {
	promises := commitments(c)
	s := g.newSheet(filing.CommitmentLetter, "commitment-organisation", sidePx, "承诺书省通信管理局：单位名称统一社会信用代码姓名身份证号网站内容域签字盖章年月日负责人手印（）0123456789.-"+
		strings.Join(promises, "")+c.Province+c.Organisation+c.USCC+c.Person+c.SiteName+c.Domain+c.Content+c.Signer)
	r := s.r
	y := s.title(between(r, 26, 40), between(r, 8, 10.5), pick(r, []string{"承诺书", "网站备案承诺书", "备案信息真实性承诺书"}))
	y = s.flow(s.x0, s.x1, y, 0, own(c.Province+"通信管理局："))
	items := []struct{ label, field, text string }{{"单位名称：", "organisation", c.Organisation}, {"统一社会信用代码：", "uscc", c.USCC},
		{"网站名称：", "site_name", c.SiteName}, {"域名：", "domain", c.Domain}, {"网站内容：", "content", c.Content}, {"网站负责人：", "person_name", c.Person},
		{"身份证号：", "id_number", c.PersonID}}
	if c.Organisation == "" {
		s.doc.Layout = "commitment-individual"
		items = append(items[5:7], items[2:5]...)
		items[0].label = "姓名："
	}
	for _, it := range items {
		if it.text != "" {
			y = s.flow(s.x0, s.x1, y, 2*s.body.size, own(it.label), blank(it.field, it.text))
		}
	}
	for _, p := range promises {
		y = s.flow(s.x0, s.x1, y, 2*s.body.size, own(p))
	}
	y += between(r, 6, 16)
	x := s.x0 + between(r, 60, 80)
	who := "承诺人（签字）："
	if c.Organisation != "" {
		who = "负责人签字："
		s.printed("text", "单位（盖章）：", s.text(s.body, x, y, "单位（盖章）："))
		s.stamp(x+38, y+8, c.Closing)
		y += s.step()
	}
	s.sign(x, y+2, who, "signature", c.Signer)
	if c.Organisation == "" {
		s.stamp(x+45, y+4, c.Closing)
	}
	s.date(x, y+s.step()+4, "日期：", c.Date)
	return s.done()
}

// commitments are the sentences of the letter: the authorities' wordings differ, their substance does not.
func commitments(c CommitmentLetter) []string {
	if c.Organisation == "" {
		return []string{"本人已履行网站备案信息当面核验手续，承认网站备案信息和核验记录真实有效，承诺本网站是个人网站，未含企业、单位等非个人网站的信息。",
			"承诺网站备案信息一旦发生变更，将及时进行更新，填报虚假备案信息、未履行备案变更手续、超出备案项目提供服务的，愿承担关闭网站并注销备案等相应处理。"}
	}
	return []string{"我单位承诺所提交的网站备案信息真实、准确、完整，网站不涉及新闻、出版、药品和医疗器械、文化、广播电影电视节目等须前置审批的内容。",
		"我单位承诺在未取得主管部门批准文件之前，不从事相关业务。网站备案信息发生变更的，将在变更之日起三十日内办理变更手续。", "如违反上述承诺，我单位愿承担由此引起的一切法律责任，并接受注销备案的处理。"}
}
