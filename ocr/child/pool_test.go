package child

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"prereview/ocr"
)

// TestMain lets this test binary be its own child.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "child" {
		if err := Serve(os.Stdin, os.Stdout, openEcho); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// echo is an engine that reads a crop's alphabet, one symbol a character; some are orders to misbehave.
type echo struct{}

func openEcho(setup json.RawMessage) (Engine, error) {
	if string(setup) != `"good"` {
		return nil, fmt.Errorf("setup %s", setup)
	}
	return echo{}, nil
}

func (echo) Read(c ocr.Crop) ([]Symbol, error) {
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
	var out []Symbol
	for _, r := range c.Alphabet {
		out = append(out, Symbol{Symbol: ocr.Symbol{Text: string(r), Confidence: 0.9}})
	}
	return out, nil
}

func open(t testing.TB, c Config) *Pool {
	t.Helper()
	c.Command = []string{os.Args[0], "child"}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	p, err := Open(context.Background(), c, "good")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// says is a crop that the echo reads as text.
func says(text string) ocr.Crop { return ocr.Crop{Image: blank(64, 48), Alphabet: text} }

func TestFaults(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&lockedWriter{w: &log}, nil))
	p := open(t, Config{Children: 1, Deadline: 700 * time.Millisecond, Logger: logger})
	for _, c := range []struct {
		order string
		want  error
	}{{"crash", ocr.ErrCrashed}, {"hang", ocr.ErrDeadline}, {"spin", ocr.ErrDeadline}, {"eat", ocr.ErrCrashed}, {"print", nil}, {"crash", ocr.ErrCrashed}} {
		if c.order == "eat" {
			p.config.Deadline = 20 * time.Second
		}
		_, err := p.ReadLines(t.Context(), []ocr.Crop{says(c.order)})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.order, err)
		}
		lines, err := p.ReadLines(t.Context(), []ocr.Crop{says("1987年3月21日")})
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
	for range 3 {
		if _, err := p.ReadLines(t.Context(), []ocr.Crop{says("21"), says("21")}); err != nil {
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
			lines, err := p.ReadLines(ctx, slices.Repeat([]ocr.Crop{says(text)}, 4))
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
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := p.ReadLines(ctx, []ocr.Crop{says("nap")})
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) > 250*time.Millisecond {
		t.Errorf("%v after %v", err, time.Since(begin))
	}
	if lines, err := p.ReadLines(t.Context(), []ocr.Crop{says("21")}); err != nil || lines[0].Text != "21" {
		t.Errorf("%v %v", lines, err)
	}
	if s := p.Stats(); s.Kills+s.Crashes != 0 {
		t.Errorf("%+v", s)
	}
}

func TestCloseWhileBusy(t *testing.T) {
	p := open(t, Config{Children: 2})
	failed := make(chan error, 1)
	go func() {
		_, err := p.ReadLines(context.Background(), slices.Repeat([]ocr.Crop{says("hang")}, 5))
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
	if _, err := p.ReadLines(context.Background(), []ocr.Crop{says("21")}); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
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

func TestOpenErrors(t *testing.T) {
	for _, c := range []struct {
		config Config
		setup  string
		says   string
	}{
		{Config{Children: -1}, "good", "1 to 256"},
		{Config{}, "bad", `setup "bad"`},
		{Config{Command: []string{"/bin/false"}}, "good", "exit status 1"},
		{Config{Command: []string{"/bin/echo", "frames of another kind"}}, "good", "malformed"},
		{Config{Command: []string{"/bin/sleep", "60"}, StartDeadline: 100 * time.Millisecond}, "good", "deadline"},
		{Config{Command: []string{"/nonexistent/child"}}, "good", "nonexistent"},
	} {
		c.config.Logger = slog.New(slog.DiscardHandler)
		if c.config.Command == nil {
			c.config.Command = []string{os.Args[0], "child"}
		}
		p, err := Open(t.Context(), c.config, c.setup)
		if err == nil {
			p.Close()
		}
		if err == nil || !strings.Contains(err.Error(), c.says) || errors.Is(err, ocr.ErrCrashed) || errors.Is(err, ocr.ErrDeadline) {
			t.Errorf("%+v: %v", c.config, err)
		}
	}
	if _, err := Open(t.Context(), Config{}, "good"); err == nil || !strings.Contains(err.Error(), "command") {
		t.Error(err)
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
