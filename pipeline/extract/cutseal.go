package extract

import (
	"image"
	"math"
	"slices"

	"prereview/ocr"
)

// The text round a seal is read from a strip: the ring between star and rim unrolled, from lower left over the top to lower
// right, so that the gap in the text is where the strip begins and ends.
const (
	ringStart = -245 * math.Pi / 180
	ringTurn  = 310 * math.Pi / 180
	// Characters round a seal are cut tall and narrow so that many fit; the strip is stretched by so much that they are
	// about as wide as high, as those of every other line are.
	ringStretch = 1.25
)

// CutSeal cuts the text round a red seal out of a page as one line, as CutLine cuts a straight one: LineHeight pixels high,
// dark on light, the characters upright side by side. Black print under the seal is left out; strokes of the seal are
// missing where it crosses them. square is the square round the outer edge of the seal's rim, corner 0 the top left one
// when the seal stands upright; for a seal seen askew it is whatever that square has become, and a few pixels of error do
// no harm: the rim is looked for. nil when there is no red text in the ring. Safe for concurrent use; the page is only read.
func CutSeal(page image.Image, square ocr.Quad) *image.Gray {
	p := rasterOf(page)
	if p.w == 0 || p.h == 0 || p.w*p.h > maxPixels {
		return nil
	}
	d, ok := discOf(p, square)
	if !ok {
		return nil
	}
	return d.fitted().strip(LineMargin)
}

// disc is a seal on a page: of its rim's centre, the radius as 1 and directions as seen on the seal, to pixels of the page.
type disc struct {
	page raster
	m    ocr.Matrix
	r    float64 // pixels of the page to a radius, about
}

func discOf(p raster, square ocr.Quad) (disc, bool) {
	for _, v := range square {
		if math.IsNaN(v[0]) || math.IsNaN(v[1]) || math.Abs(v[0]) > 1e6 || math.Abs(v[1]) > 1e6 {
			return disc{}, false
		}
	}
	m, err := ocr.Homography(ocr.RectQuad(-1, -1, 1, 1), square)
	r := math.Sqrt(math.Abs(square.Area())) / 2
	if err != nil || r < 12 {
		return disc{}, false
	}
	return disc{p, m, r}, true
}

// ink is how much of the seal's ink, and none other, is at a point of the seal: 0 to 255. The green channel tells red from
// paper in full detail, which the colour, stored at half the resolution, does not; the colour says whose ink it is, and a
// dark red channel that there is black print.
func (d disc) ink(rad, angle float64) float64 {
	sin, cos := math.Sincos(angle)
	q := d.m.Apply(ocr.Point{X: rad * cos, Y: rad * sin})
	if math.IsNaN(q.X) || math.IsNaN(q.Y) || q.X < 0 || q.Y < 0 || q.X > float64(d.page.w) || q.Y > float64(d.page.h) {
		return 0
	}
	r, g, b := d.page.at(q.X, q.Y)
	return redInk(r, g, b)
}

func redInk(r, g, b float64) float64 {
	const paper = 235
	dark := min(g, b)*0.7 + max(g, b)*0.3
	red := smooth((r-(g+b)/2)/max(r, 1), 0.04, 0.16)
	return max(0, paper-dark) * red * smooth(r, 60, 130)
}

// smooth goes from 0 at lo to 1 at hi.
func smooth(v, lo, hi float64) float64 {
	t := clamp01((v - lo) / (hi - lo))
	return t * t * (3 - 2*t)
}

// Where the rim is looked for, in radii, and how finely.
const (
	rimFrom, rimTo = 0.78, 1.22
	rimSteps       = 88
	rimAngles      = 120
	rimWidth       = 0.045
)

// fitted is the disc moved and stretched so that the rim's outer edge is the unit circle. What is found at most angles
// decides: print, a border beside the seal, shadow or a torn rim at some do no harm.
func (d disc) fitted() disc {
	d = d.shifted()
	var edges []edge
	ink := d.polar()
	for k := range ink {
		// The steepest rise of the ink within a little of where the circle lies.
		best, at := 25.0, 0.0
		for i := rimSteps*14/44 + 2; i < rimSteps*30/44-2; i++ {
			if rise := float64(ink[k][i-1]+ink[k][i-2]-ink[k][i+1]-ink[k][i]) / 2; rise > best {
				best, at = rise, radiusAt(float64(i)-0.5)
			}
		}
		if at > 0 {
			edges = append(edges, edge{2 * math.Pi * float64(k) / rimAngles, at - 1})
		}
	}
	// Least squares of off = r + x cos + y sin + a cos 2 + b sin 2, three times, each without what lay off before.
	var fit [5]float64
	keep := edges
	for range 3 {
		if len(keep) < rimAngles/3 {
			return d
		}
		var m [5][6]float64
		for _, e := range keep {
			row := basis(e.angle)
			for i := range row {
				for j := range row {
					m[i][j] += row[i] * row[j]
				}
				m[i][5] += row[i] * e.off
			}
		}
		var ok bool
		if fit, ok = solve(m); !ok {
			return d
		}
		all := make([]float64, len(edges))
		for i, e := range edges {
			all[i] = e.miss(fit)
		}
		slices.Sort(all)
		bound := max(0.012, 2*all[len(all)/2])
		keep = nil
		for _, e := range edges {
			if e.miss(fit) <= bound {
				keep = append(keep, e)
			}
		}
	}
	return d.moved(1+fit[0], fit[1], fit[2], fit[3], fit[4])
}

// moved has its centre at x, y of the disc before and r times its radius, stretched by a and b.
func (d disc) moved(r, x, y, a, b float64) disc {
	d.m = d.m.Mul(ocr.Matrix{r + a, b, x, b, r - a, y, 0, 0, 1})
	d.r *= r
	return d
}

func radiusAt(i float64) float64 { return rimFrom + (rimTo-rimFrom)*(i+0.5)/rimSteps }

// polar is the ink about the rim, by angle and radius.
func (d disc) polar() (ink [rimAngles][rimSteps]float32) {
	for k := range ink {
		for i := range ink[k] {
			ink[k][i] = float32(d.ink(radiusAt(float64(i)), 2*math.Pi*float64(k)/rimAngles))
		}
	}
	return ink
}

// shifted is the disc moved to where most of a circle as wide as a rim is ink and most of what lies just outside is none.
func (d disc) shifted() disc {
	ink := d.polar()
	at := func(k int, rad float64) float64 {
		i := int((rad - rimFrom) / (rimTo - rimFrom) * rimSteps)
		if i < 0 || i >= rimSteps {
			return 0
		}
		return min(90, float64(ink[k][i])) // strong ink elsewhere does not make up for a missing arc
	}
	best, bx, by, br := -1.0, 0.0, 0.0, 1.0
	const n, step = 5, 0.022
	for iy := -n; iy <= n; iy++ {
		for ix := -n; ix <= n; ix++ {
			x, y := float64(ix)*step, float64(iy)*step
			var off [rimAngles]float64
			for k := range off {
				sin, cos := math.Sincos(2 * math.Pi * float64(k) / rimAngles)
				off[k] = x*cos + y*sin
			}
			for ir := -n; ir <= n; ir++ {
				r := 1 + float64(ir)*step
				score := 0.0
				for k, o := range off {
					score += at(k, r+o-rimWidth/2) - 0.6*at(k, r+o+rimWidth*0.6) - 0.4*at(k, r+o-rimWidth*1.7)
				}
				if score > best {
					best, bx, by, br = score, x, y, r
				}
			}
		}
	}
	return d.moved(br, bx, by, 0, 0)
}

// edge is where the rim's outer edge was seen, as its distance in radii from the unit circle.
type edge struct{ angle, off float64 }

// miss is how far an edge lies off a fit.
func (e edge) miss(fit [5]float64) float64 {
	v := -e.off
	for i, b := range basis(e.angle) {
		v += fit[i] * b
	}
	return math.Abs(v)
}

func basis(angle float64) [5]float64 {
	s, c := math.Sincos(angle)
	return [5]float64{1, c, s, c*c - s*s, 2 * s * c}
}

// solve solves five linear equations by elimination.
func solve(m [5][6]float64) (x [5]float64, ok bool) {
	for i := range m {
		best := i
		for j := i + 1; j < len(m); j++ {
			if math.Abs(m[j][i]) > math.Abs(m[best][i]) {
				best = j
			}
		}
		m[i], m[best] = m[best], m[i]
		if math.Abs(m[i][i]) < 1e-9 {
			return x, false
		}
		for j := i + 1; j < len(m); j++ {
			f := m[j][i] / m[i][i]
			for k := i; k < 6; k++ {
				m[j][k] -= f * m[i][k]
			}
		}
	}
	for i := len(m) - 1; i >= 0; i-- {
		v := m[i][5]
		for k := i + 1; k < len(m); k++ {
			v -= m[i][k] * x[k]
		}
		x[i] = v / m[i][i]
	}
	return x, true
}

// band is where the ring's text lies, in hundredths of the radius: inside the rim and the gap beyond it, outside the star.
func (d disc) band() (inner, outer float64, ok bool) {
	const angles = 240
	// How many of the angles have ink at each hundredth of the radius, over the part of the ring where text may be.
	var ink [104][angles]float64
	peak := 0.0
	for i := 35; i < len(ink); i++ {
		for k := range angles {
			ink[i][k] = d.ink(float64(i)/100, ringStart+ringTurn*(float64(k)+0.5)/angles)
		}
	}
	var profile [104]float64
	for i := 35; i < len(ink); i++ {
		for k := range angles {
			profile[i] += ink[i][k] / angles
		}
		peak = max(peak, profile[i])
	}
	if peak < 20 {
		return 0, 0, false
	}
	rim := 92
	for i := 88; i < len(profile); i++ {
		if profile[i] > profile[rim] {
			rim = i
		}
	}
	low := rim
	for i := rim; i > rim-14; i-- { // the gap between rim and text
		if profile[i] < profile[low] {
			low = i
		}
	}
	text := 0.0
	for i := 55; i < low; i++ {
		text = max(text, profile[i])
	}
	if text < 6 {
		return 0, 0, false
	}
	level := profile[low] + (text-profile[low])*0.22
	hi := low
	for hi > 55 && profile[hi] < level {
		hi--
	}
	lo := hi
	for lo > 40 && max(profile[lo], profile[lo-1], profile[lo-2]) >= level {
		lo--
	}
	if hi-lo < 10 || hi-lo > 45 {
		return 0, 0, false
	}
	return float64(lo) / 100, float64(hi+1) / 100, true
}

// strip is the text as a line, nil when there is none.
func (d disc) strip(margin float64) *image.Gray {
	inside, outside, ok := d.band()
	if !ok {
		return nil
	}
	band := outside - inside
	perPixel := band * (1 + 2*margin) / LineHeight
	width := clampInt(int((outside+inside)/2*ringTurn/perPixel*ringStretch), 48, maxLineWidth)
	n := clampInt(int(math.Ceil(perPixel*d.r-0.25)), 1, 4)
	v := make([]float32, width*LineHeight)
	for y := range LineHeight {
		for x := range width {
			var ink float64
			for j := range n {
				rad := outside + band*margin - (float64(y)+(float64(j)+0.5)/float64(n))*perPixel
				if rad > outside+band*0.08 || rad < inside-band*0.08 { // the rim, the star
					continue
				}
				for i := range n {
					ink += d.ink(rad, ringStart+ringTurn*(float64(x)+(float64(i)+0.5)/float64(n))/float64(width))
				}
			}
			v[y*width+x] = float32(255 - min(255, ink/float64(n*n)))
		}
	}
	g, _ := narrow(trimSides(flatten(v, width, false)), false)
	return g
}

// trimSides cuts the blank ends off a line but for a margin.
func trimSides(g *image.Gray) *image.Gray {
	w := g.Rect.Dx()
	first, last := w, -1
	for x := range w {
		n := 0
		for y := range LineHeight {
			if g.Pix[y*g.Stride+x] < 110 {
				n++
			}
		}
		if n >= 2 {
			first, last = min(first, x), max(last, x)
		}
	}
	if last < 0 {
		return g
	}
	const margin = LineHeight / 5
	first, last = max(0, first-margin), min(w, last+margin)
	out := image.NewGray(image.Rect(0, 0, last-first, LineHeight))
	for y := range LineHeight {
		copy(out.Pix[y*out.Stride:][:last-first], g.Pix[y*g.Stride+first:])
	}
	return out
}
