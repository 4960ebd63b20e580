package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// The issuer is of the city in which the address lies: the police of the place of registration issues the card, and people
// move. Districts of one city are not told apart, since they are renamed and joined. Where either names no place that is known
// nothing is said.
var idIssuerRegion = Rule{
	ID: "id-issuer-region", Severity: filing.Advice,
	Title:   Text{"签发机关与住址地区", "place of issue and address"},
	Message: Text{"签发机关与住址地区不同，如属户口迁移可忽略。", "The card was issued in another place than its address; no matter if its holder has moved."},
	Source:  "derived", Needs: []string{"id_card_back.issuing_authority", "id_card_front.address", "divisions.tsv"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			issuer, address := k.cardIssuer(r), k.cardAddress(r)
			if k.unread(issuer, address) {
				continue
			}
			seat, _, _ := strings.Cut(foldName(issuer.text), "公安") // which is a county too
			by, at := gazetteer().locate(seat).codes, gazetteer().locate(address.text).codes
			if len(by) == 0 || len(at) == 0 {
				continue
			}
			if gazetteer().oneDivision(by, at) || shareCity(by, at) || strings.Contains(foldName(address.text), seat) {
				k.pass(issuer, address) // two readings that name one place
				continue
			}
			k.fail(nil, issuer, address)
		}
	},
}

// shareCity says that some two of the divisions lie in one city.
func shareCity(a, b []string) bool {
	for _, x := range a {
		if slices.ContainsFunc(b, func(y string) bool { return x[:4] == y[:4] }) {
			return true
		}
	}
	return false
}
