package corpus

import (
	"slices"

	"prereview/filing"
)

// siteLetters are the provinces in which a 网站负责人 who is not the 法定代表人 shows a letter (T-省, H).
var siteLetters = []string{"内蒙古", "上海", "福建", "江西", "湖北", "湖南", "重庆", "四川", "贵州", "陕西", "甘肃", "宁夏"}

// provide uploads what the province asks for besides (T-省, H), where it is not there yet.
func (f *FilingPlan) provide() {
	province, alone := f.Form.Province, f.Form.Kind == filing.Individual
	state := f.Form.Kind == filing.Government || f.Form.Kind == filing.Institution
	switch {
	case province == "广东":
		f.promise(filing.SlotCommitment, "承诺书")
	case province == "江苏":
		f.promise(filing.SlotCommitment, "承诺书")
		f.promise(filing.SlotNotice, "责任告知书")
	case province == "新疆" && (f.Form.Type == filing.FirstFiling || f.Form.Type == filing.NewSite):
		f.promise(filing.SlotPartyBuilding, "党建确认函")
	case province == "江西" && !alone: // 文化, 教育 and the like stand in most scopes
		f.promise(filing.SlotNoPreapproval, "不涉及前置审批承诺书")
	case province == "湖南", province == "内蒙古" && alone:
		f.certify()
	}
	if state && slices.Contains([]string{"黑龙江", "江西", "内蒙古"}, province) {
		f.show(filing.SlotSiteApproval, "网站开办批准文件")
	}
	if !alone && !f.onePerson() && slices.Contains(siteLetters, province) && f.paper(filing.SlotAuthorisation) == nil {
		a := AuthorisationOf(*f.company, *f.site, *f.principal, "网站负责人", f.Form.Declared.Site.Domains[0], f.SubmittedAt.AddDays(-20))
		f.authorise(a)
		if province == "上海" { // has a template of its own, which is not drawn
			f.paper(filing.SlotAuthorisation).shown = nil
		}
	}
}

// promise uploads a letter of commitment under the name of the slot's.
func (f *FilingPlan) promise(slot filing.Slot, name string) {
	if f.paper(slot) != nil {
		return
	}
	c := CommitmentOf(f.Form.Province, f.company, *f.principal, f.Form.Declared.Site, f.SubmittedAt.AddDays(-20))
	f.add(slot, name, nil, func(g *Generator, w int) Document { return g.CommitmentLetter(c, w) })
}

// certify uploads the certificate of the first domain.
func (f *FilingPlan) certify() {
	if f.paper(filing.SlotDomainCertificate) != nil {
		return
	}
	c := DomainCertificateOf(f.company, *f.principal, f.Form.Declared.Site.Domains[0], f.SubmittedAt.AddMonths(-10), f.SubmittedAt.AddMonths(26))
	f.add(filing.SlotDomainCertificate, "域名证书", nil, func(g *Generator, w int) Document { return g.DomainCertificate(c, w) })
}

// show uploads a page with a heading and a seal: an approval, a permit of residence, a proof.
func (f *FilingPlan) show(slot filing.Slot, name string) {
	if f.paper(slot) != nil {
		return
	}
	p := Permit{Title: name, Number: f.Form.Province + "2026-0001", Holder: f.principal.Name, LegalRepresentative: f.principal.Name, Address: f.principal.Address,
		Scope: name, Authority: f.Form.Province + "登记管理机关", Issued: f.SubmittedAt.AddMonths(-2), ValidUntil: f.SubmittedAt.AddMonths(24)}
	if f.company != nil {
		p.Holder, p.Address = f.company.Name, f.company.Address
	}
	f.add(slot, name, nil, func(g *Generator, w int) Document { return g.Permit(p, w) })
}
