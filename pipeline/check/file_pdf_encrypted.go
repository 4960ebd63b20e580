package check

import (
	"prereview/filing"
)

// A PDF that asks for a password, or has more pages than are read.
var filePDFEncrypted = Rule{
	ID: "file-pdf-encrypted", Severity: filing.Block, Quick: true,
	Title:   Text{"PDF 可读取", "PDF can be read"},
	Message: Text{"PDF 已加密或页数过多，请导出为图片后上传。", "The PDF is encrypted or has too many pages. Export it as pictures and upload those."},
	Source:  "S0 S3, derived", Needs: []string{"file"},
	run: func(k *checker) {
		for _, d := range k.attachments() {
			locked, isLocked := d.Signal(filing.SignalPDFEncrypted)
			pages, isLong := d.Signal(filing.SignalPDFPages)
			switch {
			case isLocked:
				k.failSlot(d.Slot, lesser(filing.Block, locked.Severity), nil, nil)
			case isLong:
				k.failSlot(d.Slot, lesser(filing.Block, pages.Severity), nil, nil)
			case d.MediaType == "application/pdf":
				k.passSlot(d.Slot)
			}
		}
	},
}
