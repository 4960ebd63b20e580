package paddle

import (
	"cmp"
	"context"
	"errors"
	"image"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"prereview/internal/testlines"
	"prereview/ocr"
	"prereview/ocr/child"
)

// folder holds the runtime and the network: `make setup-test` puts them there.
func folder() string { return cmp.Or(os.Getenv("PREREVIEW_PADDLE"), "../../.tools/paddle") }

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

func open(t testing.TB, c child.Config) *Pool {
	t.Helper()
	c.Logger = slog.New(slog.DiscardHandler)
	p, err := Open(context.Background(), folder(), c)
	if err != nil {
		t.Fatalf("%v (make setup-test installs it)", err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func TestReadLines(t *testing.T) {
	p := open(t, child.Config{Children: 1})
	cases := []struct{ text, alphabet string }{
		{"辽宁省营口市大石桥市", ""},
		{"210882198703214519", "0123456789X"},
		{"统一社会信用代码", ""},
		{"2015.03.02-2035.03.02", ""},
		{"汉", ""},
	}
	var crops []ocr.Crop
	for _, c := range cases {
		crops = append(crops, ocr.Crop{Image: testlines.Draw(t, c.text, 36), Alphabet: c.alphabet})
	}
	blank := image.NewGray(image.Rect(0, 0, 300, 48))
	for i := range blank.Pix {
		blank.Pix[i] = 240
	}
	crops = append(crops, ocr.Crop{Image: blank}, ocr.Crop{Image: image.NewGray(image.Rect(0, 0, 3, 3))})
	lines, err := p.ReadLines(t.Context(), crops)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range lines {
		if i >= len(cases) {
			if l.Text != "" {
				t.Errorf("nothing drawn, read %q", l.Text)
			}
			continue
		}
		if l.Text != cases[i].text || l.Confidence < 0.5 || l.CPU <= 0 {
			t.Errorf("read %q (%.2f, %v), drawn %q", l.Text, l.Confidence, l.CPU, cases[i].text)
		}
		// The symbols stand in their order over where they were drawn.
		b := crops[i].Image.Bounds()
		for k, s := range l.Symbols {
			at, drawn := (s.Box.Min.X+s.Box.Max.X)/2, 9+36*k+18
			if strings.ContainsAny(cases[i].text, "0123456789") {
				drawn = at
			}
			if !s.Box.In(b) || max(at-drawn, drawn-at) > 18 {
				t.Errorf("%q: symbol %d at %v, drawn about %d", l.Text, k, s.Box, drawn)
			}
		}
	}
	// 86,096 to 95,588 KiB were seen: library, network and one line's tensors.
	if m := p.Stats().PeakRSS; m < 32<<20 || m > 400<<20 {
		t.Errorf("the child held %d bytes", m)
	}
}

func TestAlphabet(t *testing.T) {
	lines, err := open(t, child.Config{Children: 1}).ReadLines(t.Context(), []ocr.Crop{
		{Image: testlines.Draw(t, "1987年3月21日", 36), Alphabet: "0123456789"}, {Image: testlines.Draw(t, "1987", 36), Alphabet: "垚㐀"}})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Trim(lines[0].Text, "0123456789") != "" || !strings.HasPrefix(lines[0].Text, "1987") {
		t.Errorf("%q", lines[0].Text)
	}
	if strings.Trim(lines[1].Text, "垚㐀") != "" {
		t.Errorf("%q", lines[1].Text)
	}
}

func TestKnows(t *testing.T) {
	p := open(t, child.Config{Children: 1})
	for c, want := range map[string]bool{"汉": true, "1": true, "X": true, "坔": false, "郄": false, "": false} {
		if p.Knows(c) != want {
			t.Errorf("%q: %v", c, !want)
		}
	}
	if m := p.Models(); len(m) != 1 || len(m["PP-OCRv4"]) != 64 {
		t.Error(m)
	}
}

// What is missing, cut short or of another kind is named, with the sum it should have.
func TestOpenErrors(t *testing.T) {
	names := []string{libraryFile, networkFile, dictionaryFile}
	for _, name := range names {
		for fault, spoil := range map[string]func(file string) error{
			"missing": os.Remove,
			"cut":     func(file string) error { return os.Truncate(file, 1000) },
			"foreign": func(file string) error { return os.WriteFile(file, []byte("\x89PNG\r\n"), 0o600) },
			"folder":  func(file string) error { return errors.Join(os.Remove(file), os.Mkdir(file, 0o700)) },
		} {
			dir := t.TempDir()
			for _, n := range names {
				data, err := os.ReadFile(filepath.Join(folder(), n))
				if err == nil {
					err = os.WriteFile(filepath.Join(dir, n), data, 0o600)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := spoil(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
			p, err := Open(t.Context(), dir, child.Config{Children: 1})
			if err == nil {
				p.Close()
			}
			if err == nil || !strings.Contains(err.Error(), filepath.Join(dir, name)) || errors.Is(err, ErrMissing) != (fault == "missing") {
				t.Errorf("%s %s: %v", name, fault, err)
			}
			if slices.Contains([]string{"cut", "foreign"}, fault) && err != nil && !strings.Contains(err.Error(), sumOf(name)) {
				t.Errorf("%s %s: %v", name, fault, err)
			}
		}
	}
}

func TestDecode(t *testing.T) {
	n := &network{characters: []string{"", "一", "二", "１", " "}, classes: map[string]int{"一": 1, "二": 2, "１": 3, " ": 4}}
	s := &steps{classes: 5, width: 8}
	for _, row := range [][]float32{
		{.9, .1, 0, 0, 0}, {.1, .6, .3, 0, 0}, {0, .8, .2, 0, 0}, {.9, .1, 0, 0, 0}, {.2, .7, .1, 0, 0}, // 一, blank, 一
		{.1, 0, 0, .1, .8}, {.1, 0, 0, .9, 0}, // a space, １
	} {
		s.p = append(s.p, row...)
		s.count++
	}
	got := n.symbols(s, image.Rect(0, 0, 56, 48), nil)
	if len(got) != 3 || got[0].Text != "一" || got[1].Text != "一" || got[2].Text != "1" || got[2].Space != child.Blank || got[1].Space != child.NoSpace {
		t.Fatalf("%+v", got)
	}
	if c := got[0]; c.Confidence < .79 || c.Confidence > .81 || len(c.Choices) != 1 || c.Choices[0].Text != "二" {
		t.Errorf("%+v", c)
	}
	if got := n.symbols(s, image.Rect(0, 0, 56, 48), []int{2}); len(got) != 1 || got[0].Text != "二" {
		t.Errorf("%+v", got)
	}
}

func BenchmarkReadLines(b *testing.B) {
	p := open(b, child.Config{Children: 1, LinesPerChild: 1 << 30})
	for _, text := range []string{"汉", "辽宁省营口市大石桥市金桥"} {
		crops := []ocr.Crop{{Image: testlines.Draw(b, text, 32)}}
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				if _, err := p.ReadLines(context.Background(), crops); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}

// BenchmarkStart starts and ends a child; child-ms is the processor time it takes for that.
func BenchmarkStart(b *testing.B) {
	used := func() float64 {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u); err != nil {
			b.Fatal(err)
		}
		return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
	}
	before, peak := used(), int64(0)
	for b.Loop() {
		p, err := Open(context.Background(), folder(), child.Config{Children: 1, Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			b.Fatal(err)
		}
		peak = p.Stats().PeakRSS
		p.Close()
	}
	b.ReportMetric((used()-before)/float64(b.N), "child-ms")
	b.ReportMetric(float64(peak)/(1<<20), "child-MiB")
}
