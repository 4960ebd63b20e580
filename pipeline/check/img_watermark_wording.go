package check

import (
	"prereview/filing"
)

// A watermark that the applicant laid over a document limits its use to the filing (words.json watermark_fit). Its text is the
// field watermark of a document, which no reader gives yet: then the reviewer is told to look.
var imgWatermarkWording = Rule{
	ID: "img-watermark-wording", Severity: filing.Advice, Quick: true,
	Title:   Text{"水印用语", "wording of the watermark"},
	Message: Text{"如添加水印，内容应为“仅供备案使用”。", "A watermark, if any, should limit the use of the document to the ICP filing."},
	Source:  "T-驳回, T-省/广东", Needs: []string{"pixels", "*.watermark", "words.json"},
	run: func(k *checker) {
		for _, d := range k.attachments() {
			f, read := d.Fields["watermark"]
			if _, seen := d.Signal(filing.SignalWatermark); !seen && !read || d.Kind == filing.Unreadable {
				continue
			}
			if !read {
				k.notRunSlot(d, reasonNoReader)
				continue
			}
			fit := k.words("watermark_fit")
			k.judge(holds(f.Value, fit.Words, fit.Except) != "", nil, value{slot: d.Slot, name: "watermark", text: f.Value, field: f})
		}
	},
}
