package extract

import (
	"context"
	"image"
	"math"
	"slices"

	"prereview/filing"
	"prereview/ocr"
)

// cardFits says that a page of this width over height has a card's shape closely enough to be nothing else: paper is 11 % off.
func cardFits(aspect float64) bool { return math.Abs(math.Log(aspect*cardAspect)) < 0.08 }

// formBands are the bands of the portrait side in which print of one depth stands, as fractions: portrait and labels left out.
var formBands = [][4]float64{
	{0.165, 0.085, 0.665, 0.215}, {0.165, 0.215, 0.665, 0.327}, {0.165, 0.327, 0.665, 0.44}, {0.165, 0.44, 0.665, 0.81}, {0.26, 0.81, 0.97, 0.97},
}

// closer is the sheet of a card whose place is known, its print found afresh: in each band, ink is what is nearer to the darkest of
// that band than to its paper. On the whole page hair and clothes are the darkest, and thin print in a blurred or shaded picture
// falls to pieces. What is coloured is told against the band's own paper too: in bluish light black print is blue.
func (s *sheet) closer(f frame) *sheet {
	c := *s
	c.level, c.parts = slices.Clone(s.level), nil
	for _, b := range formBands {
		if r := f.rect(b[0], b[1], b[2], b[3]).Intersect(image.Rect(0, 0, s.w, s.h)); r.Dx() > 8 && r.Dy() > 8 {
			c.parts = append(c.parts, c.inkAfresh(r)...)
		}
	}
	return &c
}

// inkAfresh finds the brightness of a band again, and its pieces of ink.
func (s *sheet) inkAfresh(r image.Rectangle) []part {
	w, h := r.Dx(), r.Dy()
	pix := make([][3]float64, w*h)
	var hist [3][256]int
	for y := range h {
		for x := range w {
			p := &pix[y*w+x]
			p[0], p[1], p[2] = s.page.at(s.onPage(float64(r.Min.X+x)+0.5, float64(r.Min.Y+y)+0.5))
			for k, v := range p {
				hist[k][clampInt(int(v), 0, 255)]++
			}
		}
	}
	var paper [3]float64
	for k := range paper {
		paper[k] = max(float64(quantile(hist[k][:], 0.6)), 8)
	}
	v, tinted := make([]float32, w*h), make([]bool, w*h)
	bright := brightness(cutting{})
	for i, p := range pix {
		a, b, c := p[0]/paper[0], p[1]/paper[1], p[2]/paper[2]
		hi, lo := max(a, b, c), min(a, b, c)
		v[i] = float32(bright(a, b, c))
		tinted[i] = hi > 0.4 && hi-lo > 0.35*hi
	}
	ground := groundOf(v, w, h, max(8, max(s.w, s.h)/40))
	var levels [256]int
	for i := range v {
		l := uint8(max(0, min(255, 255*v[i]/max(ground[i], 0.03))))
		if tinted[i] {
			l = max(l, 230)
		}
		s.level[(r.Min.Y+i/w)*s.w+r.Min.X+i%w] = l
		levels[l]++
	}
	dark := quantile(levels[:], 0.005)
	if dark > palestPrint {
		return nil
	}
	return s.connected(r, uint8(dark+(255-dark)*55/100))
}

// quantile is the first value of a histogram up to which that share of it lies.
func quantile(hist []int, share float64) int {
	total, n := 0, 0
	for _, c := range hist {
		total += c
	}
	for v, c := range hist {
		if n += c; float64(n) >= share*float64(total) {
			return v
		}
	}
	return len(hist) - 1
}

// onPage is where a place on the sheet lies on the page as given.
func (s *sheet) onPage(x, y float64) (float64, float64) {
	q := turnedBack(ocr.RectQuad(x*s.scale, y*s.scale, x*s.scale, y*s.scale), s.turn, s.page.w, s.page.h)
	if s.flip {
		q[0][0] = float64(s.page.w) - q[0][0]
	}
	return q[0][0], q[0][1]
}

// palestPrint is the level above which the darkest of a band is guilloche.
const palestPrint = 205

// confirmForm reads a page that has a card's shape for what a card has in its places: the number where it stands, whether or not its
// digits can be told apart, and when that is hidden, the labels and what is printed beside them.
func (s *sheet) confirmForm(ctx context.Context, reader ocr.Reader, g guess) (finding, error) {
	f := finding{kind: filing.Unknown, sheet: s.closer(g.frame), frame: g.frame}
	none := f
	number, ok := f.sheet.findNumber(g.frame)
	at := g.frame.rect(0.325, 0.825, 0.94, 0.895)
	if ok {
		f.digits = number
		at = wholeNumber(g.frame, number)
	}
	labels, err := f.sheet.labelled(ctx, reader, f.frame)
	if err != nil || labels == 0 {
		return none, err
	}
	if f.number, err = f.sheet.readCode(ctx, reader, at, idAlphabet, readIDNumber); err != nil {
		return none, err
	}
	agree, typed, err := f.sheet.agreeing(ctx, reader, f)
	if err != nil {
		return none, err
	}
	switch {
	case f.number.valid && agree+labels >= 2:
		f.kind, f.confidence = filing.IDCardFront, 0.99
	case labels >= leastLabels && labels+typed >= leastOfForm:
		f.kind, f.confidence = filing.IDCardFront, 0.95
	}
	return f, nil
}

// wholeNumber is the rectangle of a number of which some digits may be missing at either end, by where it begins and the step from
// digit to digit.
func wholeNumber(f frame, digits []part) image.Rectangle {
	r := box(digits, f.em())
	step := digitStep(digits)
	if step == 0 {
		return r
	}
	begin := f.rect(0.328, 0, 1, 1).Min.X
	if float64(r.Min.X-begin) > 0.7*step {
		r.Min.X = begin
	}
	if end := r.Min.X + int(17.8*step); float64(end-r.Max.X) > 0.7*step {
		r.Max.X = min(end, f.rect(0, 0, 0.95, 1).Max.X)
	}
	return r
}

// digitStep is the middle one of the steps from digit to digit, 0 of fewer than two.
func digitStep(digits []part) float64 {
	xs := make([]int, len(digits))
	for i, p := range digits {
		xs[i] = p.x0 + p.x1
	}
	slices.Sort(xs)
	var steps []int
	for i := 1; i < len(xs); i++ {
		steps = append(steps, xs[i]-xs[i-1])
	}
	if len(steps) == 0 {
		return 0
	}
	slices.Sort(steps)
	return float64(steps[len(steps)/2]) / 2
}

// leastOfForm is how many of a card's five labels and of its three values of few forms must be read where they stand when its number
// is not.
const leastOfForm = 4
