package check

import (
	"prereview/filing"
)

// The principal's card bears the name on the licence. When the declared principal is certainly another person than the
// legal representative, the card is theirs and x-legal-rep-name says what there is to say.
var xLegalRepID = Rule{
	ID: "x-legal-rep-id", Severity: filing.Block,
	Title:   Text{"法定代表人身份证与营业执照一致", "legal representative's card agrees with the licence"},
	Message: Text{"法定代表人身份证姓名与营业执照不一致：身份证为“{a}”，执照为“{b}”，请上传同一人的证件。", "The ID card is “{a}”'s, but the licence names “{b}”. Upload the documents of one person."},
	Source:  "S0", Needs: []string{"id_card_front.name", "business_licence.legal_representative", "declared.principal.name"},
	run: func(k *checker) {
		card, rep := k.cardName(k.principal()), k.licence("legal_representative")
		if k.unread(card, rep) {
			return
		}
		if said := k.principal().name(); said.text != "" && repLikeness(said.text, rep.text) == different && rep.sure() {
			return
		}
		likeness := repLikeness(card.text, rep.text)
		if likeness == different && max(card.shows(rep.text), rep.shows(card.text)) >= mayShow {
			likeness = lookAlike
		}
		switch likeness {
		case equal:
			k.consistent(true, nil, card, rep)
		case lookAlike:
			k.unsure(reasonLookAlike, card, rep)
		default:
			if isFirm(rep.text) {
				k.unsureAs(filing.Review, reasonUnresolved, card, rep)
				return
			}
			k.fail(args{"a": same(card.text), "b": same(rep.text)}, card, rep)
		}
	},
}
