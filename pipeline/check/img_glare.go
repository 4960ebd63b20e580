package check

import (
	"slices"

	"prereview/filing"
)

// A saturated patch that covers a field. Where the patch and the fields are known and do not meet, it is only advice.
var imgGlare = Rule{
	ID: "img-glare", Severity: filing.Block, Quick: true,
	Title:   Text{"图片无反光", "no glare"},
	Message: Text{"图片存在反光，遮挡了{field}，请避开光源重新拍摄。", "Glare covers {field}. Take the picture again away from the light."},
	Source:  "S2 H O(-9107)", Needs: []string{"pixels", "field boxes"},
	run: func(k *checker) {
		for _, d := range k.attachments() {
			if d.Kind == filing.Unreadable {
				continue
			}
			var glare *filing.Signal
			var hit []value
			known := false
			for i := range d.Signals {
				s := &d.Signals[i]
				if s.Code != filing.SignalGlare {
					continue
				}
				if glare == nil {
					glare = s
				}
				known = known || s.Box != nil
			}
			if glare == nil {
				if looked(d) {
					k.passSlot(d.Slot)
				} else if d.NotRun != "" {
					k.notRunSlot(d, d.NotRun)
				}
				continue
			}
			for _, name := range filing.FieldNames[d.Kind] {
				f, read := d.Fields[name]
				if !read {
					continue
				}
				covered := slices.Contains(f.Signals, filing.SignalGlare)
				for i := range d.Signals {
					covered = covered || d.Signals[i].Code == filing.SignalGlare && overlap(f.Box, d.Signals[i].Box)
				}
				if covered {
					hit = append(hit, value{slot: d.Slot, name: name, text: f.Value, field: f})
				}
			}
			sev := lesser(filing.Block, glare.Severity)
			switch {
			case len(hit) > 0:
				k.failSlot(d.Slot, sev, glare.Box, args{"field": labels(hit)})
			case known && len(d.Fields) > 0:
				k.failSlotAs(d.Slot, filing.Advice, Text{"图片存在反光，未遮挡文字，建议避开光源拍摄。", "There is glare, though over no text; better taken away from the light."})
			default:
				k.failSlot(d.Slot, sev, glare.Box, args{"field": {"部分画面", "part of the picture"}})
			}
		}
	},
}
