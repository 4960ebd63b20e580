package check

import (
	"prereview/filing"
)

// Words that an individual's site must not be called by; some provinces hold units to them too (site_name_personal_rule), but
// not to what their own name says.
var siteNamePersonalBanned = Rule{
	ID: "site-name-personal-banned", Severity: filing.Block,
	Title:   Text{"个人网站名称禁用词", "words no individual's site may use"},
	Message: Text{"个人网站名称不能包含“{word}”，请修改。", "An individual's site must not be called “{word}”. Change the name."},
	Source:  "Q T-省/天津 山东 贵州", Needs: []string{"declared.site.name", "declared.organisation.name", "kind", "words.json", "provinces.json"},
	run: func(k *checker) {
		prov, _ := k.province("site_name_personal_rule")
		if k.Form.Kind == filing.Individual || prov.NameUnitWords {
			word := k.foreignWord(k.words("personal_banned"))
			if word == "" && prov.Name != "" {
				k.province("site_name_banned")
				word = holds(k.siteName().text, prov.NameBanned, nil)
			}
			msg := Text{}
			if k.Form.Kind != filing.Individual {
				msg = Text{"本省单位的网站名称也不能包含“{word}”，请修改。", "In this province a unit's site must not be called “{word}” either. Change the name."}
			}
			if word != "" {
				k.failAs("", msg, args{"word": same(word)}, k.siteName())
				return
			}
			k.judge(true, nil, k.siteName())
		}
	},
}
