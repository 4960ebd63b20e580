package check

import (
	"strings"
	"unicode"

	"prereview/filing"
)

// Not digits alone, not Latin letters alone, in some provinces no Latin at all (site_name_no_english), and no special signs: those
// of words.json special, and whatever is a symbol, an emoji or a character that does not show.
var siteNameCharset = Rule{
	ID: "site-name-charset", Severity: filing.Block,
	Title:   Text{"网站名称用字", "characters of the site's name"},
	Message: Text{"网站名称不能为纯数字或纯英文，也不能包含特殊符号{sign}。", "A site's name must not be digits or English alone, nor hold special signs {sign}."},
	Source:  "T-驳回 S2 M Q", Needs: []string{"declared.site.name", "words.json", "provinces.json"},
	run: func(k *checker) {
		name := k.siteName()
		sign := holds(name.text, k.words("special").Words, nil)
		latin, other := false, false
		for _, r := range name.text {
			switch {
			case unicode.In(r, unicode.S, unicode.C, unicode.Variation_Selector) && sign == "":
				sign = strings.Trim(strings.ToUpper(string(r)), "\x00")
				if unicode.In(r, unicode.C, unicode.Variation_Selector) {
					sign = "（不可见字符）"
				}
			case unicode.Is(unicode.Latin, r):
				latin = true
			case unicode.IsLetter(r):
				other = true
			}
		}
		if prov, ok := k.province("site_name_no_english"); ok && prov.NameNoEnglish && latin && other && sign == "" {
			k.failAs("", Text{"{province}的网站名称不能含英文，请修改。", "This province ({province}) takes no English in a site's name. Change it."}, args{"province": same(prov.Name)}, name)
			return
		}
		k.judge(sign == "" && other, args{"sign": {sign, quoted(sign)}}, name)
	},
}

// quoted is a sign for an English sentence.
func quoted(s string) string {
	if hanCount(s) > 0 {
		return "(one that does not show)"
	}
	return s
}
