package check

import (
	"prereview/filing"
)

// The residence permit is the principal's: name and number are those of the ID card, and where it prints the 户籍地址 that is
// the card's address.
var xResidencePerson = Rule{
	ID: "x-residence-person", Severity: filing.Block,
	Title:   Text{"居住证与身份证一致", "residence permit agrees with the ID card"},
	Message: Text{"居住证与身份证信息不一致，请核对：居住证为“{b}”，身份证为“{a}”。", "The residence permit says “{b}”, the ID card “{a}”. Please check."},
	Source:  "T-省/广东", Needs: []string{"residence_permit.name", "residence_permit.id_number", "residence_permit.home_address", "declared.principal.*", "id_card_front.address"},
	run: func(k *checker) {
		r := k.principal()
		k.agree(r.name(), k.read(filing.SlotResidencePermit, "name", r.name()), "", Text{})
		k.agree(r.number(), k.read(filing.SlotResidencePermit, "id_number", r.number()), "", Text{})
		home, card := k.read(filing.SlotResidencePermit, "home_address"), k.cardAddress(r)
		if home.text == "" || home.text == nothing || card.text == "" {
			return
		}
		k.judge(gazetteer().sameAddress(home.text, card.text), args{"a": same(card.text), "b": same(home.text)}, card, home)
	},
}
