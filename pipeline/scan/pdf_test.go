package scan

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"prereview/filing"
)

// pdfPad is the padding string of the standard security handler, ISO 32000-1, 7.6.3.3.
var pdfPad = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// makePDF writes a PDF of n pages of A4 with a dark rectangle on a pale one. With a user password it is encrypted
// (revision 2, RC4 of 40 bits); owner alone gives one that opens without a password.
func makePDF(n int, user, owner string) []byte {
	var b bytes.Buffer
	var offsets []int
	id := []byte("0123456789abcdef")
	var key []byte
	var o, u []byte
	if user != "" || owner != "" {
		pad := func(s string) []byte { return append([]byte(s), pdfPad...)[:32] }
		sum := md5.Sum(pad(owner))
		c, _ := rc4.NewCipher(sum[:5])
		o = make([]byte, 32)
		c.XORKeyStream(o, pad(user))
		h := md5.New()
		h.Write(pad(user))
		h.Write(o)
		h.Write([]byte{0xff, 0xff, 0xff, 0xff})
		h.Write(id)
		key = h.Sum(nil)[:5]
		c, _ = rc4.NewCipher(key)
		u = make([]byte, 32)
		c.XORKeyStream(u, pdfPad)
	}
	obj := func(num int, body string, stream []byte) {
		for len(offsets) <= num {
			offsets = append(offsets, 0)
		}
		offsets[num] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s", num, body)
		if stream != nil {
			if key != nil {
				k := binary.LittleEndian.AppendUint32(bytes.Clone(key), uint32(num))[:8]
				sum := md5.Sum(append(k, 0, 0))
				c, _ := rc4.NewCipher(sum[:10])
				c.XORKeyStream(stream, stream)
			}
			fmt.Fprintf(&b, "\nstream\n%s\nendstream", stream)
		}
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.4\n")
	obj(1, "<< /Type /Catalog /Pages 2 0 R >>", nil)
	kids := strings.Builder{}
	for i := range n {
		fmt.Fprintf(&kids, "%d 0 R ", 4+i)
	}
	obj(2, fmt.Sprintf("<< /Type /Pages /Kids [ %s] /Count %d >>", kids.String(), n), nil)
	draw := []byte("0.9 0.9 1 rg 100 300 400 252 re f 0.1 0.1 0.1 rg 140 400 200 40 re f 1 0 0 rg 400 330 60 60 re f")
	obj(3, fmt.Sprintf("<< /Length %d >>", len(draw)), draw)
	for i := range n {
		obj(4+i, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>", nil)
	}
	extra := ""
	if key != nil {
		obj(4+n, fmt.Sprintf("<< /Filter /Standard /V 1 /R 2 /O <%x> /U <%x> /P -1 >>", o, u), nil)
		extra = fmt.Sprintf(" /Encrypt %d 0 R", 4+n)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets))
	for _, off := range offsets[1:] {
		fmt.Fprintf(&b, "%010d 00000 n \n", off)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /ID [<%x> <%x>]%s >>\nstartxref\n%d\n%%%%EOF\n", len(offsets), id, id, extra, at)
	return b.Bytes()
}

func needPoppler(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("poppler-utils is not installed")
	}
}

func TestPDF(t *testing.T) {
	needPoppler(t)
	whole := makePDF(1, "", "")
	for _, c := range []struct {
		name     string
		data     []byte
		image    bool
		code     string
		severity filing.Severity
		inspect  filing.Severity // what the header alone says of that code, "" for nothing
	}{
		{"one page", whole, true, "", "", ""},
		{"rubbish before the header", append([]byte("\r\n\r\nrubbish\n"), whole...), true, "", "", ""},
		{"three pages", makePDF(3, "", ""), true, filing.SignalPDFPages, filing.Advice, filing.Advice},
		{"200 pages", makePDF(200, "", ""), false, filing.SignalPDFPages, filing.Block, filing.Block},
		{"password", makePDF(1, "secret", "owner"), false, filing.SignalPDFEncrypted, filing.Block, filing.Review},
		{"cut", whole[:200], false, filing.SignalDecode, filing.Block, ""},
		{"header only", []byte("%PDF-1.7\n"), false, filing.SignalDecode, filing.Block, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			find := func(ss []filing.Signal) filing.Severity {
				for _, s := range ss {
					if s.Code == c.code {
						return s.Severity
					}
				}
				return ""
			}
			_, quick := Inspect("a.pdf", c.data)
			if got := find(quick); c.code != "" && got != c.inspect {
				t.Errorf("Inspect says %s %q, want %q", c.code, got, c.inspect)
			}
			page, sigs := New(Limits{}).Scan(context.Background(), "a.pdf", c.data)
			if (page.Image != nil) != c.image {
				t.Fatalf("image %v, %v", page.Image != nil, sigs)
			}
			if got := find(sigs); got != c.severity {
				t.Errorf("Scan says %s %q, want %q: %v", c.code, got, c.severity, sigs)
			}
			if c.image && (page.Width < 1600 || page.Height < page.Width) {
				t.Errorf("rendered as %d x %d", page.Width, page.Height)
			}
		})
	}
}

func TestPDFOpensWithoutPassword(t *testing.T) {
	needPoppler(t)
	data := makePDF(1, "", "owner")
	page, sigs := New(Limits{}).Scan(context.Background(), "a.pdf", data)
	if page.Image == nil {
		t.Fatalf("not read: %v", sigs)
	}
	for _, s := range sigs {
		if s.Code == filing.SignalPDFEncrypted {
			t.Errorf("it was read, yet %v", s)
		}
	}
}

func TestPDFTooSlow(t *testing.T) {
	needPoppler(t)
	s := New(Limits{PDFTimeout: time.Millisecond})
	start := time.Now()
	page, sigs := s.Scan(context.Background(), "a.pdf", makePDF(1, "", ""))
	if page.Image != nil || len(sigs) != 1 || sigs[0].Code != filing.SignalDecode {
		t.Errorf("image %v, %v", page.Image != nil, sigs)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestPDFMemoryLimit(t *testing.T) {
	needPoppler(t)
	page, sigs := New(Limits{PDFMemory: 8 << 20}).Scan(context.Background(), "a.pdf", makePDF(1, "", ""))
	if page.Image != nil || !blocked(sigs) {
		t.Errorf("drawn within 8 MiB: %v", sigs)
	}
}

func TestPDFCancelled(t *testing.T) {
	needPoppler(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if page, _ := New(Limits{}).Scan(ctx, "a.pdf", makePDF(1, "", "")); page.Image != nil {
		t.Error("a page came out of a cancelled scan")
	}
	if _, err := New(Limits{}).Preview(ctx, makePDF(1, "", ""), 0, 300); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestPDFPageCount(t *testing.T) {
	for _, n := range []int{1, 3, 200, 1000} {
		if got := pdfPages(makePDF(n, "", "")); got != n {
			t.Errorf("%d pages counted as %d", n, got)
		}
	}
	if got := pdfPages([]byte("%PDF-1.4 /Pages /Count")); got != 0 {
		t.Error(got)
	}
}
