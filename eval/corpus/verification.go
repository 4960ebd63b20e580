package corpus

import (
	"cmp"
	"slices"
	"strings"

	"prereview/filing"
)

// VerificationForm is what a 网站备案信息真实性核验单 says.
type VerificationForm struct {
	Host            string   // 网站主办者名称
	Domains         []string // printed one behind the other
	Individual      bool
	CertificateType string // the ticked one of the form's list: 工商营业执照, 身份证, ...; "" ticks none
	Mobile          string
	Landline        string // "" for none
	AccessProvider  string
	AccessMethod    string // one of 专线, 主机托管, 虚拟主机, 云服务器
	ServerPlace     string
	IP              string
	Permitted       bool   // 涉及前置审批
	Verifier        string // the access provider's person, by hand; "" for unsigned
	VerifierSeal    string // ring text of the provider's seal; "" for none
	Title           string // "" for one of those it is known by
	Crossed         string // host, domain or mobile: what was filled in is crossed out; "" for nothing
	Closing                // the site's principal
}

var (
	organisationCertificates = []string{"组织机构代码证书", "事业法人证书", "社团法人证书", "工商营业执照", "军队代号证书"}
	personCertificates       = []string{"身份证", "户口簿", "军官证", "台胞证", "护照"}
	accessMethods            = []string{"专线", "主机托管", "虚拟主机", "云服务器"}
)

// VerificationForm draws the form. Its fields are host, domain, certificate_type, mobile, landline, access_provider,
// access_method, server_place, ip, verifier, verifier_seal, signature, seal, seal_below and date.
func (g *Generator) VerificationForm(v VerificationForm, sidePx int) Document {
	s := g.newSheet(filing.VerificationForm, "verification-form", sidePx, "网站备案信息真实性核验单主办者基本名称域主体内容单位证件资质个人联系方式手机座报是否规范前置审批涉及不接入商服务器放地点承诺签字盖章负责年月日：（）、。，0123456789.-"+
		strings.Join(organisationCertificates, "")+strings.Join(personCertificates, "")+strings.Join(accessMethods, "")+v.Host+strings.Join(v.Domains, "")+v.AccessProvider+v.ServerPlace+v.Signer+v.Verifier+v.Title)
	r := s.r
	s.body.size = between(r, 3.7, 4.2)
	s.typed.size, s.lead = s.body.size, between(r, 1.5, 1.7)
	s.x0, s.x1 = 18, sheetW-18
	s.crossed, s.scrawled = v.Crossed, v.Scrawled
	y := s.title(between(r, 16, 22), between(r, 6.2, 7.4), cmp.Or(v.Title, pick(r, []string{"网站备案信息真实性核验单", "《网站备案信息真实性核验单》", "ICP备案信息真实性核验单"})))
	ticks := func(all []string, chosen string) string {
		var b strings.Builder
		for _, c := range all {
			b.WriteString(mark(c == chosen) + c + " ")
		}
		return strings.TrimSpace(b.String())
	}
	tick := func(label string, all []string, field, chosen string) []span {
		if slices.Contains(all, chosen) {
			s.doc.Fields[field] = chosen
		}
		return []span{own(label), own(ticks(all, chosen))}
	}
	yesNo := func(label string, yes bool) []span {
		return []span{own(label + mark(yes) + "是 " + mark(!yes) + "否")}
	}
	promise := "本人已履行网站备案信息当面核验手续，承认以上网站备案信息和核验记录真实有效，承诺网站备案信息一旦发生变更，将及时进行更新。填报虚假备案信息、未履行备案变更手续、超出备案项目提供服务的，愿承担关闭网站并注销备案等相应处理。"
	blocks := []struct {
		head string
		rows [][]span
	}{
		{"网站主办者基本信息", [][]span{{own("主办者名称："), blank("host", v.Host)}, {own("网站域名："), blank("domain", strings.Join(v.Domains, "、"))}}},
		{"主体信息核验内容", [][]span{tick("单位证件资质：", organisationCertificates, "certificate_type", v.CertificateType), tick("个人证件资质：", personCertificates, "certificate_type", v.CertificateType),
			yesNo("主体负责人证件与本人是否一致：", true)}},
		{"联系方式核验内容", [][]span{{own("手机号码："), blank("mobile", v.Mobile), own(" " + mark(true) + "已核验")}, {own("座机号码："), blank("landline", v.Landline)}}},
		{"网站信息核验内容", [][]span{yesNo("网站名称报备信息是否规范：", true), yesNo("网站内容是否涉及前置审批：", v.Permitted)}},
		{"接入信息核验内容", [][]span{{own("接入商名称："), blank("access_provider", v.AccessProvider)}, tick("接入方式：", accessMethods, "access_method", v.AccessMethod),
			{own("服务器放置地点："), blank("server_place", v.ServerPlace)}, {own("IP地址："), blank("ip", v.IP)}}},
		{"网站备案信息核验承诺", [][]span{{own(promise)}}},
	}
	split := s.x0 + 6*s.body.size
	top := y
	rule := func(y float64) { s.rect(rect{s.x0, y, s.x1, y + .3}, s.body.ink) }
	for _, b := range blocks {
		rule(y)
		start := y
		y += s.body.size * .6
		for _, row := range b.rows {
			y = s.flow(split+3, s.x1-2, y, 0, row...)
		}
		y += s.body.size * .3
		s.head(s.x0, split, start, y, b.head)
	}
	rule(y)
	y += s.body.size
	half := (s.x0 + s.x1) / 2
	s.sign(s.x0+3, y+3, "接入单位核验人：", "verifier", v.Verifier)
	s.sign(half+3, y+3, "网站负责人签字：", "signature", v.Signer)
	s.printed("text", "（签字或盖章）", s.text(s.body, s.x0+3, y+s.step()+3, "（签字或盖章）"))
	s.printed("text", "（单位盖章）", s.text(s.body, half+3, y+s.step()+3, "（单位盖章）"))
	s.date(half+3, y+2*s.step()+4, "日期：", v.Date)
	foot := y + 3*s.step() + 6
	for _, line := range []rect{{s.x0, foot, s.x1, foot + .3}, {s.x0, top, s.x0 + .3, foot}, {s.x1, top, s.x1 + .3, foot}, {split, top, split + .3, y - s.body.size}, {half, y - s.body.size, half + .3, foot}} {
		s.rect(line, s.body.ink)
	}
	if v.VerifierSeal != "" {
		e, whole := s.seal(r, s.x0+50+between(r, -5, 5), y+10, between(r, 17, 20), v.VerifierSeal, "", g.fonts.choose(r, sealText, v.VerifierSeal))
		s.doc.Fields["verifier_seal"] = v.VerifierSeal
		s.page.value("verifier_seal", v.VerifierSeal, e)
		s.sealed(v.VerifierSeal, whole)
	}
	s.stamp(half+50, y+12, v.Closing)
	return s.done()
}

func mark(ticked bool) string {
	if ticked {
		return "☑"
	}
	return "□"
}

// head sets the name of a block in the form's left column, broken into lines and centred over the block's height.
func (s *sheet) head(x0, x1, y0, y1 float64, text string) {
	lines := wrap(s.body, text, x1-x0-2, false)
	y := (y0+y1)/2 - float64(len(lines))*s.body.size*.65
	for _, l := range lines {
		s.printed("label", l, s.text(s.body, (x0+x1-s.body.width(l))/2, y, l))
		y += s.body.size * 1.3
	}
}
