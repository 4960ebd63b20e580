package check

import (
	"prereview/filing"
)

// Both sides are there, each a side of a resident ID card, and not one file. A swap is doc-side-mismatch's.
var idFrontBackPair = Rule{
	ID: "id-front-back-pair", Severity: filing.Block,
	Title:   Text{"身份证两面成对", "two sides of one ID card"},
	Message: Text{"请上传同一张身份证的人像面和国徽面。", "Upload the front and the back of one ID card."},
	Source:  "S0", Needs: []string{"document kind", "file hashes"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			front, back := k.docs[r.front], k.docs[r.back]
			if front == nil || back == nil {
				continue
			}
			pair := func(d verdict) {
				d.slot = front.Slot
				k.add(d)
				f := &k.found[len(k.found)-1]
				f.Fields = append(f.Fields, string(back.Slot))
				f.Evidence = append(f.Evidence, filing.Evidence{Document: back.Slot})
			}
			reason := ""
			var unread *filing.Document
			for _, d := range []*filing.Document{front, back} {
				if d.NotRun != "" {
					reason, unread = d.NotRun, d
				} else if d.Kind == filing.Unreadable {
					reason, unread = reasonUnreadable, d
				}
			}
			sure := front.KindConfidence >= Accept && back.KindConfidence >= Accept
			switch {
			case front.SHA256 != "" && front.SHA256 == back.SHA256:
				pair(verdict{status: filing.Fail})
			case reason != "":
				k.notRunSlot(unread, reason)
			case isSide(front.Kind) && isSide(back.Kind) && front.Kind != back.Kind:
				if front.Kind == front.Slot.Kind() {
					pair(verdict{status: filing.Pass, message: Text{k.rule.Title.ZH + "：通过", k.rule.Title.EN + ": passed"}})
				}
			case sure && front.Kind != filing.Unknown && back.Kind != filing.Unknown && front.Kind != "" && back.Kind != "":
				pair(verdict{status: filing.Fail})
			default:
				pair(verdict{status: filing.Unsure, reason: "unknown_kind", message: Text{
					k.rule.Title.ZH + "：未能确认两面的类型，请人工核对。", k.rule.Title.EN + ": the kinds of the two sides are not certain; please check."}})
			}
		}
	},
}
