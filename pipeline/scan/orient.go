package scan

import "prereview/ocr"

// orientation takes a place on the picture as it is to be shown to the place where it is stored, for a stored picture of
// w x h pixels and an EXIF orientation 1..8.
func orientation(o, w, h int) ocr.Matrix {
	fw, fh := float64(w), float64(h)
	switch o {
	case 2:
		return ocr.Matrix{-1, 0, fw, 0, 1, 0, 0, 0, 1}
	case 3:
		return ocr.Matrix{-1, 0, fw, 0, -1, fh, 0, 0, 1}
	case 4:
		return ocr.Matrix{1, 0, 0, 0, -1, fh, 0, 0, 1}
	case 5:
		return ocr.Matrix{0, 1, 0, 1, 0, 0, 0, 0, 1}
	case 6:
		return ocr.Matrix{0, 1, 0, -1, 0, fh, 0, 0, 1}
	case 7:
		return ocr.Matrix{0, -1, fw, -1, 0, fh, 0, 0, 1}
	case 8:
		return ocr.Matrix{0, -1, fw, 1, 0, 0, 0, 0, 1}
	}
	return ocr.Identity
}

// shown is the size of the picture as it is to be shown.
func shown(o, w, h int) (int, int) {
	if o >= 5 && o <= 8 {
		return h, w
	}
	return w, h
}
