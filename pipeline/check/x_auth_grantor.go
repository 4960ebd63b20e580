package check

import (
	"slices"

	"prereview/filing"
)

// Who signed the 授权书 is the 法定代表人 on the licence, and where the letter prints their number it is that of their card, if
// the card is among the documents: when the 法定代表人 is a principal too. Handwriting is weak evidence, so this is a
// reviewer's business.
var xAuthGrantor = Rule{
	ID: "x-auth-grantor", Severity: filing.Review,
	Title:   Text{"授权人为法定代表人", "letter is the legal representative's"},
	Message: Text{"授权人应为法定代表人，请核对签名与证件号码：授权书为“{a}”，执照为“{b}”。", "The letter must be the legal representative's: it says “{a}”, the licence “{b}”. Check signature and number."},
	Source:  "T-模板", Needs: []string{"authorisation_letter.legal_representative", "authorisation_letter.legal_representative_id", "business_licence.legal_representative", "id_card_front.id_number"},
	run: func(k *checker) {
		k.letters(func(s filing.Slot, _ role, _ value) {
			rep := k.licence("legal_representative")
			name := k.read(s, "legal_representative")
			if name.text == "" || name.text == nothing {
				name = k.read(s, "signature")
			}
			if rep.missing || k.unread(name, rep) {
				return
			}
			a := args{"a": same(name.text), "b": same(rep.text)}
			switch repLikeness(name.text, rep.text) {
			case equal:
				k.consistent(true, nil, name, rep)
			case lookAlike:
				k.unsure(reasonLookAlike, name, rep)
				return
			default:
				k.fail(a, name, rep)
				return
			}
			n := k.read(s, "legal_representative_id")
			var cards []value // two principals may share a name
			for _, r := range k.persons() {
				if card := k.cardNumber(r); repLikeness(string(r.person.Name), rep.text) == equal && card.text != "" {
					cards = append(cards, card)
				}
			}
			if n.text == "" || n.text == nothing || len(cards) == 0 {
				return
			}
			i := max(0, slices.IndexFunc(cards, func(card value) bool { return foldCode(n.text) == foldCode(card.text) }))
			k.judge(foldCode(n.text) == foldCode(cards[i].text), args{"a": same(n.text), "b": same(cards[i].text)}, n, cards[i])
		})
	},
}
