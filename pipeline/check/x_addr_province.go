package check

import (
	"prereview/filing"
)

// The 证件住所 lies in the filing's province. A unit must file where its certificate says; an individual elsewhere than at
// the card's address where the province allows it (provinces.json cross_province_individual), often with proof of
// residence, which a reviewer checks. Licences often begin with the city; one that names no place is taken to lie where
// its code was given, if that is the filing's province.
var xAddrProvince = Rule{
	ID: "x-addr-province", Severity: filing.Block,
	Title:   Text{"证件住所在备案省份", "address lies in the filing's province"},
	Message: Text{"跨省备案：证件地址不在所选备案省份（{province}），请改选“{actual}”。", "The certificate's address is not in the chosen province ({province}). Choose {actual} instead."},
	Source:  "T-驳回 A; T-省 H", Needs: []string{"business_licence.address", "id_card_front.address", "declared.organisation.certificate_address", "province", "provinces.json", "divisions.tsv"},
	run: func(k *checker) {
		prov, known := k.province("cross_province_individual")
		if !known {
			return
		}
		said := k.organisation("certificate_address", k.Form.Declared.Organisation.CertificateAddress)
		read := k.licence("address")
		if k.Form.Kind == filing.Individual {
			read = k.cardAddress(k.principal())
		}
		both(read, said, func(vs ...value) {
			if k.unread(vs...) {
				return
			}
			vs = append(vs, k.declaredProvince())
			id := gazetteer().provinceOf(vs[0].text)
			if c, ok := code(k.licence("uscc")); id == "" && ok && c.Region()[:2] == prov.Code {
				id = prov.Code
			}
			actual := k.pack.provinceByID[id]
			if actual == "" && id != "" {
				actual = divisions()[id+"0000"].Name
			}
			a := args{"province": same(prov.Name), "actual": same(actual)}
			switch {
			case id == "":
				k.unsureAs(filing.Review, reasonUnresolved, vs...)
			case id == prov.Code:
				// Read and declared agree on the province; the rest of a long address need not be certain for that.
				k.pass(vs...)
			case k.Form.Kind != filing.Individual || prov.CrossProvince == crossRefused:
				k.fail(a, vs...)
			case prov.CrossProvince == crossAllowed:
				k.judge(true, a, vs...)
			case prov.CrossProvince == crossProof:
				k.failAs(filing.Review, Text{"证件地址在{actual}，不在备案省份{province}，须提供有效居住证等证明，请人工核对。", "The card's address is in {actual}, not in {province}; proof of residence is needed, please check."}, a, vs...)
			default:
				k.failAs(filing.Review, Text{"证件地址在{actual}，不在备案省份{province}，当地是否允许说法不一，请人工核对。", "The card's address is in {actual}, not in {province}; whether that is allowed is not clear, please check."}, a, vs...)
			}
		})
	},
}
