package check

import (
	"strings"

	"prereview/filing"
)

// An individual whose card is of another province than the filing's shows that they live there, where the province lets them
// file at all (provinces.json cross_province_individual: proof; elsewhere x-addr-province decides). Where the sources disagree, or say nothing,
// a reviewer decides.
var materialResidenceMissing = Rule{
	ID: "material-residence-missing", Severity: filing.Block,
	Title:   Text{"居住证明", "proof of residence"},
	Message: Text{"身份证住址不在备案省份，请上传有效居住证/暂住证{proofs}，或改在户籍省备案。", "The ID card's address is in another province. Upload a valid residence permit{proofs}, or file in the card's province."},
	Source:  "T-材料清单 A; T-省", Needs: []string{"kind", "id_card_front.address", "slots", "province", "provinces.json", "divisions.tsv"},
	run: func(k *checker) {
		prov, ok := k.province("cross_province_individual")
		if !ok || k.Form.Kind != filing.Individual || prov.CrossProvince == crossAllowed || prov.CrossProvince == crossRefused {
			return
		}
		id, address := k.provinceOfCard(k.principal())
		if k.unread(address) {
			return
		}
		sev := filing.Review
		if prov.CrossProvince == crossProof {
			sev = prov.severity("cross_province_individual", filing.Block)
		}
		switch id {
		case "":
			k.unsureAs(filing.Review, reasonUnresolved, address)
		case prov.Code:
			k.pass(address)
		default:
			proofs := Text{}
			if len(prov.Proofs) > 0 {
				k.province("residence_proofs")
				proofs = Text{"（" + prov.Name + "接受：" + strings.Join(prov.Proofs, "、") + "）", " or another proof that the province accepts"}
			}
			k.ask(sev, Text{}, args{"proofs": proofs}, []value{address}, filing.SlotResidencePermit, filing.SlotStatusProof)
		}
	},
}
