package peers

import (
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"prereview/ocr"
)

// A program named tesseract that reports the picture it was given.
const fakeTesseract = `#!/bin/sh
case "$*" in
--list-langs) echo "List of available languages (2):"; echo chi_sim; echo osd;;
"stdin stdout -l chi_sim --psm 6")
	head -c 11; echo; echo "limit $OMP_THREAD_LIMIT"; echo
	cat >/dev/null
	if [ -e "$FAKE/dies" ]; then echo "Error in something" >&2; exit 1; fi
	if [ -e "$FAKE/hangs" ]; then exec sleep 60; fi;;
*) exit 9;;
esac
`

func TestTesseract(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "tesseract"), []byte(fakeTesseract), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("FAKE", dir)
	m := image.NewRGBA(image.Rect(0, 0, 200, 100))
	for i := range m.Pix {
		m.Pix[i] = 200
	}
	m.Set(0, 0, color.Black)
	file := filepath.Join(dir, "a.png")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(f, m), f.Close()); err != nil {
		t.Fatal(err)
	}
	for side, size := range map[int]string{0: "200 100", 300: "200 100", 100: "100 50"} {
		p, err := OpenTesseract(t.Context(), side, 10*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := p.ReadPage(t.Context(), file)
		if err != nil || len(lines) < 3 || !slices.Equal(lines[:2], []string{"P6", size}) || lines[len(lines)-1] != "limit 1" {
			t.Errorf("side %d: %q, %v", side, lines, err)
		}
	}
	p, err := OpenTesseract(t.Context(), 100, 500*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.ReadPage(t.Context(), filepath.Join(dir, "tesseract")); !errors.Is(err, image.ErrFormat) {
		t.Errorf("what is no picture: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "dies"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := p.ReadPage(t.Context(), file); err == nil || !strings.Contains(err.Error(), "Error in something") {
		t.Errorf("a program that fails: %v", err)
	}
	if err := os.Rename(filepath.Join(dir, "dies"), filepath.Join(dir, "hangs")); err != nil {
		t.Fatal(err)
	}
	if _, err := p.ReadPage(t.Context(), file); !errors.Is(err, ocr.ErrDeadline) {
		t.Errorf("a program that hangs: %v", err)
	}
}
