package scan

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Media types that are read.
const (
	mediaJPEG = "image/jpeg"
	mediaPNG  = "image/png"
	mediaGIF  = "image/gif"
	mediaPDF  = "application/pdf"
)

// magics are formats recognised by a prefix, the accepted ones and those that are named in the refusal.
var magics = []struct{ prefix, media string }{
	{"\xff\xd8\xff", mediaJPEG},
	{"\x89PNG\r\n\x1a\n", mediaPNG},
	{"GIF87a", mediaGIF},
	{"GIF89a", mediaGIF},
	{"BM", "image/bmp"},
	{"II*\x00", "image/tiff"},
	{"MM\x00*", "image/tiff"},
	{"II+\x00", "image/tiff"},
	{"8BPS", "image/vnd.adobe.photoshop"},
	{"\xff\x0a", "image/jxl"},
	{"\x00\x00\x00\x0cJXL \r\n\x87\n", "image/jxl"},
	{"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"},
	{"\x00\x00\x01\x00", "image/x-icon"},
	{"Rar!\x1a\x07", "application/vnd.rar"},
	{"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"},
	{"\x1f\x8b", "application/gzip"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"},
	{"MZ", "application/vnd.microsoft.portable-executable"},
	{"\x7fELF", "application/x-executable"},
}

// formatNames is how a refusal calls a format.
var formatNames = map[string]string{
	"image/heic": "HEIC", "image/avif": "AVIF", "image/webp": "WebP", "image/bmp": "BMP", "image/tiff": "TIFF",
	"image/vnd.adobe.photoshop": "Photoshop", "image/jxl": "JPEG XL", "image/jp2": "JPEG 2000", "image/x-icon": "ICO",
	"image/svg+xml": "SVG", "text/html": "HTML", "text/xml": "XML", "text/plain": "text", "application/zip": "ZIP archive",
	"application/vnd.rar": "RAR archive", "application/x-7z-compressed": "7z archive", "application/gzip": "gzip archive",
	"application/x-ole-storage":      "old Office document",
	"application/vnd.openxmlformats": "Office document", "application/ofd": "OFD",
	"application/vnd.microsoft.portable-executable": "Windows program", "application/x-executable": "program",
	"video/mp4": "video", mediaJPEG: "JPEG", mediaPNG: "PNG", mediaGIF: "GIF", mediaPDF: "PDF",
}

// heicBrands are the ISO base media brands of HEIF files coded with HEVC, which is what phones write.
var heicBrands = []string{"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"}

// sniff names the format by its bytes; "application/octet-stream" when it is none that is known.
func sniff(data []byte) string {
	s := string(data[:min(len(data), 32)])
	for _, m := range magics {
		if strings.HasPrefix(s, m.prefix) {
			return m.media
		}
	}
	if len(s) >= 12 {
		switch {
		case s[:4] == "RIFF" && s[8:12] == "WEBP":
			return "image/webp"
		case s[4:8] == "ftyp":
			return sniffFtyp(data)
		case s[:4] == "PK\x03\x04":
			return sniffZip(data)
		}
	}
	// The PDF reference allows rubbish before the header within the first kilobyte.
	if bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return mediaPDF
	}
	return sniffText(data)
}

func sniffFtyp(data []byte) string {
	head := data[8:min(len(data), 64)]
	if bytes.Contains(head, []byte("avif")) || bytes.Contains(head, []byte("avis")) {
		return "image/avif"
	}
	for _, b := range heicBrands {
		if bytes.Contains(head, []byte(b)) {
			return "image/heic"
		}
	}
	return "video/mp4"
}

func sniffZip(data []byte) string {
	head := data[:min(len(data), 4096)]
	switch {
	case bytes.Contains(head, []byte("OFD.xml")):
		return "application/ofd"
	case bytes.Contains(head, []byte("[Content_Types].xml")):
		return "application/vnd.openxmlformats"
	}
	return "application/zip"
}

func sniffText(data []byte) string {
	head := data[:min(len(data), 512)]
	low := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff")))
	switch {
	case strings.HasPrefix(low, "<svg"), strings.HasPrefix(low, "<?xml") && strings.Contains(low, "<svg"):
		return "image/svg+xml"
	case strings.HasPrefix(low, "<!doctype html"), strings.HasPrefix(low, "<html"):
		return "text/html"
	case strings.HasPrefix(low, "<?xml"):
		return "text/xml"
	}
	for _, b := range head {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			return "application/octet-stream"
		}
	}
	if utf8.Valid(head) || asciiShare(head) > 0.7 {
		return "text/plain"
	}
	return "application/octet-stream"
}

// asciiShare lets text in GBK, and UTF-8 cut inside a character, still be called text.
func asciiShare(b []byte) float64 {
	n := 0
	for _, c := range b {
		if c < 0x80 {
			n++
		}
	}
	return float64(n) / float64(max(len(b), 1))
}

func formatName(media string) string {
	if n, ok := formatNames[media]; ok {
		return n
	}
	return "an unknown format"
}

// extensions are the name endings that promise a type. Others promise nothing.
var extensions = map[string]string{
	".jpg": mediaJPEG, ".jpeg": mediaJPEG, ".jpe": mediaJPEG, ".jfif": mediaJPEG, ".png": mediaPNG, ".gif": mediaGIF,
	".pdf": mediaPDF, ".heic": "image/heic", ".heif": "image/heic", ".avif": "image/avif", ".webp": "image/webp",
	".bmp": "image/bmp", ".tif": "image/tiff", ".tiff": "image/tiff", ".svg": "image/svg+xml", ".txt": "text/plain",
	".htm": "text/html", ".html": "text/html", ".zip": "application/zip", ".psd": "image/vnd.adobe.photoshop",
	".doc": "application/x-ole-storage", ".docx": "application/vnd.openxmlformats", ".ofd": "application/ofd",
}

// promised is the media type the name's ending stands for, "" when it stands for none.
func promised(name string) (ext, media string) {
	ext = strings.ToLower(filepath.Ext(name))
	return ext, extensions[ext]
}
