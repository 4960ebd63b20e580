package check

import (
	"prereview/filing"
)

// Too few pixels for the text to be read. The picture's own measure knows the size of the card within the frame; a
// picture that is small as a whole (card under 800 x 500, licence under 1000 on its long side) is worth a word even
// where it could be read.
var imgPixelsLow = Rule{
	ID: "img-pixels-low", Severity: filing.Block, Quick: true,
	Title:   Text{"图片尺寸", "picture size"},
	Message: Text{"图片尺寸过小，无法辨认文字，请上传原图或 300dpi 扫描件。", "The picture is too small to read. Upload the original or a scan at 300 dpi."},
	Source:  "O, S0 S4", Needs: []string{"pixels"},
	run: func(k *checker) {
		k.signals(everySlot, filing.SignalPixelsLow)
		for i, d := range k.attachments() {
			long, short := max(d.Width, d.Height), min(d.Width, d.Height)
			small := false
			switch d.Slot.Kind() {
			case filing.IDCardFront, filing.IDCardBack:
				small = long < 800 || short < 500
			case filing.BusinessLicence:
				small = long < 1000
			}
			if _, told := d.Signal(filing.SignalPixelsLow); told || short == 0 || !small || d.Kind == filing.Unreadable {
				continue
			}
			k.dropPass(d.Slot)
			k.failSlotAs(k.Documents[i].Slot, filing.Advice, Text{"图片尺寸偏小，建议上传原图或 300dpi 扫描件。", "The picture is rather small; the original or a scan at 300 dpi is better."})
		}
	},
}
