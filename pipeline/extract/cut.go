package extract

import (
	"image"
	"math"

	"prereview/ocr"
)

const (
	// LineHeight is the height in pixels of every crop CutLine gives. It is the input height of the network, so nothing
	// is resampled a second time.
	LineHeight = 48
	// LineMargin is the space round the ink of a crop as a share of the ink's height. It decides how well a line is
	// read: a crop cut flush with its glyphs loses strokes, one cut wide gathers neighbours and ground.
	LineMargin = 0.22

	maxLineWidth = 4096 // pixels of a crop: 120 characters
)

// CutLine cuts the line of text whose ink fills box out of a page: LineHeight pixels high with LineMargin all round,
// dark on light, the ground flattened to white, coloured print (red seal, guilloche, pink and blue grounds) faded, gaps
// much wider than a character narrowed. Reading and the making of training lines both cut with it, so that the model
// sees in training what it sees at work.
//
// The box is in pixels of the page counted from its top left one; its height should be the height of the line's
// characters even when its own are low (一) or small (punctuation). A degenerate box gives a blank crop. Safe for
// concurrent use; the page is only read.
func CutLine(page image.Image, box ocr.Quad) *image.Gray {
	return cut(rasterOf(page), box, cutting{}).image
}

// strip is a crop that knows where it came from.
type strip struct {
	image  *image.Gray
	cols   []int   // for each column of image, that of the crop before narrowing; nil when nothing was narrowed
	scale  float64 // crop pixels per page pixel
	margin float64 // page pixels left of the box
}

// along is how far right of the box's left edge column x of the crop lies, in page pixels.
func (s strip) along(x int) float64 {
	if s.cols != nil {
		x = s.cols[clampInt(x, 0, len(s.cols)-1)]
	}
	return float64(x)/s.scale - s.margin
}

// cutting varies how a line is cut, for second readings. The zero value is CutLine's way.
type cutting struct {
	margin float64 // share of the height; 0 is LineMargin
	luma   bool    // plain brightness: keeps coloured print, for labels in blue
	tight  bool    // gaps between characters are narrowed further, for figures set far apart
	dark   bool    // what is coloured is paper, and only what is darker than mid grey is ink: for print over a border
	firm   bool    // only what is darker than mid grey is ink: for print under a seal, whose red is pale in its red channel
}

func cut(p raster, box ocr.Quad, c cutting) strip {
	margin := c.margin
	if margin == 0 {
		margin = LineMargin
	}
	blank := func() strip {
		g := image.NewGray(image.Rect(0, 0, LineHeight, LineHeight))
		for i := range g.Pix {
			g.Pix[i] = 255
		}
		return strip{image: g, scale: 1}
	}
	if p.w == 0 || p.h == 0 || p.w*p.h > maxPixels {
		return blank()
	}
	for _, v := range box {
		if math.IsNaN(v[0]) || math.IsNaN(v[1]) || math.Abs(v[0]) > 1e6 || math.Abs(v[1]) > 1e6 {
			return blank()
		}
	}
	side := func(i, j int) float64 { return math.Hypot(box[j][0]-box[i][0], box[j][1]-box[i][1]) }
	w, h := (side(0, 1)+side(3, 2))/2, (side(0, 3)+side(1, 2))/2
	if w < 1 || h < 2 {
		return blank()
	}
	scale := LineHeight / (h * (1 + 2*margin))
	width := clampInt(int(math.Round((w+2*margin*h)*scale)), 12, maxLineWidth)
	// Crop pixels to page pixels: the box lies inside the margin.
	in := ocr.RectQuad(margin*h*scale, margin*h*scale, margin*h*scale+w*scale, LineHeight-margin*h*scale)
	m, err := ocr.Homography(in, box)
	if err != nil {
		return blank()
	}
	out := strip{image: flatten(sample(p, m, width, c), width, c.dark || c.firm), scale: scale, margin: margin * h}
	out.image, out.cols = narrow(out.image, c.tight)
	return out
}

// sample reads the brightness of the crop's pixels, averaging where the page is finer than the crop.
func sample(p raster, m ocr.Matrix, width int, c cutting) []float32 {
	a, b := m.Apply(ocr.Point{X: 0, Y: 0}), m.Apply(ocr.Point{X: 0, Y: LineHeight})
	n := clampInt(int(math.Ceil(math.Hypot(b.X-a.X, b.Y-a.Y)/LineHeight-0.25)), 1, 6)
	out := make([]float32, width*LineHeight)
	step := 1 / float64(n)
	bright := brightness(c)
	for y := range LineHeight {
		for x := range width {
			var v float64
			for j := range n {
				for i := range n {
					q := m.Apply(ocr.Point{X: float64(x) + (float64(i)+0.5)*step, Y: float64(y) + (float64(j)+0.5)*step})
					v += bright(p.at(q.X, q.Y))
				}
			}
			out[y*width+x] = float32(v / float64(n*n))
		}
	}
	return out
}

// brightness of black print on coloured grounds: the strongest channel is bright wherever there is colour, so that only
// what is dark in all three stays dark. Some plain brightness is kept, since the strongest channel alone is noisy.
func brightness(c cutting) func(r, g, b float64) float64 {
	if c.luma {
		return func(r, g, b float64) float64 { return 0.299*r + 0.587*g + 0.114*b }
	}
	strongest := func(r, g, b float64) float64 {
		return 0.8*max(r, g, b) + 0.2*(0.299*r+0.587*g+0.114*b)
	}
	if !c.dark {
		return strongest
	}
	return func(r, g, b float64) float64 { // a seal's rim or a border is as good as paper
		v, hi := strongest(r, g, b), max(r, g, b)
		if hi < 60 {
			return v
		}
		colour := max(0, min(1, ((hi-min(r, g, b))/hi-0.25)/0.15))
		return v + (max(v, 235)-v)*colour
	}
}

// flatten divides by the ground, found as the brightest neighbourhood within about a character, and stretches so that
// the ink is black. A crop without contrast is not stretched into noise.
func flatten(v []float32, width int, firm bool) *image.Gray {
	ground := closing(v, width, LineHeight, LineHeight*5/8)
	g := image.NewGray(image.Rect(0, 0, width, LineHeight))
	var hist [256]int
	for i := range v {
		r := 255 * v[i] / max(ground[i], 1)
		g.Pix[i] = uint8(max(0, min(255, r)))
		hist[g.Pix[i]]++
	}
	// The darkest hundredth is ink, if anything is.
	lo, n := 0, 0
	for lo = range hist {
		if n += hist[lo]; n*100 >= len(v) {
			break
		}
	}
	black := min(float32(lo), 255*0.72) // a gain of at most about 4
	white := black + (255-black)*0.88   // the last tenth of the contrast is paper, guilloche and watermark
	if firm {
		white = black + (255-black)*0.6
	}
	for i, p := range g.Pix {
		g.Pix[i] = uint8(max(0, min(255, (float32(p)-black)*255/(white-black))))
	}
	return g
}

// closing is a blur, a maximum and a minimum over squares of the given side: the ground without what is narrower.
func closing(v []float32, w, h, side int) []float32 {
	a := boxBlur(v, w, h, 1)
	r := side / 2
	a = extremes(a, w, h, r, false)
	a = extremes(a, w, h, r, true)
	return boxBlur(a, w, h, r/2)
}

// extremes is the running maximum (or minimum) over squares of side 2r+1.
func extremes(v []float32, w, h, r int, lowest bool) []float32 {
	out := make([]float32, len(v))
	sign := float32(1)
	if lowest {
		sign = -1
	}
	line := make([]float32, max(w, h))
	deque := make([]int, max(w, h))
	run := func(n int, get func(int) float32, set func(int, float32)) {
		for i := range n {
			line[i] = sign * get(i)
		}
		head, tail := 0, 0
		next := 0
		for i := range n {
			for ; next < n && next <= i+r; next++ {
				for tail > head && line[deque[tail-1]] <= line[next] {
					tail--
				}
				deque[tail] = next
				tail++
			}
			for deque[head] < i-r {
				head++
			}
			set(i, sign*line[deque[head]])
		}
	}
	for y := range h {
		run(w, func(i int) float32 { return v[y*w+i] }, func(i int, f float32) { out[y*w+i] = f })
	}
	for x := range w {
		run(h, func(i int) float32 { return out[i*w+x] }, func(i int, f float32) { out[i*w+x] = f })
	}
	return out
}

// boxBlur averages over squares of side 2r+1, cut off at the border.
func boxBlur(v []float32, w, h, r int) []float32 {
	if r < 1 {
		return v
	}
	out := make([]float32, len(v))
	tmp := make([]float32, len(v))
	for y := range h {
		var sum float64
		n := 0
		row := v[y*w : (y+1)*w]
		for x := 0; x < min(r, w); x++ {
			sum += float64(row[x])
			n++
		}
		for x := range w {
			if x+r < w {
				sum += float64(row[x+r])
				n++
			}
			if x-r-1 >= 0 {
				sum -= float64(row[x-r-1])
				n--
			}
			tmp[y*w+x] = float32(sum / float64(n))
		}
	}
	sums := make([]float64, w)
	n := 0
	for y := 0; y < min(r, h); y++ {
		for x := range w {
			sums[x] += float64(tmp[y*w+x])
		}
		n++
	}
	for y := range h {
		if y+r < h {
			for x := range w {
				sums[x] += float64(tmp[(y+r)*w+x])
			}
			n++
		}
		if y-r-1 >= 0 {
			for x := range w {
				sums[x] -= float64(tmp[(y-r-1)*w+x])
			}
			n--
		}
		for x := range w {
			out[y*w+x] = float32(sums[x] / float64(n))
		}
	}
	return out
}

// narrow shortens blank stretches wider than three quarters of a character to half of one: digits of a date stand far
// from their 年 月 日, characters of a label far from each other, and the gaps are read as punctuation.
func narrow(g *image.Gray, tight bool) (*image.Gray, []int) {
	wide, keep := LineHeight*26/48, LineHeight*18/48
	if tight {
		wide, keep = LineHeight*7/48, LineHeight*6/48
	}
	w := g.Rect.Dx()
	inked := make([]bool, w)
	for x := range w {
		for y := LineHeight / 12; y < LineHeight-LineHeight/12; y++ {
			if g.Pix[y*g.Stride+x] < 128 {
				inked[x] = true
				break
			}
		}
	}
	var cols []int
	narrowed := false
	for x := 0; x < w; {
		e := x
		for e < w && !inked[e] {
			e++
		}
		if n := e - x; n > 0 {
			k := n
			if n > wide && x > 0 && e < w {
				k = keep
				narrowed = true
			}
			for i := range k { // half of each side, so that the edges of the glyphs stay as they were
				if i < k/2 {
					cols = append(cols, x+i)
				} else {
					cols = append(cols, e-(k-i))
				}
			}
			x = e
			continue
		}
		cols = append(cols, x)
		x++
	}
	if !narrowed {
		return g, nil
	}
	out := image.NewGray(image.Rect(0, 0, len(cols), LineHeight))
	for y := range LineHeight {
		for i, x := range cols {
			out.Pix[y*out.Stride+i] = g.Pix[y*g.Stride+x]
		}
	}
	return out, cols
}
