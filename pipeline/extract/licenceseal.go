package extract

import (
	"context"
	"fmt"
	"image"

	"prereview/ocr"
)

// readAuthority reads the authority's name round its seal.
func (l *licence) readAuthority(ctx context.Context, reader ocr.Reader) (reading, image.Rectangle, error) {
	c := l.seal
	if c == nil {
		return reading{}, image.Rectangle{}, nil
	}
	at := image.Rect(int(c.x-c.r), int(c.y-c.r), int(c.x+c.r), int(c.y+c.r))
	d, ok := discOf(l.s.page, l.s.quad(at))
	if !ok {
		return reading{}, image.Rectangle{}, nil
	}
	d = d.fitted()
	var crops []ocr.Crop
	for _, margin := range []float64{LineMargin, 0.3} {
		if g := d.strip(margin); g != nil {
			crops = append(crops, ocr.Crop{Image: g, Doubt: DoubtBelow})
		}
	}
	if len(crops) == 0 {
		return reading{}, image.Rectangle{}, nil
	}
	lines, err := reader.ReadLines(ctx, crops)
	if err != nil {
		return reading{}, image.Rectangle{}, err
	}
	if len(lines) != len(crops) {
		return reading{}, image.Rectangle{}, fmt.Errorf("reader answered %d lines for %d crops", len(lines), len(crops))
	}
	r := readSeal(cells(lines[0]))
	for _, line := range lines[1:] {
		switch o := readSeal(cells(line)); {
		case o.value == "":
		case o.value == r.value:
			r.conf = 1 - (1-r.conf)*(1-0.8*o.conf)
		case o.conf > r.conf:
			o.conf *= 0.8
			r = o
		default:
			r.conf *= 0.8
		}
	}
	return r, at, nil
}
