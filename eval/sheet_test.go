package eval

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
)

// The sheet holds a panel for each document, with its pieces of picture; a picture that cannot be had leaves its place.
func TestSheet(t *testing.T) {
	pic, truth, err := corpus.Take(corpus.Dev, 3, filing.IDCardBack, corpus.Photo, 0)
	if err != nil {
		t.Fatal(err)
	}
	var s Score
	page := truth.Page
	s.Add(truth, filing.Document{Kind: filing.IDCardBack, Page: &page, Fields: map[string]filing.Field{"issuing_authority": {Value: "某市公安局", Confidence: .4}}})
	load := func(file string) ([]byte, error) {
		if file != truth.File {
			t.Errorf("asked for %q", file)
		}
		return pic.Data, nil
	}
	with, err := Sheet(s.Worst(1), load)
	if err != nil {
		t.Fatal(err)
	}
	without, err := Sheet(s.Worst(1), func(string) ([]byte, error) { return nil, errors.New("gone") })
	if err != nil {
		t.Fatal(err)
	}
	twice, err := Sheet(append(s.Worst(1), s.Worst(1)...), load)
	if err != nil {
		t.Fatal(err)
	}
	if w := with.Bounds().Dx(); w != sheetWidth || without.Bounds().Dx() != w {
		t.Errorf("%d wide", w)
	}
	if one, two := with.Bounds().Dy(), twice.Bounds().Dy(); two <= one || two > 2*one {
		t.Errorf("one document takes %d pixels, two %d", one, two)
	}
	count := func(img image.Image, c color.NRGBA) (n int) {
		for y := range img.Bounds().Dy() {
			for x := range sheetWidth {
				if img.(*image.NRGBA).NRGBAAt(x, y) == c {
					n++
				}
			}
		}
		return n
	}
	if n := count(with, red); n < 300 { // the outline found lies over the true one; wrong characters are red
		t.Errorf("%d red pixels", n)
	}
	if a, b := with.Bounds().Dy(), without.Bounds().Dy(); a <= b {
		t.Errorf("the picture takes no room: %d pixels with it, %d without", a, b)
	}
}

// The piece of picture shown is the printed line in which the first wrong character stands.
func TestLineOf(t *testing.T) {
	first, second := filing.Box{{0, 0}}, filing.Box{{1, 1}}
	r := Result{Truth: corpus.Truth{Boxes: map[string][]filing.Box{"address": {first, second}}, Lines: map[string][]string{"address": {"武汉市洪山区", "中山路"}}},
		Document: filing.Document{Fields: map[string]filing.Field{"composition": {Value: "x", Box: &second}}}}
	for _, c := range []struct {
		m    Mistake
		n    int
		want filing.Box
		ok   bool
	}{
		{Mistake{Field: "address", Want: "武汉市洪山区中山路"}, 5, first, true},
		{Mistake{Field: "address", Want: "武汉市洪山区中山路"}, 6, second, true},
		{Mistake{Field: "address", Want: "武汉市洪山区中山路"}, 9, second, true},
		{Mistake{Field: "composition"}, 0, second, true}, // invented: where it was read
		{Mistake{Field: "name", Want: "程"}, 0, filing.Box{}, false},
	} {
		if got, ok := lineOf(r, c.m, c.n); got != c.want || ok != c.ok {
			t.Errorf("%s %d: %v %v", c.m.Field, c.n, got, ok)
		}
	}
}
