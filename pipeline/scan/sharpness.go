package scan

import (
	"slices"

	"prereview/filing"
	"prereview/ocr"
)

// sharpness compares how wide the steps of the print are with how large the page is. It looks at the stored pixels, in
// tiles over the page, and only at tiles with print in them.
func (v *view) sharpness() []filing.Signal {
	const cols = 24
	rows := max(1, int(cols/max(v.aspect, .1)))
	if v.aspect < 1 {
		rows = min(rows, 40)
	}
	long := v.longSide()
	type tile struct {
		x, y  int
		width float64
	}
	var tiles []tile
	var widths []float64
	for y := range rows {
		for x := range cols {
			p := v.toStored.Apply(ocr.Point{X: (float64(x) + .5) / cols, Y: (float64(y) + .5) / float64(rows)})
			half := int(min(max(long/cols/2, 8), 28))
			if w, ok := stepWidth(v.pic, int(p.X)-half, int(p.Y)-half, int(p.X)+half, int(p.Y)+half); ok {
				tiles = append(tiles, tile{x, y, w / long * 1000})
				widths = append(widths, w/long*1000)
			}
		}
	}
	if len(widths) < 6 {
		if v.washed { // that is why
			return nil
		}
		return v.soft()
	}
	slices.Sort(widths)
	v.blur = widths[len(widths)/2]
	is := v.shape()
	sev := filing.Review
	switch {
	case v.blur >= is.blurBlock:
		sev = filing.Block
	case v.blur >= is.blurReview:
	default:
		return nil
	}
	x0, y0, x1, y1 := cols, rows, 0, 0
	for _, t := range tiles {
		if t.width >= is.blurReview {
			x0, y0, x1, y1 = min(x0, t.x), min(y0, t.y), max(x1, t.x+1), max(y1, t.y+1)
		}
	}
	s := signal(filing.SignalBlur, sev, round(v.blur, 100), "steps of the print are %.1f thousandths of the page's side wide; %s is sharp under %.1f", v.blur, is.name, is.blurReview)
	s.Box = v.box(float64(x0)/cols, float64(y0)/float64(rows), float64(x1)/cols, float64(y1)/float64(rows))
	return []filing.Signal{s}
}

// stepWidth is over how many pixels the steepest steps of a part of the picture rise, taken from the contrast and the
// gradient; not ok when there is no print in it.
func stepWidth(p picture, x0, y0, x1, y1 int) (float64, bool) {
	x0, y0, x1, y1 = max(x0, 1), max(y0, 1), min(x1, p.Rect.Dx()-1), min(y1, p.Rect.Dy()-1)
	if x1-x0 < 8 || y1-y0 < 8 {
		return 0, false
	}
	var levels [256]int
	var slopes [512]int
	for y := y0; y < y1; y++ {
		row := p.Y[y*p.YStride:]
		up, down := p.Y[(y-1)*p.YStride:], p.Y[(y+1)*p.YStride:]
		for x := x0; x < x1; x++ {
			levels[row[x]]++
			gx, gy := abs(int(row[x+1])-int(row[x-1])), abs(int(down[x])-int(up[x]))
			slopes[max(gx, gy)+min(gx, gy)/2]++
		}
	}
	paper, ink := float64(quantile(levels[:], .90)), float64(quantile(levels[:], .02))
	if paper < 40 || (paper-ink)/paper < printContrast {
		return 0, false
	}
	// Print is mostly paper: tiles half dark (a portrait, the ground of the picture) say little about it.
	if mid := float64(quantile(levels[:], .40)); mid < (paper+ink)/2 {
		return 0, false
	}
	slope := float64(quantile(slopes[:], .985)) / 2
	return (paper - ink) / max(slope, .5), true
}
