package check

import (
	"strings"

	"prereview/filing"
)

// 市辖区 is a heading of the table of divisions and no place. Provinces with no_shixiaqu refuse it in region and address.
var addrNoShixiaqu = Rule{
	ID: "addr-no-shixiaqu", Severity: filing.Block,
	Title:   Text{"地址不用“市辖区”", "districts called by their names"},
	Message: Text{"地址请勿使用“市辖区”，请填写实际区名。", "Do not write the heading of the table of divisions; enter the name of the district."},
	Source:  "T-省", Needs: []string{"declared.organisation.mailing_address", "declared.organisation.certificate_address", "declared.organisation.mailing_division", "province", "provinces.json", "divisions.tsv"},
	run: func(k *checker) {
		prov, ok := k.province("no_shixiaqu")
		if !ok || !prov.NoShixiaqu {
			return
		}
		for _, v := range k.addresses() {
			k.judge(!strings.Contains(foldName(v.text), "市辖区"), nil, v)
		}
		region := k.mailingDivision()
		k.judge(divisions()[region.text].Name != "市辖区", nil, region)
	},
}

// mailingDivision is the code of the county chosen for the mailing address.
func (k *checker) mailingDivision() value {
	v := k.organisation("mailing_division", k.Form.Declared.Organisation.MailingDivision)
	v.text = foldCode(v.text)
	return v
}
