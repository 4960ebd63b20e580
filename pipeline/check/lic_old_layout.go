package check

import (
	"regexp"

	"prereview/filing"
)

// Since 2015 a licence bears the unified social credit code. A declared 注册号 of 15 digits, an organisation code of 9
// characters, or the 组织机构代码证 as certificate of somebody who has a licence, is what it replaced. Stops the filing where the
// province says so (provinces.json combined_licence_only), else for a reviewer. Resident offices of foreign firms have papers
// of their own.
var licOldLayout = Rule{
	ID: "lic-old-layout", Severity: filing.Block,
	Title:   Text{"三证合一营业执照", "licence with a unified social credit code"},
	Message: Text{"请使用最新的三证合一营业执照（统一社会信用代码）备案。", "File with the current licence, which has a unified social credit code."},
	Source:  "T-材料上传, T-省/上海 辽宁", Needs: []string{"declared.organisation.certificate_number", "declared.organisation.certificate_type", "kind", "province", "provinces.json"},
	run: func(k *checker) {
		said, typ := k.orgNumber(), k.organisation("certificate_type", k.Form.Declared.Organisation.CertificateType)
		if !k.licensed() || said.missing || typ.text == "resident_office" {
			return
		}
		sev := filing.Review
		if prov, _ := k.province("combined_licence_only"); prov.CombinedOnly {
			sev = prov.severity("combined_licence_only", filing.Block)
		}
		n := foldCode(said.text)
		_, combined := filing.ParseUSCC(n)
		switch {
		case registrationNumber.MatchString(n), organisationCode.MatchString(n):
			k.failAs(sev, Text{}, nil, said)
		case typ.text == "organisation_code":
			k.failAs(sev, Text{}, nil, typ)
		case combined:
			k.pass(said)
		}
	},
}

var (
	registrationNumber = regexp.MustCompile(`^\d{15}$`)
	organisationCode   = regexp.MustCompile(`^[0-9A-Z]{8}-?[0-9X]$`)
)
