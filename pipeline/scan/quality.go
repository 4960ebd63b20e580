package scan

import (
	"math"

	"prereview/filing"
	"prereview/ocr"
)

// shape holds the thresholds that depend on how large print is on the page. What the page is comes out later; its shape
// is known now.
type shape struct {
	name string
	// The page's longer side in source pixels. Characters of a card are 3.5 % of its width, those of a licence 1.2 %; under
	// about 14 and 9 pixels none is read.
	pixelsBlock, pixelsReview float64
	// Width of the steps of print in thousandths of the page's longer side. Drawn documents blurred step by step and read
	// with the stock model lose their first fields at the review figure and have next to none left at the block figure.
	blurReview, blurBlock float64
}

var (
	cardShape  = shape{"a card", 400, 640, 4.0, 7.0}
	sheetShape = shape{"a sheet", 700, 1000, 2.3, 4.5}
)

// shape is that of the nearer standard format.
func (v *view) shape() shape {
	aspect := v.aspect
	if v.pad > 0 {
		aspect = v.longSide() / v.shortSide()
	}
	if max(aspect, 1/aspect) < (aspectID1+aspectA)/2 {
		return sheetShape
	}
	return cardShape
}

// Thresholds of the signals. "Corpus" marks what was set between good and bad drawn pictures; the others come with the
// rule they feed.
const (
	// Below this contrast of print against paper, as a share of the paper's brightness, nothing can be said of it.
	printContrast = .30

	longestShape = 1.9 // longer over shorter side of any page that is read, and some more

	darkReview   = 70.  // median brightness of the paper, 0..255
	brightInk    = 150. // the darkest thousandth of an overexposed page is still this bright
	glareReview  = .004 // share of the page
	glareBlock   = .20  // share of the page
	glareFades   = 18.  // levels by which a lamp's light has faded a twelfth of the page away; bright paper has not
	greyBlock    = 2.5  // spread of chroma, levels: a grey picture, or one with a cast
	greyReview   = 5.   //
	greyRim      = .04  // of the shorter side
	skewAdvice   = 5.   // degrees
	leanAdvice   = .80  // shorter over longer of two opposite sides
	smallAdvice  = .40  // share of the picture that the page covers
	cutBlock     = .03  // how far outside a corner lies, as a share of the page's diagonal
	cutReview    = .006 //
	paperAlike   = 6.   // how far apart, in levels, the same paper is on either side of a printed frame
	borderFormat = .04  // how far from a standard format a page at the picture's border may be and count as whole
)

// measures is what is asked of a page, in order: exposure says what is too far gone for colour.
var measures = []struct {
	name string
	of   func(*view) []filing.Signal
}{
	{"pixels", (*view).pixels},
	{"frame", (*view).frame},
	{"blank", (*view).blank},
	{"exposure", (*view).exposure},
	{"sharpness", (*view).sharpness},
	{"glare", (*view).glare},
	{"colour", (*view).colour},
	{"occlusion", (*view).occlusion},
	{"photocopy", (*view).photocopy},
	{"rescreen", (*view).rescreen},
	{"watermark", (*view).watermark},
}

// measurePage asks the pixels how good they are. Places are in stored pixels.
func measurePage(w *work) {
	v, err := w.view()
	if err != nil {
		return
	}
	for _, m := range measures {
		w.say(m.of(v)...)
		if v.empty { // there is nothing of which more could be said
			return
		}
	}
}

// view looks at the page that was found.
func (w *work) view() (*view, error) {
	toStored, err := ocr.Homography(ocr.RectQuad(0, 0, 1, 1), w.outline)
	if err != nil {
		return nil, err
	}
	v := &view{work: w, toStored: w.orient.Mul(toStored)}
	v.sampleThumb()
	return v, nil
}

// view is a page being measured. Unit coordinates run over the page.
type view struct {
	*work
	toStored ocr.Matrix // unit square -> stored pixels
	luma     []uint8    // of the thumbnail on a grid over the page
	cb, cr   []uint8
	gw, gh   int
	paper    float64 // brightness of the paper
	washed   bool    // overexposed
	empty    bool    // nothing is on it
}

// box is a part of the page, in stored pixels.
func (v *view) box(x0, y0, x1, y1 float64) *filing.Box {
	b := filing.Box(ocr.RectQuad(x0, y0, x1, y1).Map(v.toStored))
	return &b
}

// longSide is the page's longer side in source pixels.
func (v *view) longSide() float64 {
	return max(1, max((side(v.outline, 0)+side(v.outline, 2))/2, (side(v.outline, 1)+side(v.outline, 3))/2)-2*v.pad)
}

func (v *view) shortSide() float64 {
	return max(1, min((side(v.outline, 0)+side(v.outline, 2))/2, (side(v.outline, 1)+side(v.outline, 3))/2)-2*v.pad)
}

// sampleThumb reads the thumbnail on a grid over the page.
func (v *view) sampleThumb() {
	const long = 320
	v.gw, v.gh = long, max(1, int(long/max(v.aspect, 1e-3)))
	if v.aspect < 1 {
		v.gw, v.gh = max(1, int(long*v.aspect)), long
	}
	n := v.gw * v.gh
	v.luma, v.cb, v.cr = make([]uint8, n), make([]uint8, n), make([]uint8, n)
	t := v.thumb
	f := 1 / float64(t.factor)
	m := ocr.Scale(f, f).Mul(v.toStored).Mul(ocr.Scale(1/float64(v.gw), 1/float64(v.gh)))
	for y := range v.gh {
		for x := range v.gw {
			p := m.Apply(ocr.Point{X: float64(x) + .5, Y: float64(y) + .5})
			o := min(max(int(p.Y), 0), t.h-1)*t.w + min(max(int(p.X), 0), t.w-1)
			i := y*v.gw + x
			v.luma[i], v.cb[i], v.cr[i] = t.planes[0][o], t.planes[1][o], t.planes[2][o]
		}
	}
	var hist [256]int
	for _, l := range v.luma {
		hist[l]++
	}
	v.paper = float64(quantile(hist[:], .7))
}

func (v *view) pixels() []filing.Signal {
	// Of a strip the shorter side tells what can be on it.
	long := min(v.longSide(), longestShape*v.shortSide())
	is := v.shape()
	sev := filing.Review
	switch {
	case long < is.pixelsBlock:
		sev = filing.Block
	case long >= is.pixelsReview:
		return nil
	}
	return []filing.Signal{signal(filing.SignalPixelsLow, sev, math.Round(long),
		"the page covers %.0f pixels on its longer side; %s needs %.0f", long, is.name, is.pixelsReview)}
}

// frame looks at how the page lies in the picture.
func (v *view) frame() []filing.Signal {
	if !v.found {
		return nil
	}
	var out []filing.Signal
	top := v.outline
	angle := math.Atan2(top[1][1]-top[0][1], top[1][0]-top[0][0]) * 180 / math.Pi
	lean := min(ratio(side(top, 0), side(top, 2)), ratio(side(top, 1), side(top, 3)))
	if math.Abs(angle) > skewAdvice {
		out = append(out, signal(filing.SignalSkew, filing.Advice, round(angle, 10), "turned by %.1f degrees", angle))
	} else if lean < leanAdvice {
		out = append(out, signal(filing.SignalSkew, filing.Advice, round(lean, 100), "seen at a slant: opposite sides are as %.2f to 1", lean))
	}
	share := v.visibleArea() / float64(v.w*v.h)
	if share < smallAdvice {
		out = append(out, signal(filing.SignalSmallInFrame, filing.Advice, round(share, 1000), "covers %.0f %% of the picture", share*100))
	}
	if s := v.cut(); s.Code != "" {
		b := filing.Box(v.outline.Map(v.orient))
		s.Box = &b
		out = append(out, s)
	}
	return out
}

// visibleArea is the area of the page within the frame, in pixels.
func (v *view) visibleArea() float64 {
	q := v.outline
	for i := range q {
		q[i][0] = min(max(q[i][0], 0), float64(v.w))
		q[i][1] = min(max(q[i][1], 0), float64(v.h))
	}
	return q.Area()
}

// cut tells whether the page runs out of the frame.
func (v *view) cut() filing.Signal {
	far := 0.0
	for _, c := range v.outline {
		far = max(far, -c[0], -c[1], c[0]-float64(v.w), c[1]-float64(v.h))
	}
	far /= math.Hypot(v.outline[2][0]-v.outline[0][0], v.outline[2][1]-v.outline[0][1])
	switch {
	case far > cutBlock:
		return signal(filing.SignalCutBorder, filing.Block, round(far, 1000), "a corner lies %.1f %% of the diagonal outside the picture", far*100)
	case far > cutReview:
		return signal(filing.SignalCutBorder, filing.Review, round(far, 1000), "a corner lies %.1f %% of the diagonal outside the picture", far*100)
	case v.borderSides == 0, v.endsBefore():
		return filing.Signal{}
	}
	// The page ends where the picture ends. If two of its sides do and it has a whole document's shape, it was laid into the
	// corner of a scanner.
	// One side alone tells nothing: a card short of an eighth has the shape of a sheet.
	off := aspectDistance(v.rawAspect)
	if v.borderSides > 1 && off < borderFormat {
		return signal(filing.SignalCutBorder, filing.Advice, round(off, 1000), "reaches the picture's border, and has the shape of a whole document")
	}
	return signal(filing.SignalCutBorder, filing.Review, round(off, 1000), "reaches the picture's border")
}

// endsBefore says that all along the picture's border there is the ground and not the page: the page's own side lies a little
// before it and was passed over, under a thumb that holds it.
func (v *view) endsBefore() bool {
	t := v.thumb
	q := v.outline.Map(ocr.Scale(1/float64(t.factor), 1/float64(t.factor)).Mul(v.orient))
	const near = 2 // pixels of the thumbnail
	border := func(p [2]float64) (at [4]bool) {
		return [4]bool{p[0] < near, p[1] < near, p[0] > float64(t.w)-near, p[1] > float64(t.h)-near}
	}
	before := false
	for i := range q {
		a, b, along := border(q[i]), border(q[(i+1)%4]), false
		for k := range a {
			along = along || a[k] && b[k]
		}
		if !along {
			continue
		}
		deep := side(q, (i+1)%4)
		rim := t.colourAt(q, i, 1/deep, 4/deep, 3, .5)
		paper, _ := bands(t, q, i)
		ground := math.Inf(1)
		for j := range q {
			if _, out := bands(t, q, j); j != i && out != ([3]float64{}) {
				ground = min(ground, colourDistance(rim, out))
			}
		}
		if ground >= colourDistance(rim, paper) {
			return false
		}
		before = true
	}
	return before
}

func round(v, per float64) float64 { return math.Round(v*per) / per }

func (v *view) exposure() []filing.Signal {
	if v.paper < darkReview {
		return []filing.Signal{signal(filing.SignalDark, filing.Review, v.paper, "the paper's brightness is %.0f of 255", v.paper)}
	}
	var hist [256]int
	for _, l := range v.luma {
		hist[l]++
	}
	if ink := float64(quantile(hist[:], .001)); v.paper >= 250 && ink > brightInk {
		v.washed = true
		return []filing.Signal{signal(filing.SignalBright, filing.Review, ink, "overexposed: the darkest print has brightness %.0f of 255", ink)}
	}
	return nil
}

// colour measures how far the page's chroma spreads around its median, so that a grey copy under a warm lamp is grey.
func (v *view) colour() []filing.Signal {
	if v.washed {
		return nil // its colours are gone with its print
	}
	// Without the rim: the ground shows in the round corners of a card.
	rim := int(greyRim * float64(min(v.gw, v.gh)))
	var cb, cr []uint8
	for y := rim; y < v.gh-rim; y++ {
		cb = append(cb, v.cb[y*v.gw+rim:(y+1)*v.gw-rim]...)
		cr = append(cr, v.cr[y*v.gw+rim:(y+1)*v.gw-rim]...)
	}
	spread := chromaSpread(cb, cr)
	if spread < greyReview && v.onPaper() {
		spread = max(spread, chromaSpread(v.thumb.planes[1], v.thumb.planes[2]))
	}
	sev := filing.Review
	switch {
	case spread < greyBlock:
		sev = filing.Block
	case spread >= greyReview:
		return nil
	}
	return []filing.Signal{signal(filing.SignalColourless, sev, spread, "chroma spreads over %.1f levels", spread)}
}

// chromaSpread is how far from the median the chroma is that a thousandth of the places exceed: the seal on a form is a few
// of them.
func chromaSpread(cb, cr []uint8) float64 {
	var hb, hr [256]int
	for i := range cb {
		hb[cb[i]]++
		hr[cr[i]]++
	}
	mb, mr := quantile(hb[:], .5), quantile(hr[:], .5)
	var far [512]int
	for i := range cb {
		far[min(int(2*math.Hypot(float64(int(cb[i])-mb), float64(int(cr[i])-mr))), 511)]++
	}
	return float64(quantile(far[:], .999)) / 2
}

// onPaper says that what lies right outside the outline looks like the paper inside it on all sides: then it may be a frame
// that is printed on the page, and a seal stands beside it.
func (v *view) onPaper() bool {
	toThumb := ocr.Scale(1/float64(v.thumb.factor), 1/float64(v.thumb.factor)).Mul(v.orient)
	q := v.outline.Map(toThumb)
	for i := range q {
		if in, out := bands(v.thumb, q, i); out != ([3]float64{}) && colourDistance(in, out) > paperAlike {
			return false
		}
	}
	return v.found
}
