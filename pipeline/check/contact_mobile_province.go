package check

import (
	"prereview/filing"
)

// Where a province asks it (provinces.json local_mobile) the principals' mobiles belong to it, by the register of number ranges.
var contactMobileProvince = Rule{
	ID: "contact-mobile-province", Severity: filing.Block, Register: RegisterMobile,
	Title:   Text{"手机号归属地", "where the mobile belongs"},
	Message: Text{"{province}要求使用本省手机号（{where}归属{actual}），请更换。", "The province ({province}) asks for a local mobile; {where} belongs to {actual}. Use another."},
	Source:  "T-省", Needs: []string{"declared.*.mobile", "province", "provinces.json", "register mobile"},
	run: func(k *checker) {
		prov, ok := k.province("local_mobile")
		if !ok || !prov.LocalMobile.covers(k.Form.Kind) {
			return
		}
		for _, r := range k.persons() {
			v := declared(r.path+".mobile", string(r.person.Mobile))
			if n := foldPhone(v.text); !v.missing && mobileForm.MatchString(n) {
				said, known, ok := answered(k, k.Answers.Mobiles[n], v)
				switch {
				case !ok:
				case !known:
					k.unsureAs(filing.Review, reasonUnresolved, v)
				case said.Province == prov.Name:
					k.pass(v)
				default:
					k.failAs(prov.severity("local_mobile", filing.Block), Text{}, args{"province": same(prov.Name), "where": labels([]value{v}), "actual": same(said.Province)}, v)
				}
			}
		}
	},
}
