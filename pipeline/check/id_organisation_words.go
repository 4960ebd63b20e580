package check

import (
	"prereview/filing"
)

// The name on a card holds a word that only organisations' names have (words.json organisation_words): then something else
// than a person's card was read. Addresses may name a school or a firm, so only the name is looked at.
var idOrganisationWords = Rule{
	ID: "id-organisation-words", Severity: filing.Review,
	Title:   Text{"个人证件上的单位名称", "organisation's name on a personal document"},
	Message: Text{"个人证件处出现单位名称（“{word}”），请确认上传的证件是否正确。", "An organisation's name (“{word}”) stands where a person's should. Make sure the right document was uploaded."},
	Source:  "N", Needs: []string{"id_card_front.name", "words.json"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			v := k.cardName(r)
			if v.text == "" && v.field.Raw != "" {
				v.text = v.field.Raw // what was read, and is no name
			}
			if k.unread(v) {
				continue
			}
			list := k.words("organisation_words")
			word := holds(v.text+" "+v.field.Raw, list.Words, list.Except)
			if word == "" {
				k.pass(v) // whatever it says, it is none of these
				continue
			}
			k.fail(args{"word": same(word)}, v)
		}
	},
}
