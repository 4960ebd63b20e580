package corpus

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"math/rand/v2"

	"prereview/filing"
)

// Flaw is something wrong with a file or a picture. The zero Flaw is none.
type Flaw struct {
	Kind   FlawKind
	Format string  // media type of a file that is no picture
	Amount float64 // bytes, pixels, pages, degrees, or a share, as the kind says
}

// FlawKind is one of the Flaw* words.
type FlawKind string

const (
	// Of the file.
	FlawFormat    FlawKind = "format"    // another format than is read: Format
	FlawTruncated FlawKind = "truncated" // Amount: the share that is left
	FlawEmpty     FlawKind = "empty"
	FlawPadded    FlawKind = "padded"    // Amount: bytes that the file is made to have
	FlawSqueezed  FlawKind = "squeezed"  // Amount: bytes that the file has at most
	FlawEncrypted FlawKind = "encrypted" // a PDF that asks for a password
	FlawPages     FlawKind = "pages"     // a PDF of Amount pages
	FlawAnimated  FlawKind = "animated"  // a GIF of Amount frames

	// Of the picture.
	FlawFew    FlawKind = "few_pixels" // Amount: pixels of the longer side
	FlawBlur   FlawKind = "blur"       // Amount: thousandths of the longer side that a point is spread over
	FlawGlare  FlawKind = "glare"      // Amount: the share of the page that is washed out
	FlawDark   FlawKind = "dark"       // Amount: what is left of the light
	FlawBright FlawKind = "bright"     // Amount: how often the light
	FlawGrey   FlawKind = "grey"
	FlawCut    FlawKind = "cut"   // Amount: the share of the page that is cut off
	FlawSkew   FlawKind = "skew"  // Amount: degrees
	FlawSmall  FlawKind = "small" // Amount: the share of the picture's side that the old picture takes
	FlawTwice  FlawKind = "twice" // two cards in one picture
)

// report says of the document what a perfect eye sees of the flaw.
func (f Flaw) report(d *filing.Document) {
	tell := func(code string, sev filing.Severity) {
		d.Signals = append(d.Signals, filing.Signal{Code: code, Severity: sev, Score: f.Amount, Detail: "planted"})
	}
	gone := func(code string) {
		tell(code, filing.Block)
		d.Kind, d.KindConfidence, d.Page, d.Fields = filing.Unreadable, 0, nil, map[string]filing.Field{}
		d.Width, d.Height = 0, 0
	}
	switch f.Kind {
	case FlawFormat:
		d.MediaType = f.Format
		gone(filing.SignalFormat)
	case FlawTruncated:
		gone(filing.SignalDecode)
	case FlawEmpty:
		d.Size, d.MediaType = 0, ""
		gone(filing.SignalEmptyFile)
	case FlawPadded, FlawSqueezed:
		d.Size = int64(f.Amount)
	case FlawEncrypted:
		d.MediaType = "application/pdf"
		gone(filing.SignalPDFEncrypted)
	case FlawPages:
		d.MediaType = "application/pdf"
		gone(filing.SignalPDFPages)
	case FlawAnimated:
		d.MediaType = "image/gif"
		tell(filing.SignalAnimated, filing.Advice)
	case FlawFew:
		small := f.Amount / float64(d.Width)
		d.Width, d.Height = int(f.Amount), int(f.Amount/1.5)
		for i := range d.Page {
			d.Page[i][0], d.Page[i][1] = d.Page[i][0]*small, d.Page[i][1]*small
		}
		if f.Amount < 400 {
			tell(filing.SignalPixelsLow, filing.Block)
		}
	case FlawBlur:
		tell(filing.SignalBlur, filing.Block)
	case FlawGlare:
		tell(filing.SignalGlare, filing.Review)
	case FlawDark:
		tell(filing.SignalDark, filing.Review)
	case FlawBright:
		tell(filing.SignalBright, filing.Review)
	case FlawGrey:
		tell(filing.SignalColourless, filing.Block)
	case FlawCut:
		tell(filing.SignalCutBorder, filing.Block)
	case FlawSkew:
		tell(filing.SignalSkew, filing.Advice)
	case FlawSmall:
		tell(filing.SignalSmallInFrame, filing.Advice)
	case FlawTwice:
		tell(filing.SignalSeveralPages, filing.Review)
	}
}

// magic is how files of the formats that are not read begin.
var magic = map[string]string{
	"image/bmp": "BM\x36\x10\x0e\x00\x00\x00\x00\x00\x36\x00\x00\x00", "image/tiff": "II*\x00\x08\x00\x00\x00", "image/webp": "RIFF\x24\x10\x00\x00WEBPVP8 ",
	"image/heic": "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "image/avif": "\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif", "application/zip": "PK\x03\x04\x14\x00\x00\x00\x08\x00",
	"application/vnd.openxmlformats": "PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\x00\x00\x00\x00[Content_Types].xml", "text/plain": "营业执照扫描件见附件\r\n",
	"text/html": "<!DOCTYPE html><html><body>404</body></html>", "image/svg+xml": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "video/mp4": "\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2",
	"image/vnd.adobe.photoshop": "8BPS\x00\x01\x00\x00", "application/vnd.rar": "Rar!\x1a\x07\x01\x00",
}

// onFile does to the bytes of a picture what is wrong with the file.
func (f Flaw) onFile(r *rand.Rand, p Picture) (Picture, error) {
	switch f.Kind {
	case FlawFormat:
		head := []byte(magic[f.Format])
		if f.Format[:4] != "text" && f.Format != "image/svg+xml" {
			for range 220_000 { // no such file is tiny
				head = append(head, byte(r.IntN(256)))
			}
		}
		return Picture{Data: head}, nil
	case FlawTruncated:
		p.Data = p.Data[:int(float64(len(p.Data))*f.Amount)]
	case FlawEmpty:
		return Picture{Data: []byte{}}, nil
	case FlawPadded:
		for grow := int(f.Amount) - len(p.Data); grow > 0; grow -= 65537 { // comments that no viewer shows
			c := bytes.Repeat([]byte{' '}, min(grow, 65533))
			p.Data = append(p.Data[:2:2], append(appendSegment(nil, 0xfe, c), p.Data[2:]...)...)
		}
	case FlawEncrypted:
		return Picture{Data: plainPDF(1, "/Encrypt << /Filter /Standard /V 1 /R 2 /O ("+filler(r, 32)+") /U ("+filler(r, 32)+") /P -4 >>")}, nil
	case FlawPages:
		return Picture{Data: plainPDF(int(f.Amount), "")}, nil
	case FlawAnimated:
		img, _, err := image.Decode(bytes.NewReader(p.Data))
		if err != nil {
			return p, err
		}
		return animate(img, int(f.Amount))
	}
	return p, nil
}

func filler(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = 'a' + byte(r.IntN(26))
	}
	return string(b)
}

// plainPDF has n empty pages and, in its trailer, what is asked for.
func plainPDF(n int, trailer string) []byte {
	var b bytes.Buffer
	offsets := []int{}
	object := func(format string, a ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(offsets)}, a...)...)
	}
	b.WriteString("%PDF-1.4\n% " + specimenNote + "\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids bytes.Buffer
	for i := range n {
		fmt.Fprintf(&kids, "%d 0 R ", 3+i)
	}
	object("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), n)
	for range n {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /ID [<00> <00>] %s >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, trailer, at)
	return b.Bytes()
}

// animate makes a GIF whose first frame is the picture.
func animate(img image.Image, frames int) (Picture, error) {
	var one bytes.Buffer
	if err := gif.Encode(&one, img, &gif.Options{NumColors: 256}); err != nil {
		return Picture{}, err
	}
	first, err := gif.Decode(bytes.NewReader(one.Bytes()))
	if err != nil {
		return Picture{}, err
	}
	pal := first.(*image.Paletted)
	g := &gif.GIF{Image: []*image.Paletted{pal}, Delay: []int{50}, Config: image.Config{ColorModel: pal.Palette, Width: pal.Rect.Dx(), Height: pal.Rect.Dy()}}
	for range frames - 1 {
		g.Image, g.Delay = append(g.Image, image.NewPaletted(image.Rect(0, 0, 8, 8), pal.Palette)), append(g.Delay, 50)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		return Picture{}, err
	}
	return Picture{b.Bytes(), pal.Rect.Dx(), pal.Rect.Dy()}, nil
}
