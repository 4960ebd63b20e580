package check

import (
	"strings"

	"prereview/filing"
)

// Cards are issued by the police of a county or district: 公安局, or a branch, 公安分局.
var idIssuerFormat = Rule{
	ID: "id-issuer-format", Severity: filing.Review,
	Title:   Text{"身份证签发机关", "issuer of the ID card"},
	Message: Text{"签发机关识别异常，请核对国徽面。", "The issuing authority looks wrong. Check the back of the card."},
	Source:  "居民身份证法 art. 8; D", Needs: []string{"id_card_back.issuing_authority"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			v := k.cardIssuer(r)
			police := strings.Contains(foldName(v.text), "公安局") || strings.Contains(foldName(v.text), "公安分局")
			if police { // three characters in their order are not read by chance, whatever the place's name is worth
				k.pass(v)
				continue
			}
			k.judge(false, nil, v)
		}
	},
}
