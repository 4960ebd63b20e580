package check

import (
	"strings"

	"prereview/filing"
)

// What the letters cover is what is needed: the role of each principal who is certainly not the 法定代表人. A province with
// a template of its own (provinces.json own_letter_template) wants the position and the domain in it.
var xAuthScope = Rule{
	ID: "x-auth-scope", Severity: filing.Block,
	Title:   Text{"授权书类型", "kind of the letter of authorisation"},
	Message: Text{"授权书类型不符合要求，请使用{template}授权书。", "The letter is not of the kind that is needed. Use the template of a letter for {template}."},
	Source:  "T-模板", Needs: []string{"authorisation_letter.role", "authorisation_letter.position", "authorisation_letter.domain", "business_licence.legal_representative", "province", "provinces.json"},
	run: func(k *checker) {
		var scopes []value
		var covered string
		k.letters(func(s filing.Slot, _ role, scope value) {
			scopes, covered = append(scopes, scope), covered+scope.text
		})
		rep := k.licence("legal_representative")
		if len(scopes) == 0 || rep.missing || k.unread(append(scopes, rep)...) {
			return
		}
		vs := append(scopes, rep)
		for _, need := range []struct {
			r    role
			word string
		}{{k.principal(), "主体"}, {k.sitePrincipal(), "网站"}} {
			name := string(need.r.person.Name)
			if name == "" || repLikeness(name, rep.text) != different || strings.Contains(covered, need.word) {
				continue
			}
			k.fail(args{"template": need.r.label}, vs...)
			return
		}
		if prov, ok := k.province("own_letter_template"); ok && prov.OwnLetter {
			for _, s := range scopes {
				pos, dom := k.read(s.slot, "position"), k.read(s.slot, "domain")
				if k.unread(pos, dom) {
					return
				}
				if pos.text == nothing || dom.text == nothing {
					k.fail(args{"template": {prov.Name + "管局", "the authority of " + prov.Code}}, pos, dom)
					return
				}
			}
		}
		k.judge(true, nil, vs...)
	},
}
