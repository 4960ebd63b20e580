package main

import (
	_ "embed"
	"flag"
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"prereview/training/lstm"
)

//go:embed characters.txt
var charactersFile string

// added are the characters the model is taught beyond its base.
func added() []string { return listed(charactersFile) }

// listed are the characters of a list: all that it holds but white space and the lines that begin with #.
func listed(list string) []string {
	var out []string
	for line := range strings.Lines(list) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, r := range line {
			if !unicode.IsSpace(r) {
				out = append(out, string(r))
			}
		}
	}
	return out
}

const (
	starter = "start.traineddata" // in the working folder: character set and recoder for training
	network = "start.lstm"        // the float network
)

func base(args []string) error {
	f := flag.NewFlagSet("base", flag.ExitOnError)
	dir := f.String("dir", "/tmp/training", "working folder")
	from := f.String("from", "/usr/share/tesseract-ocr/5/tessdata/chi_sim.traineddata", "the int8 model to start from")
	face := f.String("font", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "font that says which characters look alike")
	if err := f.Parse(args); err != nil {
		return err
	}
	data, err := os.ReadFile(*from)
	if err != nil {
		return err
	}
	c, err := lstm.ParseContainer(data)
	if err != nil {
		return fmt.Errorf("%s: %w", *from, err)
	}
	net, err := lstm.ParseNetwork(c[lstm.PartNetwork])
	if err != nil {
		return fmt.Errorf("%s: %w", *from, err)
	}
	set, err := lstm.ParseCharset(c[lstm.PartUnicharset], c[lstm.PartRecoder])
	if err != nil {
		return fmt.Errorf("%s: %w", *from, err)
	}
	before := set.Len()
	if err := teach(set, *face); err != nil {
		return err
	}
	// The dictionaries are of no use for names and numbers.
	out := c.Without(lstm.PartPuncDawg, lstm.PartWordDawg, lstm.PartNumberDawg)
	out[lstm.PartUnicharset] = set.Unicharset()
	out[lstm.PartRecoder] = set.Recoder()
	if err := os.MkdirAll(*dir, 0o755); err != nil {
		return err
	}
	float := net.FloatBytes()
	if err := os.WriteFile(filepath.Join(*dir, network), float, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d outputs, %d characters and %d more\n", net.Spec, net.Outputs, before, set.Len()-before)
	return os.WriteFile(filepath.Join(*dir, starter), out.Bytes(), 0o644)
}

// teach adds the characters, each like the one of the set that resembles it most in print.
func teach(set *lstm.Charset, fontFile string) error {
	data, err := os.ReadFile(fontFile)
	if err != nil {
		return err
	}
	collection, err := sfnt.ParseCollection(data)
	if err != nil {
		return err
	}
	parsed, err := collection.Font(min(2, collection.NumFonts()-1))
	if err != nil {
		return err
	}
	known := map[string][]float64{}
	for _, text := range set.Characters() {
		if r := []rune(text); len(r) == 1 && unicode.Is(unicode.Han, r[0]) {
			if v := shape(parsed, r[0]); v != nil {
				known[text] = v
			}
		}
	}
	for _, text := range added() {
		if set.Has(text) {
			continue
		}
		if r := []rune(text)[0]; !unicode.Is(unicode.Han, r) {
			if err := set.Add(text, "."); err != nil {
				return err
			}
			continue
		}
		v := shape(parsed, []rune(text)[0])
		best, like := math.Inf(-1), ""
		for other, w := range known {
			var dot float64
			for i := range v {
				dot += v[i] * w[i]
			}
			if dot > best || dot == best && other < like {
				best, like = dot, other
			}
		}
		if v == nil || like == "" {
			return fmt.Errorf("the font has no %s", text)
		}
		if err := set.Add(text, like); err != nil {
			return err
		}
	}
	return nil
}

// shape is a character's picture, coarse, blurred and normalised, for comparing. nil when the font lacks it.
func shape(f *sfnt.Font, r rune) []float64 {
	var buf sfnt.Buffer
	if i, err := f.GlyphIndex(&buf, r); err != nil || i == 0 {
		return nil
	}
	const side = 24
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: side, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil
	}
	defer face.Close()
	img := image.NewAlpha(image.Rect(0, 0, side, side+4))
	d := font.Drawer{Dst: img, Src: image.Opaque, Face: face, Dot: fixed.P(0, side-2)}
	d.DrawString(string(r))
	v := make([]float64, len(img.Pix))
	var mean float64
	for y := range img.Rect.Dy() {
		for x := range side {
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					if p := (image.Point{X: x + dx, Y: y + dy}); p.In(img.Rect) {
						v[y*side+x] += float64(img.Pix[p.Y*img.Stride+p.X])
					}
				}
			}
			mean += v[y*side+x] / float64(len(v))
		}
	}
	var norm float64
	for i := range v {
		v[i] -= mean
		norm += v[i] * v[i]
	}
	for i := range v {
		v[i] /= math.Sqrt(norm)
	}
	return v
}
