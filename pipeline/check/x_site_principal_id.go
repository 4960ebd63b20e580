package check

import (
	"prereview/filing"
)

// As x-principal-id, for a 网站负责人 who is another person. One person in both posts: x-person-same-all.
var xSitePrincipalID = Rule{
	ID: "x-site-principal-id", Severity: filing.Block,
	Title:   Text{"网站负责人与身份证一致", "site principal agrees with the ID card"},
	Message: Text{"网站负责人信息与上传的身份证不一致，请核对。", "The site principal's data are not those on the ID card. Please check."},
	Source:  "S2 H", Needs: []string{"declared.site_principal.*", "site_principal_id_card_front.name", "site_principal_id_card_front.id_number", "site_principal_id_card_back.valid_until"},
	run: func(k *checker) {
		if !k.samePrincipal {
			k.personOnCard(k.sitePrincipal())
		}
	},
}
