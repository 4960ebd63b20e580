package check

import (
	"prereview/filing"
)

// Digit 17 is odd for 男 and even for 女. Mended values: as in id-birth-mismatch.
var idSexMismatch = Rule{
	ID: "id-sex-mismatch", Severity: filing.Block,
	Title:   Text{"性别与身份证号码一致", "sex agrees with the ID number"},
	Message: Text{"证件上的性别与身份证号码不一致，请核对。", "The sex on the card is not the one in the ID number. Please check."},
	Source:  "GB 11643-1999; X", Needs: []string{"id_card_front.id_number", "id_card_front.sex"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			num, sex := k.cardNumber(r), k.cardSex(r)
			if k.unread(num, sex) {
				continue
			}
			n, ok, _ := idForm(num)
			switch {
			case !ok || sex.text != "男" && sex.text != "女":
				k.unsure(reasonUnresolved, num, sex)
			case num.mended() || sex.mended():
				k.unsure(reasonRepaired, num, sex)
			default:
				k.consistent(n.Sex() == sex.text, nil, num, sex)
			}
		}
	},
}
