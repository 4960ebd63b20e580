package scan

import (
	"context"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"testing"
)

// TestPixelFormats decodes the page of makePDF in many formats, and asks for its colours where they are known. The two
// files in testdata were drawn from it by pdftoppm at 24 dpi: -jpegcmyk (four components, inverted as Adobe writes them)
// and -jpegopt progressive=y.
func TestPixelFormats(t *testing.T) {
	page := image.NewNRGBA(image.Rect(0, 0, 199, 281))
	fill := func(m *image.NRGBA) {
		fillRect(m, 33, 97, 167, 181, color.NRGBA{230, 230, 255, 255})
		fillRect(m, 47, 134, 113, 147, color.NRGBA{26, 26, 26, 255})
		fillRect(m, 133, 151, 153, 171, color.NRGBA{255, 0, 0, 255})
	}
	fillRect(page, 0, 0, 199, 281, color.NRGBA{255, 255, 255, 255})
	fill(page)
	clear := image.NewNRGBA(page.Rect) // transparent where the paper is
	fill(clear)
	deep := image.NewNRGBA64(page.Rect)
	pal := image.NewPaletted(page.Rect, color.Palette{color.White, color.NRGBA{230, 230, 255, 255}, color.NRGBA{26, 26, 26, 255}, color.NRGBA{255, 0, 0, 255}})
	grey, grey16 := image.NewGray(page.Rect), image.NewGray16(page.Rect)
	for y := range 281 {
		for x := range 199 {
			c := page.At(x, y)
			deep.Set(x, y, c)
			pal.Set(x, y, c)
			grey.Set(x, y, c)
			grey16.Set(x, y, c)
		}
	}
	file := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, c := range []struct {
		name  string
		data  []byte
		grey  bool
		slack int
	}{
		{"ycck.jpg", file("ycck.jpg"), false, 20},
		{"progressive.jpg", file("progressive.jpg"), false, 20},
		{"baseline.jpg", jpegOf(t, page), false, 20},
		{"grey.jpg", jpegOf(t, grey), true, 12},
		{"plain.png", pngOf(t, page), false, 3},
		{"alpha.png", pngOf(t, clear), false, 3},
		{"deep.png", pngOf(t, deep), false, 3},
		{"palette.png", pngOf(t, pal), false, 3},
		{"grey.png", pngOf(t, grey), true, 3},
		{"grey16.png", pngOf(t, grey16), true, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, sigs := Inspect(c.name, c.data)
			if blocked(sigs) || h.Width != 199 || h.Height != 281 {
				t.Fatalf("%+v %v", h, sigs)
			}
			pic, sigs, err := New(Limits{}).decode(context.Background(), c.data, h)
			if err != nil || pic == nil {
				t.Fatal(err, sigs)
			}
			for at, want := range map[image.Point][3]int{
				{10, 10}:   {255, 255, 255},
				{40, 176}:  {230, 230, 255},
				{80, 140}:  {26, 26, 26},
				{143, 160}: {255, 0, 0},
			} {
				r, g, b, _ := pic.YCbCrAt(at.X, at.Y).RGBA()
				got := [3]int{int(r >> 8), int(g >> 8), int(b >> 8)}
				if c.grey {
					y, _, _ := color.RGBToYCbCr(uint8(want[0]), uint8(want[1]), uint8(want[2]))
					want = [3]int{int(y), int(y), int(y)}
				}
				for i := range want {
					if abs(got[i]-want[i]) > c.slack {
						t.Errorf("%v is %v, want %v", at, got, want)
						break
					}
				}
			}
		})
	}
}
