package eval

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"math"
	"os"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	xdraw "golang.org/x/image/draw"

	"prereview/filing"
)

// Measures of the contact sheet, in pixels.
const (
	sheetWidth  = 1500
	pictureSide = 430
	margin      = 14
	stripHeight = 34
	sealHeight  = 150 // of a strip that is nearly square: text round a seal
	textSize    = 19
	lineHeight  = 26
	mostShown   = 7  // mistakes of one document
	window      = 46 // characters shown of a value
)

var (
	ink   = color.NRGBA{30, 30, 30, 255}
	faint = color.NRGBA{120, 120, 120, 255}
	red   = color.NRGBA{205, 25, 25, 255}
	green = color.NRGBA{20, 140, 60, 255}
	paper = color.NRGBA{250, 250, 248, 255}
)

// Sheet draws documents with their mistakes: the picture with the page's true outline (green) and the one found (red),
// and for each wrong value the piece of picture that shows it, the truth (真) and the reading (读) beneath each other with
// what differs in red. load gives the bytes of a picture. The error is for the font; a picture that cannot be decoded
// leaves its place empty.
func Sheet(results []Result, load func(file string) ([]byte, error)) (image.Image, error) {
	pen, err := newPen()
	if err != nil {
		return nil, err
	}
	var panels []*image.NRGBA
	height := margin
	for _, r := range results {
		var pic image.Image
		if b, err := load(r.Truth.File); err == nil {
			pic, _, _ = image.Decode(bytes.NewReader(b))
		}
		p := pen.panel(r, pic)
		panels = append(panels, p)
		height += p.Rect.Dy() + margin
	}
	sheet := image.NewNRGBA(image.Rect(0, 0, sheetWidth, height))
	draw.Draw(sheet, sheet.Rect, image.NewUniform(color.NRGBA{205, 208, 212, 255}), image.Point{}, draw.Src)
	y := margin
	for _, p := range panels {
		draw.Draw(sheet, p.Rect.Add(image.Pt(margin, y)), p, image.Point{}, draw.Src)
		y += p.Rect.Dy() + margin
	}
	return sheet, nil
}

// panel draws one document.
func (p *pen) panel(r Result, pic image.Image) *image.NRGBA {
	shown := r.Mistakes[:min(len(r.Mistakes), mostShown)]
	w := sheetWidth - 2*margin
	p.img = image.NewNRGBA(image.Rect(0, 0, w, 4*lineHeight+max(pictureSide, len(shown)*(sealHeight+2*lineHeight+40))))
	draw.Draw(p.img, p.img.Rect, image.NewUniform(paper), image.Point{}, draw.Src)
	wrong := 0
	for _, m := range r.Mistakes {
		if m.Field != "kind" && m.Want != "" {
			wrong++
		}
	}
	p.text(margin, lineHeight, ink, fmt.Sprintf("%s    %d of %d wrong    %s", r.Truth.File, wrong, r.N, signalWords(r.Document.Signals)))
	bottom := lineHeight + margin + p.picture(r, pic, margin, lineHeight+margin)
	x, y := pictureSide+3*margin, lineHeight+margin
	for _, m := range shown {
		y = p.mistake(r, m, pic, x, y)
	}
	if n := len(r.Mistakes) - len(shown); n > 0 {
		y += lineHeight
		p.text(x, y, faint, fmt.Sprintf("and %d more", n))
	}
	h := max(bottom, y) + margin
	return p.img.SubImage(image.Rect(0, 0, w, min(h, p.img.Rect.Dy()))).(*image.NRGBA)
}

func signalWords(signals []filing.Signal) string {
	var out []string
	for _, s := range signals {
		out = append(out, s.Code+" ("+string(s.Severity)+")")
	}
	return strings.Join(out, ", ")
}

// picture draws the document small with its outlines and answers the height that took.
func (p *pen) picture(r Result, pic image.Image, x, y int) int {
	if pic == nil {
		p.text(x, y+lineHeight, red, "no picture")
		return lineHeight
	}
	b := pic.Bounds()
	k := min(1, float64(pictureSide)/float64(max(b.Dx(), b.Dy())))
	place := image.Rect(x, y, x+int(k*float64(b.Dx())), y+int(k*float64(b.Dy())))
	xdraw.ApproxBiLinear.Scale(p.img, place, pic, b, draw.Src, nil)
	outline := func(box filing.Box, c color.NRGBA) {
		for i := range 4 {
			a, e := box[i], box[(i+1)%4]
			for s := range 1000 {
				f := float64(s) / 1000
				px := image.Pt(x+int(k*(a[0]+f*(e[0]-a[0]))), y+int(k*(a[1]+f*(e[1]-a[1]))))
				for _, d := range []image.Point{{}, {1, 0}, {0, 1}} {
					if q := px.Add(d); q.In(place) {
						p.img.SetNRGBA(q.X, q.Y, c)
					}
				}
			}
		}
	}
	outline(r.Truth.Page, green)
	if r.Document.Page != nil {
		outline(*r.Document.Page, red)
	}
	return place.Dy()
}

// mistake draws one wrong value from y down and answers where it ended.
func (p *pen) mistake(r Result, m Mistake, pic image.Image, x, y int) int {
	head := fmt.Sprintf("%s   %.2f", m.Field, m.Confidence)
	c := faint
	if m.Accepted {
		head, c = head+"  ACCEPTED", red
	}
	if m.Repair != "" {
		head += "   " + m.Repair
	}
	y += lineHeight
	p.text(x, y, c, head)
	want, got := []rune(m.Want), []rune(m.Got)
	wrongWant, wrongGot := differences(want, got)
	first := 0
	for first < len(want) && !wrongWant[first] {
		first++
	}
	y += 6
	if quad, ok := lineOf(r, m, first); ok && pic != nil {
		y += p.strip(pic, quad, x, y)
	}
	from := max(0, min(first-window/3, len(want)-window))
	for _, line := range []struct {
		label string
		text  []rune
		wrong []bool
	}{{"真 ", want, wrongWant}, {"读 ", got, wrongGot}} {
		y += lineHeight
		at := p.text(x, y, faint, line.label)
		if len(line.text) == 0 {
			p.text(at, y, faint, "—")
		}
		begin := min(from, max(0, len(line.text)-window/2))
		if begin > 0 {
			at = p.text(at, y, faint, "…")
		}
		for i := begin; i < len(line.text) && i < begin+window; i++ {
			c := ink
			if line.wrong[i] {
				c = red
			}
			at = p.text(at, y, c, string(line.text[i]))
		}
		if len(line.text) > begin+window {
			p.text(at, y, faint, "…")
		}
	}
	return y + 10
}

// lineOf is where the field's printed line with character n of its value is; of a value that was invented, where it was read.
func lineOf(r Result, m Mistake, n int) (filing.Box, bool) {
	boxes, lines := r.Truth.Boxes[m.Field], r.Truth.Lines[m.Field]
	if len(boxes) == 0 {
		if f := r.Document.Fields[m.Field]; m.Want == "" && f.Box != nil {
			return *f.Box, true
		}
		return filing.Box{}, false
	}
	for i := range boxes {
		if i < len(lines) {
			if n -= len([]rune(lines[i])); n < 0 {
				return boxes[i], true
			}
		}
	}
	return boxes[len(boxes)-1], true
}

// strip draws the piece of picture under a quad, upright and a little more than it all round, and answers its height.
func (p *pen) strip(pic image.Image, q filing.Box, x, y int) (height int) {
	side := func(a, b int) float64 { return math.Hypot(q[a][0]-q[b][0], q[a][1]-q[b][1]) }
	h := (side(0, 3) + side(1, 2)) / 2
	w := (side(0, 1) + side(3, 2)) / 2
	if h < 1 || w < 1 {
		return 0
	}
	const around = .25 // of the line's height
	height = stripHeight
	if w < 2*h { // a seal, or a column of them
		height = sealHeight
	}
	width := int(float64(height) / (1 + 2*around) * (w/h + 2*around))
	width = max(8, min(width, p.img.Rect.Max.X-x-margin))
	b := pic.Bounds()
	for dy := range height {
		v := (float64(dy)+.5)/float64(height)*(1+2*around) - around
		for dx := range width {
			u := (float64(dx)+.5)/float64(width)*(1+2*around*h/w) - around*h/w
			at := func(i int) int {
				top, low := q[0][i]+u*(q[1][i]-q[0][i]), q[3][i]+u*(q[2][i]-q[3][i])
				return int(top + v*(low-top))
			}
			if s := image.Pt(at(0), at(1)); s.In(b) {
				p.img.Set(x+dx, y+dy, pic.At(s.X, s.Y))
			}
		}
	}
	return height
}

// differences marks the characters that a least edit of one text into the other replaces, deletes or inserts.
func differences(a, b []rune) (inA, inB []bool) {
	inA, inB = make([]bool, len(a)), make([]bool, len(b))
	cost := make([][]int, len(a)+1)
	for i := range cost {
		cost[i] = make([]int, len(b)+1)
		for j := range cost[i] {
			switch {
			case i == 0:
				cost[i][j] = j
			case j == 0:
				cost[i][j] = i
			case a[i-1] == b[j-1]:
				cost[i][j] = cost[i-1][j-1]
			default:
				cost[i][j] = 1 + min(cost[i-1][j-1], cost[i-1][j], cost[i][j-1])
			}
		}
	}
	for i, j := len(a), len(b); i > 0 || j > 0; {
		switch {
		case i > 0 && j > 0 && a[i-1] == b[j-1]:
			i, j = i-1, j-1
		case i > 0 && j > 0 && cost[i][j] == cost[i-1][j-1]+1:
			i, j = i-1, j-1
			inA[i], inB[j] = true, true
		case i > 0 && cost[i][j] == cost[i-1][j]+1:
			i--
			inA[i] = true
		default:
			j--
			inB[j] = true
		}
	}
	return inA, inB
}

// pen writes on a picture.
type pen struct {
	face font.Face
	img  *image.NRGBA
}

const sheetFont = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"

var sheetFace = sync.OnceValues(func() (*opentype.Font, error) {
	b, err := os.ReadFile(sheetFont)
	if err != nil {
		return nil, fmt.Errorf("%w (install the Debian package fonts-noto-cjk)", err)
	}
	all, err := opentype.ParseCollection(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", sheetFont, err)
	}
	return all.Font(2) // the simplified Chinese one of JP, KR, SC, TC, HK
})

func newPen() (*pen, error) {
	f, err := sheetFace()
	if err != nil {
		return nil, err
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: textSize, DPI: 72})
	return &pen{face: face}, err
}

// text writes s with its baseline at y and answers where it ended.
func (p *pen) text(x, y int, c color.NRGBA, s string) int {
	d := font.Drawer{Dst: p.img, Src: image.NewUniform(c), Face: p.face, Dot: fixed.P(x, y)}
	d.DrawString(s)
	return d.Dot.X.Ceil()
}
