package check

import (
	"prereview/filing"
)

// The county chosen for the mailing address is one of the table, in the address where that names its divisions, and in the province
// that is filed in where it does not.
var addrRegionConsistent = Rule{
	ID: "addr-region-consistent", Severity: filing.Block,
	Title:   Text{"通信地址与所选地区", "address in the chosen county"},
	Message: Text{"通信地址与所选地区（{region}）不一致，请修改。", "The mailing address is not in the chosen county ({region}). Change one of them."},
	Source:  "T-省/浙江", Needs: []string{"declared.organisation.mailing_address", "declared.organisation.mailing_division", "province", "divisions.tsv"},
	run: func(k *checker) {
		region, address := k.mailingDivision(), k.mailingAddress()
		if region.missing {
			return
		}
		d, known := divisions()[region.text]
		if !known {
			k.failAs("", Text{"所选地区代码“{code}”不存在，请重新选择。", "There is no division of the code {code}. Choose it again."}, args{"code": same(region.text)}, region)
			return
		}
		a := args{"region": same(d.Name)}
		chosen := region.text
		if d.Name == "市辖区" { // a heading, and whoever chose it lives in one of the city's districts
			if chosen = chosen[:4] + "00"; divisions()[chosen].Name == "市辖区" {
				chosen = chosen[:2] + "0000" // of a municipality the city's entry is a heading too
			}
		}
		if codes := gazetteer().locate(address.text).codes; len(codes) > 0 {
			k.judge(gazetteer().oneDivision(codes, []string{chosen}), a, region, address)
			return
		}
		prov, ok := k.province("code")
		k.judge(!ok || region.text[:2] == prov.Code, a, region, k.declaredProvince())
	},
}
