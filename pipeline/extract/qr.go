package extract

import (
	"image"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"

	"prereview/filing"
	"prereview/ocr"
)

// Code is a two-dimensional code on a page.
type Code struct {
	Content string   // what it says, as printed; "" when a code is there that could not be read
	Box     ocr.Quad // pixels of the page as given; corner 0 is the code's own top left
}

// weigh sets the code against the number read from print. The two are read independently: a number that both say is right,
// one that the QR code says otherwise is not to be relied on unless it checks out, for then they truly differ.
func (c *Code) weigh(r reading) reading {
	if c == nil || r.value == "" {
		return r
	}
	other, ok := filing.USCCIn(c.Content)
	switch {
	case !ok:
	case string(other) == r.value:
		r.conf, r.twice = max(r.conf, 0.999), true
	case !r.valid || r.repair != "":
		r.conf, r.flawed = min(r.conf, 0.5), true
	}
	return r
}

// without leaves out the pieces whose middle lies in r.
func without(ps []part, r image.Rectangle) []part {
	return slices.DeleteFunc(slices.Clone(ps), func(p part) bool { return image.Pt((p.x0+p.x1)/2, (p.y0+p.y1)/2).In(r) })
}

// maxContent bounds in bytes what is kept of a code; that of a licence is a web address.
const maxContent = 2048

// codeBudget is how many modules are sampled for one code, all tries together: every try for a code of a licence's size, few
// for one as large as codes get.
const codeBudget = 400_000

// Pixels of the picture that a code is read from: to a module, and at most.
const (
	modulePixels = 5
	maxCodeSide  = (maxDim + 8) * modulePixels
)

// findQR finds the code on the sheet, in working pixels.
func (s *sheet) findQR() (corners, bool) {
	dark := make([]bool, len(s.level))
	for i, v := range s.level {
		dark[i] = v < s.cut
	}
	b := bitmap{dark, s.w, s.h}
	return b.codeCorners(b.finders(1.3, float64(max(s.w, s.h))/100))
}

// around is the upright rectangle round a code with its quiet zone.
func (c corners) around() image.Rectangle {
	n := c.dimension() - 7
	pad := 4.5 / n // from the middle of a corner's square to the edge of the code, and a module more
	ux, uy, vx, vy := (c.tr.x-c.tl.x)*pad, (c.tr.y-c.tl.y)*pad, (c.bl.x-c.tl.x)*pad, (c.bl.y-c.tl.y)*pad
	brX, brY := c.tr.x+c.bl.x-c.tl.x, c.tr.y+c.bl.y-c.tl.y
	xs := []float64{c.tl.x - ux - vx, c.tr.x + ux - vx, brX + ux + vx, c.bl.x - ux + vx}
	ys := []float64{c.tl.y - uy - vy, c.tr.y + uy - vy, brY + uy + vy, c.bl.y - uy + vy}
	return image.Rect(int(math.Floor(min(xs[0], xs[1], xs[2], xs[3]))), int(math.Floor(min(ys[0], ys[1], ys[2], ys[3]))),
		int(math.Ceil(max(xs[0], xs[1], xs[2], xs[3]))), int(math.Ceil(max(ys[0], ys[1], ys[2], ys[3]))))
}

// readQR reads the code found by findQR from the page itself. The corners are looked for again there, where they are
// better placed, by several ways of telling dark from light; the fourth corner, which has no square, is tried about where
// it must be, since the sheet is seldom quite flat. A code carries so many check symbols that a wrong reading is not one of
// the things to fear: it is read rightly or not at all.
func (s *sheet) readQR(at corners) Code {
	r := at.around()
	out := Code{Box: s.quad(r)}
	m, err := ocr.Homography(ocr.RectQuad(0, 0, 1, 1), out.Box)
	if err != nil {
		return out
	}
	per := modulePixels / at.module()
	w, h := int(float64(r.Dx())*per), int(float64(r.Dy())*per)
	if w < 60 || h < 60 || w > maxCodeSide || h > maxCodeSide {
		return out
	}
	grey := make([]float32, w*h)
	for y := range h {
		for x := range w {
			q := m.Apply(ocr.Point{X: (float64(x) + 0.5) / float64(w), Y: (float64(y) + 0.5) / float64(h)})
			r, g, b := s.page.at(q.X, q.Y)
			grey[y*w+x] = float32(0.299*r + 0.587*g + 0.114*b)
		}
	}
	local := boxBlur(boxBlur(grey, w, h, 6*modulePixels), w, h, 6*modulePixels)
	tries, budget := []corners{}, codeBudget
	for _, shift := range []float32{0, -12, 12} {
		b := bitmap{make([]bool, len(grey)), w, h}
		for i, v := range grey {
			b.dark[i] = v < local[i]+shift
		}
		if c, ok := b.codeCorners(b.finders(modulePixels*0.6, modulePixels*1.6)); ok {
			tries = append(tries, c)
		}
	}
	tries = append(tries, at.scaled(float64(r.Min.X), float64(r.Min.Y), per))
	for _, c := range tries {
		if content, ok := decodeGrid(grey, w, h, c, &budget); ok {
			out.Content = content
			break
		}
	}
	return out
}

// scaled are the corners on a picture whose first pixel is at x, y, with per pixels to one of theirs.
func (c corners) scaled(x, y, per float64) corners {
	f := func(f finder) finder { return finder{(f.x - x) * per, (f.y - y) * per, f.module * per, f.seen} }
	return corners{f(c.tl), f(c.tr), f(c.bl)}
}

// decodeGrid samples the modules and decodes them, for the likely numbers of modules and places of the fourth corner.
func decodeGrid(grey []float32, w, h int, c corners, budget *int) (string, bool) {
	near := 17 + 4*int(math.Round((c.dimension()-17)/4))
	for _, dim := range []int{near, near + 4, near - 4} {
		if dim < 21 || dim > maxDim {
			continue
		}
		for _, off := range fourth {
			// The fourth point is that between the modules at the same distance from the far corner.
			n := float64(dim) - 7
			k := 1.0 / n
			brX := c.tr.x + c.bl.x - c.tl.x + (off[0]*(c.tr.x-c.tl.x)+off[1]*(c.bl.x-c.tl.x))*k
			brY := c.tr.y + c.bl.y - c.tl.y + (off[0]*(c.tr.y-c.tl.y)+off[1]*(c.bl.y-c.tl.y))*k
			m, err := ocr.Homography(ocr.RectQuad(3.5, 3.5, float64(dim)-3.5, float64(dim)-3.5),
				ocr.Quad{{c.tl.x, c.tl.y}, {c.tr.x, c.tr.y}, {brX, brY}, {c.bl.x, c.bl.y}})
			if err != nil {
				continue
			}
			if *budget -= dim * dim; *budget < 0 {
				return "", false
			}
			v := modules(grey, w, h, dim, m)
			for _, sharp := range []float32{0, 0.8} {
				if text, ok := decode(bits(v, dim, sharp)); ok {
					return text, true
				}
			}
		}
	}
	return "", false
}

// fourth are places to try for the fourth corner, in modules from where the others say it is.
var fourth = [][2]float64{{0, 0}, {1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, -1}, {1, -1}, {-1, 1}, {2, 2}, {-2, -2}}

// modules is the brightness of each module, over the middle of it.
func modules(grey []float32, w, h, dim int, m ocr.Matrix) []float32 {
	v := make([]float32, dim*dim)
	for j := range dim {
		for i := range dim {
			var sum float32
			for _, o := range [5][2]float64{{0, 0}, {-.2, -.2}, {.2, -.2}, {-.2, .2}, {.2, .2}} {
				q := m.Apply(ocr.Point{X: float64(i) + 0.5 + o[0], Y: float64(j) + 0.5 + o[1]})
				x, y := clampInt(int(q.X), 0, w-1), clampInt(int(q.Y), 0, h-1)
				sum += grey[y*w+x]
			}
			v[j*dim+i] = sum / 5
		}
	}
	return v
}

// bits tells dark modules from light ones by their neighbourhood. sharp undoes some of the blur that mixes a module with
// those beside it.
func bits(v []float32, dim int, sharp float32) *gozxing.BitMatrix {
	local := boxBlur(boxBlur(v, dim, dim, 5), dim, dim, 5)
	near := boxBlur(v, dim, dim, 1)
	m, err := gozxing.NewSquareBitMatrix(dim)
	if err != nil {
		return nil
	}
	for y := range dim {
		for x := range dim {
			i := y*dim + x
			if v[i]+sharp*(v[i]-near[i]) < local[i] {
				m.Set(x, y)
			}
		}
	}
	return m
}

// decode reads a grid of modules. The decoder indexes by what the grid claims of itself; should that ever lead it out of
// bounds, the code counts as unreadable and the page goes on.
func decode(m *gozxing.BitMatrix) (text string, ok bool) {
	defer func() {
		if recover() != nil {
			text, ok = "", false
		}
	}()
	if m == nil {
		return "", false
	}
	r, err := decoder.NewDecoder().DecodeWithoutHint(m)
	if err != nil {
		return "", false
	}
	text = strings.TrimSpace(strings.ToValidUTF8(r.GetText(), "\uFFFD"))
	if len(text) > maxContent {
		end := maxContent
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end]
	}
	return text, text != ""
}
