package check

import (
	"prereview/filing"
)

// Start before end, start not after the day of submission, start after the birth date.
var idValidOrder = Rule{
	ID: "id-valid-order", Severity: filing.Block,
	Title:   Text{"身份证有效期起止", "order of the ID card's dates"},
	Message: Text{"证件有效期起止日期不合理，请核对。", "The card's dates of validity make no sense. Please check."},
	Source:  "derived", Needs: []string{"id_card_back.valid_from", "id_card_back.valid_until", "id_card_front.id_number", "submitted_at"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			from, until := k.cardFrom(r), k.cardUntil(r)
			if k.unread(from, until) || k.noDay(from, until) {
				continue
			}
			start, ok := from.date()
			end, ok2 := until.date()
			if !ok || !ok2 {
				k.unsure(reasonUnresolved, from, until)
				continue
			}
			good := start.Compare(end) < 0 && start.Compare(k.today) <= 0
			if birth, num, known := k.birthOf(r); good && known && start.Compare(birth) <= 0 {
				k.fail(nil, from, until, num)
				continue
			}
			k.judge(good, nil, from, until)
		}
	},
}
