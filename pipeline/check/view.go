package check

import (
	"slices"

	"prereview/filing"
)

// view is a case with its documents found by slot and its two persons told apart. It is read only.
type view struct {
	Case
	pack          *pack // the policy of the day of submission
	today         filing.Date
	docs          map[filing.Slot]*filing.Document
	samePrincipal bool // the 网站负责人 is the 主体负责人: same certificate number, or one is not declared and the names are the same
}

func newView(c Case, policy *pack) *view {
	v := &view{Case: c, pack: policy, today: c.SubmittedAt, docs: make(map[filing.Slot]*filing.Document, len(c.Documents))}
	if v.today.Open {
		v.today = filing.Date{}
	}
	for i := range c.Documents {
		d := &c.Documents[i]
		if _, taken := v.docs[d.Slot]; !taken {
			v.docs[d.Slot] = d
		}
	}
	p, s := c.Form.Declared.Principal, c.Form.Declared.SitePrincipal
	pn, sn := foldCode(string(p.CertificateNumber)), foldCode(string(s.CertificateNumber))
	sameName := foldName(string(p.Name)) == foldName(string(s.Name))
	v.samePrincipal = s == (filing.Person{}) || pn != "" && pn == sn || (pn == "" || sn == "") && sameName
	return v
}

// role is a person of the form with the slots of their ID card.
type role struct {
	path        string // of the declared person
	label       Text
	person      filing.Person
	front, back filing.Slot
}

var (
	principalLabel     = Text{"主体负责人", "principal"}
	sitePrincipalLabel = Text{"网站负责人", "site principal"}
)

func (v *view) principal() role {
	return role{"declared.principal", principalLabel, v.Form.Declared.Principal, filing.SlotIDCardFront, filing.SlotIDCardBack}
}

// sitePrincipal is the declared 网站负责人; the card slots are the principal's when both are one person.
func (v *view) sitePrincipal() role {
	r := role{"declared.site_principal", sitePrincipalLabel, v.Form.Declared.SitePrincipal,
		filing.SlotSitePrincipalIDCardFront, filing.SlotSitePrincipalIDCardBack}
	if v.samePrincipal {
		r.front, r.back = filing.SlotIDCardFront, filing.SlotIDCardBack
	}
	return r
}

// persons are those whose cards and numbers are looked at: one, or two when the site principal is another person.
func (v *view) persons() []role {
	if v.samePrincipal {
		return []role{v.principal()}
	}
	return []role{v.principal(), v.sitePrincipal()}
}

// declared is a declared value; an empty one is missing.
func declared(path, text string) value { return value{name: path, text: text, missing: text == ""} }

func (r role) name() value { return declared(r.path+".name", string(r.person.Name)) }
func (r role) number() value {
	return declared(r.path+".certificate_number", string(r.person.CertificateNumber))
}
func (r role) validUntil() value { return declared(r.path+".valid_until", r.person.ValidUntil) }

func (v *view) organisation(name, text string) value {
	return declared("declared.organisation."+name, text)
}

// twin is the slot of the card's other side.
var twin = map[filing.Slot]filing.Slot{
	filing.SlotIDCardFront:              filing.SlotIDCardBack,
	filing.SlotIDCardBack:               filing.SlotIDCardFront,
	filing.SlotSitePrincipalIDCardFront: filing.SlotSitePrincipalIDCardBack,
	filing.SlotSitePrincipalIDCardBack:  filing.SlotSitePrincipalIDCardFront,
}

// surelyKind says that the document was found, with confidence, to be of the kind.
func surelyKind(d *filing.Document, kind filing.DocumentKind) bool {
	return d != nil && d.Kind == kind && d.KindConfidence >= Accept
}

// at finds the document that plays the slot's part. When the two sides of a card were put in each other's slots, the
// sides are read where they lie: the swap is one finding, not one for every field.
func (v *view) at(s filing.Slot) *filing.Document {
	d, t := v.docs[s], v.docs[twin[s]]
	if d != nil && t != nil && surelyKind(d, twin[s].Kind()) && surelyKind(t, s.Kind()) {
		return t
	}
	return d
}

// unusable says why nothing can be read from a document: "" when it can.
func unusable(d *filing.Document, want filing.DocumentKind) string {
	switch {
	case d.NotRun != "":
		return d.NotRun
	case d.Kind == filing.Unreadable:
		return reasonUnreadable
	case d.Kind != want && d.Kind != filing.Unknown && d.Kind != "" && d.KindConfidence >= Accept:
		return reasonWrongDocument
	case len(d.Fields) == 0 && !slices.Contains(filing.RecognisedKinds, want):
		return reasonNoReader
	}
	return ""
}

// read is a field of the document in a slot. A declared value that must say the same may be named: it backs the reading
// when it does.
func (v *view) read(s filing.Slot, name string, backers ...value) value {
	d := v.at(s)
	if d == nil {
		return value{slot: s, name: name, missing: true}
	}
	x := value{slot: d.Slot, name: name, notRun: unusable(d, s.Kind())}
	if x.notRun != "" {
		return x
	}
	x.field = d.Fields[name]
	x.text = x.field.Value
	for _, b := range backers {
		x.backed = x.backed || x.agrees(b.text)
	}
	return x
}

// The fields of a person's card.
func (v *view) cardNumber(r role) value    { return v.read(r.front, "id_number", r.number()) }
func (v *view) cardName(r role) value      { return v.read(r.front, "name", r.name()) }
func (v *view) cardBirth(r role) value     { return v.read(r.front, "birth_date") }
func (v *view) cardSex(r role) value       { return v.read(r.front, "sex") }
func (v *view) cardEthnicity(r role) value { return v.read(r.front, "ethnicity") }
func (v *view) cardAddress(r role) value   { return v.read(r.front, "address") }
func (v *view) cardIssuer(r role) value    { return v.read(r.back, "issuing_authority") }
func (v *view) cardFrom(r role) value      { return v.read(r.back, "valid_from") }
func (v *view) cardUntil(r role) value     { return v.read(r.back, "valid_until", r.validUntil()) }

// hasLicence says that the applicant is of a kind that files with a business licence.
func (v *view) hasLicence() bool { return v.Form.Kind != filing.Individual }

// licence is a field of the business licence; missing for individuals, whatever they upload.
func (v *view) licence(name string) value {
	if !v.hasLicence() {
		return value{slot: filing.SlotBusinessLicence, name: name, missing: true}
	}
	o := v.Form.Declared.Organisation
	switch name {
	case "uscc":
		return v.read(filing.SlotBusinessLicence, name, v.orgNumber())
	case "name":
		return v.read(filing.SlotBusinessLicence, name, v.orgName())
	case "address":
		return v.read(filing.SlotBusinessLicence, name, v.organisation("certificate_address", o.CertificateAddress))
	case "legal_representative":
		return v.read(filing.SlotBusinessLicence, name, v.principal().name())
	}
	return v.read(filing.SlotBusinessLicence, name)
}

func (v *view) orgName() value { return v.organisation("name", v.Form.Declared.Organisation.Name) }
func (v *view) orgNumber() value {
	return v.organisation("certificate_number", v.Form.Declared.Organisation.CertificateNumber)
}

// attachments are the documents in the order in which they were given.
func (v *view) attachments() []*filing.Document {
	out := make([]*filing.Document, len(v.Documents))
	for i := range v.Documents {
		out[i] = &v.Documents[i]
	}
	return out
}
