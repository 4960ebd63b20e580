package corpus

import (
	"math"

	"prereview/filing"
)

// DomainCertificate is what a registrar's certificate says of a domain.
type DomainCertificate struct {
	Domain            string
	Owner             string
	CertificateType   string // of the owner: 营业执照, 身份证
	CertificateNumber string
	Registrar         string
	Registered        filing.Date
	Expires           filing.Date
	Sealed            bool // by the registrar
}

// DomainCertificate draws it. Its fields are domain, owner, certificate_type, certificate_number, registered, expires,
// registrar, and seal where it is sealed.
func (g *Generator) DomainCertificate(c DomainCertificate, sidePx int) Document {
	w, h, layout := sheetW, sheetH, "domain-certificate"
	wide := chance(g.papers, .6)
	if wide {
		w, h, layout = sheetH, sheetW, "domain-certificate-landscape"
	}
	s := g.newSheetOf(filing.DomainCertificate, layout, sidePx, w, h, "顶级国际域名注册证书名称所有者证件类型号码时间到期商此证明以上已由本机构完成：，。年月日-.0123456789"+c.Owner+c.CertificateType+c.Registrar)
	r := s.r
	s.byHand = false
	s.frame(pick(r, []rgb3{{60, 100, 160}, {150, 60, 50}, {70, 120, 90}, {160, 130, 60}}))
	y := s.title(.12*h, between(r, 9, 12), pick(r, []string{"顶级国际域名证书", "域名注册证书", "国际域名注册证书", "中国国家顶级域名证书"}))
	s.body.size = between(r, 5, 5.8)
	s.typed.size = s.body.size
	x := .16 * w
	y = s.flow(x, w-x, y+4, 0, own("兹证明以下域名已完成注册："))
	for _, row := range []struct{ label, field, text string }{{"域名", "domain", c.Domain}, {"域名所有者", "owner", c.Owner}, {"所有者证件类型", "certificate_type", c.CertificateType},
		{"所有者证件号码", "certificate_number", c.CertificateNumber}, {"注册时间", "registered", isoOrChinese(s.short(), c.Registered)}, {"到期时间", "expires", isoOrChinese(s.short(), c.Expires)}, {"注册商", "registrar", c.Registrar}} {
		if row.text == "" {
			continue
		}
		y = s.flow(x+4, w-x, y, 0, own(row.label+"："), blank(row.field, row.text))
	}
	s.doc.Fields["registered"], s.doc.Fields["expires"] = c.Registered.String(), c.Expires.String()
	if c.Sealed {
		s.stamp(w-x-28, min(y, h-50), Closing{Seal: c.Registrar})
	}
	return s.done()
}

// short says, once for a page, whether dates are printed as 2026-01-31.
func (s *sheet) short() bool { return s.lead > 1.8 }

func isoOrChinese(iso bool, d filing.Date) string {
	switch {
	case d.IsZero():
		return ""
	case iso && !d.Open:
		return d.String()
	}
	return chineseDate(d)
}

// frame is a double rule with quarter circles in the corners, as certificates have.
func (s *sheet) frame(tint rgb3) {
	k := ink{tint.color(), .85}
	at := between(s.r, 11, 14)
	s.frameRule(rect{at, at, s.w - at, s.h - at}, 1.1, k)
	s.frameRule(rect{at + 2, at + 2, s.w - at - 2, s.h - at - 2}, .35, k)
	for i, p := range [4][2]float64{{at + 2, at + 2}, {s.w - at - 2, at + 2}, {s.w - at - 2, s.h - at - 2}, {at + 2, s.h - at - 2}} {
		for radius := 4.0; radius <= 10; radius += 2 {
			var pts [][2]float64
			for t := range 19 {
				sn, co := math.Sincos(math.Pi/2*float64(i) + math.Pi/2*float64(t)/18)
				pts = append(pts, [2]float64{p[0] + radius*co, p[1] + radius*sn})
			}
			s.stroke(pts, .35, k)
		}
	}
}

// Permit is what a permit's page says: who may do what, by whose leave, until when.
type Permit struct {
	Title               string // 增值电信业务经营许可证, 医疗机构执业许可证, ...
	Number              string
	Holder              string
	LegalRepresentative string
	Address             string
	Scope               string // 业务种类 or 诊疗科目
	Authority           string // ring text of the seal; "" for an unsealed page
	Issued              filing.Date
	ValidUntil          filing.Date
}

// Permit draws it. Its fields are title, number, holder, legal_representative, address, scope, valid_from, valid_until,
// and seal and date where it is sealed.
func (g *Generator) Permit(p Permit, sidePx int) Document {
	w, h, layout := sheetW, sheetH, "permit"
	if chance(g.papers, .35) {
		w, h, layout = sheetH, sheetW, "permit-landscape"
	}
	s := g.newSheetOf(filing.Permit, layout, sidePx, w, h, "中华人民共和国经营许可证编号单位名称法定代表主要负责人注册住所业务种类及覆盖范围诊疗科目有效期至发机关日年月：，。、（）-.0123456789"+
		p.Title+p.Number+p.Holder+p.LegalRepresentative+p.Address+p.Scope)
	r := s.r
	s.byHand = false
	s.frame(pick(r, []rgb3{{150, 120, 60}, {120, 130, 70}, {160, 70, 60}, {70, 110, 140}}))
	y := .085 * h
	s.emblem(w/2, y+8, 10)
	y = s.title(y+24, between(r, 9, 11), p.Title)
	s.doc.Fields["title"] = p.Title
	x := .14 * w
	if h > w {
		s.lead = between(r, 2.2, 2.8)
	}
	y = s.flow(x, w-x, y, 0, own("编号："), blank("number", p.Number))
	scopeLabel := "业务种类："
	if p.Title == "医疗机构执业许可证" {
		scopeLabel = "诊疗科目："
	}
	for _, row := range []struct{ label, field, text string }{{"单位名称：", "holder", p.Holder}, {"法定代表人：", "legal_representative", p.LegalRepresentative}, {"住所：", "address", p.Address},
		{scopeLabel, "scope", p.Scope}} {
		if row.text != "" {
			y = s.flow(x, w-x, y, 0, own(row.label), blank(row.field, row.text))
		}
	}
	if !p.ValidUntil.IsZero() {
		y = s.flow(x, w-x, y, 0, own("有效期限：自"), blank("valid_from", chineseDate(p.Issued)), own("至"), blank("valid_until", chineseDate(p.ValidUntil)))
		s.doc.Fields["valid_from"], s.doc.Fields["valid_until"] = p.Issued.String(), p.ValidUntil.String()
	}
	y = max(y+6, h-between(r, 62, 80))
	s.printed("text", "发证机关：", s.text(s.body, w-x-70, y, "发证机关："))
	s.stamp(w-x-32, y+9, Closing{Seal: p.Authority})
	s.date(w-x-70, y+s.step(), "发证日期：", p.Issued)
	return s.done()
}

// ResidencePermit is what a 居住证 issued as a page says: who lives where, and where they are registered.
type ResidencePermit struct {
	Name       string
	ID         filing.IDNumber
	Home       string // 户籍地址
	Address    string // 现居住地址
	Issuer     string // ring text of the seal
	Issued     filing.Date
	ValidUntil filing.Date
}

// ResidencePermit draws it. Its fields are title, name, id_number, home_address, address, valid_from, valid_until and seal.
func (g *Generator) ResidencePermit(p ResidencePermit, sidePx int) Document {
	s := g.newSheet(filing.ResidencePermit, "residence-permit", sidePx, "居住证姓名公民身份号码户籍地址现签发机关有效期限自年月日至：。0123456789-X"+p.Name+p.Home+p.Address+p.Issuer)
	r := s.r
	s.byHand = false
	s.frame(pick(r, []rgb3{{70, 110, 140}, {70, 120, 90}, {120, 130, 70}}))
	y := s.title(between(r, 34, 46), between(r, 9, 11), "居住证")
	s.doc.Fields["title"] = "居住证"
	for _, row := range []struct{ label, field, text string }{{"姓名：", "name", p.Name}, {"公民身份号码：", "id_number", string(p.ID)}, {"户籍地址：", "home_address", p.Home}, {"现居住地址：", "address", p.Address}} {
		y = s.flow(s.x0, s.x1, y, 0, own(row.label), blank(row.field, row.text))
	}
	y = s.flow(s.x0, s.x1, y, 0, own("有效期限：自"), blank("valid_from", chineseDate(p.Issued)), own("至"), blank("valid_until", chineseDate(p.ValidUntil)))
	s.doc.Fields["valid_from"], s.doc.Fields["valid_until"] = p.Issued.String(), p.ValidUntil.String()
	s.printed("text", "签发机关：", s.text(s.body, s.x0+70, y+12, "签发机关："))
	s.stamp(s.x0+115, y+20, Closing{Seal: p.Issuer})
	return s.done()
}
