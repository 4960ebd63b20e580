package check

import (
	"prereview/filing"
)

// Where a province asks it (provinces.json residence_is_mailing) an individual's 通信地址 is the one on the residence permit.
var xResidenceAddress = Rule{
	ID: "x-residence-address", Severity: filing.Review,
	Title:   Text{"居住证地址与通信地址", "address on the residence permit"},
	Message: Text{"居住证地址“{b}”与通信地址“{a}”不一致，请核对。", "The residence permit says “{b}”, the mailing address is “{a}”. Please check."},
	Source:  "T-省/上海", Needs: []string{"residence_permit.address", "declared.organisation.mailing_address", "province", "provinces.json"},
	run: func(k *checker) {
		prov, ok := k.province("residence_is_mailing")
		if !ok || !prov.ResidenceIsMailing.covers(k.Form.Kind) {
			return
		}
		said, read := k.mailingAddress(), k.read(filing.SlotResidencePermit, "address")
		if k.unread(said, read) {
			return
		}
		k.judge(gazetteer().sameAddress(said.text, read.text), args{"a": same(said.text), "b": same(read.text)}, said, read.backedBy(said))
	},
}

func (k *checker) mailingAddress() value {
	return k.organisation("mailing_address", k.Form.Declared.Organisation.MailingAddress)
}

func (k *checker) certificateAddress() value {
	return k.organisation("certificate_address", k.Form.Declared.Organisation.CertificateAddress)
}
