package scan

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"prereview/filing"
)

const (
	// pdfSide is the longest side of a rendered page in pixels: A4 at 300 dpi.
	pdfSide   = 3508
	pdfPixels = pdfSide * pdfSide
)

var errPDFPassword = errors.New("password needed")

// renderPDF draws the first page.
func (s *Scanner) renderPDF(ctx context.Context, data []byte) (picture, []filing.Signal, error) {
	outer := ctx
	ctx, cancel := context.WithTimeout(ctx, s.limits.PDFTimeout)
	defer cancel()
	fail := func(err error) (picture, []filing.Signal, error) {
		switch {
		case outer.Err() != nil:
			return nil, nil, outer.Err()
		case errors.Is(err, errPDFPassword):
			return nil, []filing.Signal{signal(filing.SignalPDFEncrypted, filing.Block, 0, "the PDF needs a password")}, nil
		case ctx.Err() != nil:
			return nil, []filing.Signal{signal(filing.SignalDecode, filing.Block, 0, "the PDF took longer than %v to draw", s.limits.PDFTimeout)}, nil
		case errors.Is(err, exec.ErrNotFound):
			return nil, []filing.Signal{signal(filing.SignalFormat, filing.Block, 0, "PDF is not read here: %v", err)}, nil
		}
		return nil, []filing.Signal{signal(filing.SignalDecode, filing.Block, 0, "damaged PDF: %v", err)}, nil
	}
	pages, long, err := s.pdfInfo(ctx, data)
	if err != nil {
		return fail(err)
	}
	sigs := s.limits.pdfPagesSignal(pages)
	if blocked(sigs) {
		return nil, sigs, nil
	}
	// 300 dpi, but neither so little that a small page cannot be read nor more than is bounded.
	side := min(max(int(long/72*300), 1600), pdfSide)
	ppm, err := s.poppler(ctx, data, pdfPixels*3+64, "pdftoppm", "-f", "1", "-l", "1", "-singlefile", "-scale-to", strconv.Itoa(side), "-")
	if err != nil {
		return fail(err)
	}
	pic, err := parsePPM(ppm)
	if err != nil {
		return fail(err)
	}
	return pic, sigs, nil
}

// pdfInfo answers the number of pages and the longer side of the first one in points.
func (s *Scanner) pdfInfo(ctx context.Context, data []byte) (pages int, long float64, err error) {
	out, err := s.poppler(ctx, data, 64<<10, "pdfinfo", "-f", "1", "-l", "1", "-")
	if err != nil {
		return 0, 0, err
	}
	for line := range strings.Lines(string(out)) {
		key, val, _ := strings.Cut(line, ":")
		switch {
		case key == "Pages":
			pages, _ = strconv.Atoi(strings.TrimSpace(val))
		case strings.HasPrefix(key, "Page") && strings.HasSuffix(key, "size"):
			var w, h float64
			if _, err := fmt.Sscanf(strings.TrimSpace(val), "%f x %f", &w, &h); err == nil {
				long = max(w, h)
			}
		}
	}
	if pages < 1 {
		return 0, 0, errors.New("it has no pages")
	}
	return pages, long, nil
}

// poppler runs one of poppler's programs on the bytes, which it gets on its standard input so that nothing personal is
// written to a disk, and answers its standard output. The child has its own process group, killed as one when the
// context ends, and is limited by the shell that becomes it in address space and processor time.
func (s *Scanner) poppler(ctx context.Context, data []byte, most int64, name string, args ...string) ([]byte, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return nil, err
	}
	script := fmt.Sprintf(`ulimit -v %d && ulimit -t %d && ulimit -c 0 && exec "$@"`,
		s.limits.PDFMemory>>10, int(s.limits.PDFTimeout/time.Second)+1)
	cmd := exec.CommandContext(ctx, "/bin/sh", append([]string{"-c", script, "sh", path}, args...)...)
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C", "HOME=/nonexistent"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	cmd.Stdin = bytes.NewReader(data)
	stdout := &cappedBuffer{most: most}
	stderr := &cappedBuffer{most: 4 << 10, quiet: true}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	if err := cmd.Run(); err != nil {
		if bytes.Contains(stderr.Bytes(), []byte("Incorrect password")) {
			return nil, errPDFPassword
		}
		// The child's words may quote the document; only how it ended goes on.
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return stdout.Bytes(), nil
}

// cappedBuffer refuses to grow over its limit, or quietly drops the rest.
type cappedBuffer struct {
	bytes.Buffer
	most  int64
	quiet bool
}

func (b *cappedBuffer) Write(p []byte) (int, error) {
	if room := b.most - int64(b.Len()); int64(len(p)) > room {
		if !b.quiet {
			return 0, errors.New("more output than expected")
		}
		b.Buffer.Write(p[:max(room, 0)])
		return len(p), nil
	}
	return b.Buffer.Write(p)
}

// parsePPM reads what pdftoppm writes: binary PPM, 8 bits.
func parsePPM(b []byte) (picture, error) {
	r := bufio.NewReader(bytes.NewReader(b))
	var magic string
	var w, h, top int
	if _, err := fmt.Fscan(r, &magic, &w, &h, &top); err != nil || magic != "P6" || top != 255 {
		return nil, errors.New("no picture came of it")
	}
	if _, err := r.ReadByte(); err != nil || w <= 0 || h <= 0 || int64(w)*int64(h) > pdfPixels {
		return nil, errors.New("no picture came of it")
	}
	p := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio444)
	row := make([]byte, 3*w)
	for y := range h {
		if _, err := io.ReadFull(r, row); err != nil {
			return nil, errors.New("the picture is cut short")
		}
		o := y * p.YStride
		for x := range w {
			p.Y[o+x], p.Cb[o+x], p.Cr[o+x] = color.RGBToYCbCr(row[3*x], row[3*x+1], row[3*x+2])
		}
	}
	return p, nil
}

var encryptEntry = regexp.MustCompile(`^/Encrypt\s*(\d+\s+\d+\s+R|<<)`)

// pdfEncrypted looks for the trailer's /Encrypt entry.
func pdfEncrypted(data []byte) bool {
	for {
		i := bytes.Index(data, []byte("/Encrypt"))
		if i < 0 {
			return false
		}
		if encryptEntry.Match(data[i:min(len(data), i+64)]) {
			return true
		}
		data = data[i+8:]
	}
}

// pdfPages is the largest /Count of the page tree's nodes that lie uncompressed in the file; 0 when none does.
func pdfPages(data []byte) int {
	most, tries := 0, 0
	for rest := data; tries < 1000; tries++ {
		i := bytes.Index(rest, []byte("/Pages"))
		if i < 0 {
			break
		}
		at := len(data) - len(rest) + i
		from := max(bytes.LastIndex(data[max(0, at-8192):at], []byte(" obj")), 0) + max(0, at-8192)
		obj := data[from:min(len(data), at+32768)]
		if end := bytes.Index(obj, []byte("endobj")); end >= 0 {
			obj = obj[:end]
		}
		if j := bytes.Index(obj, []byte("/Count")); j >= 0 && bytes.Contains(obj, []byte("/Kids")) {
			var n int
			if _, err := fmt.Sscan(string(obj[j+6:min(len(obj), j+18)]), &n); err == nil && n > most && n < 1<<24 {
				most = n
			}
		}
		rest = rest[i+6:]
	}
	return most
}
