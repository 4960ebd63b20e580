package extract

import (
	"image"

	"prereview/ocr"
)

// CutForm is CutLine by plain brightness: the form's own coloured print stays, such as the light blue labels of an
// identity card and the 年 月 日 of its birth date, and so does more of the ground. The making of training lines needs it,
// because labels are read from such crops.
func CutForm(page image.Image, box ocr.Quad) *image.Gray {
	return cut(rasterOf(page), box, cutting{luma: true}).image
}
