package corpus

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
)

// specimenNote goes into the metadata of every file.
const specimenNote = "样本 SPECIMEN - synthetic document drawn for testing; person and company are invented"

// encodeJPEG adds the specimen note as a comment and, when orientation is not 0, an EXIF segment with just that tag.
func encodeJPEG(img *image.RGBA, quality, orientation int) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	data := b.Bytes()
	out := make([]byte, 0, len(data)+200)
	out = append(out, data[:2]...) // SOI
	if orientation != 0 {
		out = appendSegment(out, 0xe1, exif(orientation))
	}
	out = appendSegment(out, 0xfe, []byte(specimenNote))
	return append(out, data[2:]...), nil
}

func appendSegment(out []byte, marker byte, body []byte) []byte {
	out = append(out, 0xff, marker)
	out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
	return append(out, body...)
}

// exif is a TIFF block, big-endian, with one entry: tag 0x0112, a short.
func exif(orientation int) []byte {
	b := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	b = binary.BigEndian.AppendUint16(b, uint16(orientation))
	return append(b, 0, 0, 0, 0, 0, 0)
}
