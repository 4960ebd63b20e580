package check

import (
	"slices"
	"strings"

	"prereview/filing"
)

// The extension of the applicant's file name says another type than the bytes. Nothing is read by the name, so this is
// advice.
var fileExtMismatch = Rule{
	ID: "file-ext-mismatch", Severity: filing.Advice, Quick: true,
	Title:   Text{"文件后缀", "file extension"},
	Message: Text{"文件后缀与实际格式不一致，请用图片工具另存为 JPG/PNG 后重新上传。", "The extension does not fit the file's real format. Save it as JPG or PNG and upload it again."},
	Source:  "T-材料上传", Needs: []string{"file", "file name"},
	run: func(k *checker) {
		for _, d := range k.attachments() {
			_, told := d.Signal(filing.SignalExtension)
			if !told && (d.Name == "" || d.MediaType == "") {
				continue
			}
			if told || !extensionFits(d.Name, d.MediaType) {
				k.failSlot(d.Slot, "", nil, nil)
				continue
			}
			k.passSlot(d.Slot)
		}
	},
}

var extensions = map[string][]string{
	"image/jpeg": {"jpg", "jpeg", "jpe", "jfif"}, "image/png": {"png"}, "image/gif": {"gif"}, "application/pdf": {"pdf"},
}

// extensionFits is true for types and names that nothing is known of.
func extensionFits(name, mediaType string) bool {
	want, known := extensions[mediaType]
	i := strings.LastIndexByte(name, '.')
	if !known || i < 0 {
		return true
	}
	return slices.Contains(want, strings.ToLower(name[i+1:]))
}
