package scan

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"prereview/filing"
)

// Header is what the first bytes of an upload say about it.
type Header struct {
	MediaType   string // sniffed from the bytes
	Width       int    // pixels as stored, before orientation; 0 when the header has none (PDF, refused formats)
	Height      int
	Orientation int // EXIF 1..8; 1 when there is none
	Pages       int // of a PDF, 0 when not cheaply known; 1 for pictures
	Animated    bool
	Progressive bool // JPEG: decoding holds all coefficients
	Deep        bool // PNG: 16 bits a channel
}

// Inspect looks at the first bytes and the header only, under the default limits. Signals of severity block mean that
// the upload will not be decoded. Safe for concurrent use, panics on nothing, allocates little.
func Inspect(name string, data []byte) (Header, []filing.Signal) {
	return DefaultLimits().Inspect(name, data)
}

// Inspect is the function of the same name under these limits.
func (l Limits) Inspect(name string, data []byte) (Header, []filing.Signal) {
	l = l.withDefaults()
	h := Header{Orientation: 1, Pages: 1}
	if len(data) == 0 {
		return h, []filing.Signal{signal(filing.SignalEmptyFile, filing.Block, 0, "the file is empty (0 bytes)")}
	}
	h.MediaType = sniff(data)
	var out []filing.Signal
	if ext, want := promised(name); want != "" && want != h.MediaType {
		out = append(out, signal(filing.SignalExtension, filing.Advice, 0,
			"the name ends in %s but the bytes are %s", ext, formatName(h.MediaType)))
	}
	if int64(len(data)) > l.MaxBytes {
		return h, append(out, signal(filing.SignalTooLarge, filing.Block, float64(len(data)),
			"%d bytes, at most %d are read", len(data), l.MaxBytes))
	}
	ok := true
	switch h.MediaType {
	case mediaJPEG:
		ok = jpegHeader(data, &h)
	case mediaPNG:
		ok = pngHeader(data, &h)
	case mediaGIF:
		ok = gifHeader(data, &h)
	case mediaPDF:
		return h, append(out, l.inspectPDF(data, &h)...)
	default:
		return h, append(out, signal(filing.SignalFormat, filing.Block, 0,
			"the bytes are %s; JPEG, PNG, GIF and PDF are read", formatName(h.MediaType)))
	}
	if !ok || h.Width <= 0 || h.Height <= 0 {
		return h, append(out, signal(filing.SignalDecode, filing.Block, 0, "damaged %s header", formatName(h.MediaType)))
	}
	if px := int64(h.Width) * int64(h.Height); px > l.MaxPixels || max(h.Width, h.Height) > l.MaxSide {
		return h, append(out, signal(filing.SignalPixelBound, filing.Block, float64(px),
			"%d x %d pixels, at most %d and %d on a side are decoded", h.Width, h.Height, l.MaxPixels, l.MaxSide))
	}
	if h.Animated {
		out = append(out, signal(filing.SignalAnimated, filing.Advice, 0, "animated; only the first frame is read"))
	}
	return h, out
}

func (l Limits) inspectPDF(data []byte, h *Header) []filing.Signal {
	h.Pages = pdfPages(data)
	if pdfEncrypted(data) {
		// Whether it opens without a password shows only when it is rendered.
		return []filing.Signal{signal(filing.SignalPDFEncrypted, filing.Review, 0, "encrypted; it can be read only if it opens without a password")}
	}
	return l.pdfPagesSignal(h.Pages)
}

func (l Limits) pdfPagesSignal(n int) []filing.Signal {
	switch {
	case n > l.MaxPDFPages:
		return []filing.Signal{signal(filing.SignalPDFPages, filing.Block, float64(n), "%d pages, at most %d are accepted", n, l.MaxPDFPages)}
	case n > 1:
		return []filing.Signal{signal(filing.SignalPDFPages, filing.Advice, float64(n), "%d pages; only the first is read", n)}
	}
	return nil
}

func signal(code string, sev filing.Severity, score float64, format string, args ...any) filing.Signal {
	return filing.Signal{Code: code, Severity: sev, Score: score, Detail: fmt.Sprintf(format, args...)}
}

// blocked says that one of the signals forbids to go on.
func blocked(ss []filing.Signal) bool {
	for _, s := range ss {
		if s.Severity == filing.Block {
			return true
		}
	}
	return false
}

// jpegHeader walks the markers up to the first start of scan: ITU-T T.81, annex B.
func jpegHeader(data []byte, h *Header) bool {
	for i := 2; i+4 <= len(data); {
		if data[i] != 0xff {
			return false
		}
		m := data[i+1]
		if m == 0xff { // fill byte
			i++
			continue
		}
		if m == 0x01 || m >= 0xd0 && m <= 0xd8 { // markers that stand alone
			i += 2
			continue
		}
		n := int(binary.BigEndian.Uint16(data[i+2:]))
		if n < 2 || i+2+n > len(data) {
			return h.Width > 0
		}
		body := data[i+4 : i+2+n]
		switch {
		case m == 0xda || m == 0xd9:
			return h.Width > 0
		case m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != 0xcc:
			if len(body) < 6 {
				return false
			}
			h.Height, h.Width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
			h.Progressive = m == 0xc2
		case m == 0xe1:
			if tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok {
				if o := exifOrientation(tiff); o != 0 {
					h.Orientation = o
				}
			}
		}
		i += 2 + n
	}
	return h.Width > 0
}

// pngHeader reads IHDR and looks for an eXIf or acTL chunk before the pixels.
func pngHeader(data []byte, h *Header) bool {
	if len(data) < 33 || string(data[12:16]) != "IHDR" {
		return false
	}
	w, ht := binary.BigEndian.Uint32(data[16:]), binary.BigEndian.Uint32(data[20:])
	if w > 1<<31-1 || ht > 1<<31-1 {
		return false
	}
	h.Width, h.Height, h.Deep = int(w), int(ht), data[24] == 16
	for i, chunks := 33, 0; i+12 <= len(data) && chunks < 64; chunks++ {
		n := int64(binary.BigEndian.Uint32(data[i:]))
		if n > int64(len(data)-i-12) {
			break
		}
		switch string(data[i+4 : i+8]) {
		case "IDAT":
			return true
		case "acTL":
			h.Animated = true
		case "eXIf":
			if o := exifOrientation(data[i+8 : i+8+int(n)]); o != 0 {
				h.Orientation = o
			}
		}
		i += 12 + int(n)
	}
	return true
}

// gifHeader reads the logical screen and walks the blocks as far as a second picture.
func gifHeader(data []byte, h *Header) bool {
	if len(data) < 13 {
		return false
	}
	h.Width, h.Height = int(binary.LittleEndian.Uint16(data[6:])), int(binary.LittleEndian.Uint16(data[8:]))
	i := 13
	if data[10]&0x80 != 0 {
		i += 3 << (data[10]&7 + 1)
	}
	for frames := 0; i < len(data); {
		switch data[i] {
		case 0x21: // extension: label, then sub-blocks
			i += 2
		case 0x2c: // picture
			if frames++; frames > 1 {
				h.Animated = true
				return true
			}
			if i+10 > len(data) {
				return true
			}
			flags := data[i+9]
			i += 10
			if flags&0x80 != 0 {
				i += 3 << (flags&7 + 1)
			}
			i++ // LZW code size
		default:
			return true
		}
		for i < len(data) && data[i] != 0 {
			i += 1 + int(data[i])
		}
		i++
	}
	return true
}
