package check

import (
	"slices"

	"prereview/filing"
)

// A domain's certificate, or a screenshot of its 实名认证, where the province asks for one of such an applicant (provinces.json
// materials) or from so many domains on (domain_certificates_from).
var materialDomainCertMissing = Rule{
	ID: "material-domain-cert-missing", Severity: filing.Block,
	Title:   Text{"域名证书", "domain certificate"},
	Message: Text{"请上传域名证书或域名实名认证截图（含域名、所有者、证件类型、证件号码、到期日）。", "Upload the domain's certificate or a screenshot of its real-name verification (domain, holder, certificate type and number, expiry date)."},
	Source:  "T H", Needs: []string{"declared.site.domains", "kind", "type", "slots", "province", "provinces.json"},
	run: func(k *checker) {
		prov, ok := k.province("materials")
		if !ok {
			return
		}
		field := "materials"
		always := slices.ContainsFunc(prov.Materials, func(m provincePapers) bool {
			return filing.Slot(m.Slot) == filing.SlotDomainCertificate && m.asked(k.Form.Kind, k.Form.Type)
		})
		if !always {
			field = "domain_certificates_from"
			if prov.CertificatesFrom == 0 || k.domainCount() < prov.CertificatesFrom {
				return
			}
			k.province(field)
		}
		k.ask(prov.severity(field, filing.Block), Text{}, nil, nil, filing.SlotDomainCertificate)
	},
}
