package check

import (
	"prereview/filing"
)

// The end of validity, read or declared, lies before the day of submission.
var idExpired = Rule{
	ID: "id-expired", Severity: filing.Block,
	Title:   Text{"身份证在有效期内", "ID card not expired"},
	Message: Text{"{who}身份证已于{date}过期，请换领新证后重新上传。", "The {who}'s ID card expired on {date}. Renew it and upload the new one."},
	Source:  "T H P", Needs: []string{"id_card_back.valid_until", "declared.*.valid_until", "submitted_at"},
	run: func(k *checker) {
		k.validity(func(r role, end filing.Date, vs ...value) {
			k.judge(end.Compare(k.today) >= 0, args{"who": r.label, "date": same(end.String())}, vs...)
		})
	},
}

// validity calls f with the end of validity of each person's card, as read and as declared. An end that is no date is
// id-valid-format's, or x-principal-id's.
func (k *checker) validity(f func(r role, end filing.Date, vs ...value)) {
	for _, r := range k.persons() {
		both(k.cardUntil(r), r.validUntil(), func(vs ...value) {
			if k.unread(vs...) || k.noDay(vs...) {
				return
			}
			if end, ok := vs[0].date(); ok {
				f(r, end, vs...)
			}
		})
	}
}
