package check

import (
	"prereview/filing"
)

// Each 授权书 names the person who was declared for the role it is for, with their number.
var xAuthGrantee = Rule{
	ID: "x-auth-grantee", Severity: filing.Block,
	Title:   Text{"被授权人与负责人一致", "authorised person is the declared one"},
	Message: Text{"授权书被授权人与填写的负责人不一致：填写“{a}”，授权书为“{b}”，请重新出具。", "The letter authorises “{b}”, but “{a}” is declared. Issue it anew."},
	Source:  "T-模板", Needs: []string{"authorisation_letter.person_name", "authorisation_letter.id_number", "declared.principal.*", "declared.site_principal.*"},
	run: func(k *checker) {
		k.letters(func(s filing.Slot, r role, _ value) {
			k.agree(r.name(), k.read(s, "person_name", r.name()), "", Text{})
			if n := k.read(s, "id_number", r.number()); n.text != "" && n.text != nothing {
				k.agree(r.number(), n, "", Text{})
			}
		})
	},
}
