package check

import (
	"prereview/filing"
)

// Characters 9-17 are an organisation code with its own check character (GB 11714-1997: weights 3 7 9 10 5 8 4 2 over
// 0-9A-Z, mod 11). A few old codes break it, so it is for a reviewer.
var licUSCCOrgChecksum = Rule{
	ID: "lic-uscc-org-checksum", Severity: filing.Review,
	Title:   Text{"信用代码中的组织机构代码", "organisation code within the credit code"},
	Message: Text{"{where}中的组织机构代码部分校验未通过，请人工核对。", "{where}: the organisation code in it does not check out; please check."},
	Source:  "GB 11714-1997", Needs: []string{"business_licence.uscc", "declared.organisation.certificate_number"},
	run: func(k *checker) { k.codeSum(filing.USCC.OrganisationChecksOut) },
}
