package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"prereview/filing"
	"prereview/samples"
)

// pngBomb is a small file that says it has 60,000 x 60,000 pixels.
func pngBomb() []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		binary.Write(&b, binary.BigEndian, uint32(len(data)))
		body := append([]byte(kind), data...)
		b.Write(body)
		binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(body))
	}
	var size [13]byte
	binary.BigEndian.PutUint32(size[0:], 60000)
	binary.BigEndian.PutUint32(size[4:], 60000)
	size[8], size[9] = 8, 2
	chunk("IHDR", size[:])
	chunk("IDAT", []byte{0x78, 0x9c, 3, 0, 0, 0, 0, 1})
	chunk("IEND", nil)
	return b.Bytes()
}

func deepPNG(t *testing.T) []byte {
	img := image.NewRGBA64(image.Rect(0, 0, 900, 600))
	for i := range img.Pix {
		img.Pix[i] = 0xe0
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func animation(t *testing.T) []byte {
	g := &gif.GIF{}
	for i := range 3 {
		m := image.NewPaletted(image.Rect(0, 0, 640, 480), color.Palette{color.White, color.Gray{uint8(40 * i)}})
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pdf is a document of that many blank pages; more is put into its trailer.
func pdf(pages int, more string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(s string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), s)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	kids := make([]string, pages)
	for i := range kids {
		kids[i] = fmt.Sprintf("%d 0 R", i+4)
	}
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", pages, strings.Join(kids, " ")))
	object("<</Filter/Standard/V 1/R 2/O<" + strings.Repeat("41", 32) + ">/U<" + strings.Repeat("42", 32) + ">/P -4>>")
	for range pages {
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, more, xref)
	return b.Bytes()
}

// cmykJPEG is a small page in the four inks of print shops; the standard library reads such files and writes none.
func cmykJPEG(t *testing.T) []byte {
	cmd := exec.Command("pdftoppm", "-jpegcmyk", "-singlefile", "-r", "30", "-", filepath.Join(t.TempDir(), "page"))
	cmd.Stdin = bytes.NewReader(pdf(1, ""))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v: %s", err, out)
	}
	b, err := os.ReadFile(cmd.Args[len(cmd.Args)-1] + ".jpg")
	if err != nil {
		t.Fatal(err)
	}
	if c, err := jpeg.DecodeConfig(bytes.NewReader(b)); err != nil || c.ColorModel != color.CMYKModel {
		t.Fatalf("no CMYK picture: %v", err)
	}
	return b
}

// Everything a stranger may send gets an answer that says what is wrong; nothing hangs, nothing dies, nothing is lost.
func TestHostileUploads(t *testing.T) {
	data, addr := filepath.Join(t.TempDir(), "data"), freeAddress(t)
	p := start(t, nil, "run", "--no-samples", "--data", data, "--listen", addr)
	ready(t, p, addr)
	api := newClient("http://"+addr, signIn.FindStringSubmatch(waitFor(t, p, "/sign-in#"))[1])

	good, err := fs.ReadFile(samples.FS, "individual/id-front.jpg")
	if err != nil {
		t.Fatal(err)
	}
	_, in, err := loadManifest(samples.FS, "individual/filing.json")
	if err != nil {
		t.Fatal(err)
	}
	form, err := json.Marshal(in.Form)
	if err != nil {
		t.Fatal(err)
	}
	create := func() string {
		var f filing.Filing
		if err := api.do(t.Context(), http.MethodPost, "/filings", bytes.NewReader(form), "application/json", &f); err != nil {
			t.Fatal(err)
		}
		return f.ID
	}
	upload := func(id, name string, body []byte) (uploaded, error) {
		var up uploaded
		err := api.do(t.Context(), http.MethodPut, "/filings/"+id+"/documents/id_card_front?name="+name, bytes.NewReader(body), "application/octet-stream", &up)
		return up, err
	}

	for _, tt := range []struct {
		name  string
		body  []byte
		check string // the finding that must say it, at upload and in the report; "" when nothing must be blocked
	}{
		{"text.jpg", []byte("this is not a picture\n"), "file-format-allowed"},
		{"truncated.jpg", good[:len(good)/3], "file-decode-failed"},
		{"bomb.png", pngBomb(), "file-size-too-large"},
		{"print.jpg", cmykJPEG(t), "img-pixels-low"},
		{"deep.png", deepPNG(t), ""},
		{"animated.gif", animation(t), ""},
		{"phone.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic\x00\x00\x00\x00"), "file-format-allowed"},
		{"locked.pdf", pdf(1, "/Encrypt 3 0 R/ID[<41><41>]"), "file-pdf-encrypted"},
		{"long.pdf", pdf(200, ""), "file-pdf-encrypted"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			id := create()
			up, err := upload(id, tt.name, tt.body)
			if err != nil {
				t.Fatalf("the upload is refused without a finding: %v", err)
			}
			said := func(where string, fs []filing.Finding) {
				for _, f := range fs {
					if f.Status == filing.Fail && strings.HasPrefix(f.Check, tt.check) && f.Message != "" {
						return
					}
				}
				t.Errorf("%s: no %s finding in %+v", where, tt.check, fs)
			}
			if tt.check != "" {
				said("upload", up.Findings)
			}
			if err := api.do(t.Context(), http.MethodPost, "/filings/"+id+"/submit", nil, "", nil); err != nil {
				t.Fatal(err)
			}
			r, err := api.wait(t.Context(), id, func(filing.Status) {})
			if err != nil {
				t.Fatal(err)
			}
			if tt.check != "" {
				said("report", r.Findings)
			}
			if r.Verdict == filing.VerdictPass {
				t.Error("it passes")
			}
			if n := len(r.Documents[0].Fields); n != 0 {
				t.Errorf("%d fields were read from it", n)
			}
		})
	}

	id := create()
	for name, tt := range map[string]struct {
		method, path string
		body         []byte
		want         []string
	}{
		"empty file":        {http.MethodPut, "/filings/" + id + "/documents/id_card_front?name=a.jpg", []byte{}, []string{"422", "empty"}},
		"unknown slot":      {http.MethodPut, "/filings/" + id + "/documents/passport?name=a.jpg", good, []string{"slot", "passport", "id_card_front"}},
		"too large":         {http.MethodPut, "/filings/" + id + "/documents/other?name=a.jpg", make([]byte, 20<<20+1), []string{"413", "20"}},
		"nothing submitted": {http.MethodPost, "/filings/" + id + "/submit", nil, []string{"422", "documents"}},
		"unknown filing":    {http.MethodGet, "/filings/" + filing.NewID() + "/report", nil, []string{"404"}},
		"no report yet":     {http.MethodGet, "/filings/" + id + "/report", nil, []string{"404", "not been submitted"}},
		"province":          {http.MethodPost, "/filings", []byte(strings.Replace(string(form), in.Form.Province, "火星", 1)), []string{"province", "广东"}},
		"missing field":     {http.MethodPost, "/filings", []byte(`{"kind":"enterprise","province":"广东","type":"first_filing","declared":{"principal":{},"site":{},"site_principal":{}}}`), []string{"declared.organisation.name", "declared.site.domains"}},
		"unknown field":     {http.MethodPost, "/filings", []byte(`{"kid":1}`), []string{"kid"}},
	} {
		t.Run(name, func(t *testing.T) {
			err := api.do(t.Context(), tt.method, tt.path, bytes.NewReader(tt.body), "", nil)
			if tt.method == http.MethodPost && len(tt.body) > 0 {
				err = api.do(t.Context(), tt.method, tt.path, bytes.NewReader(tt.body), "application/json", nil)
			}
			if err == nil {
				t.Fatal("accepted")
			}
			for _, w := range tt.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%q is not said in: %v", w, err)
				}
			}
		})
	}

	// Submitting twice is one run.
	if _, err := upload(id, "front.jpg", good); err != nil {
		t.Fatal(err)
	}
	if err := api.do(t.Context(), http.MethodPost, "/filings/"+id+"/submit", nil, "", nil); err != nil {
		t.Fatal(err)
	}
	if err := api.do(t.Context(), http.MethodPost, "/filings/"+id+"/submit", nil, "", nil); err == nil || !strings.Contains(err.Error(), "409") {
		t.Errorf("submitted twice: %v", err)
	}
	if r, err := api.wait(t.Context(), id, func(filing.Status) {}); err != nil || r.Run != 1 {
		t.Errorf("run %d, %v", r.Run, err)
	}

	// After all of it the process lives, and has logged no panic.
	ready(t, p, addr)
	if out := p.output(); strings.Contains(out, "panic") || strings.Contains(out, "goroutine") {
		t.Errorf("something panicked:\n%s", out)
	}
	for _, personal := range []string{string(in.Form.Declared.Principal.Name), string(in.Form.Declared.Principal.CertificateNumber), string(in.Form.Declared.Principal.Mobile)} {
		if strings.Contains(p.output(), personal) {
			t.Errorf("the log holds personal data")
		}
	}
	p.stop(t)
}
