package check

import (
	"prereview/filing"
)

// Bytes over limits.json's max_bytes, or more pixels than are decoded, stop the filing; over warn_bytes is advice,
// since some provinces' systems take no more.
var fileSizeTooLarge = Rule{
	ID: "file-size-too-large", Severity: filing.Block, Quick: true,
	Title:   Text{"文件大小上限", "file not too large"},
	Message: Text{"文件过大（超过 {n}MB），请压缩后重新上传。", "The file is too large (over {n} MB). Compress it and upload it again."},
	Source:  "S0 S2 S4 T H", Needs: []string{"file size"},
	run: func(k *checker) {
		lim := k.limits("max_bytes")
		for _, d := range k.attachments() {
			_, large := d.Signal(filing.SignalTooLarge)
			_, pixels := d.Signal(filing.SignalPixelBound)
			switch {
			case pixels:
				k.failSlotAs(d.Slot, filing.Block, Text{"图片像素过多，无法处理，请缩小后重新上传。", "The picture has too many pixels. Make it smaller and upload it again."})
			case large || d.Size > lim.MaxBytes:
				k.failSlot(d.Slot, "", nil, args{"n": num(int(lim.MaxBytes >> 20))})
			case d.Size > lim.WarnBytes:
				k.failSlot(d.Slot, filing.Advice, nil, args{"n": num(int(lim.WarnBytes >> 20))})
			case d.Size > 0:
				k.passSlot(d.Slot)
			}
		}
	},
}
