package scan

import (
	"context"
	"encoding/binary"
	"image"
	"math/rand/v2"
	"testing"

	"prereview/ocr"
)

func FuzzInspect(f *testing.F) {
	f.Add("a.jpg", withOrientation(jpegOf(f, gradient(40, 30)), 6, binary.LittleEndian))
	f.Add("a.png", pngOf(f, gradient(20, 20)))
	f.Add("a.gif", gifOf(f, 2))
	f.Add("a.pdf", makePDF(2, "x", "y"))
	f.Add("a.heic", heic())
	f.Add("b.png", pngBomb(60000, 60000))
	f.Add("", []byte{})
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		h, sigs := Inspect(name, data)
		if h.Orientation < 1 || h.Orientation > 8 || h.Width < 0 || h.Height < 0 || h.Pages < 0 {
			t.Errorf("%+v", h)
		}
		if !blocked(sigs) && h.MediaType != mediaPDF && int64(h.Width)*int64(h.Height) > DefaultLimits().MaxPixels {
			t.Errorf("%+v let through", h)
		}
		for _, s := range sigs {
			if s.Code == "" || s.Severity == "" || s.Detail == "" {
				t.Errorf("%+v", s)
			}
		}
	})
}

func FuzzEXIF(f *testing.F) {
	j := withOrientation(jpegOf(f, gradient(8, 8)), 3, binary.BigEndian)
	f.Add(j[12:60])
	f.Add([]byte("II*\x00\x08\x00\x00\x00\xff\xff"))
	f.Add([]byte("MM\x00*\xff\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := exifOrientation(data); o < 0 || o > 8 {
			t.Error(o)
		}
	})
}

// FuzzScan feeds small files of every pixel format through all steps.
func FuzzScan(f *testing.F) {
	f.Add(withOrientation(jpegOf(f, gradient(60, 40)), 7, binary.BigEndian))
	f.Add(pngOf(f, gradient(33, 70)))
	f.Add(gifOf(f, 2))
	f.Add(pngOf(f, gradient(1, 1)))
	s := New(Limits{MaxPixels: 1 << 18})
	f.Fuzz(func(t *testing.T, data []byte) {
		if sniff(data) == mediaPDF {
			return
		}
		page, sigs := s.Scan(context.Background(), "a.jpg", data)
		if page.Image == nil {
			if !blocked(sigs) {
				t.Errorf("no image and no reason: %v", sigs)
			}
			return
		}
		checkPage(t, page)
	})
}

func checkPage(t *testing.T, page Page) {
	t.Helper()
	b := page.Image.Rect
	if b.Min != (image.Point{}) || max(b.Dx(), b.Dy()) > longMost || b.Empty() {
		t.Errorf("page is %v", b)
	}
	if _, err := page.ToOriginal.Inverse(); err != nil {
		t.Errorf("transform %v", page.ToOriginal)
	}
	for i := 0; i < len(page.Image.Pix); i += 4 * 97 {
		if page.Image.Pix[i+3] != 255 {
			t.Fatal("transparent page")
		}
	}
}

// FuzzFind looks for pages in rectangles and noise strewn at random.
func FuzzFind(f *testing.F) {
	f.Add(uint64(1), uint16(300), uint16(200), uint8(3), uint8(9))
	f.Add(uint64(2), uint16(1), uint16(900), uint8(0), uint8(0))
	f.Add(uint64(3), uint16(1200), uint16(20), uint8(20), uint8(200))
	f.Fuzz(func(t *testing.T, seed uint64, w, h uint16, boxes, noise uint8) {
		rng := rand.New(rand.NewPCG(seed, 0))
		pw, ph := int(w)%1300+1, int(h)%1300+1
		m := image.NewNRGBA(image.Rect(0, 0, pw, ph))
		for i := range m.Pix {
			m.Pix[i] = uint8(128 + rng.IntN(int(noise)/2+1) - int(noise)/4)
		}
		for range boxes {
			x, y := rng.IntN(pw), rng.IntN(ph)
			c := uint8(rng.IntN(256))
			for yy := y; yy < min(ph, y+rng.IntN(400)); yy++ {
				for xx := x; xx < min(pw, x+200); xx++ {
					o := m.PixOffset(xx, yy)
					m.Pix[o], m.Pix[o+1], m.Pix[o+2] = c, 255-c, c/2
				}
			}
		}
		for i := 3; i < len(m.Pix); i += 4 {
			m.Pix[i] = 255
		}
		work := newWork(Header{Width: pw, Height: ph, Orientation: 1 + int(seed%8)}, toPicture(m))
		for _, s := range steps {
			s.do(work)
		}
		if work.page.Image == nil {
			t.Fatal("no page")
		}
		checkPage(t, work.page)
		if q := work.page.Outline; ocr.Quad(q).Area() == 0 {
			t.Errorf("outline %v", q)
		}
	})
}
