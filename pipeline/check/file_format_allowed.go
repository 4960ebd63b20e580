package check

import (
	"slices"

	"prereview/filing"
)

// The type sniffed from the bytes must be one of limits.json's media_types. Providers name JPG and PNG; GIF is taken by
// its first frame, PDF by its first pages.
var fileFormatAllowed = Rule{
	ID: "file-format-allowed", Severity: filing.Block, Quick: true,
	Title: Text{"文件格式", "file format"},
	Message: Text{"文件格式不支持，请上传 JPG 或 PNG 格式的图片，不要直接修改文件后缀名。",
		"The file format is not supported. Upload a JPG or PNG picture, and do not just rename the file."},
	Source: "S0 S2 S4 T H", Needs: []string{"file"},
	run: func(k *checker) {
		for _, d := range k.attachments() {
			_, refused := d.Signal(filing.SignalFormat)
			_, empty := d.Signal(filing.SignalEmptyFile)
			_, animated := d.Signal(filing.SignalAnimated)
			switch {
			case empty: // file-decode-failed says so
			case refused || d.MediaType != "" && !slices.Contains(k.limits("media_types").MediaTypes, d.MediaType):
				k.failSlot(d.Slot, "", nil, nil)
			case animated:
				k.failSlotAs(d.Slot, filing.Advice, Text{"动态图片只审核第一帧，建议上传 JPG 或 PNG 静态图片。",
					"Only the first frame of an animated picture is looked at; a still JPG or PNG is better."})
			default:
				k.passSlot(d.Slot)
			}
		}
	},
}
