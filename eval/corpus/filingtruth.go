package corpus

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"prereview/filing"
)

// What a perfect reader gives for a mark that is not there, for one that has no words, for one whose words cannot be made out,
// and for the ink of a stamped seal.
const (
	nothing   = "none"
	marked    = "present"
	illegible = "illegible"
	fresh     = "fresh"
)

// shown is what a perfect reader would give of a form that ends like this, for the checks: no reader of ours does yet.
func (c Closing) shown(title string, more map[string]string) map[string]string {
	m := map[string]string{"title": title, "signature": c.Signer, "seal": c.Seal, "date": nothing, "alterations": nothing, "seal_ink": fresh}
	if !c.Date.IsZero() {
		m["date"] = c.Date.String()
	}
	if c.Seal == "" {
		m["seal_ink"] = nothing
	}
	if c.SealBelow != "" {
		m["seal_below"] = c.SealBelow
	}
	if c.Scrawled {
		m["signature"] = illegible
	}
	if c.SealCut {
		m["seal"] = illegible
	}
	for k, v := range more {
		m[k] = v
	}
	for k, v := range m {
		if v == "" {
			m[k] = nothing
		}
	}
	return m
}

func (v VerificationForm) shown() map[string]string {
	m := v.Closing.shown(cmp.Or(v.Title, "网站备案信息真实性核验单"), map[string]string{"host": v.Host, "domain": strings.Join(v.Domains, "、"), "provider_block": nothing})
	if v.Verifier != "" {
		m["provider_block"] = marked
	}
	if v.Crossed != "" {
		m["alterations"] = marked
	}
	return m
}

func (a AuthorisationLetter) shown() map[string]string {
	return a.Closing.shown(cmp.Or(a.Title, "授权书"), map[string]string{"organisation": a.Organisation, "person_name": a.Person, "id_number": a.PersonID, "role": a.Role, "domain": a.Domain,
		"legal_representative": a.LegalRepresentative, "legal_representative_id": a.LegalRepresentativeID})
}

func (c DomainCertificate) shown() map[string]string {
	m := map[string]string{"title": "域名注册证书", "domain": c.Domain, "owner": c.Owner, "certificate_type": c.CertificateType, "certificate_number": c.CertificateNumber,
		"registrar": c.Registrar, "registered": c.Registered.String(), "expires": c.Expires.String(), "verified": nothing, "date": nothing, "seal": nothing}
	if c.Sealed {
		m["seal"] = c.Registrar
	}
	return m
}

func (p Permit) shown() map[string]string {
	return map[string]string{"title": p.Title, "number": p.Number, "holder": p.Holder, "legal_representative": p.LegalRepresentative, "address": p.Address, "scope": p.Scope,
		"valid_from": p.Issued.String(), "valid_until": p.ValidUntil.String(), "date": p.Issued.String(), "seal": p.Authority}
}

func (p ResidencePermit) shown() map[string]string {
	return map[string]string{"title": "居住证", "name": p.Name, "id_number": string(p.ID), "home_address": p.Home, "address": p.Address, "valid_from": p.Issued.String(), "valid_until": p.ValidUntil.String(),
		"seal": p.Issuer}
}

// Fields are the values that the paper prints, as a perfect reader gives them; nil for a paper whose kind is not read.
func (p Paper) Fields() map[string]string {
	switch who, c := p.Person, p.Company; p.Shows {
	case filing.IDCardFront:
		return map[string]string{"name": who.Name, "sex": who.Sex, "ethnicity": who.Ethnicity, "birth_date": who.Birth.String(), "address": who.Address, "id_number": string(who.ID)}
	case filing.IDCardBack:
		return map[string]string{"issuing_authority": who.Issuer, "valid_from": who.ValidFrom.String(), "valid_until": who.ValidUntil.String()}
	case filing.BusinessLicence:
		m := map[string]string{"uscc": string(c.USCC), "name": c.Name, "type": c.Type, "legal_representative": c.Person, "established": c.Established.String(),
			"address": c.Address, "business_scope": c.Scope, "registration_authority": c.Authority, "issued": c.Issued.String()}
		if c.Capital != "" {
			m["registered_capital"] = c.Capital
		}
		if c.Composition != "" {
			m["composition"] = c.Composition
		}
		if !c.TermUntil.IsZero() {
			m["valid_from"], m["valid_until"] = c.TermFrom.String(), c.TermUntil.String()
		}
		return m
	}
	return nil
}

// Documents is what a perfect reader and a perfect eye would report of the uploads: every value right and certain, and
// of quality only what is wrong with a file or picture on purpose. Sizes and hashes are invented.
func (f FilingPlan) Documents() []filing.Document {
	docs := make([]filing.Document, 0, len(f.Papers))
	for _, p := range f.Papers {
		d := f.document(p)
		if p.SameAs != "" {
			d = f.document(*f.paper(p.SameAs))
			d.Slot, d.Name = p.Slot, p.File
		}
		docs = append(docs, d)
	}
	return docs
}

func (f FilingPlan) document(p Paper) filing.Document {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %s", f.Name, f.Seed, p.Slot))
	d := filing.Document{Slot: p.Slot, Name: p.File, SHA256: hex.EncodeToString(sum[:]), Size: 900_000, MediaType: "image/jpeg", Width: 4000, Height: 2700,
		Kind: p.Shows, KindConfidence: 1, Page: &filing.Box{{100, 100}, {3900, 110}, {3900, 2610}, {100, 2600}},
		Fields: map[string]filing.Field{}, Signals: []filing.Signal{}}
	fields := p.Fields()
	if fields == nil {
		fields = p.shown
	}
	if fields == nil {
		d.Kind, d.KindConfidence = filing.Unknown, 0
	}
	for name, v := range fields {
		d.Fields[name] = filing.Field{Value: v, Raw: v, Confidence: 1}
	}
	if d.Kind == filing.BusinessLicence {
		if content := p.Company.qrContent(); content != "" {
			d.Codes = []filing.Code{{Content: content}}
		}
	}
	p.Flaw.report(&d)
	return d
}
