// Package testlines draws lines of text for the tests of recognisers.
package testlines

import (
	"image"
	"image/color"
	"image/draw"
	"os"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Debian's fonts-noto-cjk; face 2 of the collection is the Simplified Chinese one.
const testFont = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"

// Draw draws one line of text, size pixels to the em, with a margin of a quarter of that all round.
func Draw(t testing.TB, text string, size float64) *image.Gray {
	t.Helper()
	data, err := os.ReadFile(testFont)
	if err != nil {
		t.Fatalf("%v (install fonts-noto-cjk)", err)
	}
	collection, err := opentype.ParseCollection(data)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := collection.Font(2)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		t.Fatal(err)
	}
	defer face.Close()
	margin := int(size / 4)
	width := font.MeasureString(face, text).Ceil()
	img := image.NewGray(image.Rect(0, 0, width+2*margin, int(size)+2*margin))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.Gray{235}), image.Point{}, draw.Src)
	d := font.Drawer{Dst: img, Src: image.NewUniform(color.Gray{30}), Face: face,
		Dot: fixed.P(margin, margin+int(size*0.88))}
	d.DrawString(text)
	return img
}
