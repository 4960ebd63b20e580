package check

import (
	"regexp"

	"prereview/filing"
)

// Where the province asks for it, the 副本 shows that it is the only one, (1-1) or (1/1) (provinces.json licence_copy_number:
// 浙江), and 证照编号 can be read (licence_number_visible: 上海). No reader gives either field yet; a reviewer is told to look.
var licCopyNumber = Rule{
	ID: "lic-copy-number", Severity: filing.Review,
	Title:   Text{"执照副本编号和证照编号", "copy number and licence number"},
	Message: Text{"请上传显示{what}的营业执照，或按要求提供工商证明。", "Upload a licence that shows its {what}, or the proof that the province asks for."},
	Source:  "T-省/浙江, T-省/上海", Needs: []string{"business_licence.copy_number", "business_licence.licence_number", "province", "provinces.json"},
	run: func(k *checker) {
		prov, _ := k.province("licence_copy_number")
		if prov.CopyNumber {
			k.extra("copy_number", onlyCopy.MatchString)
		}
		if prov.LicenceNumber {
			k.province("licence_number_visible")
			k.extra("licence_number", func(string) bool { return true })
		}
	},
}

var onlyCopy = regexp.MustCompile(`^\(?1[-/]1\)?$`)
