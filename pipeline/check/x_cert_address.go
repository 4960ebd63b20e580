package check

import (
	"prereview/filing"
)

// The declared 证件住所 is the licence's, or for an individual the card's. Province, city and county may be written short or
// left out; what follows them must agree, and so must any that both name.
var xCertAddress = Rule{
	ID: "x-cert-address", Severity: filing.Review,
	Title:   Text{"证件住所与证件一致", "certificate address agrees with the document"},
	Message: Text{"证件住所与证件不一致，请按证件填写：填写“{a}”，证件为“{b}”。", "The certificate address is declared as “{a}”, but the document says “{b}”. Enter it as printed."},
	Source:  "W, H", Needs: []string{"declared.organisation.certificate_address", "business_licence.address", "id_card_front.address"},
	run: func(k *checker) {
		said := k.organisation("certificate_address", k.Form.Declared.Organisation.CertificateAddress)
		read := k.licence("address")
		if k.Form.Kind == filing.Individual {
			read = k.cardAddress(k.principal())
		}
		if k.unread(said, read) {
			return
		}
		if gazetteer().sameAddress(said.text, read.text) && read.field.Confidence >= agreedLong {
			k.pass(said, read)
			return
		}
		k.agree(said, read, "", Text{})
	},
}
