// Package lines makes lines of text as the reader will meet them, with their truth: cut from drawn documents photographed
// by the corpus's scenes, by the same code that cuts when reading. It writes them as Tesseract's .lstmf files.
package lines

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
)

// Line is one line of text and what it says, in the characters the model knows.
type Line struct {
	Image *image.Gray
	Text  string
	Kind  string // what the line is, for counting: id_card_front.name, label, rare, ...
	Tier  string // scan, photo, hard, drawn

	print string // as printed
}

// Writer writes an .lstmf file, which holds any number of lines: uint32 count; for each line one byte 1, then file name
// (uint32 length, bytes), int32 page number, picture (uint32 length, PNG), language, text (strings), boxes (uint32 count 0),
// texts of boxes (uint32 count 1, the text), int8 vertical. Little endian. With no box the whole picture is the line. Kind
// and tier travel in the file name, which Tesseract only prints.
type Writer struct {
	w     *bufio.Writer
	left  int
	n     int
	png   png.Encoder
	image bytes.Buffer
}

// NewWriter begins a file of exactly count lines.
func NewWriter(w io.Writer, count int) (*Writer, error) {
	b := bufio.NewWriterSize(w, 1<<20)
	_, err := b.Write(binary.LittleEndian.AppendUint32(nil, uint32(count)))
	return &Writer{w: b, left: count, png: png.Encoder{CompressionLevel: png.BestSpeed}}, err
}

// Write adds a line.
func (w *Writer) Write(l Line) error {
	if w.left == 0 {
		return errors.New("more lines than the file was begun for")
	}
	w.image.Reset()
	if err := w.png.Encode(&w.image, l.Image); err != nil {
		return err
	}
	b := []byte{1}
	b = appendString(b, l.Kind+"/"+l.Tier)
	b = binary.LittleEndian.AppendUint32(b, uint32(w.n))
	b = appendString(b, w.image.String())
	b = appendString(b, "chi_sim")
	b = appendString(b, l.Text)
	b = binary.LittleEndian.AppendUint32(b, 0)
	b = binary.LittleEndian.AppendUint32(b, 1)
	b = appendString(b, l.Text)
	b = append(b, 0)
	w.left--
	w.n++
	_, err := w.w.Write(b)
	return err
}

// Close writes what is left in memory. Fewer lines than announced are an error.
func (w *Writer) Close() error {
	if w.left != 0 {
		return fmt.Errorf("%d lines too few", w.left)
	}
	return w.w.Flush()
}

func appendString(b []byte, s string) []byte {
	return append(binary.LittleEndian.AppendUint32(b, uint32(len(s))), s...)
}

// Read reads a file written by a Writer.
func Read(r io.Reader) ([]Line, error) {
	br := bufio.NewReader(r)
	var err error
	number := func() int {
		var b [4]byte
		if err == nil {
			_, err = io.ReadFull(br, b[:])
		}
		return int(binary.LittleEndian.Uint32(b[:]))
	}
	text := func() []byte {
		n := number()
		if err == nil && n > 64<<20 {
			err = errors.New("a string of more than 64 MiB")
		}
		if err != nil {
			return nil
		}
		b := make([]byte, n)
		_, err = io.ReadFull(br, b)
		return b
	}
	var out []Line
	for i, n := 0, number(); i < n && err == nil; i++ {
		if b, e := br.ReadByte(); e != nil || b != 1 {
			return nil, fmt.Errorf("line %d: malformed", i)
		}
		name := text()
		number()
		picture := text()
		text()
		l := Line{Text: string(text())}
		if number() != 0 || number() != 1 {
			return nil, fmt.Errorf("line %d: boxes are not read here", i)
		}
		text()
		if _, e := br.ReadByte(); e != nil {
			err = e
		}
		if err != nil {
			break
		}
		kind, tier, _ := bytes.Cut(name, []byte("/"))
		l.Kind, l.Tier = string(kind), string(tier)
		img, e := png.Decode(bytes.NewReader(picture))
		if e != nil {
			return nil, fmt.Errorf("line %d: %w", i, e)
		}
		grey, ok := img.(*image.Gray)
		if !ok {
			return nil, fmt.Errorf("line %d: not grey", i)
		}
		l.Image = grey
		out = append(out, l)
	}
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", len(out), err)
	}
	return out, nil
}
