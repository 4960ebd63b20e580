package check

import (
	"path"
	"strings"

	"prereview/filing"
)

// A file's name says whose and what it is: the subject's full name and the material's (S3: 主体全称+办理项). Only where the
// provider wants that said (limits.json file_names_advice): most portals name the slots themselves.
var fileNameConvention = Rule{
	ID: "file-name-convention", Severity: filing.Advice, Quick: true,
	Title:   Text{"文件命名", "name of the file"},
	Message: Text{"建议文件命名为“主体全称+材料名称”（如“{example}”），便于审核。", "Better named by the subject's full name and the material, such as “{example}”."},
	Source:  "S3 S2", Needs: []string{"file name", "declared.organisation.name", "declared.principal.name", "limits.json"},
	run: func(k *checker) {
		subject := k.orgName().text
		if k.Form.Kind == filing.Individual {
			subject = k.principal().name().text
		}
		if subject == "" || !k.limits("file_names_advice").FileNames {
			return
		}
		for _, d := range k.attachments() {
			if d.Name == "" {
				continue
			}
			name := foldName(strings.TrimSuffix(d.Name, path.Ext(d.Name)))
			material := slotLabel(d.Slot).ZH
			called := strings.Contains(name, foldName(material)) || isSide(d.Slot.Kind()) && strings.Contains(name, "身份证")
			if called && strings.Contains(name, foldName(subject)) {
				k.passSlot(d.Slot)
				continue
			}
			k.failSlot(d.Slot, "", nil, args{"example": same(clip(subject) + material + path.Ext(clip(d.Name)))})
		}
	},
}
