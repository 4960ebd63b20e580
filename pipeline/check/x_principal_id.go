package check

import (
	"prereview/filing"
)

// Name, number and end of validity of the declared 主体负责人 are those on the card, each by itself.
var xPrincipalID = Rule{
	ID: "x-principal-id", Severity: filing.Block,
	Title:   Text{"主体负责人与身份证一致", "principal agrees with the ID card"},
	Message: Text{"主体负责人姓名或证件号码与上传的身份证不一致，请核对。", "The principal's name or number is not the one on the ID card. Please check."},
	Source:  "A S3 H", Needs: []string{"declared.principal.*", "id_card_front.name", "id_card_front.id_number", "id_card_back.valid_until"},
	run: func(k *checker) { k.personOnCard(k.principal()) },
}

func (k *checker) personOnCard(r role) {
	who := r.label
	msg := func(zh, en string) Text {
		return Text{who.ZH + zh, "The " + who.EN + en}
	}
	k.agree(r.name(), k.cardName(r), "", msg("姓名与上传的身份证不一致：填写“{a}”，证件为“{b}”，请核对。", "'s name is declared as “{a}”, but the ID card says “{b}”. Please check."))

	said, read := r.number(), k.cardNumber(r)
	a, b := foldCode(said.text), foldCode(read.text)
	k.agreeNumbers(said, read, a, b, filing.IDNumber(a).ChecksOut(), filing.IDNumber(b).ChecksOut(),
		msg("证件号码与上传的身份证不一致，请核对。", "'s number is not the one on the ID card. Please check."))

	k.agree(r.validUntil(), k.cardUntil(r), "", msg("证件有效期与上传的身份证不一致：填写“{a}”，证件为“{b}”，请核对。", "'s end of validity is declared as {a}, but the ID card says {b}. Please check."))
}
