package check

import (
	"prereview/filing"
)

// A photo of a person has so many pixels at least and bytes at most (limits.json photo_*), either way up.
var photoSize = Rule{
	ID: "photo-size", Severity: filing.Advice,
	Title:   Text{"照片尺寸", "size of the photo"},
	Message: Text{"照片尺寸应不小于{w}×{h}，文件不超过{mb}MB。", "the photo should have at least {w} by {h} pixels and {mb} MB at most."},
	Source:  "K 50xx.cn T 弃用/办理拍照", Needs: []string{"width", "height", "size", "limits.json"},
	run: func(k *checker) {
		lim := k.limits("photo_long")
		for _, s := range []filing.Slot{filing.SlotHandheldPhoto, filing.SlotCurtainPhoto} {
			d := k.docs[s]
			if d == nil || d.Width == 0 || d.Height == 0 {
				continue
			}
			long, short := max(d.Width, d.Height), min(d.Width, d.Height)
			if long >= lim.PhotoLong && short >= lim.PhotoShort && (lim.PhotoBytes == 0 || d.Size <= lim.PhotoBytes) {
				k.passSlot(s)
				continue
			}
			k.failSlot(s, "", nil, args{"w": num(lim.PhotoLong), "h": num(lim.PhotoShort), "mb": num(int(lim.PhotoBytes >> 20))})
		}
	},
}
