package check

import (
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
			hit := touched(d, filing.SignalGlare)
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
