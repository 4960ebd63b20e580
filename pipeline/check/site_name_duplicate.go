package check

import (
	"slices"

	"prereview/filing"
)

// No other site of the subject bears the name, unless the remark says what each is for.
var siteNameDuplicate = Rule{
	ID: "site-name-duplicate", Severity: filing.Review, Register: RegisterHistory,
	Title:   Text{"同名网站", "another site of the name"},
	Message: Text{"该主体已有同名网站“{a}”，请在备注中说明网站用途。", "The subject has a site called “{a}” already. Say in the remark what this one is for."},
	Source:  "T-省", Needs: []string{"declared.site.name", "type", "register history", "register subject"},
	run: func(k *checker) {
		name := k.siteName()
		if name.missing || k.Form.Type != filing.FirstFiling && k.Form.Type != filing.NewSite {
			return
		}
		var names []string
		if k.Answers.Subject.Known {
			for _, s := range k.Answers.Subject.Value.Sites {
				names = append(names, s.Name)
			}
		}
		if h := k.Answers.History; h.Reason() == "" || len(names) == 0 {
			said, _, ok := answered(k, h, name)
			if !ok {
				return
			}
			names = append(names, said.SiteNames...)
		}
		twice := slices.ContainsFunc(names, func(n string) bool { return foldName(n) == foldName(name.text) })
		k.judge(!twice, args{"a": same(name.text)}, name)
	},
}
