package extract

import (
	"image"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"prereview/ocr"
)

const registerURL = "http://www.gsxt.gov.cn/index.html?specimen=1&uniscid=91330106MA2CEH2T4A"

// codePage is a page of 1500 x 1100 on which content stands as a QR code in square, at the given contrast, its edges soft
// over blur pixels, beside lines of bars as high as print.
func codePage(t *testing.T, content string, square ocr.Quad, contrast, blur float64) *image.RGBA {
	t.Helper()
	grid, err := qrcode.NewQRCodeWriter().Encode(content, gozxing.BarcodeFormat_QR_CODE, 1, 1,
		map[gozxing.EncodeHintType]any{gozxing.EncodeHintType_MARGIN: 0})
	if err != nil {
		t.Fatal(err)
	}
	n := float64(grid.GetWidth())
	m, err := ocr.Homography(ocr.RectQuad(0, 0, n, n), square)
	if err != nil {
		t.Fatal(err)
	}
	back, err := m.Inverse()
	if err != nil {
		t.Fatal(err)
	}
	const w, h = 1500, 1100
	v := make([]float32, w*h)
	for y := range h {
		for x := range w {
			q := back.Apply(ocr.Point{X: float64(x) + 0.5, Y: float64(y) + 0.5})
			dark := q.X >= 0 && q.Y >= 0 && q.X < n && q.Y < n && grid.Get(int(q.X), int(q.Y))
			dark = dark || x > 100 && x < 800 && y > 100 && y < 1000 && y%40 < 22 && (x/7+x/19+y/40)%3 == 0
			v[y*w+x] = 238
			if dark {
				v[y*w+x] = float32(238 - contrast)
			}
		}
	}
	if blur > 0 {
		v = boxBlur(boxBlur(v, w, h, int(blur)), w, h, int(blur))
	}
	page := image.NewRGBA(image.Rect(0, 0, w, h))
	for i, f := range v {
		page.Pix[4*i], page.Pix[4*i+1], page.Pix[4*i+2], page.Pix[4*i+3] = uint8(f), uint8(f), uint8(f), 255
	}
	return page
}

func TestQRCode(t *testing.T) {
	upright := ocr.RectQuad(1000, 200, 1160, 360)
	turned := func(degrees float64) ocr.Quad {
		q := upright
		sin, cos := math.Sincos(degrees * math.Pi / 180)
		for i, p := range q {
			x, y := p[0]-1080, p[1]-280
			q[i] = [2]float64{1080 + x*cos - y*sin, 280 + x*sin + y*cos}
		}
		return q
	}
	mirrored := ocr.Quad{upright[1], upright[0], upright[3], upright[2]}
	for name, c := range map[string]struct {
		square         ocr.Quad
		contrast, blur float64
		content        string
	}{
		"upright":       {upright, 200, 0, registerURL},
		"on its side":   {turned(90), 200, 1, registerURL},
		"on its head":   {turned(180), 200, 1, registerURL},
		"mirrored":      {mirrored, 200, 0, registerURL},
		"leaning":       {turned(7), 200, 1, registerURL},
		"seen askew":    {ocr.Quad{{1000, 200}, {1158, 208}, {1159, 363}, {996, 352}}, 180, 1, registerURL},
		"pale and soft": {ocr.RectQuad(1000, 200, 1190, 390), 90, 2, registerURL},
		"Chinese":       {upright, 200, 0, "统一社会信用代码:91330106MA2CEH2T4A"},
		"large":         {ocr.RectQuad(900, 200, 1400, 700), 200, 1, strings.Repeat("预审", 60)},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSheet(rasterOf(codePage(t, c.content, c.square, c.contrast, c.blur)))
			at, ok := s.findQR()
			if !ok {
				t.Fatal("not found")
			}
			got := s.readQR(at)
			if got.Content != c.content {
				t.Errorf("reads %q", got.Content)
			}
			// The box holds the code and little else.
			x0, y0, x1, y1 := got.Box[0][0], got.Box[0][1], got.Box[2][0], got.Box[2][1]
			for _, p := range c.square {
				if p[0] < x0 || p[0] > x1 || p[1] < y0 || p[1] > y1 {
					t.Errorf("corner %v lies outside %v", p, got.Box)
				}
			}
			if side := math.Hypot(c.square[2][0]-c.square[0][0], c.square[2][1]-c.square[0][1]); math.Hypot(x1-x0, y1-y0) > 1.4*side {
				t.Errorf("box %v round a code with a diagonal of %.0f", got.Box, side)
			}
			if left := without(s.parts, at.around()); len(left) == 0 || len(left) == len(s.parts) {
				t.Errorf("%d pieces without the code, %d with it", len(left), len(s.parts))
			}
		})
	}
}

// A page without a code shows none; one too spoilt to read is found and says nothing.
func TestQRCodeUnreadable(t *testing.T) {
	page := codePage(t, registerURL, ocr.RectQuad(1000, 200, 1160, 360), 200, 0)
	clean := newSheet(rasterOf(page))
	if at, ok := clean.findQR(); !ok || clean.readQR(at).Content != registerURL {
		t.Fatal("not read before it was spoilt")
	}
	for y := 200; y < 360; y++ {
		for x := 1000; x < 1160; x++ {
			corner := (x < 1035 || x > 1125) && y < 235 || x < 1035 && y > 325
			if (x/9+y/7)%2 == 0 && !corner {
				for c := range 3 {
					page.Pix[page.PixOffset(x, y)+c] = 255 - page.Pix[page.PixOffset(x, y)+c]
				}
			}
		}
	}
	s := newSheet(rasterOf(page))
	at, ok := s.findQR()
	if !ok {
		t.Fatal("not found")
	}
	if got := s.readQR(at); got.Content != "" {
		t.Errorf("reads %q", got.Content)
	}
	if _, ok := newSheet(rasterOf(codePage(t, registerURL, ocr.RectQuad(-900, 200, -740, 360), 200, 0))).findQR(); ok {
		t.Error("a code among bars")
	}
}

func TestWeigh(t *testing.T) {
	code := &Code{Content: registerURL}
	for _, c := range []struct {
		name string
		code *Code
		in   reading
		want float64
	}{
		{"no code", nil, reading{value: "91330106MA2CEH2T4A", conf: 0.7}, 0.7},
		{"the same", code, reading{value: "91330106MA2CEH2T4A", conf: 0.7}, 0.999},
		{"another that checks out", code, reading{value: "91330106MA2CEH2T4B", conf: 0.97, valid: true}, 0.97},
		{"another that was mended", code, reading{value: "91330106MA2CEH2T4B", conf: 0.97, valid: true, repair: "x"}, 0.5},
		{"another that does not check out", code, reading{value: "91330106MA2CEH2T4B", conf: 0.97}, 0.5},
		{"a code without one", &Code{Content: "http://example.com"}, reading{value: "91330106MA2CEH2T4B", conf: 0.8}, 0.8},
		{"not read", code, reading{}, 0},
	} {
		if got := c.code.weigh(c.in); got.conf != c.want || got.value != c.in.value {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// Grids of no sense are not decoded, and nothing panics.
func TestDecodeNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		dim := 21 + 4*(i%40)
		v := make([]float32, dim*dim)
		for k := range v {
			v[k] = float32(r.IntN(256))
		}
		if text, ok := decode(bits(v, dim, float32(i%2))); ok {
			t.Errorf("%d modules of noise say %q", dim, text)
		}
	}
	if _, ok := decode(nil); ok {
		t.Error("nothing says something")
	}
}

// Three characters that look like a code's corners, far apart on paper, are none: what lies between them is to be read.
func TestSquaresWithoutCode(t *testing.T) {
	const w, h, m = 600, 500, 4
	b := bitmap{make([]bool, w*h), w, h}
	for _, at := range []image.Point{{60, 60}, {360, 60}, {60, 360}} {
		for y := range 7 * m {
			for x := range 7 * m {
				ring := max(abs(2*(x/m)-6), abs(2*(y/m)-6)) / 2 // 3 outside, 0 and 1 the square within
				b.dark[(at.Y+y)*w+at.X+x] = ring != 2
			}
		}
	}
	fs := b.finders(2, 8)
	if len(fs) != 3 {
		t.Fatalf("%d squares", len(fs))
	}
	if c, ok := b.codeCorners(fs); ok {
		t.Errorf("taken for a code: %+v", c)
	}
	for y := 80; y < 380; y++ { // the same squares round a chequered field
		for x := 80; x < 380; x++ {
			if x > 100 || y > 100 {
				b.dark[y*w+x] = b.dark[y*w+x] || (x/m+y/m)%2 == 0 && x > 100 && y > 100
			}
		}
	}
	if _, ok := b.codeCorners(fs); !ok {
		t.Error("a field of modules is no code")
	}
}

// FuzzQR looks for a code in any small picture: no panic, and soon done.
func FuzzQR(f *testing.F) {
	f.Add([]byte{1, 2, 3}, uint8(90), uint8(60), uint8(1))
	f.Add([]byte(strings.Repeat("\xfe\x82\xba\xba\xba\x82\xfe\x00", 40)), uint8(120), uint8(120), uint8(2))
	f.Fuzz(func(t *testing.T, data []byte, w, h, zoom uint8) {
		z := int(zoom%4) + 1
		page := image.NewGray(image.Rect(0, 0, int(w)*z, int(h)*z))
		if page.Rect.Empty() || len(data) == 0 {
			return
		}
		for y := range page.Rect.Dy() {
			for x := range page.Rect.Dx() {
				i := y/z*int(w) + x/z
				if data[i/8%len(data)]>>(i%8)&1 == 0 {
					page.Pix[y*page.Stride+x] = 255
				}
			}
		}
		begin := time.Now()
		s := newSheet(rasterOf(page))
		if at, ok := s.findQR(); ok {
			s.readQR(at)
		}
		if d := time.Since(begin); d > 20*time.Second {
			t.Errorf("%v for %v", d, page.Rect)
		}
	})
}
