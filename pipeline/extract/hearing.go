package extract

import (
	"context"
	"unicode"

	"prereview/ocr"
)

// leastClear is how many clear lines tell which way up a page lies.
const leastClear = 3

// way is how a page may lie.
type way struct {
	turn int
	flip bool
}

// hearing is a reader that notes how many lines read clearly: with confidence, in several characters. No text does that
// upside down or in a mirror.
type hearing struct {
	ocr.Reader
	clear int
}

func (h *hearing) ReadLines(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	lines, err := h.Reader.ReadLines(ctx, crops)
	for _, l := range lines {
		han := 0
		for _, r := range l.Text {
			if unicode.Is(unicode.Han, r) {
				han++
			}
		}
		if l.Confidence >= 0.9 && han >= 5 {
			h.clear++
		}
	}
	return lines, err
}
