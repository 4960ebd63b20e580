package check

import (
	"prereview/filing"
)

// The declared 证件类型 is that of the uploaded certificate: a business licence in its slot, or another certificate by the
// words of its title. permit and other are older forms' words for any certificate but the licence.
var xOrgTypeCert = Rule{
	ID: "x-org-type-cert", Severity: filing.Block,
	Title:   Text{"证件类型与证件一致", "certificate type agrees with the document"},
	Message: Text{"所选证件类型与上传证件不符（上传的是{found}），请修改其一。", "The chosen certificate type is not that of the uploaded document ({found}). Change one of them."},
	Source:  "N, T 验证类型", Needs: []string{"declared.organisation.certificate_type", "document kind", "organisation_certificate.title"},
	run: func(k *checker) {
		said := k.organisation("certificate_type", k.Form.Declared.Organisation.CertificateType)
		if said.missing || k.Form.Kind == filing.Individual {
			return
		}
		licence, other := k.shown(filing.SlotBusinessLicence), k.read(filing.SlotOrganisationCert, "title")
		switch {
		case said.text == "business_licence" && !licence.missing:
			if licence.notRun != "" || licence.text == kindLabel(filing.BusinessLicence).ZH { // else doc-type-mismatch's
				k.judge(true, nil, said, licence)
			}
		case said.text == "business_licence" && !other.missing:
			if !k.unread(other) {
				k.judge(false, args{"found": {other.text, "another certificate"}}, said, other)
			}
		case said.text != "business_licence" && !other.missing && certificateTitles[said.text] != nil:
			if !k.unread(other) {
				k.judge(holds(other.text, certificateTitles[said.text], nil) != "", args{"found": {other.text, "another certificate"}}, said, other)
			}
		case said.text != "business_licence" && other.missing && !licence.missing && licence.notRun == "" &&
			licence.text == kindLabel(filing.BusinessLicence).ZH && k.docs[filing.SlotPermit] == nil && k.docs[filing.SlotOther] == nil:
			k.judge(false, args{"found": kindLabel(filing.BusinessLicence)}, said, licence)
		}
	},
}

// certificateTitles are words of the titles that each certificate bears.
var certificateTitles = map[string][]string{
	"organisation_code": {"组织机构代码证", "统一社会信用代码证"}, "uscc_certificate": {"统一社会信用代码证"}, "institution": {"事业单位法人证书", "事业法人"},
	"social_organisation": {"社会团体法人", "社团法人"}, "private_non_enterprise": {"民办非企业"}, "foundation": {"基金会法人"},
	"law_firm_licence": {"律师事务所", "执业许可证"}, "military_code": {"军队代号"}, "resident_office": {"代表机构登记证"},
}

// shown is the kind of document that was found in a slot, as a value.
func (v *view) shown(s filing.Slot) value {
	d := v.docs[s]
	if d == nil {
		return value{slot: s, name: "kind", missing: true}
	}
	x := value{slot: s, name: "kind", field: filing.Field{Confidence: d.KindConfidence}}
	switch {
	case d.NotRun != "":
		x.notRun = d.NotRun
	case d.Kind == filing.Unreadable:
		x.notRun = reasonUnreadable
	case d.Kind != filing.Unknown && d.Kind != "":
		x.text = kindLabel(d.Kind).ZH
	}
	return x
}
