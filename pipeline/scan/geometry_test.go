package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"prereview/ocr"
)

// withOrientation puts an EXIF segment right after the start of a JPEG.
func withOrientation(jpg []byte, o int, order binary.ByteOrder) []byte {
	var t bytes.Buffer
	t.WriteString("Exif\x00\x00")
	if order == binary.ByteOrder(binary.LittleEndian) {
		t.WriteString("II")
	} else {
		t.WriteString("MM")
	}
	w := func(v any) { binary.Write(&t, order, v) }
	w(uint16(42))
	w(uint32(8))
	w(uint16(2))
	w(uint16(0x0110)) // a tag before it
	w(uint16(3))
	w(uint32(1))
	w(uint32(7))
	w(uint16(0x0112))
	w(uint16(3))
	w(uint32(1))
	w(uint16(o))
	w(uint16(0))
	w(uint32(0))
	out := bytes.Clone(jpg[:2])
	out = append(out, 0xff, 0xe1)
	out = binary.BigEndian.AppendUint16(out, uint16(t.Len()+2))
	out = append(out, t.Bytes()...)
	return append(out, jpg[2:]...)
}

// stored draws a picture as a camera with that EXIF orientation would have stored it. The transforms are written out
// here once more, from the EXIF standard's table, and not taken from the code under test.
func stored(m *image.NRGBA, o int) *image.NRGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	sw, sh := w, h
	if o >= 5 {
		sw, sh = h, w
	}
	out := image.NewNRGBA(image.Rect(0, 0, sw, sh))
	for y := range sh {
		for x := range sw {
			var c color.NRGBA
			switch o { // which side of the shown picture the stored first row and first column are
			case 1: // top, left
				c = m.NRGBAAt(x, y)
			case 2: // top, right
				c = m.NRGBAAt(w-1-x, y)
			case 3: // bottom, right
				c = m.NRGBAAt(w-1-x, h-1-y)
			case 4: // bottom, left
				c = m.NRGBAAt(x, h-1-y)
			case 5: // left, top
				c = m.NRGBAAt(y, x)
			case 6: // right, top
				c = m.NRGBAAt(w-1-y, x)
			case 7: // right, bottom
				c = m.NRGBAAt(w-1-y, h-1-x)
			case 8: // left, bottom
				c = m.NRGBAAt(y, h-1-x)
			}
			out.SetNRGBA(x, y, c)
		}
	}
	return out
}

// TestOrientations draws one scene, stores it in each of the eight ways, and asks that the page comes out the same and
// that its places lead back to the stored pixels they came from.
func TestOrientations(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	s := scene{ground: groundDark, w: 900, h: 700, fill: .8, tilt: 4, warp: .03, blur: .7, dim: 1, colourful: true}
	m, truth := s.draw(rng)
	var first Page
	for o := 1; o <= 8; o++ {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			t.Run(fmt.Sprint(o, order), func(t *testing.T) {
				raw := stored(m, o)
				page, sigs := New(Limits{}).Scan(context.Background(), "a.jpg", withOrientation(jpegOf(t, raw), o, order))
				if page.Image == nil || !page.Found || page.Header.Orientation != o {
					t.Fatalf("page %v found %v, orientation %d, %v", page.Image != nil, page.Found, page.Header.Orientation, sigs)
				}
				if page.Width != raw.Rect.Dx() || page.Height != raw.Rect.Dy() {
					t.Errorf("size %d x %d", page.Width, page.Height)
				}
				corners := ocr.RectQuad(0, 0, float64(page.Image.Rect.Dx()), float64(page.Image.Rect.Dy())).Map(page.ToOriginal)
				for i := range corners {
					// Back on the shown picture, where the truth is known.
					p := showAt(o, raw.Rect.Dx(), raw.Rect.Dy(), corners.Corner(i))
					if d := math.Hypot(p.X-truth[i][0], p.Y-truth[i][1]); d > 1 {
						t.Errorf("corner %d is %.2f px off", i, d)
					}
					if d := math.Hypot(corners[i][0]-page.Outline[i][0], corners[i][1]-page.Outline[i][1]); d > 1e-6 {
						t.Errorf("outline corner %d differs by %g", i, d)
					}
				}
				if o == 1 {
					first = page
				} else if page.Image.Rect.Dx() != first.Image.Rect.Dx() || meanDifference(page.Image, first.Image) > 3 {
					t.Errorf("the page looks different: %v, mean difference %.2f", page.Image.Rect, meanDifference(page.Image, first.Image))
				}
			})
		}
	}
}

func inverse(t *testing.T, m ocr.Matrix) ocr.Matrix {
	t.Helper()
	inv, err := m.Inverse()
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

// showAt takes a stored place to where it is shown.
func showAt(o, w, h int, p ocr.Point) ocr.Point {
	fw, fh := float64(w), float64(h)
	switch o {
	case 2:
		return ocr.Point{X: fw - p.X, Y: p.Y}
	case 3:
		return ocr.Point{X: fw - p.X, Y: fh - p.Y}
	case 4:
		return ocr.Point{X: p.X, Y: fh - p.Y}
	case 5:
		return ocr.Point{X: p.Y, Y: p.X}
	case 6:
		return ocr.Point{X: fh - p.Y, Y: p.X}
	case 7:
		return ocr.Point{X: fh - p.Y, Y: fw - p.X}
	case 8:
		return ocr.Point{X: p.Y, Y: fw - p.X}
	}
	return p
}

func meanDifference(a, b *image.NRGBA) float64 {
	if a.Rect != b.Rect {
		return 255
	}
	sum := 0
	for i := range a.Pix {
		sum += abs(int(a.Pix[i]) - int(b.Pix[i]))
	}
	return float64(sum) / float64(len(a.Pix)) * 4 / 3
}

// TestPointsComeBack puts coloured dots on a page, photographs it, finds them on the straightened page and asks that
// ToOriginal leads back to where they were drawn.
func TestPointsComeBack(t *testing.T) {
	s := scene{ground: groundWood, w: 1500, h: 1100, fill: .8, tilt: -7, warp: .05, blur: .6, dim: 1, colourful: false}
	rng := rand.New(rand.NewPCG(5, 5))
	m, quad := s.draw(rng)
	onPage, err := ocr.Homography(ocr.RectQuad(0, 0, 1, 1), quad)
	if err != nil {
		t.Fatal(err)
	}
	var dots []ocr.Point
	for _, f := range [][2]float64{{.1, .7}, {.5, .72}, {.93, .1}, {.6, .3}, {.06, .05}, {.95, .93}} {
		p := onPage.Apply(ocr.Point{X: f[0], Y: f[1]})
		dots = append(dots, p)
		for y := int(p.Y) - 8; y <= int(p.Y)+8; y++ {
			for x := int(p.X) - 8; x <= int(p.X)+8; x++ {
				if math.Hypot(float64(x)+.5-p.X, float64(y)+.5-p.Y) < 6 {
					m.SetNRGBA(x, y, color.NRGBA{20, 220, 20, 255})
				}
			}
		}
	}
	page, _ := New(Limits{}).Scan(context.Background(), "dots.png", pngOf(t, m))
	if !page.Found {
		t.Fatal("page not found")
	}
	back := inverse(t, page.ToOriginal)
	for i, d := range dots {
		p := back.Apply(d)
		var sx, sy, n float64
		for y := int(p.Y) - 30; y < int(p.Y)+30; y++ {
			for x := int(p.X) - 30; x < int(p.X)+30; x++ {
				if c := page.Image.NRGBAAt(x, y); int(c.G) > int(c.R)+60 && int(c.G) > int(c.B)+60 {
					sx, sy, n = sx+float64(x)+.5, sy+float64(y)+.5, n+1
				}
			}
		}
		if n == 0 {
			t.Errorf("dot %d is not on the page", i)
			continue
		}
		o := page.ToOriginal.Apply(ocr.Point{X: sx / n, Y: sy / n})
		if off := math.Hypot(o.X-d.X, o.Y-d.Y); off > 1 {
			t.Errorf("dot %d comes back %.2f px off", i, off)
		}
	}
}
