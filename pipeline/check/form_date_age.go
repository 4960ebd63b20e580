package check

import (
	"prereview/filing"
)

// A letter is so many months or days old at most: papers.json, or for letters of authorisation the province's letter_months,
// and for the certificate of a domain its domain_certificate_days.
var formDateAge = Rule{
	ID: "form-date-age", Severity: filing.Block,
	Title:   Text{"签署时间不超期", "age of the letter"},
	Message: Text{"{form}签署（{date}）已超过{n}，请重新出具。", "The {form} is of {date}, older than {n}. Issue it anew."},
	Source:  "T-材料上传", Needs: []string{"authorisation_letter.date", "commitment_letter.date", "no_preapproval_letter.date", "status_proof.date", "domain_certificate.date", "submitted_at", "papers.json", "provinces.json"},
	run: func(k *checker) {
		k.signedOn(func(s filing.Slot, p paper, v value, on filing.Date) {
			months, days := p.Months, p.Days
			switch prov, _ := k.province("letter_months"); {
			case s.Kind() == filing.AuthorisationLetter && prov.LetterMonths > 0:
				months = prov.LetterMonths
			case s == filing.SlotDomainCertificate && prov.DomainCertDays > 0:
				k.province("domain_certificate_days")
				days = prov.DomainCertDays
			}
			var oldest filing.Date
			n := Text{}
			switch {
			case days > 0:
				oldest, n = k.today.AddDays(-days), Text{num(days).ZH + "天", num(days).EN + " days"}
			case months > 0:
				oldest, n = k.today.AddMonths(-months), Text{num(months).ZH + "个月", num(months).EN + " months"}
			default:
				return
			}
			k.judge(on.Compare(oldest) >= 0, args{"form": slotLabel(s), "date": same(v.text), "n": n}, v)
		})
	},
}
