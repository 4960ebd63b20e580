package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"prereview/filing"
)

// A picture is decoded pixels as stored (EXIF orientation not applied), origin at 0,0. All work is done on luma and
// chroma planes: that is how a JPEG comes, so a photo is never copied whole into RGB.
type picture = *image.YCbCr

// decodeCost is about how many bytes decoding holds at its peak.
func decodeCost(h Header) int64 {
	px := int64(h.Width) * int64(h.Height)
	switch {
	case h.MediaType == mediaPDF:
		return pdfPixels * 6
	case h.Progressive:
		return px * 15 // the coefficients of all blocks, and the planes
	case h.MediaType == mediaJPEG:
		return px * 4
	case h.Deep:
		return px * 11
	}
	return px * 7
}

// decode turns bytes whose header has passed Inspect into a picture. On failure the picture is nil and a signal says
// why; the error is the context's only.
func (s *Scanner) decode(ctx context.Context, data []byte, h Header) (picture, []filing.Signal, error) {
	if h.MediaType == mediaPDF {
		return s.renderPDF(ctx, data)
	}
	img, err := decodeImage(ctx, data, h.MediaType)
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	if err != nil {
		return nil, []filing.Signal{signal(filing.SignalDecode, filing.Block, 0, "damaged or truncated %s: %v", formatName(h.MediaType), err)}, nil
	}
	if b := img.Bounds(); b.Dx() != h.Width || b.Dy() != h.Height {
		return nil, []filing.Signal{signal(filing.SignalDecode, filing.Block, 0, "damaged %s: the header promised another size", formatName(h.MediaType))}, nil
	}
	return toPicture(img), nil, nil
}

// decodeImage keeps a decoder's panic from being more than a damaged file.
func decodeImage(ctx context.Context, data []byte, media string) (img image.Image, err error) {
	defer func() {
		if r := recover(); r != nil {
			img, err = nil, fmt.Errorf("decoder panicked")
		}
	}()
	r := ctxReader{ctx, bytes.NewReader(data)}
	switch media {
	case mediaJPEG:
		if jpegScans(data) > maxScans {
			return nil, fmt.Errorf("more than %d scans", maxScans)
		}
		// Some cameras' apps leave out the end marker; a whole picture without it is a whole picture.
		img, err = jpeg.Decode(io.MultiReader(r, bytes.NewReader([]byte{0xff, 0xd9})))
	case mediaPNG:
		img, err = png.Decode(r)
	case mediaGIF:
		img, err = decodeGIF(r)
	default:
		err = errors.New("no decoder")
	}
	return img, err
}

// ctxReader ends a decoder's work when the context ends.
type ctxReader struct {
	ctx context.Context
	r   io.Reader
}

func (c ctxReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// maxScans is how many scans a JPEG may have. Progressive encoders write about ten. Each costs a walk over all blocks
// however few bytes it has, so that a small file could keep a decoder busy for hours.
const maxScans = 100

// jpegScans counts the scans up to the end of the picture, or to one over the bound.
func jpegScans(data []byte) int {
	scans := 0
	for i := 2; i+4 <= len(data) && scans <= maxScans; {
		next := bytes.IndexByte(data[i:], 0xff)
		if next < 0 || i+next+4 > len(data) {
			break
		}
		i += next
		switch m := data[i+1]; {
		case m == 0xff:
			i++
			continue
		case m == 0 || m == 1 || m >= 0xd0 && m <= 0xd8: // a stuffed byte of pixels, or a marker that stands alone
			i += 2
			continue
		case m == 0xd9:
			return scans
		case m == 0xda:
			scans++
		}
		i += 2 + int(binary.BigEndian.Uint16(data[i+2:]))
	}
	return scans
}

// decodeGIF reads the first frame and lays it at its place on the logical screen.
func decodeGIF(r io.Reader) (image.Image, error) {
	cfg := bytes.Buffer{}
	c, err := gif.DecodeConfig(io.TeeReader(r, &cfg))
	if err != nil {
		return nil, err
	}
	frame, err := gif.Decode(io.MultiReader(&cfg, r))
	if err != nil {
		return nil, err
	}
	screen := image.Rect(0, 0, c.Width, c.Height)
	if frame.Bounds() == screen {
		return frame, nil
	}
	out := image.NewNRGBA(screen)
	b := frame.Bounds().Intersect(screen)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			out.Set(x, y, frame.At(x, y))
		}
	}
	return out, nil
}

// toPicture lays transparent pixels over white, takes 16 bits to 8, and separates luma from chroma.
func toPicture(img image.Image) picture {
	b := img.Bounds()
	switch m := img.(type) {
	case *image.YCbCr:
		if b.Min == (image.Point{}) {
			return m
		}
	case *image.Gray:
		return grayPicture(b, func(x, y int) uint8 { return m.GrayAt(x, y).Y })
	case *image.Gray16:
		return grayPicture(b, func(x, y int) uint8 { return uint8(m.Gray16At(x, y).Y >> 8) })
	}
	p := image.NewYCbCr(image.Rect(0, 0, b.Dx(), b.Dy()), image.YCbCrSubsampleRatio444)
	row := rowReader(img)
	buf := make([]uint8, 3*b.Dx())
	for y := range b.Dy() {
		row(buf, b.Min.Y+y)
		o := y * p.YStride
		for x := range b.Dx() {
			p.Y[o+x], p.Cb[o+x], p.Cr[o+x] = color.RGBToYCbCr(buf[3*x], buf[3*x+1], buf[3*x+2])
		}
	}
	return p
}

// grayPicture has the coarsest chroma there is, all of it neutral.
func grayPicture(b image.Rectangle, at func(x, y int) uint8) picture {
	p := image.NewYCbCr(image.Rect(0, 0, b.Dx(), b.Dy()), image.YCbCrSubsampleRatio410)
	for y := range b.Dy() {
		for x := range b.Dx() {
			p.Y[y*p.YStride+x] = at(b.Min.X+x, b.Min.Y+y)
		}
	}
	for i := range p.Cb {
		p.Cb[i], p.Cr[i] = 128, 128
	}
	return p
}

// rowReader fills RGB triples of one row, over white.
func rowReader(img image.Image) func(dst []uint8, y int) {
	b := img.Bounds()
	switch m := img.(type) {
	case *image.NRGBA:
		return func(dst []uint8, y int) {
			row := m.Pix[m.PixOffset(b.Min.X, y):]
			for x := range b.Dx() {
				a := uint32(row[4*x+3])
				for c := range 3 {
					dst[3*x+c] = uint8((uint32(row[4*x+c])*a + 255*(255-a) + 127) / 255)
				}
			}
		}
	case *image.RGBA: // premultiplied
		return func(dst []uint8, y int) {
			row := m.Pix[m.PixOffset(b.Min.X, y):]
			for x := range b.Dx() {
				a := row[4*x+3]
				for c := range 3 {
					dst[3*x+c] = row[4*x+c] + (255 - a)
				}
			}
		}
	case *image.Paletted:
		var lut [256][3]uint8
		for i, c := range m.Palette {
			if i < 256 {
				lut[i] = overWhite(c)
			}
		}
		return func(dst []uint8, y int) {
			row := m.Pix[m.PixOffset(b.Min.X, y):]
			for x := range b.Dx() {
				copy(dst[3*x:3*x+3], lut[row[x]][:])
			}
		}
	}
	return func(dst []uint8, y int) {
		for x := range b.Dx() {
			c := overWhite(img.At(b.Min.X+x, y))
			copy(dst[3*x:3*x+3], c[:])
		}
	}
}

func overWhite(c color.Color) [3]uint8 {
	r, g, b, a := c.RGBA()
	w := 0xffff - a
	return [3]uint8{uint8((r + w) >> 8), uint8((g + w) >> 8), uint8((b + w) >> 8)}
}
