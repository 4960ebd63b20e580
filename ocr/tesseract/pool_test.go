package tesseract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"prereview/ocr"
)

// TestMain lets this test binary be its own child. In the child some alphabets are orders to misbehave.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "ocr-child" {
		beforeRead = misbehave
		if err := Child(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func misbehave(c ocr.Crop) {
	switch c.Alphabet {
	case "crash":
		fmt.Fprintln(os.Stderr, "last words")
		var p *int
		*p = 1
	case "hang":
		time.Sleep(time.Hour)
	case "spin":
		for begin := time.Now(); time.Since(begin) < time.Hour; {
		}
	case "nap":
		time.Sleep(300 * time.Millisecond)
	case "eat":
		var hoard [][]byte
		for {
			b := make([]byte, 64<<20)
			for i := 0; i < len(b); i += 4096 {
				b[i] = 1
			}
			hoard = append(hoard, b)
			_ = hoard
		}
	case "print":
		fmt.Print("not a frame")
		os.Stdout.Sync()
	}
}

func open(t testing.TB, c Config) *Pool {
	t.Helper()
	if c.Model == "" {
		c.Model = systemModel
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	p, err := Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func TestReadLines(t *testing.T) {
	p := open(t, Config{Children: 2})
	cases := []struct{ text, alphabet string }{
		{"1987年3月21日", ""},
		{"210882198703214519", "0123456789X"},
		{"统一社会信用代码", ""},
		{"2015.03.02-2035.03.02", ""},
		{"210882198703214519", ""},
	}
	var crops []ocr.Crop
	for _, c := range cases {
		crops = append(crops, ocr.Crop{Image: drawLine(t, c.text, 36), Alphabet: c.alphabet})
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
	p := open(t, Config{Children: 1})
	img := drawLine(t, "1987年3月21日", 36)
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
	a, b := drawLine(t, "统一社会信用代码", 36), drawLine(t, "210882198703214519", 36)
	page := blank(max(a.Rect.Dx(), b.Rect.Dx())+40, a.Rect.Dy()+b.Rect.Dy())
	for i, img := range []*image.Gray{a, b} {
		for y := range img.Rect.Dy() {
			copy(page.Pix[(i*a.Rect.Dy()+y)*page.Stride+20:], img.Pix[y*img.Stride:][:img.Rect.Dx()])
		}
	}
	lines, err := open(t, Config{Children: 1}).ReadLines(t.Context(), []ocr.Crop{{Image: page, Block: true}, {Image: a}})
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

func TestFaults(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&lockedWriter{w: &log}, nil))
	p := open(t, Config{Children: 1, Deadline: 700 * time.Millisecond, Logger: logger})
	img := drawLine(t, "1987年3月21日", 36)
	for _, c := range []struct {
		order string
		want  error
	}{{"crash", ocr.ErrCrashed}, {"hang", ocr.ErrDeadline}, {"spin", ocr.ErrDeadline}, {"eat", ocr.ErrCrashed}, {"print", nil}, {"crash", ocr.ErrCrashed}} {
		if c.order == "eat" {
			p.config.Deadline = 20 * time.Second
		}
		_, err := p.ReadLines(t.Context(), []ocr.Crop{{Image: img, Alphabet: c.order}})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.order, err)
		}
		lines, err := p.ReadLines(t.Context(), []ocr.Crop{{Image: img}})
		if err != nil || lines[0].Text != "1987年3月21日" {
			t.Errorf("after %s: %v %v", c.order, lines, err)
		}
	}
	if s := p.Stats(); s.Kills != 2 || s.Crashes != 3 || s.Lines != 7 {
		t.Errorf("%+v", s)
	}
	p.Close()
	if !strings.Contains(log.String(), "last words") || strings.Contains(log.String(), "1987") {
		t.Errorf("log: %s", log.String())
	}
}

func TestRecycle(t *testing.T) {
	p := open(t, Config{Children: 1, LinesPerChild: 2})
	img := drawLine(t, "21", 36)
	for range 3 {
		if _, err := p.ReadLines(t.Context(), []ocr.Crop{{Image: img}, {Image: img}}); err != nil {
			t.Fatal(err)
		}
	}
	if s := p.Stats(); s.Recycles != 3 || s.Crashes != 0 || s.Lines != 6 {
		t.Errorf("%+v", s)
	}
}

func TestConcurrent(t *testing.T) {
	p := open(t, Config{Children: 2, LinesPerChild: 5})
	texts := []string{"1987年3月21日", "210882198703214519", "2015.03.02"}
	var group sync.WaitGroup
	for i := range 6 {
		group.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			text := texts[i%3]
			if i == 5 {
				cancel() // must disturb nobody
			}
			lines, err := p.ReadLines(ctx, slices.Repeat([]ocr.Crop{{Image: drawLine(t, text, 32)}}, 4))
			if i == 5 {
				if !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
				return
			}
			if err != nil {
				t.Error(err)
			}
			for _, l := range lines {
				if l.Text != text {
					t.Errorf("%q, drawn %q", l.Text, text)
				}
			}
		})
	}
	group.Wait()
}

func TestCancelInTheMiddle(t *testing.T) {
	p := open(t, Config{Children: 1})
	img := drawLine(t, "21", 36)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := p.ReadLines(ctx, []ocr.Crop{{Image: img, Alphabet: "nap"}})
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) > 250*time.Millisecond {
		t.Errorf("%v after %v", err, time.Since(begin))
	}
	if lines, err := p.ReadLines(t.Context(), []ocr.Crop{{Image: img}}); err != nil || lines[0].Text != "21" {
		t.Errorf("%v %v", lines, err)
	}
	if s := p.Stats(); s.Kills+s.Crashes != 0 {
		t.Errorf("%+v", s)
	}
}

func TestCloseWhileBusy(t *testing.T) {
	p := open(t, Config{Children: 2})
	img := drawLine(t, "21", 36)
	failed := make(chan error, 1)
	go func() {
		_, err := p.ReadLines(context.Background(), slices.Repeat([]ocr.Crop{{Image: img, Alphabet: "hang"}}, 5))
		failed <- err
	}()
	time.Sleep(100 * time.Millisecond)
	begin := time.Now()
	p.Close()
	if d := time.Since(begin); d > 5*time.Second {
		t.Errorf("closing took %v", d)
	}
	if err := <-failed; !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if _, err := p.ReadLines(context.Background(), []ocr.Crop{{Image: img}}); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "x.traineddata")
	if err := os.WriteFile(foreign, bytes.Repeat([]byte("no model "), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	system, err := findModel(systemModel)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(system.path)
	if err != nil {
		t.Fatal(err)
	}
	short := filepath.Join(dir, "short.traineddata")
	if err := os.WriteFile(short, data[:100_000], 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		config Config
		says   string
	}{
		{Config{Model: "no_such"}, "no_such"},
		{Config{Model: "../chi_sim"}, "valid are"},
		{Config{Model: "chi_sim+eng"}, "valid are"},
		{Config{Model: filepath.Join(dir, "absent.traineddata")}, "absent.traineddata"},
		{Config{Model: foreign}, "x.traineddata"},
		{Config{Model: short}, "short.traineddata"},
		{Config{Children: -1}, "1 to 256"},
		{Config{Model: systemModel, Command: []string{"/bin/false"}}, "exit status 1"},
		{Config{Model: systemModel, Command: []string{"/bin/echo", "frames of another kind"}}, "malformed"},
		{Config{Model: systemModel, Command: []string{"/bin/sleep", "60"}, StartDeadline: 100 * time.Millisecond}, "deadline"},
		{Config{Model: systemModel, Command: []string{filepath.Join(dir, "absent")}}, "absent"},
	} {
		c.config.Logger = slog.New(slog.DiscardHandler)
		p, err := Open(t.Context(), c.config)
		if err == nil {
			p.Close()
		}
		if err == nil || !strings.Contains(err.Error(), c.says) || errors.Is(err, ocr.ErrCrashed) || errors.Is(err, ocr.ErrDeadline) {
			t.Errorf("%+v: %v", c.config, err)
		}
	}
}

func TestModels(t *testing.T) {
	p := open(t, Config{Children: 1})
	if m := p.Models(); len(m["chi_sim"]) != 64 {
		t.Error(m)
	}
}

func TestOversizeCrop(t *testing.T) {
	p := open(t, Config{Children: 1})
	wide := &image.Gray{Pix: make([]byte, 8*(maxSide+1)), Stride: maxSide + 1, Rect: image.Rect(0, 0, maxSide+1, 8)}
	for _, c := range []ocr.Crop{{}, {Image: wide}, {Image: blank(64, 64), Alphabet: "\xff"}} {
		if _, err := p.ReadLines(t.Context(), []ocr.Crop{c}); err == nil || errors.Is(err, ocr.ErrCrashed) {
			t.Error(err)
		}
	}
}

func BenchmarkReadLines(b *testing.B) {
	for _, c := range []struct {
		name, text string
		size       float64
	}{{"number-48px", "210882198703214519", 32}, {"address-48px", "辽宁省营口市大石桥市金桥", 32}, {"address-96px", "辽宁省营口市大石桥市金桥", 64}} {
		b.Run(c.name, func(b *testing.B) {
			p := open(b, Config{Children: 1, LinesPerChild: 1 << 30})
			crops := []ocr.Crop{{Image: drawLine(b, c.text, c.size)}}
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
		open(b, Config{Children: 1}).Close()
	}
}

type lockedWriter struct {
	mu sync.Mutex
	w  *bytes.Buffer
}

func (l *lockedWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

func blank(w, h int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 240
	}
	return img
}

// A process that is stopped wants no processor; one that computes does, and what it computed is counted.
func TestComputed(t *testing.T) {
	if !wantsProcessor(os.Getpid()) { // this very thread runs
		t.Error("a running process wants no processor")
	}
	before := computed(os.Getpid())
	for begin := time.Now(); time.Since(begin) < 5*time.Second && computed(os.Getpid())-before < 50*time.Millisecond; {
	}
	if d := computed(os.Getpid()) - before; d < 50*time.Millisecond {
		t.Errorf("computed %v", d)
	}
	if computed(1<<30) != 0 || wantsProcessor(1<<30) {
		t.Error("a process that is not there")
	}
}
