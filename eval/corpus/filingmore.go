package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"prereview/filing"
)

// furnish fills in, of a clean filing, what a form may leave out, and has the registers answer: rules that look at it must be
// quiet where it is right. What it says hangs on the rest of the form, so that nothing may be changed behind it.
func (f *FilingPlan) furnish(r *rand.Rand) {
	d := &f.Form.Declared
	o, first := &d.Organisation, d.Site.Domains[0]
	if chance(r, .6) {
		d.Site.HomeURL = pick(r, []string{first, "www." + first, "http://www." + first, "https://" + first, "http://" + first + "/", strings.ToUpper(first)})
	}
	if chance(r, .5) {
		from := f.SubmittedAt.AddMonths(-r.IntN(20))
		d.Access = filing.Access{IPs: []string{fmt.Sprintf("47.%d.%d.%d", intBetween(r, 92, 120), r.IntN(250), 1+r.IntN(250))}, Method: "cloud_server", ServerPlace: pick(r, filing.Provinces),
			LeasedFrom: from.String(), LeasedUntil: from.AddMonths(pick(r, []int{24, 36, 60})).AddDays(-r.IntN(2)).String()}
	}
	if chance(r, .4) {
		f.register()
	}
	if f.company != nil {
		for _, at := range places() {
			if at.code == f.company.USCC.Region() && chance(r, .6) {
				o.MailingDivision = at.code
			}
		}
		switch {
		case f.Form.Kind == filing.Government:
			o.Investor = pick(r, []string{f.Form.Province + "人民政府", f.Form.Province + "省级主管部门"})
		case f.Form.Province == "宁夏" && f.certified(): // wants the legal representative
			o.Investor = f.company.Person
		case f.Form.Province == "宁夏":
			o.Investor = f.principal.Name
		case chance(r, .5):
			o.Investor = f.company.Name
		}
	} else if f.Form.Province != "上海" && chance(r, .5) { // wants the room there, which not every card has
		o.MailingAddress = f.principal.Address
	}
	if chance(r, .5) {
		f.answer(r)
	}
}

// registers say so at a time that is not that of any document.
var askedAt = time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)

func says[T any](v T) filing.Answer[T] {
	return filing.Answer[T]{Known: true, Value: v, Source: "drawn", At: askedAt}
}

// answer has every register answer as for a filing that is in order.
func (f *FilingPlan) answer(r *rand.Rand) {
	d := f.Form.Declared
	a := &f.Answers
	*a = filing.Answers{Domains: map[string]filing.Answer[filing.DomainRecord]{}, Probes: map[string]filing.Answer[filing.SiteProbe]{}, Mobiles: map[string]filing.Answer[filing.MobileRecord]{},
		IPs: map[string]filing.Answer[filing.IPRecord]{}, History: says(filing.History{AccountToday: 1, SenderIPToday: 1 + r.IntN(3)})}
	a.Subject = filing.Answer[filing.FiledSubject]{Source: "drawn", At: askedAt} // not filed yet
	name := string(d.Principal.Name)
	if f.company != nil {
		name = f.company.Name
		a.Entity = says(filing.Entity{USCC: string(f.company.USCC), Name: name, Status: "active"})
	}
	if f.Form.Type != filing.FirstFiling {
		a.Subject = says(filing.FiledSubject{Name: name, FilingNumber: fmt.Sprintf("%sICP备2021%06d号", pick(r, brandFirst), r.IntN(1e6)), Sites: []filing.FiledSite{{Name: pick(r, topics) + "旧站"}}})
		if f.Form.Province == "湖南" { // wants a plan from the second site on
			f.show(filing.SlotSitePlan, "网站建设方案书")
		}
	}
	for _, s := range d.Site.Domains {
		own := f.registered(s)
		a.Domains[s] = says(filing.DomainRecord{Holder: own.Holder, HolderCertificateType: own.HolderCertificateType, HolderCertificateNumber: string(own.HolderCertificateNumber), Registrar: own.Registrar,
			Registered: own.Registered, Expires: own.Expires, Verified: own.Verified})
		a.Probes[s] = says(filing.SiteProbe{Resolves: chance(r, .3)})
		if f.Form.Type == filing.NewAccess || f.Form.Type == filing.Change {
			a.Probes[s] = says(filing.SiteProbe{Resolves: true, Responds: true})
		}
	}
	for _, p := range []filing.Person{d.Principal, d.SitePrincipal} {
		a.Mobiles[string(p.Mobile)] = says(filing.MobileRecord{Province: f.Form.Province})
	}
	for _, ip := range d.Access.IPs {
		a.IPs[ip] = says(filing.IPRecord{Mainland: true, Own: true, Subjects: r.IntN(4), Sites: r.IntN(6)})
	}
	f.Form.Declared.Sender = filing.Sender{Account: fmt.Sprintf("account-%05d", r.IntN(1e5)), IP: fmt.Sprintf("47.%d.8.9", r.IntN(250))}
}

// certified says that the applicant's licence names a legal representative, as only business licences do.
func (f *FilingPlan) certified() bool { return f.paper(filing.SlotBusinessLicence) != nil }
