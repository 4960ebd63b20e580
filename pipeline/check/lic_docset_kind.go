package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// The declared certificate is one by which an applicant of the kind may file (rules/materials.json certificates, 1.1); permit
// and other, older forms' words, say nothing. A business licence alone that a kind without one uploaded is for a reviewer.
var licDocsetKind = Rule{
	ID: "lic-docset-kind", Severity: filing.Block,
	Title:   Text{"主体证件类型与性质", "certificate fits the applicant's kind"},
	Message: Text{"{kind}应提供{wanted}，请更换。", "{kind}: file with {wanted}."},
	Source:  "T-材料清单 W", Needs: []string{"kind", "declared.organisation.certificate_type", "document kind", "materials.json"},
	run: func(k *checker) {
		set, ok := k.materials()
		if !ok || k.Form.Kind == filing.Individual {
			return
		}
		var zh, en []string
		for _, c := range set.Certificates {
			l := organisationCertificates[c]
			zh, en = append(zh, l.ZH), append(en, l.EN)
		}
		a := args{"kind": applicantKinds[k.Form.Kind], "wanted": {strings.Join(zh, "、"), strings.Join(en, " or ")}}
		typ := k.organisation("certificate_type", k.Form.Declared.Organisation.CertificateType)
		kind := k.declaredKind()
		switch d := k.docs[filing.SlotBusinessLicence]; {
		case !typ.missing && typ.text != "permit" && typ.text != "other":
			k.judge(slices.Contains(set.Certificates, typ.text), a, typ, kind)
		case d == nil || k.docs[filing.SlotOrganisationCert] != nil || k.docs[filing.SlotPermit] != nil || k.docs[filing.SlotOther] != nil:
		case slices.Contains(set.Certificates, "business_licence"):
			if surelyKind(d, filing.BusinessLicence) {
				k.pass(kind)
			}
		case surelyKind(d, filing.BusinessLicence):
			k.failSlot(d.Slot, filing.Review, nil, a)
		}
	},
}

var organisationCertificates = map[string]Text{
	"business_licence": {"营业执照", "a business licence"}, "organisation_code": {"组织机构代码证", "an organisation code certificate"},
	"uscc_certificate": {"统一社会信用代码证书", "a credit code certificate"}, "institution": {"事业单位法人证书", "a public institution's certificate"},
	"social_organisation":    {"社会团体法人登记证书", "a social organisation's certificate"},
	"private_non_enterprise": {"民办非企业单位登记证书", "a private non-enterprise unit's certificate"}, "foundation": {"基金会法人登记证书", "a foundation's certificate"},
	"law_firm_licence": {"律师事务所执业许可证", "a law firm's licence"}, "military_code": {"军队代号证书", "a military unit's certificate"},
	"resident_office": {"外国（地区）企业常驻代表机构登记证", "a resident office's certificate"},
}

var applicantKinds = map[filing.Kind]Text{
	filing.Individual: {"个人", "an individual"}, filing.Enterprise: {"企业", "an enterprise"}, filing.SoleTrader: {"个体工商户", "a sole trader"},
	filing.Cooperative: {"农民专业合作社", "a cooperative"}, filing.Government: {"政府机关", "a government body"}, filing.Institution: {"事业单位", "a public institution"},
	filing.SocialOrganisation: {"社会团体", "a social organisation"}, filing.PrivateNonEnterprise: {"民办非企业单位", "a private non-enterprise unit"},
	filing.Foundation: {"基金会", "a foundation"}, filing.LawFirm: {"律师事务所", "a law firm"}, filing.Military: {"军队", "a military unit"},
}
