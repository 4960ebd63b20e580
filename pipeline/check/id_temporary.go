package check

import (
	"slices"

	"prereview/filing"
)

// A temporary card is good for three months, a real one for five years at least, so its dates tell it: no kind of its own is
// recognised. An end further away than three months alone shows that it is none. Refused for good where the province says
// so (provinces.json refused_certificates), else for a reviewer.
var idTemporary = Rule{
	ID: "id-temporary", Severity: filing.Review,
	Title:   Text{"非临时身份证", "not a temporary ID card"},
	Message: Text{"不接受临时身份证，请使用正式居民身份证。", "Temporary ID cards are not accepted. Use the resident ID card itself."},
	Source:  "H, O(-9104); 临时居民身份证管理办法", Needs: []string{"id_card_back.valid_from", "id_card_back.valid_until", "declared.*.valid_until", "submitted_at", "province", "provinces.json"},
	run: func(k *checker) {
		prov, _ := k.province("refused_certificates")
		sev := filing.Review
		if slices.Contains(prov.RefusedPapers, "temporary_card") {
			sev = prov.severity("refused_certificates", filing.Block)
		}
		for _, r := range k.persons() {
			from, until := k.cardFrom(r), k.cardUntil(r)
			if until.missing || until.notRun != "" {
				k.unread(until)
				continue
			}
			end, ok := until.date()
			lasting := end.Open && until.field.Confidence >= plausible || until.sure() && !k.today.IsZero() && end.Compare(k.today.AddMonths(temporaryMonths).AddDays(1)) > 0
			if ok && lasting {
				k.pass(until)
				continue
			}
			if k.unread(from, until) {
				continue
			}
			start, known := from.date()
			if !ok || !known || start.Open {
				k.unsure(reasonUnresolved, from, until)
				continue
			}
			if end.Open || end.Compare(start.AddMonths(temporaryMonths).AddDays(1)) > 0 {
				k.consistent(true, nil, from, until)
				continue
			}
			k.failAs(sev, Text{}, nil, from, until)
		}
	},
}

// temporaryMonths is how long a temporary card is good for.
const temporaryMonths = 3
