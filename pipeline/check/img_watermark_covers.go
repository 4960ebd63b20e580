package check

import (
	"prereview/filing"
)

// Applicants may write 仅供备案使用 over a copy. It is in the way only where a value under it is not read with confidence.
var imgWatermarkCovers = Rule{
	ID: "img-watermark-covers", Severity: filing.Block, Quick: true,
	Title:   Text{"水印未遮挡信息", "watermark over nothing that is asked for"},
	Message: Text{"水印遮挡了证件信息，请去除或移开水印后重新上传。", "A watermark covers what the document says. Remove it or move it away and upload again."},
	Source:  "T-驳回 Q H", Needs: []string{"pixels", "field boxes"},
	run: func(k *checker) {
		for _, d := range k.attachments() {
			if d.Kind == filing.Unreadable || !recognised(d) {
				continue
			}
			s, marked := d.Signal(filing.SignalWatermark)
			hit := touched(d, filing.SignalWatermark)
			switch {
			case marked && len(weakOf(hit)) > 0:
				k.failSlot(d.Slot, lesser(filing.Block, s.Severity), s.Box, nil)
			case len(hit) > 0:
				k.failSlotAs(d.Slot, filing.Advice, Text{"水印压在文字上，尚可辨认，建议移开水印后上传。", "A watermark runs over text, which can still be read; better without it."})
			case marked && len(d.Fields) == 0:
				k.failSlotAs(d.Slot, filing.Advice, Text{"图片上有水印，请确认未遮挡证件信息。", "There is a watermark; make sure that it covers nothing that the document says."})
			case looked(d):
				k.passSlot(d.Slot)
			case d.NotRun != "":
				k.notRunSlot(d, d.NotRun)
			}
		}
	},
}
