package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// What a person may declare as their certificate follows from where they are from: residents of 香港 and 澳门 their 通行证 or
// 居住证, of 台湾 the 台胞证 or 居住证, foreigners a passport or permanent residence card, everyone else the ID card. What a
// province refuses besides is in provinces.json refused_certificates. Of a person of whom neither is declared, nothing is said.
var idPermitTypeAllowed = Rule{
	ID: "id-permit-type-allowed", Severity: filing.Block,
	Title:   Text{"负责人证件类型", "type of the principal's certificate"},
	Message: Text{"证件类型（{type}）与{who}身份不符，请按要求提供{wanted}。", "The {who} cannot file with this certificate ({type}). Provide {wanted}."},
	Source:  "T-材料清单 T-省", Needs: []string{"declared.*.nationality", "declared.*.certificate_type", "province", "provinces.json"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			from, typ := r.nationality(), r.certificateType()
			if typ.missing && from.missing {
				continue
			}
			vs := filter([]value{from, typ}, func(v value) bool { return !v.missing })
			if typ.missing {
				typ.text = residentCard // as the form says of a type left empty
			}
			allowed := certificatesOf[from.text]
			a := args{"type": certificateLabel(typ.text), "who": r.label, "wanted": certificateLabels(allowed)}
			prov, _ := k.province("refused_certificates")
			switch {
			case allowed != nil && !slices.Contains(allowed, typ.text):
				k.fail(a, vs...)
			case slices.Contains(prov.RefusedPapers, typ.text):
				a["province"] = same(prov.Name)
				k.failAs(prov.severity("refused_certificates", filing.Block), Text{"{province}不接受以{type}作为{who}的证件，请更换负责人或改用其他证件。",
					"{province} does not accept this certificate ({type}) of the {who}. Name another person or use another certificate."}, a, vs...)
			default:
				k.pass(vs...)
			}
		}
	},
}

const residentCard = "id_card"

// certificatesOf are the certificates a person may declare, by nationality.
var certificatesOf = map[string][]string{
	"mainland": {residentCard}, "hong_kong": {"hong_kong_macao_permit", "residence_card"}, "macao": {"hong_kong_macao_permit", "residence_card"},
	"taiwan": {"taiwan_permit", "residence_card"}, "foreign": {"passport", "permanent_residence"},
}

func (r role) nationality() value { return declared(r.path+".nationality", r.person.Nationality) }
func (r role) certificateType() value {
	return declared(r.path+".certificate_type", r.person.CertificateType)
}

var personCertificates = map[string]Text{
	residentCard: {"居民身份证", "resident ID card"}, "hong_kong_macao_permit": {"港澳居民来往内地通行证", "home-return permit"},
	"taiwan_permit": {"台湾居民来往大陆通行证", "Taiwan compatriot's permit"}, "residence_card": {"港澳台居民居住证", "residence permit of Hong Kong, Macao and Taiwan residents"},
	"passport": {"护照", "passport"}, "permanent_residence": {"外国人永久居留身份证", "permanent residence card"},
}

func certificateLabel(typ string) Text {
	if t, ok := personCertificates[typ]; ok {
		return t
	}
	return same(typ)
}

func certificateLabels(types []string) Text {
	var zh, en []string
	for _, t := range types {
		l := certificateLabel(t)
		zh, en = append(zh, l.ZH), append(en, l.EN)
	}
	return Text{strings.Join(zh, "或"), strings.Join(en, " or ")}
}
