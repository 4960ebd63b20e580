package lines

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// WritePack writes lines for the PyTorch trainer: uint32 count; for each line uint16 width, uint16 number of codes, the codes
// (a byte each, the network's outputs that stand for the text), and 48 rows of grey pixels. Little endian. encode gives the
// codes of a text, or false when the model lacks a character.
func WritePack(w io.Writer, lines []Line, encode func(string) ([]int32, bool)) error {
	b := bufio.NewWriterSize(w, 1<<20)
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(lines))))
	for i, l := range lines {
		codes, ok := encode(l.Text)
		width, height := l.Image.Rect.Dx(), l.Image.Rect.Dy()
		if !ok || height != packHeight || width > 1<<16-1 {
			return fmt.Errorf("line %d: %d x %d pixels, codes known: %t", i, width, height, ok)
		}
		b.Write(binary.LittleEndian.AppendUint16(nil, uint16(width)))
		b.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(codes))))
		for _, c := range codes {
			if c < 0 || c > 255 {
				return fmt.Errorf("line %d: code %d does not fit a byte", i, c)
			}
			b.WriteByte(byte(c))
		}
		for y := range height {
			b.Write(l.Image.Pix[y*l.Image.Stride : y*l.Image.Stride+width])
		}
	}
	return b.Flush() // keeps the first error of the writes before
}

const packHeight = 48 // of the network's input
