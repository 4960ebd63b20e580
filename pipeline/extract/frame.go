package extract

import (
	"image"
	"math"
	"slices"
)

// cardAspect is the height of a card over its width.
const cardAspect = 54.0 / 85.6

// numberAnywhere looks for the number's line without knowing where the card is: pieces of one height, one step apart, or where
// digits are pale or touch, whole steps.
func (s *sheet) numberAnywhere() []part {
	var best []part
	bestScore := 0.0
	for _, g := range segments(s.parts, 1.2) {
		if g.h() < 8 || g.w() < 8*g.h() || g.w() > 30*g.h() {
			continue
		}
		// The line may slope, and a speck below it may be taken for a part of it.
		heights := make([]int, len(g.parts))
		for i, p := range g.parts {
			heights[i] = p.h()
		}
		slices.Sort(heights)
		high := heights[len(heights)*2/3]
		var tall []part
		for _, p := range g.parts {
			if p.h()*4 >= high*3 && p.h()*3 <= high*4 && p.w() < p.h()*3/2 {
				tall = append(tall, p)
			}
		}
		if score := evenly(tall) * float64(g.w()); score > bestScore {
			best, bestScore = tall, score
		}
	}
	return best
}

// evenly is the share of steps between pieces that are one digit's step or a few, 0 when there are too few pieces or steps for a
// number; pieces are left sorted.
func evenly(ps []part) float64 {
	const (
		leastPieces, leastSteps, mostSteps = 11, 12, 18
		most                               = 4 // steps between two pieces
		leastShare                         = 0.85
	)
	if len(ps) < leastPieces || len(ps) > mostSteps+1 {
		return 0
	}
	slices.SortFunc(ps, func(a, b part) int { return a.x0 + a.x1 - b.x0 - b.x1 })
	var steps []float64
	for i := 1; i < len(ps); i++ {
		steps = append(steps, float64(ps[i].x0+ps[i].x1-ps[i-1].x0-ps[i-1].x1)/2)
	}
	sorted := slices.Sorted(slices.Values(steps))
	step := max(sorted[len(sorted)/2], 1)
	regular, total := 0, 0
	for _, d := range steps {
		n := math.Round(d / step)
		if n >= 1 && n <= most && math.Abs(d-n*step) < step*0.3 {
			regular++
		}
		total += int(n)
	}
	if share := float64(regular) / float64(len(steps)); share >= leastShare && total+1 >= leastSteps && total <= mostSteps {
		return share
	}
	return 0
}

// fitFront finds the card's frame from its number's line: the number's left end and middle are known, only the card's
// width is not, and it is the one at which the other print falls on its rows. Nothing speaks for another frame as much
// as the page's own edges do, so the page itself counts for a little more.
func (s *sheet) fitFront(number []part) frame {
	page := s.cardFrame()
	r := extent(number)
	if r.Empty() {
		return page
	}
	if len(number) < 17 { // of one whose last digits are pale the step says how wide it is
		r.Max.X = max(r.Max.X, r.Min.X+int(17.7*digitStep(number)))
	}
	best, bestScore := page, math.Inf(-1)
	x, y := float64(r.Min.X), float64(r.Min.Y+r.Max.Y)/2
	// The number takes 0.40 to 0.62 of the width.
	for w := float64(r.Dx()) / 0.62; w <= float64(r.Dx())/0.38; w *= 1.012 {
		for _, left := range []float64{0.325, 0.335, 0.345} {
			h := w * cardAspect
			f := frame{x - left*w, y - 0.858*h, w, h}
			score := s.rowsFit(f)
			if near(f, page) {
				score *= 1.06
			}
			if score > bestScore {
				best, bestScore = f, score
			}
		}
	}
	if score := s.rowsFit(page) * 1.1; score >= bestScore {
		return page
	}
	return best
}

// near says that two frames differ by no more than print that is set badly.
func near(a, b frame) bool {
	t := 0.02 * b.w
	return math.Abs(a.x0-b.x0) < t && math.Abs(a.y0-b.y0) < t && math.Abs(a.x0+a.w-b.x0-b.w) < t && math.Abs(a.y0+a.h-b.y0-b.h) < t
}

// Rows of the portrait side's values and the space between them, as fractions of the height.
var (
	frontRows = [][2]float64{{0.113, 0.207}, {0.230, 0.312}, {0.342, 0.426}, {0.458, 0.80}}
	frontGaps = [][2]float64{{0.02, 0.108}, {0.210, 0.228}, {0.315, 0.340}, {0.430, 0.455}}
)

// rowsFit is how much of the ink left of the portrait falls on the rows of a frame, less what falls between them or on
// the empty strip between labels and values.
func (s *sheet) rowsFit(f frame) float64 {
	em := float64(f.em())
	in := f.rect(0.16, 0.02, 0.65, 0.80)
	var score float64
	starts := 0
	for _, p := range s.parts {
		cx, cy := (p.x0+p.x1)/2, (p.y0+p.y1)/2
		if !(image.Point{X: cx, Y: cy}).In(in) {
			continue
		}
		h, w := float64(p.h()), float64(p.w())
		if h > 1.5*em || float64(p.area) < em*em/200 || w > 8*em {
			continue
		}
		area := min(float64(p.area), em*em) / (em * em)
		u := (float64(p.x0) - f.x0) / f.w
		v0, v1 := (float64(p.y0)-f.y0)/f.h, (float64(p.y1)-f.y0)/f.h
		if u < 0.178 {
			score -= area
			continue
		}
		on := false
		for i, row := range frontRows {
			if v0 >= row[0]-0.006 && v1 <= row[1]+0.006 {
				on = true
				if i < 3 && u >= 0.180 && u <= 0.205 {
					starts |= 1 << i // name, sex and birth each begin where values begin
				}
			}
		}
		if on {
			score += area
			if h > 0.6*em && h < 1.1*em {
				score += area / 2
			}
			continue
		}
		for _, gap := range frontGaps {
			if v1 > gap[0] && v0 < gap[1] {
				score -= 2 * area
				break
			}
		}
	}
	for i := range 3 {
		if starts&(1<<i) != 0 {
			score *= 1.15
		}
	}
	return score
}

// fitBack finds the frame of the emblem side from its two lines of labels and values: both begin at the same place, and
// their distance is known. The page itself when no such pair is found.
func (s *sheet) fitBack() (frame, bool) {
	segs := segments(s.parts, 1.4) // between a label and its value
	var lines []segment
	for _, g := range segs {
		if g.h() >= 8 && g.w() > 5*g.h() && g.w() < 30*g.h() {
			lines = append(lines, g)
		}
	}
	best, found := s.cardFrame(), false
	bestScore := 0.0
	for _, a := range lines {
		for _, b := range lines {
			d := float64(b.y0+b.y1-a.y0-a.y1) / 2
			hh := float64(max(a.h(), b.h()))
			if d < 1.2*hh || d > 3.2*hh || math.Abs(float64(a.x0-b.x0)) > hh || min(a.h(), b.h())*3 < max(a.h(), b.h())*2 {
				continue
			}
			h := d / 0.12
			w := h / cardAspect
			f := frame{float64(min(a.x0, b.x0)) - 0.215*w, float64(b.y0+b.y1)/2 - 0.858*h, w, h}
			if f.x0 < -0.2*w || f.y0 < -0.3*h || f.x0+f.w > float64(s.w)+0.3*w || f.y0+f.h > float64(s.h)+0.3*h {
				continue
			}
			// Titles stand above, in larger print.
			score := 1.0
			for _, g := range segs {
				v := (float64(g.y0+g.y1)/2 - f.y0) / f.h
				u := (float64(g.x0) - f.x0) / f.w
				if g.h() <= a.h()*5/4 || v <= 0.08 || v >= 0.42 {
					continue
				}
				// On a grey copy the emblem is ink, and may be taken for the beginning of the title's line.
				switch u1 := (float64(g.x1) - f.x0) / f.w; {
				case u1-u > 0.3 && u1 > 0.7 && u1 < 1:
					score += 2
				case u > 0.25 && u < 0.95:
					score++
				}
			}
			if red := s.redIn(f.rect(0.04, 0.05, 0.28, 0.42)); red > 0.08 {
				score += 5
			}
			if near(f, s.cardFrame()) {
				score++
			}
			if score > bestScore {
				best, bestScore, found = f, score, true
			}
		}
	}
	return best, found && bestScore >= 3
}
