package check

import (
	"prereview/filing"
)

// Characters 3-8 are a division in force or former, or 100000 for the national authority; the province among them is the
// filing's. The code outlives a move, so this is for a reviewer.
var licUSCCRegion = Rule{
	ID: "lic-uscc-region", Severity: filing.Review,
	Title:   Text{"信用代码登记地区", "region of the credit code"},
	Message: Text{"信用代码的登记机关地区与备案省份不一致，请核对证件住所。", "The credit code was given in another province than the filing's. Check the address on the certificate."},
	Source:  "GB 32100-2015, GB/T 2260", Needs: []string{"business_licence.uscc", "declared.organisation.certificate_number", "province", "divisions.tsv"},
	run: func(k *checker) {
		k.codes(func(vs ...value) {
			c, ok := code(vs[0])
			if !ok && vs[0].text != "" || k.unread(vs...) {
				return
			}
			prov, known := k.pack.provinces[k.Form.Province]
			if !known {
				return
			}
			vs = append(vs, k.declaredProvince())
			switch _, listed := divisions()[c.Region()]; {
			case c.Region() == "100000":
				k.judge(true, nil, vs...)
			case !listed && k.pack.provinceByID[c.Region()[:2]] == "":
				k.fail(nil, vs...)
			case !listed:
				k.failAs("", Text{"信用代码的地区码未收录，请人工核对。", "The region of the credit code is not known; please check."}, nil, vs...)
			default:
				k.judge(c.Region()[:2] == prov.Code, nil, vs...)
			}
		})
	},
}
