package check

import (
	"strings"

	"prereview/filing"
)

// Words in the registered label that a province bans or that hint at 前置审批 (preapproval.json domain_words). Short words count
// only where the label begins or ends with them or a hyphen parts them off: fund is not in profundity.
var domNameWords = Rule{
	ID: "dom-name-words", Severity: filing.Review,
	Title:   Text{"域名中的字词", "words in the domain"},
	Message: Text{"域名“{domain}”包含敏感词“{word}”，请更换域名或补充审批文件。", "{domain} holds “{word}”. Use another domain, or add the paper that allows it."},
	Source:  "T-省/北京 上海; huaweicloudDocs/domains", Needs: []string{"declared.site.domains", "province", "provinces.json", "preapproval.json"},
	run: func(k *checker) {
		prov, known := k.province("domain_words")
		for _, d := range k.domains() {
			word := ""
			if known {
				word = wordIn(d.label, prov.DomainWords)
			}
			for _, s := range k.sectors() {
				if w := wordIn(d.label, s.Pinyin); word == "" && w != "" && !k.holdsPermit(s.Sector) {
					word = w
					k.cite("preapproval.json", s.Sector)
				}
			}
			k.judge(word == "", args{"domain": same(d.name), "word": same(word)}, d.said)
		}
	},
}

// wordIn is the first of the words that the label holds, "" for none.
func wordIn(label string, words []string) string {
	for _, w := range words {
		if len(w) > 4 && strings.Contains(label, w) {
			return w
		}
		for _, part := range strings.Split(label, "-") {
			part = strings.Trim(part, "0123456789")
			if part == w || len(part) > len(w) && (strings.HasPrefix(part, w) || strings.HasSuffix(part, w)) {
				return w
			}
		}
	}
	return ""
}

// holdsPermit says that a permit for the sector was declared or uploaded.
func (k *checker) holdsPermit(sector string) bool {
	for _, p := range k.Form.Declared.Site.Permits {
		if p.Sector == sector && p.Number != "" {
			return true
		}
	}
	return k.docs[filing.SlotPermit] != nil && k.permitHeld()
}
