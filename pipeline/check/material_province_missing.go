package check

import (
	"prereview/filing"
)

// What the province asks of such an applicant besides (provinces.json materials): a 承诺书, a 确认函, an approval of the site's
// name. Some only of a state body, of a medical one, or where the legal representative's card is of another province.
// Certificates of domains are material-domain-cert-missing's.
var materialProvinceMissing = Rule{
	ID: "material-province-missing", Severity: filing.Block,
	Title:   Text{"本省要求的材料", "material that the province asks for"},
	Message: Text{"{province}管局要求提供{material}，请下载模板填写后上传。", "{province} asks for: {material}. Fill in its form and upload it."},
	Source:  "S1 T-省 H", Needs: []string{"province", "kind", "type", "slots", "id_card_front.address", "declared.organisation.name", "provinces.json"},
	run: func(k *checker) {
		prov, ok := k.province("materials")
		if !ok {
			return
		}
		for _, m := range prov.Materials {
			slot := filing.Slot(m.Slot)
			if slot == filing.SlotDomainCertificate || !m.asked(k.Form.Kind, k.Form.Type) {
				continue
			}
			sev, vs := prov.severity("materials", filing.Block), []value(nil)
			switch m.When {
			case "unit_is_state":
				if !k.isState() {
					continue
				}
				vs = append(vs, k.declaredKind())
			case "legal_rep_not_local":
				id, address := k.provinceOfCard(k.principal())
				if id == "" || id == prov.Code {
					continue
				}
				vs = append(vs, address)
			case "medical":
				name := k.orgName()
				if holds(name.text, medicalWords, []string{"医疗器械", "医疗设备"}) == "" {
					continue
				}
				sev, vs = filing.Review, append(vs, name)
			}
			k.ask(sev, Text{}, args{"province": same(prov.Name), "material": {m.Title, slotLabel(slot).EN}}, vs, slot)
		}
	},
}

// medicalWords are in the names of medical institutions.
var medicalWords = []string{"医院", "诊所", "卫生院", "卫生室", "门诊部", "医疗", "医务室"}
