package check

import (
	"prereview/filing"
)

// The 18th character is alphabet[(31 - sum(value * 3^(i-1) mod 31) mod 31) mod 31] over the first 17 (GB 32100-2015).
// Mended readings and near misses of a good declared code: as in id-number-checksum.
var licUSCCChecksum = Rule{
	ID: "lic-uscc-checksum", Severity: filing.Block,
	Title:   Text{"统一社会信用代码校验码", "check character of the credit code"},
	Message: Text{"{where}校验未通过，请核对营业执照或重新拍摄。", "{where}: the check character is wrong. Check it against the licence, or take the picture again."},
	Source:  "GB 32100-2015", Needs: []string{"business_licence.uscc", "declared.organisation.certificate_number"},
	run: func(k *checker) { k.codeSum(filing.USCC.ChecksOut) },
}

// codeSum judges a sum over the code.
func (k *checker) codeSum(good func(filing.USCC) bool) {
	k.codes(func(vs ...value) {
		c, ok := code(vs[0])
		if !ok && vs[0].text != "" { // lic-uscc-format says so
			return
		}
		said, saidOK := code(k.orgNumber())
		switch near := apart(string(c), string(said)); {
		case vs[0].mended():
			k.unsure(reasonRepaired, vs...)
		case ok && !good(c) && vs[0].slot != "" && saidOK && good(said) && near > 0 && near <= 2:
			k.unsure(reasonMisread, vs...)
		default:
			k.consistent(good(c), args{"where": labels(vs[:1])}, vs...)
		}
	})
}
