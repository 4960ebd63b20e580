package lines

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"os"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"prereview/eval/corpus"
	"prereview/ocr"
	"prereview/pipeline/extract"
)

// face is a font that lines are drawn in by themselves. The faces are dealt to the splits as the corpus
// deals its own; those the sfnt package cannot read as they are (WenQuanYi, Arphic collections, half the characters of Fandol) are met in
// documents only.
type face struct {
	font *sfnt.Font
	buf  sfnt.Buffer
}

const noto, truetype, fandol = "/usr/share/fonts/opentype/noto/Noto", "/usr/share/fonts/truetype/", "/usr/local/share/fonts/fandol/Fandol"

var faceFiles = map[corpus.Split][]struct {
	file  string
	index int // in a collection; the Noto collections are JP, KR, SC, TC, HK
}{
	corpus.Train: {
		{noto + "SansCJK-Regular.ttc", 2}, {noto + "SansCJK-Medium.ttc", 2}, {noto + "SansCJK-Light.ttc", 2},
		{noto + "SerifCJK-Regular.ttc", 2}, {noto + "SerifCJK-Medium.ttc", 2}, {noto + "SerifCJK-SemiBold.ttc", 2},
		{truetype + "lxgw-wenkai/LXGWWenKai-Regular.ttf", 0}, {truetype + "arphic-gbsn00lp/gbsn00lp.ttf", 0},
		{truetype + "arphic-gkai00mp/gkai00mp.ttf", 0}, {truetype + "babelstone/BabelStoneHan.ttf", 0}, {fandol + "Hei-Regular.otf", 0}, {fandol + "Fang-Regular.otf", 0},
	},
	corpus.Dev: {
		{noto + "SansCJK-DemiLight.ttc", 2}, {noto + "SerifCJK-Light.ttc", 2}, {truetype + "lxgw-wenkai/LXGWWenKai-Light.ttf", 0},
	},
	corpus.Test: {
		{noto + "SansCJK-Bold.ttc", 2}, {noto + "SerifCJK-Bold.ttc", 2},
		{fandol + "Song-Regular.otf", 0}, {fandol + "Kai-Regular.otf", 0},
	},
}

func openFaces(split corpus.Split) ([]*face, error) {
	var out []*face
	for _, f := range faceFiles[split] {
		file, err := os.Open(f.file) // stays open: glyphs are read as they are drawn
		if err != nil {
			return nil, err
		}
		c, err := sfnt.ParseCollectionReaderAt(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.file, err)
		}
		parsed, err := c.Font(f.index)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.file, err)
		}
		out = append(out, &face{font: parsed})
	}
	return out, nil
}

// has says that the face can draw all of s: the drawer would leave a glyph out and say nothing.
func (f *face) has(s string) bool {
	for _, r := range s {
		if r == ' ' {
			continue
		}
		i, err := f.font.GlyphIndex(&f.buf, r)
		if err != nil || i == 0 {
			return false
		}
		if _, err := f.font.LoadGlyph(&f.buf, i, fixed.I(32), nil); err != nil {
			return false
		}
	}
	return true
}

// drawn is a line drawn by itself: characters that documents show too rarely, and numbers and dates in other faces and
// spacings than the corpus prints them. ok is false when the chosen face lacks a character.
func (s *Source) drawn() (Line, bool) {
	f := s.faces[s.r.IntN(len(s.faces))]
	kind, text, gap := s.invent(f)
	if !f.has(text) {
		return Line{}, false
	}
	size := 18 + 42*s.r.Float64()*s.r.Float64() // pixels of an em
	img, box, ok := f.draw(text, size, gap*size)
	if !ok {
		return Line{}, false
	}
	s.spoil(img)
	label, ok := Transcribe(text, s.known)
	if !ok {
		return Line{}, false
	}
	return Line{Image: extract.CutLine(img, s.jog(fill(box, label))), Text: label, Kind: kind, Tier: "drawn"}, true
}

// usccAlphabet are the characters of a unified social credit code, GB 32100-2015.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

const hanShare = .42 // of the lines drawn by themselves, but for those of rare characters

// anyOf is one of the characters that the face has. Were a line dropped for each that it lacks, the rarest, which few faces
// have, would hardly be drawn at all.
func (s *Source) anyOf(characters []string, f *face) string {
	c := characters[s.r.IntN(len(characters))]
	for range 20 {
		if f.has(c) {
			break
		}
		c = characters[s.r.IntN(len(characters))]
	}
	return c
}

// invent makes up what a line says, in characters that the face has. gap is added between them, in ems.
func (s *Source) invent(f *face) (kind, text string, gap float64) {
	r := s.r
	digits := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte('0' + r.IntN(10))
		}
		return string(b)
	}
	gap = max(0, r.NormFloat64()*.06)
	if len(s.rare) > 0 && r.Float64() < s.RareShare {
		for range 2 + r.IntN(7) {
			if r.Float64() < .5 {
				text += s.anyOf(s.rare, f)
			} else {
				text += s.anyOf(s.han, f)
			}
		}
		return "drawn.rare", text, gap
	}
	switch x := r.Float64(); {
	case x < hanShare:
		// Any characters: a model that sees only what documents say forgets the others.
		for range 2 + r.IntN(9) {
			text += s.anyOf(s.han, f)
		}
		return "drawn.han", text, gap
	case x < .64:
		return "drawn.id_number", digits(17) + string("0123456789X"[r.IntN(11)]), gap + .1*r.Float64()
	case x < .76:
		for range 18 {
			text += string(usccAlphabet[r.IntN(len(usccAlphabet))])
		}
		return "drawn.uscc", text, gap + .05*r.Float64()
	case x < .88:
		y, m, d := 1940+r.IntN(110), 1+r.IntN(12), 1+r.IntN(31)
		switch r.IntN(6) {
		case 0:
			text = fmt.Sprintf("%d年%d月%d日", y, m, d)
		case 1:
			text = fmt.Sprintf("%d年%02d月%02d日", y, m, d)
		case 2:
			text = fmt.Sprintf("%d.%02d.%02d-%d.%02d.%02d", y, m, d, y+20, m, d)
		case 3:
			text = fmt.Sprintf("%d.%02d.%02d-长期", y, m, d)
		case 4:
			text = fmt.Sprintf("%d年%02d月%02d日至长期", y, m, d)
		default:
			text = fmt.Sprintf("%d年%02d月%02d日至%d年%02d月%02d日", y, m, d, y+10, m, d)
		}
		return "drawn.date", text, gap + .3*r.Float64()*r.Float64()
	default:
		singles := []string{"男", "女", "汉", "满", "回", "壮", "苗", "一", "丁", "王", "二", "土", "黎", "彝", "藏", "白", "侗", "瑶"}
		return "drawn.single", singles[r.IntN(len(singles))], 0
	}
}

// draw sets text in black on white with wide ground round it and says where its ink is.
func (f *face) draw(text string, size, gap float64) (*image.Gray, ocr.Quad, bool) {
	ft, err := opentype.NewFace(f.font, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, ocr.Quad{}, false
	}
	defer ft.Close()
	pad := int(size)
	width := font.MeasureString(ft, text).Ceil() + int(gap*float64(len([]rune(text))))
	img := image.NewGray(image.Rect(0, 0, width+2*pad, int(size*1.2)+2*pad))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	d := font.Drawer{Dst: img, Src: image.NewUniform(color.Gray{0}), Face: ft, Dot: fixed.P(pad, pad+int(size))}
	for _, r := range text {
		d.DrawString(string(r))
		d.Dot.X += fixed.Int26_6(gap * 64)
	}
	ink := image.Rectangle{Min: img.Rect.Max, Max: img.Rect.Min}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if img.Pix[y*img.Stride+x] < 128 {
				ink.Min.X, ink.Min.Y = min(ink.Min.X, x), min(ink.Min.Y, y)
				ink.Max.X, ink.Max.Y = max(ink.Max.X, x+1), max(ink.Max.Y, y+1)
			}
		}
	}
	if ink.Dx() < 2 || ink.Dy() < 2 {
		return nil, ocr.Quad{}, false
	}
	return img, ocr.RectQuad(float64(ink.Min.X), float64(ink.Min.Y), float64(ink.Max.X), float64(ink.Max.Y)), true
}

// spoil puts a drawn line on a ground with pattern, light and noise, and blurs it.
func (s *Source) spoil(img *image.Gray) {
	r := s.r
	w, h := img.Rect.Dx(), img.Rect.Dy()
	v := make([]float64, w*h)
	paper, ink := 150+100*r.Float64(), 20+60*r.Float64()
	slope := r.NormFloat64() * 30 / float64(w)
	depth := max(0, r.NormFloat64()*9) // of the ground's pattern
	period, angle, phase := 4+20*r.Float64(), math.Pi*r.Float64(), 7*r.Float64()
	sin, cos := math.Sincos(angle)
	for y := range h {
		for x := range w {
			ground := paper + slope*float64(x) + depth*math.Sin(phase+(float64(x)*cos+float64(y)*sin)*2*math.Pi/period)
			a := float64(img.Pix[y*img.Stride+x]) / 255
			v[y*w+x] = ink + (ground-ink)*a
		}
	}
	if r.Float64() < .7 {
		blur(v, w, h, .3+.9*r.Float64())
	}
	noise := 1 + 7*r.Float64()*r.Float64()
	for i := range v {
		img.Pix[i/w*img.Stride+i%w] = uint8(max(0, min(255, v[i]+noise*r.NormFloat64())))
	}
}

// blur is a Gaussian of the given sigma, in pixels.
func blur(v []float64, w, h int, sigma float64) {
	n := int(math.Ceil(2.5 * sigma))
	kernel := make([]float64, 2*n+1)
	var sum float64
	for i := range kernel {
		kernel[i] = math.Exp(-float64((i-n)*(i-n)) / (2 * sigma * sigma))
		sum += kernel[i]
	}
	pass := func(count, length, step, stride int) {
		line := make([]float64, length)
		for c := range count {
			for i := range line {
				line[i] = v[c*stride+i*step]
			}
			for i := range line {
				var a float64
				for k, weight := range kernel {
					a += weight * line[max(0, min(length-1, i+k-n))]
				}
				v[c*stride+i*step] = a / sum
			}
		}
	}
	pass(h, w, 1, w)
	pass(w, h, w, 1)
}
