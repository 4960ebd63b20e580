package child

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"time"
	"unicode/utf8"

	"prereview/ocr"
)

// The pipe between pool and child carries frames: payload length (uint32, big endian), kind (one byte), payload. One
// question is under way at a time. Both sides hold every count against its bound before they allocate: the child because
// its parent may die in the middle of a frame, the parent because C code ran in the child.
const (
	kindHello = 'h' // parent: hello as JSON, once
	kindReady = 'r' // child: the model is loaded; empty
	kindCrop  = 'c' // parent: one crop
	kindLine  = 'l' // child: its line
	kindFault = 'f' // child: it could not; a message in plain text that holds nothing recognised
)

// Bounds of what may travel.
const (
	maxSide     = 16384    // pixels of a crop's side
	maxPixels   = 24 << 20 // pixels of a crop
	maxAlphabet = 64 << 10 // bytes
	maxHello    = 64 << 10
	maxFault    = 4 << 10
	maxLine     = 8 << 20 // bytes of an answer
	maxSymbols  = 16384
	MaxChoices  = 32
	maxText     = 64 // bytes of one symbol
)

var errFrame = errors.New("malformed frame")

// hello tells a fresh child how to open its engine and what it may use.
type hello struct {
	Setup  json.RawMessage `json:"setup"`
	Memory int64           `json:"memory"` // bytes of address space beyond those held at start, 0 for no limit
}

func writeFrame(w io.Writer, kind byte, parts ...[]byte) error {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	if n > math.MaxUint32 {
		return fmt.Errorf("%w: %d bytes", errFrame, n)
	}
	head := binary.BigEndian.AppendUint32(make([]byte, 0, 5), uint32(n))
	if _, err := w.Write(append(head, kind)); err != nil {
		return err
	}
	for _, p := range parts {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// readFrame reads one frame whose length is held against the bound of its kind. io.EOF means a clean end.
func readFrame(r io.Reader) (kind byte, payload []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = errFrame
		}
		return 0, nil, err
	}
	n, kind := int(binary.BigEndian.Uint32(head[:])), head[4]
	bound, known := map[byte]int{
		kindHello: maxHello, kindReady: 0, kindFault: maxFault, kindLine: maxLine,
		kindCrop: maxPixels + maxAlphabet + cropHead,
	}[kind]
	if !known || n > bound {
		return 0, nil, fmt.Errorf("%w: kind %q, %d bytes", errFrame, kind, n)
	}
	payload = make([]byte, n)
	if _, err := io.ReadFull(r, payload); err != nil {
		return 0, nil, fmt.Errorf("%w: cut short", errFrame)
	}
	return kind, payload, nil
}

// A crop: width, height (uint32), flags (1 = block), alphabet length (uint32), alphabet, width x height grey bytes.
const cropHead = 13

// writeCrop sends a crop row by row, so that a sub-image of a page is sent without a copy of it.
func writeCrop(w io.Writer, c ocr.Crop) error {
	b := c.Image.Bounds()
	head := binary.BigEndian.AppendUint32(nil, uint32(b.Dx()))
	head = binary.BigEndian.AppendUint32(head, uint32(b.Dy()))
	var flags byte
	if c.Block {
		flags = 1
	}
	head = append(head, flags)
	head = binary.BigEndian.AppendUint32(head, uint32(len(c.Alphabet)))
	parts := make([][]byte, 0, b.Dy()+2)
	parts = append(parts, head, []byte(c.Alphabet))
	for y := b.Min.Y; y < b.Max.Y; y++ {
		i := c.Image.PixOffset(b.Min.X, y)
		parts = append(parts, c.Image.Pix[i:i+b.Dx()])
	}
	return writeFrame(w, kindCrop, parts...)
}

func checkCrop(c ocr.Crop) error {
	b := c.Image.Bounds()
	if b.Dx() > maxSide || b.Dy() > maxSide || b.Dx()*b.Dy() > maxPixels {
		return fmt.Errorf("crop of %dx%d pixels: a side has at most %d, the whole %d", b.Dx(), b.Dy(), maxSide, maxPixels)
	}
	if len(c.Alphabet) > maxAlphabet || !utf8.ValidString(c.Alphabet) {
		return fmt.Errorf("alphabet of %d bytes: valid UTF-8 of at most %d", len(c.Alphabet), maxAlphabet)
	}
	return nil
}

func parseCrop(b []byte) (ocr.Crop, error) {
	d := decoder{b: b}
	w, h := int(d.uint32()), int(d.uint32())
	flags := d.byte()
	alphabet := d.text(int(d.uint32()), maxAlphabet)
	if d.bad || w < 1 || h < 1 || w > maxSide || h > maxSide || w*h > maxPixels || flags > 1 || len(d.b) != w*h {
		return ocr.Crop{}, fmt.Errorf("%w: crop", errFrame)
	}
	img := &image.Gray{Pix: d.b, Stride: w, Rect: image.Rect(0, 0, w, h)}
	return ocr.Crop{Image: img, Alphabet: alphabet, Block: flags == 1}, nil
}

// Symbol is one character of an engine's answer, and what stands before it.
type Symbol struct {
	ocr.Symbol
	Space Space
}

// Space is what stands between two symbols.
type Space byte

const (
	NoSpace Space = iota
	Blank
	NewLine
)

// A line: processor time in microseconds (uint32), symbol count (uint32), then for each: its Space, text (length byte, bytes),
// confidence (float32), box (4 x uint32), choice count (byte), for each choice text and confidence.
func appendLine(b []byte, cpu time.Duration, symbols []Symbol) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(max(0, min(cpu.Microseconds(), math.MaxUint32))))
	symbols = symbols[:min(len(symbols), maxSymbols)]
	b = binary.BigEndian.AppendUint32(b, uint32(len(symbols)))
	for _, s := range symbols {
		b = append(b, byte(s.Space))
		b = appendReading(b, s.Text, s.Confidence)
		for _, v := range []int{s.Box.Min.X, s.Box.Min.Y, s.Box.Max.X, s.Box.Max.Y} {
			b = binary.BigEndian.AppendUint32(b, uint32(max(0, min(v, maxSide))))
		}
		choices := s.Choices[:min(len(s.Choices), MaxChoices)]
		b = append(b, byte(len(choices)))
		for _, c := range choices {
			b = appendReading(b, c.Text, c.Confidence)
		}
	}
	return b
}

func appendReading(b []byte, text string, confidence float64) []byte {
	if len(text) > maxText {
		text = "" // no character is that long; an empty symbol is dropped by the reader of the frame
	}
	b = append(b, byte(len(text)))
	b = append(b, text...)
	return binary.BigEndian.AppendUint32(b, math.Float32bits(float32(confidence)))
}

func parseLine(b []byte) (ocr.Line, error) {
	d := decoder{b: b}
	cpu := time.Duration(d.uint32()) * time.Microsecond
	n := int(d.uint32())
	if n > maxSymbols || n > len(d.b) {
		return ocr.Line{}, fmt.Errorf("%w: %d symbols", errFrame, n)
	}
	line := ocr.Line{CPU: cpu}
	text := make([]byte, 0, 4*n)
	for range n {
		space := d.byte()
		s := ocr.Symbol{}
		s.Text, s.Confidence = d.reading()
		s.Box = image.Rect(d.coordinate(), d.coordinate(), d.coordinate(), d.coordinate())
		choices := int(d.byte())
		if choices > MaxChoices || space > byte(NewLine) {
			d.bad = true
		}
		for i := 0; i < choices && !d.bad; i++ {
			if c, p := d.reading(); c != "" {
				s.Choices = append(s.Choices, ocr.Choice{Text: c, Confidence: p})
			}
		}
		if d.bad {
			return ocr.Line{}, fmt.Errorf("%w: symbol", errFrame)
		}
		if s.Text == "" {
			continue
		}
		if len(line.Symbols) > 0 && space > 0 {
			text = append(text, [...]byte{0, ' ', '\n'}[space])
		}
		text = append(text, s.Text...)
		if len(line.Symbols) == 0 || s.Confidence < line.Confidence {
			line.Confidence = s.Confidence
		}
		line.Symbols = append(line.Symbols, s)
	}
	if len(d.b) != 0 {
		return ocr.Line{}, fmt.Errorf("%w: %d bytes too many", errFrame, len(d.b))
	}
	line.Text = string(text)
	return line, nil
}

func parseHello(b []byte) (h hello, err error) {
	if err := json.Unmarshal(b, &h); err != nil || h.Memory < 0 {
		return hello{}, fmt.Errorf("%w: hello", errFrame)
	}
	return h, nil
}

// decoder takes values off the front of b; once something does not fit, bad stays true and zero values follow.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) take(n int) []byte {
	if d.bad || n < 0 || n > len(d.b) {
		d.bad = true
		return nil
	}
	v := d.b[:n]
	d.b = d.b[n:]
	return v
}

func (d *decoder) byte() byte {
	if v := d.take(1); v != nil {
		return v[0]
	}
	return 0
}

func (d *decoder) uint32() uint32 {
	if v := d.take(4); v != nil {
		return binary.BigEndian.Uint32(v)
	}
	return 0
}

func (d *decoder) coordinate() int {
	v := d.uint32()
	if v > maxSide {
		d.bad = true
		return 0
	}
	return int(v)
}

func (d *decoder) text(n, bound int) string {
	if n > bound {
		d.bad = true
	}
	v := d.take(n)
	if !utf8.Valid(v) {
		d.bad = true
		return ""
	}
	return string(v)
}

func (d *decoder) reading() (string, float64) {
	text := d.text(int(d.byte()), maxText)
	p := float64(math.Float32frombits(d.uint32()))
	if !(p >= 0 && p <= 1) {
		d.bad = true
	}
	return text, p
}
