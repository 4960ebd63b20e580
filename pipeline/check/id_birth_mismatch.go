package check

import (
	"prereview/filing"
)

// The printed birth date is the one in the number. A value that was mended while reading may have been mended from the
// other, so it cannot confirm it: unsure(repaired).
var idBirthMismatch = Rule{
	ID: "id-birth-mismatch", Severity: filing.Block,
	Title:   Text{"出生日期与身份证号码一致", "birth date agrees with the ID number"},
	Message: Text{"证件上的出生日期与身份证号码不一致，请确认照片清晰、证件真实。", "The birth date on the card is not the one in the ID number. Make sure the picture is clear and the card genuine."},
	Source:  "GB 11643-1999; X", Needs: []string{"id_card_front.id_number", "id_card_front.birth_date"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			num, printed := k.cardNumber(r), k.cardBirth(r)
			if k.unread(num, printed) {
				continue
			}
			n, _, _ := idForm(num)
			inNumber, ok := n.Birth()
			day, ok2 := printed.date()
			switch {
			case !ok || !ok2:
				k.unsure(reasonUnresolved, num, printed)
			case num.mended() || printed.mended():
				k.unsure(reasonRepaired, num, printed)
			case inNumber == day && num.sure() && printed.field.Confidence >= agreedLong: // eight digits that a sure number backs
				k.pass(num, printed)
			default:
				k.consistent(inNumber == day, nil, num, printed)
			}
		}
	},
}
