package check

import (
	"prereview/filing"
)

// The same bytes in two slots that want different documents, or the same card for two different persons. One card given
// twice for one person who holds both posts is no fault.
var fileDuplicateSlot = Rule{
	ID: "file-duplicate-slot", Severity: filing.Block,
	Title:   Text{"材料不重复", "no file used twice"},
	Message: Text{"{a}与{b}上传了同一张图片，请分别上传对应材料。", "The same picture was uploaded as {a} and as {b}. Upload the right one for each."},
	Source:  "derived", Needs: []string{"file hashes"},
	run: func(k *checker) {
		docs := k.attachments()
		clean := true
		for i, a := range docs {
			for _, b := range docs[i+1:] {
				if a.SHA256 == "" || a.SHA256 != b.SHA256 || a.Slot == b.Slot || a.Slot == "other" || b.Slot == "other" ||
					a.Slot.Kind() == b.Slot.Kind() && k.samePrincipal {
					continue
				}
				clean = false
				k.add(verdict{status: filing.Fail, slot: a.Slot, args: args{"a": slotLabel(a.Slot), "b": slotLabel(b.Slot)}})
				f := &k.found[len(k.found)-1]
				f.Fields = append(f.Fields, string(b.Slot))
				f.Evidence = append(f.Evidence, filing.Evidence{Document: b.Slot})
			}
		}
		if clean && len(docs) > 1 {
			k.pass()
		}
	},
}
