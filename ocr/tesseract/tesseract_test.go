package tesseract

import (
	"context"
	"encoding/json"
	"errors"
	"image"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"prereview/internal/testlines"
	"prereview/ocr"
	"prereview/ocr/child"
)

// TestMain lets this test binary be its own child.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "ocr-child" {
		if err := Child(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func stock(t testing.TB, c child.Config) *Pool {
	t.Helper()
	c.Logger = slog.New(slog.DiscardHandler)
	p, err := Open(context.Background(), Choice{Model: systemModel}, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func TestReadLines(t *testing.T) {
	p := stock(t, child.Config{Children: 2})
	cases := []struct{ text, alphabet string }{
		{"1987年3月21日", ""},
		{"210882198703214519", "0123456789X"},
		{"统一社会信用代码", ""},
		{"2015.03.02-2035.03.02", ""},
		{"210882198703214519", ""},
	}
	var crops []ocr.Crop
	for _, c := range cases {
		crops = append(crops, ocr.Crop{Image: testlines.Draw(t, c.text, 36), Alphabet: c.alphabet})
	}
	crops = append(crops, ocr.Crop{Image: image.NewGray(image.Rect(0, 0, 0, 0))}, ocr.Crop{Image: blank(200, 64)},
		ocr.Crop{Image: blank(3, 3)})
	lines, err := p.ReadLines(t.Context(), crops)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range lines {
		if i >= len(cases) {
			if l.Text != "" || l.Confidence != 0 {
				t.Errorf("nothing drawn, read %q", l.Text)
			}
			continue
		}
		if l.Text != cases[i].text {
			t.Errorf("read %q, drawn %q", l.Text, cases[i].text)
		}
		if l.Confidence < 0.2 || l.Confidence > 1 {
			t.Errorf("%q has confidence %g", l.Text, l.Confidence)
		}
		choices := 0
		for k, s := range l.Symbols {
			if s.Box.Empty() || !s.Box.In(crops[i].Image.Bounds()) {
				t.Errorf("%q: symbol %d in %v", l.Text, k, s.Box)
			}
			if k > 0 && s.Box.Max.X <= l.Symbols[k-1].Box.Min.X {
				t.Errorf("%q: symbol %d stands before the one before it", l.Text, k)
			}
			choices += len(s.Choices)
			if slices.ContainsFunc(s.Choices, func(c ocr.Choice) bool { return c.Text == s.Text || c.Confidence > 1-s.Confidence+1e-6 }) {
				t.Errorf("%q: choices %v", s.Text, s.Choices)
			}
		}
		if i == 0 && choices < len(l.Symbols) {
			t.Errorf("%q: %d choices for %d symbols", l.Text, choices, len(l.Symbols))
		}
	}
	if n := p.Stats().Lines; n != int64(len(crops)-1) {
		t.Errorf("%d lines counted", n)
	}
	if c := lines[0].CPU; c <= 0 || c > time.Minute {
		t.Errorf("reading a line took %v of processor time", c)
	}
	if m := p.Stats().PeakRSS; m < 4<<20 || m > 1<<30 {
		t.Errorf("the child held %d bytes", m)
	}
}

func TestAlphabet(t *testing.T) {
	p := stock(t, child.Config{Children: 1})
	img := testlines.Draw(t, "1987年3月21日", 36)
	for _, c := range []struct{ alphabet, want string }{{"0123456789", ""}, {"", "1987年3月21日"}} {
		lines, err := p.ReadLines(t.Context(), []ocr.Crop{{Image: img, Alphabet: c.alphabet}})
		if err != nil {
			t.Fatal(err)
		}
		if c.want != "" && lines[0].Text != c.want {
			t.Errorf("alphabet %q: %q", c.alphabet, lines[0].Text)
		}
		if c.alphabet != "" && strings.Trim(lines[0].Text, c.alphabet) != "" {
			t.Errorf("alphabet %q: %q", c.alphabet, lines[0].Text)
		}
	}
}

func TestBlock(t *testing.T) {
	a, b := testlines.Draw(t, "统一社会信用代码", 36), testlines.Draw(t, "210882198703214519", 36)
	page := blank(max(a.Rect.Dx(), b.Rect.Dx())+40, a.Rect.Dy()+b.Rect.Dy())
	for i, img := range []*image.Gray{a, b} {
		for y := range img.Rect.Dy() {
			copy(page.Pix[(i*a.Rect.Dy()+y)*page.Stride+20:], img.Pix[y*img.Stride:][:img.Rect.Dx()])
		}
	}
	lines, err := stock(t, child.Config{Children: 1}).ReadLines(t.Context(), []ocr.Crop{{Image: page, Block: true}, {Image: a}})
	if err != nil {
		t.Fatal(err)
	}
	if want := "统一社会信用代码\n210882198703214519"; lines[0].Text != want {
		t.Errorf("read %q", lines[0].Text)
	}
	if lines[1].Text != "统一社会信用代码" {
		t.Errorf("a line after a block: %q", lines[1].Text)
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ model, says string }{
		{"no_such", "no_such"},
		{"../chi_sim", "valid are"},
		{"chi_sim+eng", "valid are"},
		{filepath.Join(dir, "absent.traineddata"), "absent.traineddata"},
	} {
		p, err := Open(t.Context(), Choice{Model: c.model}, child.Config{Children: 1, Logger: slog.New(slog.DiscardHandler)})
		if err == nil {
			p.Close()
		}
		if err == nil || !strings.Contains(err.Error(), c.says) || errors.Is(err, ocr.ErrCrashed) || errors.Is(err, ocr.ErrDeadline) {
			t.Errorf("%q: %v", c.model, err)
		}
	}
}

// A child refuses a model that is not the one its parent checked.
func TestChildRefusesOtherModel(t *testing.T) {
	system, err := findModel(systemModel, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []setup{{Path: system.path, SHA256: "00"}, {Path: "/nonexistent.traineddata", SHA256: system.sha256}} {
		raw, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := openEngine(raw); err == nil {
			t.Errorf("%+v: opened", s)
		}
	}
}

func TestModels(t *testing.T) {
	p := stock(t, child.Config{Children: 1})
	if m := p.Models(); len(m["chi_sim"]) != 64 {
		t.Error(m)
	}
}

func BenchmarkReadLines(b *testing.B) {
	for _, c := range []struct {
		name, text string
		size       float64
	}{{"number-48px", "210882198703214519", 32}, {"address-48px", "辽宁省营口市大石桥市金桥", 32}, {"address-96px", "辽宁省营口市大石桥市金桥", 64}} {
		b.Run(c.name, func(b *testing.B) {
			p := stock(b, child.Config{Children: 1, LinesPerChild: 1 << 30})
			crops := []ocr.Crop{{Image: testlines.Draw(b, c.text, c.size)}}
			for b.Loop() {
				if _, err := p.ReadLines(context.Background(), crops); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		stock(b, child.Config{Children: 1}).Close()
	}
}

func blank(w, h int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 240
	}
	return img
}
