package check

import (
	"prereview/filing"
)

// A picture of few bytes has usually been shrunk. Advice only: what counts is whether it can be read.
var fileSizeTooSmall = Rule{
	ID: "file-size-too-small", Severity: filing.Advice, Quick: true,
	Title:   Text{"文件大小下限", "file not too small"},
	Message: Text{"文件过小，图片可能不清晰，请上传原图（不小于 {n}KB）。", "The file is small and the picture may be unclear. Upload the original (at least {n} KB)."},
	Source:  "T-材料上传", Needs: []string{"file size"},
	run: func(k *checker) {
		small := k.limits("small_bytes").SmallBytes
		for _, d := range k.attachments() {
			switch _, empty := d.Signal(filing.SignalEmptyFile); {
			case empty || d.Size <= 0:
			case d.Size < small:
				k.failSlot(d.Slot, "", nil, args{"n": num(int(small >> 10))})
			default:
				k.passSlot(d.Slot)
			}
		}
	},
}
