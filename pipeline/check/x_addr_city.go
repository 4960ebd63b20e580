package check

import (
	"slices"

	"prereview/filing"
)

// Where a province asks it (provinces.json same_city), 通信地址 and 证件住所 lie in one city. An address that does not say its
// city is unsure, unless the two begin with one division.
var xAddrCity = Rule{
	ID: "x-addr-city", Severity: filing.Review,
	Title:   Text{"通信地址与证件住所同城", "both addresses in one city"},
	Message: Text{"{province}要求通信地址与证件住所在同一城市（{a}、{b}），请修改。", "The filing's province ({province}) wants the mailing address and the certificate's in one city (not {a} and {b}). Change it."},
	Source:  "T-省 H", Needs: []string{"declared.organisation.mailing_address", "declared.organisation.certificate_address", "id_card_front.address", "province", "provinces.json", "divisions.tsv"},
	run: func(k *checker) {
		prov, ok := k.province("same_city")
		if !ok || !prov.SameCity.covers(k.Form.Kind) {
			return
		}
		mail, cert := k.mailingAddress(), k.certificateAddress()
		if cert.missing && k.Form.Kind == filing.Individual {
			cert = k.cardAddress(k.principal())
		}
		if k.unread(mail, cert) {
			return
		}
		a, b := gazetteer().cities(mail.text), gazetteer().cities(cert.text)
		if len(a) == 0 || len(b) == 0 {
			k.unsureAs(filing.Review, reasonUnresolved, mail, cert)
			return
		}
		one := slices.ContainsFunc(a, func(c string) bool { return slices.Contains(b, c) })
		k.judge(one, args{"province": same(prov.Name), "a": same(a[0]), "b": same(b[0])}, mail, cert)
	},
}
