package extract

import (
	"slices"

	"prereview/ocr"
)

// skippedMost is the most that lines read whole are longer than their characters account for. Measured on drawn cards: 0.6; a lost
// character of Han adds 1.
const skippedMost = 0.75

// lostInLine says that a line of the address is longer than what was read of it.
func (f finding) lostInLine(places []place, lines []ocr.Line, strips []strip, settled [][]cell) bool {
	n := 0
	for i, p := range places {
		if p.field != "address" {
			continue
		}
		cs := cells(lines[i])
		same := n < len(settled) && len(settled[n]) == len(cs) // read again, it may have been read whole
		n++
		if same && skippedBy(cs, strips[i], float64(p.rect.Dx())*f.sheet.scale) > skippedMost {
			return true
		}
	}
	return false
}

// lostLine says that a line of the address, or the beginning of one, is not where it should be: under glare or a finger nothing is seen of
// it, and what is left reads well. The first line stands at a known height, the next one step below each, and all begin where the other
// values begin.
func (f finding) lostLine(places []place) bool {
	const firstMost, stepMost, startMost = 0.55, 0.125, 0.8 // of the height, of the height, in characters
	var starts, mids []int
	for _, p := range places {
		switch p.field {
		case "name", "sex", "birth_date", "address":
			starts = append(starts, extent(p.parts).Min.X)
		}
	}
	if len(starts) == 0 {
		return false
	}
	slices.Sort(starts)
	left := starts[(len(starts)-1)/2]
	for _, p := range places {
		if p.field != "address" {
			continue
		}
		r := extent(p.parts)
		if float64(r.Min.X-left) > startMost*float64(f.frame.em()) {
			return true
		}
		mids = append(mids, (r.Min.Y+r.Max.Y)/2)
	}
	slices.Sort(mids)
	for i, y := range mids {
		if i == 0 && (float64(y)-f.frame.y0)/f.frame.h > firstMost || i > 0 && float64(y-mids[i-1])/f.frame.h > stepMost {
			return true
		}
	}
	return false
}

// skippedBy is by how many Han characters of its own pitch a line of an address is longer than what was read of it accounts for, at
// its widest: before the first character, between two, or behind the last. Recognition drops a character that it does not know, or that
// is blurred, and is sure of those beside it. Cells lie in the crop as st says; width is that of the line's box, in page pixels. 0 when too
// little was read to know the pitch.
func skippedBy(cs []cell, st strip, width float64) float64 {
	const leastPairs = 3
	at := make([]float64, len(cs))
	for i, c := range cs {
		at[i] = st.along(c.x)
	}
	var steps []float64
	for i := 1; i < len(cs); i++ {
		if isHan(cs[i-1].r) && isHan(cs[i].r) {
			steps = append(steps, at[i]-at[i-1])
		}
	}
	if len(steps) < leastPairs {
		return 0
	}
	slices.Sort(steps)
	pitch := max(steps[len(steps)/2], 1)
	half := func(c cell) float64 {
		if isHan(c.r) {
			return 0.5
		}
		return 0.28
	}
	worst := at[0]/pitch - half(cs[0])
	for i := 1; i < len(cs); i++ {
		worst = max(worst, (at[i]-at[i-1])/pitch-half(cs[i-1])-half(cs[i]))
	}
	return max(worst, (width-at[len(at)-1])/pitch-half(cs[len(cs)-1]))
}
