package check

import (
	"strings"

	"prereview/filing"
)

// The ring of the seal names the 主办单位. Some provinces (seal_every_character) want every character of the name on it,
// elsewhere a seal that leaves out brackets or the place is for a reviewer. Ring text is hard to read: what is not read with
// confidence is unsure.
var xSealName = Rule{
	ID: "x-seal-name", Severity: filing.Block,
	Title:   Text{"公章单位名称", "name on the seal"},
	Message: Text{"公章单位名称“{b}”与执照“{a}”不一致，请使用本单位公章重新盖章。", "The seal reads “{b}”, not “{a}”. Seal it again with the unit's own seal."},
	Source:  "S0 T-省/北京", Needs: []string{"verification_form.seal", "authorisation_letter.seal", "commitment_letter.seal", "declared.organisation.name", "provinces.json"},
	run: func(k *checker) {
		k.sealedPapers(func(s filing.Slot) {
			said := k.orgName()
			seal := k.read(s, "seal", said)
			if seal.text == nothing || seal.text == illegible || seal.text == marked {
				return // other rules'
			}
			if k.unread(said, seal) {
				return
			}
			a := args{"a": same(said.text), "b": same(seal.text)}
			prov, _ := k.province("seal_every_character")
			own, ring := bare(said.text), bare(seal.text)
			switch l := weigh(compare(own, ring), said, seal); {
			case l == equal:
				k.judge(true, nil, said, seal)
			case l == lookAlike:
				k.unsure(reasonLookAlike, said, seal)
			case !prov.SealEveryChar && len(ring) >= len("四个汉字") && strings.Contains(own, ring):
				k.failAs(filing.Review, Text{}, a, said, seal)
			default:
				k.fail(a, said, seal)
			}
		})
	},
}
