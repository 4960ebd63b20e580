package check

import (
	"strings"

	"prereview/filing"
)

// Where one authority seals all licences of a province (provinces.json authority_seal: 海南), its name is the one in the seal's ring.
// The words in the seal's lower half and the licence's number are not read.
var licHainanSeal = Rule{
	ID: "lic-hainan-seal", Severity: filing.Review,
	Title:   Text{"登记机关印章名称", "name in the authority's seal"},
	Message: Text{"{province}主体执照应为“{seal}”，请核对。", "Licences of {province} bear the seal “{seal}”. Please check."},
	Source:  "H", Needs: []string{"business_licence.registration_authority", "province", "provinces.json"},
	run: func(k *checker) {
		prov, _ := k.province("authority_seal")
		if prov.AuthoritySeal == "" || !k.licensed() {
			return
		}
		v := k.licence("registration_authority")
		got, want := foldName(v.text), foldName(prov.AuthoritySeal)
		ok := strings.HasPrefix(want, got) && len([]rune(got)) >= leastSealName || strings.Contains(got, want)
		k.judge(ok, args{"province": same(prov.Name), "seal": same(prov.AuthoritySeal)}, v)
	},
}

// leastSealName is how much of the seal's text must be read to be taken for it.
const leastSealName = 8
