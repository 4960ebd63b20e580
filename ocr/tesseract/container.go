package tesseract

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Parts of a .traineddata file that an LSTM model needs.
const (
	partNetwork    = 17
	partUnicharset = 21
	partRecoder    = 22
)

// checkModel looks at a .traineddata file as far as its size and kind can be told from within: int32 count of entries, that
// many int64 offsets (-1 for an absent part), the parts in that order. What is wrong with it is one of errNotModel,
// errShortModel, errForeignModel. The weights themselves are not looked at: only a sum of the file tells of a flipped bit.
//
// It answers the characters that the model can read.
func checkModel(data []byte) (map[string]bool, error) {
	if len(data) < 4 {
		return nil, errNotModel
	}
	n := int(int32(binary.LittleEndian.Uint32(data)))
	if n < partRecoder+1 || n > 64 {
		return nil, errNotModel
	}
	if len(data) < 4+8*n {
		return nil, errShortModel
	}
	parts := map[int][]byte{}
	last := -1
	begin := int64(4 + 8*n)
	for i := range n {
		offset := int64(binary.LittleEndian.Uint64(data[4+8*i:]))
		if offset == -1 {
			continue
		}
		if offset < begin {
			return nil, errNotModel
		}
		if offset >= int64(len(data)) {
			return nil, errShortModel
		}
		if last >= 0 {
			parts[last] = data[begin:offset]
		}
		last, begin = i, offset
	}
	if last >= 0 {
		parts[last] = data[begin:]
	}
	for _, needed := range []int{partNetwork, partUnicharset, partRecoder} {
		if len(parts[needed]) == 0 {
			return nil, errNotModel
		}
	}
	n, characters, err := checkUnicharset(parts[partUnicharset])
	if err != nil {
		return nil, err
	}
	if err := checkNetwork(parts[partNetwork]); err != nil {
		return nil, err
	}
	if err := checkRecoder(parts[partRecoder], n); err != nil {
		return nil, err
	}
	return characters, nil
}

// spoken are characters without which no card and no licence can be read.
const spoken = "0123456789X年月日男女公民身份号码统一社会信用代"

// checkUnicharset answers the number of characters and which they are: a line with it, then a line each that begins with the
// character.
func checkUnicharset(data []byte) (int, map[string]bool, error) {
	first, rest, _ := bytes.Cut(data, []byte{'\n'})
	n, err := strconv.Atoi(string(first))
	if err != nil || n < 1 {
		return 0, nil, errNotModel
	}
	if bytes.Count(rest, []byte{'\n'}) < n {
		return 0, nil, errShortModel
	}
	has := map[string]bool{}
	for line := range strings.Lines(string(rest)) {
		character, _, _ := strings.Cut(line, " ")
		has[character] = true
	}
	for _, r := range spoken {
		if !has[string(r)] {
			return 0, nil, fmt.Errorf("%w (it has no %c)", errForeignModel, r)
		}
	}
	return n, has, nil
}

// checkNetwork looks at the head of a network: int8 0, uint32 length and name of the outermost layer's type.
func checkNetwork(data []byte) error {
	if len(data) < 5 || data[0] != 0 || binary.LittleEndian.Uint32(data[1:]) > 64 {
		return errNotModel
	}
	name := data[5:]
	if size := int(binary.LittleEndian.Uint32(data[1:])); size > len(name) {
		return errShortModel
	} else if string(name[:size]) != "Series" {
		return errNotModel
	}
	return nil
}

// checkRecoder counts through the codes of every character: uint32 count, then for each a byte, uint32 length and as many
// int32. It is the last large part, so that a file that lost its end lost some of it.
func checkRecoder(data []byte, characters int) error {
	if len(data) < 4 {
		return errShortModel
	}
	if int(binary.LittleEndian.Uint32(data)) != characters {
		return errNotModel
	}
	data = data[4:]
	for range characters {
		if len(data) < 5 {
			return errShortModel
		}
		codes := int(binary.LittleEndian.Uint32(data[1:]))
		if codes > 9 {
			return errNotModel
		}
		if len(data) < 5+4*codes {
			return errShortModel
		}
		data = data[5+4*codes:]
	}
	return nil
}

// describe says what a file is that was to be a model. No byte of it is quoted: it may be anything.
func describe(data []byte, sum string) string {
	if sum == "" {
		return "none"
	}
	kind := ""
	if t := http.DetectContentType(data); t != "application/octet-stream" {
		kind = ", " + t
	}
	return fmt.Sprintf("%s (%d bytes%s)", sum, len(data), kind)
}
