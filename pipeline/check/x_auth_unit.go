package check

import (
	"prereview/filing"
)

// The unit that gives the letter is the 主办单位, named as the licence names it, or as declared where there is no licence.
var xAuthUnit = Rule{
	ID: "x-auth-unit", Severity: filing.Block,
	Title:   Text{"授权单位名称", "name of the authorising unit"},
	Message: Text{"授权单位名称与执照不一致：授权书为“{b}”，应为“{a}”，请重新出具并加盖公章。", "The letter is of “{b}”, not of “{a}”. Issue it anew, with the seal."},
	Source:  "T-模板", Needs: []string{"authorisation_letter.organisation", "declared.organisation.name"},
	run: func(k *checker) {
		k.letters(func(s filing.Slot, _ role, _ value) {
			k.agree(k.orgName(), k.read(s, "organisation", k.orgName()), "", Text{})
		})
	},
}
