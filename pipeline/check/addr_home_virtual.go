package check

import (
	"prereview/filing"
)

// The 证件住所 is a place and not a shop on a platform (words.json virtual_address), which licences of sole traders may print.
var addrHomeVirtual = Rule{
	ID: "addr-home-virtual", Severity: filing.Review,
	Title:   Text{"证件住所为实际地址", "certificate address is a place"},
	Message: Text{"证件住所为网店地址（“{word}”），请按{province}要求填写并备注。", "The certificate's address is a shop on the net (“{word}”). Fill it in and remark on it as the province ({province}) asks."},
	Source:  "T-省", Needs: []string{"business_licence.address", "declared.organisation.certificate_address", "province", "words.json"},
	run: func(k *checker) {
		l := k.words("virtual_address")
		both(k.licence("address"), k.certificateAddress(), func(vs ...value) {
			word := holds(plain(vs[0].text), l.Words, l.Except)
			if word == "" {
				if vs[0].text != "" || vs[0].notRun != "" { // what was not read is x-cert-address's
					k.consistent(true, nil, vs...)
				}
				return
			}
			k.fail(args{"word": same(word), "province": same(k.Form.Province)}, vs...)
		})
	},
}
