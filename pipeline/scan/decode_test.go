package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"
	"time"

	"prereview/filing"
)

// gradient is a small picture in which every place looks different.
func gradient(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, color.NRGBA{uint8(x * 255 / w), uint8(y * 255 / h), 90, 255})
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pngBomb is a valid header that promises w x h pixels, and next to nothing behind it.
func pngBomb(w, h uint32) []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, body []byte) {
		binary.Write(&b, binary.BigEndian, uint32(len(body)))
		b.WriteString(kind)
		b.Write(body)
		binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(append([]byte(kind), body...)))
	}
	head := binary.BigEndian.AppendUint32(nil, w)
	head = binary.BigEndian.AppendUint32(head, h)
	chunk("IHDR", append(head, 8, 0, 0, 0, 0))
	chunk("IDAT", []byte{0x78, 0x9c, 0x63, 0, 0, 0, 0xff, 0xff})
	chunk("IEND", nil)
	return b.Bytes()
}

func gifOf(t testing.TB, frames int) []byte {
	t.Helper()
	g := &gif.GIF{}
	for i := range frames {
		p := image.NewPaletted(image.Rect(0, 0, 640, 400), color.Palette{color.White, color.Black, color.NRGBA{255, 0, 0, 255}})
		for x := range 640 {
			p.SetColorIndex(x, 200, uint8(1+i%2))
		}
		g.Image, g.Delay = append(g.Image, p), append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func heic() []byte {
	return []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + strings.Repeat("\x00", 200))
}

func TestHostileFiles(t *testing.T) {
	photo := jpegOf(t, gradient(900, 600))
	deep := image.NewNRGBA64(image.Rect(0, 0, 700, 500))
	for i := range deep.Pix {
		deep.Pix[i] = byte(i * 7)
	}
	for _, c := range []struct {
		name, code string
		severity   filing.Severity
		detail     string
		image      bool
		data       []byte
	}{
		{name: "empty.jpg", code: filing.SignalEmptyFile, severity: filing.Block},
		{name: "text.jpg", data: []byte("this is not a picture\n"), code: filing.SignalFormat, severity: filing.Block, detail: "are text"},
		{name: "gbk.jpg", data: []byte("\xd5\xe2\xca\xc7 text\n plain ascii for the rest"), code: filing.SignalFormat, severity: filing.Block, detail: "are text"},
		{name: "page.jpg", data: []byte("<!DOCTYPE html><html>"), code: filing.SignalFormat, severity: filing.Block, detail: "HTML"},
		{name: "phone.heic", data: heic(), code: filing.SignalFormat, severity: filing.Block, detail: "HEIC"},
		{name: "web.webp", data: []byte("RIFF\x00\x00\x00\x00WEBPVP8 xxxx"), code: filing.SignalFormat, severity: filing.Block, detail: "WebP"},
		{name: "scan.tif", data: []byte("II*\x00\x08\x00\x00\x00aaaaaaaa"), code: filing.SignalFormat, severity: filing.Block, detail: "TIFF"},
		{name: "letter.docx", data: []byte("PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"), code: filing.SignalFormat, severity: filing.Block, detail: "Office"},
		{name: "rubbish.jpg", data: []byte("\x00\x01\x02\x03\x04\x05"), code: filing.SignalFormat, severity: filing.Block, detail: "unknown"},
		{name: "cut.jpg", data: photo[:len(photo)/2], code: filing.SignalDecode, severity: filing.Block},
		{name: "header.jpg", data: photo[:4], code: filing.SignalDecode, severity: filing.Block},
		{name: "noend.jpg", data: photo[:len(photo)-2], image: true},
		{name: "trailer.jpg", data: append(bytes.Clone(photo), "rubbish after the end"...), image: true},
		{name: "bomb.png", data: pngBomb(60000, 60000), code: filing.SignalPixelBound, severity: filing.Block, detail: "60000 x 60000"},
		{name: "bomb32.png", data: pngBomb(1<<31-1, 1<<31-1), code: filing.SignalPixelBound, severity: filing.Block},
		{name: "bombover.png", data: pngBomb(1<<32-1, 5), code: filing.SignalDecode, severity: filing.Block},
		{name: "hollow.png", data: pngBomb(3000, 3000), code: filing.SignalDecode, severity: filing.Block},
		{name: "cut.png", data: pngOf(t, gradient(900, 600))[:2000], code: filing.SignalDecode, severity: filing.Block},
		{name: "deep.png", data: pngOf(t, deep), image: true},
		{name: "moving.gif", data: gifOf(t, 3), code: filing.SignalAnimated, severity: filing.Advice, image: true},
		{name: "still.gif", data: gifOf(t, 1), image: true},
		{name: "really.png", data: photo, code: filing.SignalExtension, severity: filing.Advice, detail: ".png", image: true},
		{name: "执照.营业执照", data: photo, image: true},
		{name: "big.jpg", data: append(bytes.Clone(photo), make([]byte, 20<<20)...), code: filing.SignalTooLarge, severity: filing.Block},
		{name: "strip.png", data: pngOf(t, gradient(12000, 200)), code: filing.SignalNoPage, severity: filing.Advice, image: true},
		{name: "dot.png", data: pngOf(t, gradient(1, 1)), code: filing.SignalNoPage, severity: filing.Advice, image: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			page, sigs := New(Limits{}).Scan(context.Background(), c.name, c.data)
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if got := page.Image != nil; got != c.image {
				t.Fatalf("image %v, signals %v", got, sigs)
			}
			refused := false
			for _, s := range sigs {
				refused = refused || strings.HasPrefix(s.Code, "file_") && s.Severity == filing.Block
			}
			if refused == c.image {
				t.Errorf("image %v and signals %v", c.image, sigs)
			}
			if c.code == "" {
				return
			}
			for _, s := range sigs {
				if s.Code == c.code {
					if s.Severity != c.severity || !strings.Contains(s.Detail, c.detail) {
						t.Errorf("signal %+v, want %s with %q", s, c.severity, c.detail)
					}
					return
				}
			}
			t.Errorf("no %s in %v", c.code, sigs)
		})
	}
}

// TestJPEGScanBomb: a small file of very many scans would keep a decoder busy for hours.
func TestJPEGScanBomb(t *testing.T) {
	progressive, err := os.ReadFile("testdata/progressive.jpg")
	if err != nil {
		t.Fatal(err)
	}
	normal := jpegScans(progressive)
	if normal < 2 || normal > maxScans {
		t.Fatalf("%d scans in an ordinary progressive file", normal)
	}
	// Its last scan again and again.
	last := bytes.LastIndex(progressive, []byte{0xff, 0xda})
	end := bytes.LastIndex(progressive, []byte{0xff, 0xd9})
	bomb := bytes.Clone(progressive[:end])
	for range 80_000 {
		bomb = append(bomb, progressive[last:end]...)
	}
	bomb = append(bomb, 0xff, 0xd9)
	start := time.Now()
	page, sigs := New(Limits{}).Scan(context.Background(), "a.jpg", bomb)
	if page.Image != nil || len(sigs) != 1 || sigs[0].Code != filing.SignalDecode {
		t.Errorf("image %v, %v", page.Image != nil, sigs)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
	// Bytes that look like scans behind the end of the picture are none.
	tail := append(bytes.Clone(progressive), bytes.Repeat([]byte{0xff, 0xda, 0, 2}, 500)...)
	if page, sigs := New(Limits{}).Scan(context.Background(), "a.jpg", tail); page.Image == nil {
		t.Errorf("a trailer was taken for scans: %v", sigs)
	}
}
