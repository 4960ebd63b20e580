package check

import (
	"prereview/filing"
)

// Check character of GB 11643-1999: "10X98765432"[sum(digit * weight) mod 11], weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2.
//
// A number that reading itself mended may have been mended until this sum came out, so its passing proves nothing:
// unsure(repaired), unless the declared number, typed by somebody else, is the same. A reading that fails while the
// declared number passes and differs in one or two places is more likely a misreading than a forgery: unsure(misread).
var idNumberChecksum = Rule{
	ID: "id-number-checksum", Severity: filing.Block,
	Title:   Text{"身份证号码校验码", "check digit of the ID number"},
	Message: Text{"{where}校验未通过，请核对证件或重新拍摄清晰的照片。", "{where}: the check digit is wrong. Check it against the card, or take a clearer picture."},
	Source:  "GB 11643-1999; X", Needs: []string{"id_card_front.id_number", "declared.*.certificate_number"},
	run: func(k *checker) {
		k.idNumbers(func(r role, vs ...value) {
			v := vs[0]
			n, ok, _ := idForm(v)
			if !ok && v.text != "" { // id-number-format says so
				return
			}
			said, saidOK := filing.ParseIDNumber(foldCode(string(r.person.CertificateNumber)))
			switch near := apart(string(n), string(said)); {
			case v.mended():
				k.unsure(reasonRepaired, vs...)
			case ok && !n.ChecksOut() && v.slot != "" && saidOK && said.ChecksOut() && near > 0 && near <= 2:
				k.unsure(reasonMisread, vs...)
			default:
				k.consistent(n.ChecksOut(), args{"where": labels(vs[:1])}, vs...)
			}
		})
	},
}
