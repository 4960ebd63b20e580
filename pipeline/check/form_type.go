package check

import (
	"prereview/filing"
)

// The form is the one its slot is for: its title holds one of the anchors of papers.json. Templates differ, so words of the
// title are looked for and nothing of its layout.
var formType = Rule{
	ID: "form-type", Severity: filing.Block,
	Title:   Text{"表单类型", "kind of form"},
	Message: Text{"上传的不是{form}（标题为“{b}”），请下载本系统最新模板填写。", "This is no {form} (its title is “{b}”). Download the current template and fill it in."},
	Source:  "T-模板 K", Needs: []string{"verification_form.title", "authorisation_letter.title", "commitment_letter.title", "papers.json"},
	run: func(k *checker) {
		k.papers(func(s filing.Slot, p paper) {
			if len(p.Anchors) == 0 || s == filing.SlotDomainCertificate {
				return
			}
			k.paper(s.Kind())
			title := k.read(s, "title")
			k.judge(holds(title.text, p.Anchors, nil) != "", args{"form": slotLabel(s), "b": same(title.text)}, title)
		})
	},
}
