package check

import (
	"slices"

	"prereview/filing"
)

// Damaged, truncated or empty: nothing can be seen in it.
var fileDecodeFailed = Rule{
	ID: "file-decode-failed", Severity: filing.Block, Quick: true,
	Title:   Text{"文件可以打开", "file can be opened"},
	Message: Text{"文件无法打开或已损坏，请重新拍摄或扫描后上传。", "The file cannot be opened or is damaged. Take or scan the picture again and upload it."},
	Source:  "derived", Needs: []string{"file"},
	run: func(k *checker) {
		for _, d := range k.attachments() {
			_, damaged := d.Signal(filing.SignalDecode)
			_, empty := d.Signal(filing.SignalEmptyFile)
			switch {
			case damaged || empty:
				k.failSlot(d.Slot, "", nil, nil)
			case d.Kind == filing.Unreadable && !k.explained(d):
				k.failSlot(d.Slot, "", nil, nil)
			case looked(d):
				k.passSlot(d.Slot)
			}
		}
	},
}

// explained says that another file-* rule says why an unreadable file was not decoded.
func (k *checker) explained(d *filing.Document) bool {
	return slices.ContainsFunc(d.Signals, func(s filing.Signal) bool {
		return slices.Contains([]string{filing.SignalFormat, filing.SignalTooLarge, filing.SignalPixelBound,
			filing.SignalPDFEncrypted, filing.SignalPDFPages}, s.Code)
	}) || d.NotRun != "" || d.MediaType != "" && !slices.Contains(k.pack.limits.MediaTypes, d.MediaType)
}
