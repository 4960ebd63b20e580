package check

import (
	"strings"

	"prereview/filing"
)

// At least 8 characters with a division in them. What was not read at all is unsure. An address that begins with a real
// place is one, whatever single characters of it are worth.
var idAddressPresent = Rule{
	ID: "id-address-present", Severity: filing.Review,
	Title:   Text{"身份证住址", "address on the ID card"},
	Message: Text{"住址未识别完整，请重新拍摄。", "The address was not read in full. Take the picture again."},
	Source:  "derived", Needs: []string{"id_card_front.address"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			v := k.cardAddress(r)
			if gazetteer().provinceOf(v.text) != "" && len([]rune(v.text)) >= 8 {
				k.pass(v)
				continue
			}
			k.judge(len([]rune(foldName(v.text))) >= 8 && strings.ContainsAny(v.text, "省市县区旗州盟"), nil, v)
		}
	},
}
