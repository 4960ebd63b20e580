package check

import (
	"prereview/filing"
)

// A change of a subject whose name is no longer the one it is filed under needs the authority's letter of the change. The filed name
// is the declared one, or the register's.
var materialNameChangeMissing = Rule{
	ID: "material-name-change-missing", Severity: filing.Block,
	Title:   Text{"工商更名函", "letter of a change of name"},
	Message: Text{"单位名称已变更（已备案名称“{filed}”），请上传工商更名函。", "The organisation's name has changed (it is filed as “{filed}”). Upload the registration authority's letter of the change."},
	Source:  "T-材料清单", Needs: []string{"type", "declared.organisation.name", "declared.organisation.filed_name", "slots", "register subject"},
	run: func(k *checker) {
		name := k.orgName()
		if k.Form.Type != filing.Change || k.Form.Kind == filing.Individual || name.missing {
			return
		}
		filed := k.organisation("filed_name", k.Form.Declared.Organisation.FiledName)
		if filed.missing {
			subject, known, ok := answered(k, k.Answers.Subject, name)
			if !ok || !known || subject.Name == "" {
				return
			}
			filed.text, filed.missing = subject.Name, false
		}
		if compare(name.text, filed.text) == equal {
			k.pass(name)
			return
		}
		k.ask("", Text{}, args{"filed": same(filed.text)}, []value{name}, filing.SlotNameChange)
	},
}
