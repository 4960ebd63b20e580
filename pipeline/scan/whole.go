package scan

import (
	"cmp"
	"math"
	"slices"

	"prereview/ocr"
)

const (
	levelMost   = 15.  // degrees; more than that is not a careless scan
	levelLeast  = .25  // degrees; less is not worth resampling for
	levelAgree  = .65  // share of the lines' length that must agree on the angle
	contentMost = .60  // content that covers more of the picture than this is the picture
	contentPad  = .03  // of the picture's longer side, left around the content
	blankLevel  = 22   // texture (see texturePlane) of an empty ground
	printLevel  = 40   // texture of print, guilloche, a picture
	sparse      = .015 // share of a row or column that must be print
)

// wholePicture is the page when no outline was found, on the thumbnail: the whole picture, without its empty
// surroundings when the content is small in it, turned by the small angle on which its lines of print agree; and how much
// of those surroundings was left on each side.
func wholePicture(t *thumb, lines []*line, texture *thumb) (q ocr.Quad, pad float64) {
	q = ocr.RectQuad(0, 0, float64(t.w), float64(t.h))
	if texture != nil {
		if c, ok := contentRect(texture); ok {
			pad = contentPad * float64(max(t.w, t.h))
			q = ocr.RectQuad(max(0, c[0]*coarse-pad), max(0, c[1]*coarse-pad),
				min(float64(t.w), c[2]*coarse+pad), min(float64(t.h), c[3]*coarse+pad))
		}
	}
	a := levelAngle(lines, 1.5*float64(t.w))
	if math.Abs(a) < levelLeast {
		return q, pad
	}
	sin, cos := math.Sincos(a * math.Pi / 180)
	cx, cy := (q[0][0]+q[2][0])/2, (q[0][1]+q[2][1])/2
	for i := range q {
		x, y := q[i][0]-cx, q[i][1]-cy
		q[i] = [2]float64{cx + x*cos - y*sin, cy + x*sin + y*cos}
	}
	return q, pad
}

// levelAngle is by how many degrees the long lines are turned from level and plumb, 0 when they do not agree or are
// together shorter than least.
func levelAngle(lines []*line, least float64) float64 {
	type turn struct{ angle, length float64 }
	var ts []turn
	total := 0.0
	for _, l := range lines {
		a := math.Atan2(l.ny, l.nx) * 180 / math.Pi
		a -= 90 * math.Round(a/90)
		length := float64(l.fine[len(l.fine)-1])
		if math.Abs(a) > levelMost {
			continue
		}
		ts = append(ts, turn{a, length})
		total += length
	}
	slices.SortFunc(ts, func(a, b turn) int { return cmp.Compare(a.angle, b.angle) })
	best, sum, from := 0.0, 0.0, 0
	angle := 0.0
	for to := range ts {
		sum += ts[to].length
		for ts[to].angle-ts[from].angle > 1 {
			sum -= ts[from].length
			from++
		}
		if sum > best {
			best, angle = sum, 0
			for _, t := range ts[from : to+1] {
				angle += t.angle * t.length / sum
			}
		}
	}
	if best < least || best < levelAgree*total {
		return 0
	}
	return angle
}

// contentRect bounds what is not empty ground on the coarse thumbnail; not ok when the ground is not empty or the content
// fills most of it.
func contentRect(t *thumb) (r [4]float64, ok bool) {
	p := t.planes[3]
	var border []float64
	cols, rows := make([]int, t.w), make([]int, t.h)
	for y := range t.h {
		for x := range t.w {
			v := p[y*t.w+x]
			if x < 2 || y < 2 || x >= t.w-2 || y >= t.h-2 {
				border = append(border, float64(v))
			} else if v >= printLevel {
				cols[x]++
				rows[y]++
			}
		}
	}
	if median(border) > blankLevel {
		return r, false
	}
	x0, x1 := extent(cols, int(sparse*float64(t.h))+1)
	y0, y1 := extent(rows, int(sparse*float64(t.w))+1)
	if x1 <= x0 || y1 <= y0 || float64((x1-x0)*(y1-y0)) > contentMost*float64(t.w*t.h) {
		return r, false
	}
	return [4]float64{float64(x0), float64(y0), float64(x1), float64(y1)}, true
}

// extent is from the first to behind the last count that reaches least.
func extent(counts []int, least int) (from, to int) {
	from = len(counts)
	for i, n := range counts {
		if n >= least {
			from, to = min(from, i), i+1
		}
	}
	return from, to
}

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[len(v)/2]
}
