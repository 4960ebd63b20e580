package peers

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"prereview/ocr"
)

// The test binary stands in for the Node process: it speaks the same protocol and dies or hangs when told.
func TestMain(m *testing.M) {
	if os.Getenv("FAKE_PEER") == "" {
		os.Exit(m.Run())
	}
	in := bufio.NewReader(os.Stdin)
	if os.Getenv("FAKE_PEER") == "broken" {
		fmt.Fprintln(os.Stderr, "Error: Cannot find package 'onnxruntime-node'\n    at somewhere")
		os.Exit(1)
	}
	fmt.Println(`{"ready": true}`)
	for {
		head, err := in.ReadBytes('\n')
		if err != nil {
			os.Exit(0)
		}
		var q struct{ File string }
		if err := json.Unmarshal(head, &q); err != nil {
			panic(err)
		}
		switch base := filepath.Base(q.File); {
		case base == "dies.jpg":
			fmt.Fprintln(os.Stderr, "Error: out of memory")
			os.Exit(3)
		case base == "hangs.jpg":
			time.Sleep(time.Hour)
		case base == "bad.jpg":
			fmt.Println(`{"error": "unsupported image format"}`)
		case base == "long.jpg":
			fmt.Printf(`{"lines": [{"text": "%s"}]}`+"\n", strings.Repeat("长", 1<<17))
		default:
			fmt.Println(`{"lines": [{"text": "姓名"}, {"text": "` + base + `"}]}`)
		}
	}
}

func fakePeer(t *testing.T, deadline time.Duration) *PPOCR {
	t.Helper()
	t.Setenv("FAKE_PEER", "1")
	p, err := openPPOCR(t.Context(), []string{os.Args[0]}, deadline)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// A picture on which the peer dies, hangs or gives up is an error of that picture; the next one is read.
func TestReadPage(t *testing.T) {
	p := fakePeer(t, 2*time.Second)
	for _, c := range []struct {
		file string
		err  error
		says string
	}{
		{"a.jpg", nil, ""},
		{"dies.jpg", ocr.ErrCrashed, "out of memory"},
		{"b.jpg", nil, ""},
		{"bad.jpg", nil, "unsupported image format"},
		{"hangs.jpg", ocr.ErrDeadline, "more than 2s"},
		{"c.jpg", nil, ""},
	} {
		lines, err := p.ReadPage(t.Context(), c.file)
		switch {
		case c.says == "" && (err != nil || !slices.Equal(lines, []string{"姓名", c.file})):
			t.Errorf("%s: %q, %v", c.file, lines, err)
		case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
			t.Errorf("%s: error %v, want one that says %q", c.file, err, c.says)
		case c.err != nil && !errors.Is(err, c.err):
			t.Errorf("%s: error %v, want %v", c.file, err, c.err)
		}
	}
	if lines, err := p.ReadPage(t.Context(), "long.jpg"); err != nil || len([]rune(lines[0])) != 1<<17 {
		t.Errorf("an answer longer than the buffer: %d lines, %v", len(lines), err)
	}
}

func TestOpenPPOCR(t *testing.T) {
	t.Setenv("FAKE_PEER", "broken")
	if _, err := openPPOCR(t.Context(), []string{os.Args[0]}, time.Second); err == nil || !strings.Contains(err.Error(), "Cannot find package 'onnxruntime-node'") {
		t.Errorf("a package is missing: %v", err)
	}
	dir := t.TempDir()
	node := filepath.Join(dir, "node")
	if err := os.WriteFile(node, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	if _, err := OpenPPOCR(t.Context(), dir, time.Second); err == nil || !strings.Contains(err.Error(), "make eval-peers") {
		t.Errorf("nothing installed: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := OpenPPOCR(t.Context(), ".", time.Second); err == nil || !strings.Contains(err.Error(), "Node.js") {
		t.Errorf("no node: %v", err)
	}
	if _, err := OpenTesseract(t.Context(), 0, time.Second); err == nil || !strings.Contains(err.Error(), "tesseract program cannot be run") {
		t.Errorf("no tesseract: %v", err)
	}
}
