// Package lstm reads and writes the parts of a Tesseract .traineddata file that training needs: the container, the network
// (from int8, as models are published, to floats, as they are trained), the character set and its recoder.
//
// The formats are those of Tesseract 4 and 5, little endian, found by reading published models and by what
// lstmtraining and combine_tessdata accept.
package lstm

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Parts of a .traineddata container that concern the LSTM recogniser.
const (
	PartConfig     = 0
	PartNetwork    = 17
	PartPuncDawg   = 18
	PartWordDawg   = 19
	PartNumberDawg = 20
	PartUnicharset = 21
	PartRecoder    = 22
	PartVersion    = 23

	partCount = 24
)

// Container is a .traineddata file: its parts by number. An absent part has no key.
type Container map[int][]byte

// ErrFormat says that bytes are not what they are taken for, or are cut short.
var ErrFormat = errors.New("malformed model")

// ParseContainer splits a .traineddata file: int32 count, that many int64 offsets (-1 for an absent part), the parts.
func ParseContainer(data []byte) (Container, error) {
	if len(data) < 4 {
		return nil, fmt.Errorf("%w: container of %d bytes", ErrFormat, len(data))
	}
	n := int(int32(binary.LittleEndian.Uint32(data)))
	if n < 1 || n > 64 || len(data) < 4+8*n {
		return nil, fmt.Errorf("%w: container of %d parts", ErrFormat, n)
	}
	c := Container{}
	end := int64(len(data))
	for i := n - 1; i >= 0; i-- {
		offset := int64(binary.LittleEndian.Uint64(data[4+8*i:]))
		if offset == -1 {
			continue
		}
		if offset < int64(4+8*n) || offset > end {
			return nil, fmt.Errorf("%w: part %d at %d", ErrFormat, i, offset)
		}
		c[i] = data[offset:end]
		end = offset
	}
	return c, nil
}

// Bytes is the file again.
func (c Container) Bytes() []byte {
	const head = 4 + 8*partCount
	out := binary.LittleEndian.AppendUint32(nil, partCount)
	at := int64(head)
	for i := range partCount {
		if part, ok := c[i]; ok {
			out = binary.LittleEndian.AppendUint64(out, uint64(at))
			at += int64(len(part))
		} else {
			out = binary.LittleEndian.AppendUint64(out, ^uint64(0))
		}
	}
	for i := range partCount {
		out = append(out, c[i]...)
	}
	return out
}

// Without is the container less some parts.
func (c Container) Without(parts ...int) Container {
	out := Container{}
	for i, p := range c {
		out[i] = p
	}
	for _, i := range parts {
		delete(out, i)
	}
	return out
}
