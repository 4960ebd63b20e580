package peers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"golang.org/x/image/draw"

	"prereview/ocr"
)

// Tesseract is the tesseract program with the stock Chinese model on the whole picture as one block of text, as its
// users call it: `tesseract PICTURE stdout -l chi_sim --psm 6`, on one thread. Safe for concurrent use.
type Tesseract struct {
	side     int // pixels of the picture's longer side when it is given to the program; 0 for the picture as it is
	deadline time.Duration
}

// OpenTesseract finds the program and its model. Pictures with a longer side than side pixels are made smaller first.
func OpenTesseract(ctx context.Context, side int, deadline time.Duration) (*Tesseract, error) {
	out, err := exec.CommandContext(ctx, "tesseract", "--list-langs").Output()
	if err != nil {
		return nil, fmt.Errorf("the tesseract program cannot be run: %w", err)
	}
	if !slices.Contains(strings.Fields(string(out)), "chi_sim") {
		return nil, errors.New("tesseract has no model chi_sim (Debian: tesseract-ocr-chi-sim)")
	}
	return &Tesseract{side: side, deadline: deadline}, nil
}

// ReadPage answers the lines of the program's text.
func (t *Tesseract) ReadPage(ctx context.Context, file string) ([]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	limited, cancel := context.WithTimeout(ctx, t.deadline)
	defer cancel()
	cmd := exec.CommandContext(limited, "tesseract", "stdin", "stdout", "-l", "chi_sim", "--psm", "6")
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.Stdin = bytes.NewReader(ppm(shrink(picture, t.side)))
	var complaint tail
	cmd.Stderr = &complaint
	cmd.WaitDelay = time.Second
	out, err := cmd.Output()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, fmt.Errorf("%w: tesseract took more than %s", ocr.ErrDeadline, t.deadline)
	case err != nil:
		return nil, fmt.Errorf("tesseract: %w: %s", err, complaint.last())
	}
	var lines []string
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// shrink makes a picture smaller, to a longer side of side pixels, in colour: Tesseract's own way to grey is its best.
func shrink(m image.Image, side int) *image.RGBA {
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	if long := max(w, h); side > 0 && long > side {
		w, h = max(1, w*side/long), max(1, h*side/long)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if w == b.Dx() && h == b.Dy() {
		draw.Draw(out, out.Bounds(), m, b.Min, draw.Src)
	} else {
		draw.CatmullRom.Scale(out, out.Bounds(), m, b, draw.Src, nil)
	}
	return out
}

// ppm is the format that costs neither side any time.
func ppm(m *image.RGBA) []byte {
	b := m.Bounds()
	out := fmt.Appendf(make([]byte, 0, 20+3*b.Dx()*b.Dy()), "P6\n%d %d\n255\n", b.Dx(), b.Dy())
	for i := 0; i+3 < len(m.Pix); i += 4 {
		out = append(out, m.Pix[i], m.Pix[i+1], m.Pix[i+2])
	}
	return out
}
