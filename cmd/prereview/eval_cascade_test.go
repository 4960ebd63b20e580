package main

import (
	"context"
	"errors"
	"image"
	"strings"
	"testing"
	"time"

	"prereview/ocr"
)

// counting answers each crop with its width, and counts.
type counting struct {
	crops []ocr.Crop
	err   error
}

func (c *counting) ReadLines(_ context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	c.crops = append(c.crops, crops...)
	out := make([]ocr.Line, len(crops))
	for i, crop := range crops {
		out[i] = ocr.Line{Text: strings.Repeat("一", crop.Image.Bounds().Dx()), CPU: time.Millisecond}
	}
	return out, c.err
}

// A crop is read once, with what that cost; another, or the same under another alphabet, is read by itself.
func TestRememberedLines(t *testing.T) {
	reader := &counting{}
	m := remember(reader)
	crop := func(w int, shade uint8, alphabet string) ocr.Crop {
		whole := image.NewGray(image.Rect(0, 0, 9, 5)) // a crop may be a part of a wider picture
		for i := range whole.Pix {
			whole.Pix[i] = shade
		}
		return ocr.Crop{Image: whole.SubImage(image.Rect(1, 1, 1+w, 4)).(*image.Gray), Alphabet: alphabet}
	}
	for range 2 {
		lines, err := m.ReadLines(t.Context(), []ocr.Crop{crop(3, 7, ""), crop(4, 7, ""), crop(3, 7, "0"), crop(3, 8, ""), crop(3, 7, "")})
		if err != nil {
			t.Fatal(err)
		}
		for i, n := range []int{3, 4, 3, 3, 3} {
			if lines[i].Text != strings.Repeat("一", n) || lines[i].CPU != time.Millisecond {
				t.Errorf("line %d: %+v", i, lines[i])
			}
		}
	}
	if len(reader.crops) != 5 { // the same crop twice in one call is read twice
		t.Errorf("%d crops were read", len(reader.crops))
	}
	reader.err = errors.New("down")
	if _, err := m.ReadLines(t.Context(), []ocr.Crop{crop(5, 7, "")}); !errors.Is(err, reader.err) {
		t.Error(err)
	}
	if _, err := m.ReadLines(t.Context(), []ocr.Crop{crop(3, 7, "")}); err != nil {
		t.Errorf("what is remembered: %v", err)
	}
}

func TestDoubting(t *testing.T) {
	reader := &counting{}
	crops := []ocr.Crop{{Image: image.NewGray(image.Rect(0, 0, 3, 3))}, {Image: image.NewGray(image.Rect(0, 0, 3, 3)), Doubt: 0.98}, {Image: image.NewGray(image.Rect(0, 0, 3, 3)), Doubt: 2}}
	if _, err := (doubting{reader, 0.5}).ReadLines(t.Context(), crops); err != nil {
		t.Fatal(err)
	}
	if reader.crops[0].Doubt != 0 || reader.crops[1].Doubt != 0.5 || reader.crops[2].Doubt != 2 || crops[1].Doubt != 0.98 {
		t.Errorf("doubts %v and %v; the caller's %v", reader.crops[0].Doubt, reader.crops[1].Doubt, crops[1].Doubt)
	}
}

func TestCascadeFlags(t *testing.T) {
	for _, doubt := range []string{"0", "-1", "3", "NaN"} {
		if _, errs, code := run(t, nil, "eval", "readers", "--dir", smallCorpus(t), "--doubt="+doubt); code == 0 || !strings.Contains(errs, "--doubt") || !strings.Contains(errs, "more than 0, to 1") {
			t.Errorf("%s: status %d: %s", doubt, code, errs)
		}
	}
}
