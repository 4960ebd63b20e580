package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// corners draws a picture whose corners are red, green, blue and black, clockwise from the top left.
func cornerPicture(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{255, 0, 0, 255}
			switch {
			case x >= w/2 && y < h/2:
				c = color.NRGBA{0, 255, 0, 255}
			case x >= w/2:
				c = color.NRGBA{0, 0, 255, 255}
			case y >= h/2:
				c = color.NRGBA{0, 0, 0, 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func TestPreview(t *testing.T) {
	names := "rgbk"
	name := func(c color.Color) byte {
		r, g, b, _ := c.RGBA()
		switch {
		case r > 0x8000:
			return 'r'
		case g > 0x8000:
			return 'g'
		case b > 0x8000:
			return 'b'
		}
		return 'k'
	}
	// Orientation is not applied: the picture is shown as stored, whatever its tag says.
	data := withOrientation(jpegOf(t, cornerPicture(640, 400)), 6, binary.BigEndian)
	s := New(Limits{})
	for turn := range 4 {
		out, err := s.Preview(context.Background(), data, turn, 320)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(out, []byte("Exif")) {
			t.Error("metadata came through")
		}
		m, err := jpeg.Decode(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		b := m.Bounds()
		if want := [2]int{320, 200}; turn%2 == 0 && [2]int{b.Dx(), b.Dy()} != want || turn%2 == 1 && [2]int{b.Dy(), b.Dx()} != want {
			t.Errorf("turn %d is %v", turn, b)
		}
		got := []byte{name(m.At(10, 10)), name(m.At(b.Dx()-10, 10)), name(m.At(b.Dx()-10, b.Dy()-10)), name(m.At(10, b.Dy()-10))}
		for i := range 4 {
			// A quarter turn clockwise brings each corner to the next place.
			if got[(i+turn)%4] != names[i] {
				t.Errorf("turn %d: corners %s", turn, got)
				break
			}
		}
	}
	if out, err := s.Preview(context.Background(), data, 0, 5000); err != nil {
		t.Error(err)
	} else if c, _ := jpeg.DecodeConfig(bytes.NewReader(out)); c.Width != 640 {
		t.Errorf("enlarged to %d", c.Width)
	}
	for _, bad := range [][]byte{nil, []byte("text"), heic(), pngBomb(60000, 60000), data[:500]} {
		if _, err := s.Preview(context.Background(), bad, 0, 100); !errors.Is(err, ErrNoPreview) {
			t.Errorf("%d bytes: %v", len(bad), err)
		}
	}
	if _, err := s.Preview(context.Background(), data, 4, 100); err == nil {
		t.Error("turn 4 was taken")
	}
}

func TestPreviewOfPDF(t *testing.T) {
	needPoppler(t)
	s := New(Limits{})
	out, err := s.Preview(context.Background(), makePDF(2, "", ""), 1, 400)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := jpeg.DecodeConfig(bytes.NewReader(out)); err != nil || c.Width != 400 || c.Height > 300 {
		t.Errorf("%+v %v", c, err)
	}
}
