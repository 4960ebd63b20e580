package check

import (
	"prereview/filing"
)

// The term printed is that of the age at issue: under 16, 5 years; 16 to 25, 10; 26 to 45, 20; from 46, long-term. It ends
// on the day and month it began, give or take a day (29 February).
var idTermRule = Rule{
	ID: "id-term-rule", Severity: filing.Review,
	Title:   Text{"有效期与签发年龄", "term fits the age at issue"},
	Message: Text{"证件有效期与签发时年龄不匹配，请人工核对证件真伪。", "The card's term does not fit the holder's age at issue; please check that it is genuine."},
	Source:  "居民身份证法 art. 5; D, O(-9100)", Needs: []string{"id_card_back.valid_from", "id_card_back.valid_until", "id_card_front.id_number"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			from, until := k.cardFrom(r), k.cardUntil(r)
			if k.unread(from, until) {
				continue
			}
			birth, who, known := k.birthOf(r)
			start, ok := from.date()
			end, ok2 := until.date()
			if !known || !ok || !ok2 || start.Open {
				k.unsure(reasonUnresolved, from, until)
				continue
			}
			k.consistent(termFits(start, end, birth.YearsUntil(start)), nil, from, until, who)
		}
	},
}

func termFits(start, end filing.Date, age int) bool {
	years := 0
	switch {
	case age < 16:
		years = 5
	case age <= 25:
		years = 10
	case age <= 45:
		years = 20
	}
	if years == 0 || end.Open {
		return years == 0 && end.Open
	}
	due := start.AddMonths(12 * years)
	return end.Compare(due.AddDays(-1)) >= 0 && end.Compare(due.AddDays(1)) <= 0
}
