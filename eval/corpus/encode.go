package corpus

import (
	"encoding/binary"
	"fmt"
	"image"
	"math/bits"
)

// specimenNote goes into the metadata of every file.
const specimenNote = "样本 SPECIMEN - synthetic document drawn for testing; person and company are invented"

// coding is how a JPEG is stored. The standard library stores one way only, and at half the speed.
type coding struct {
	quality      int // 1 to 100
	across, down int // pixels that share one chroma sample: 1 or 2
}

// encodeJPEG is a baseline JPEG with the specimen note as a comment and, when orientation is not 0, an EXIF segment with
// just that tag.
func encodeJPEG(img *image.RGBA, c coding, orientation int) []byte {
	W, H := img.Rect.Dx(), img.Rect.Dy()
	out := make([]byte, 0, W*H/4+1024)
	out = append(out, 0xff, 0xd8)
	if orientation != 0 {
		out = appendSegment(out, 0xe1, exif(orientation))
	}
	out = appendSegment(out, 0xfe, []byte(specimenNote))
	qs := [2]*quantiser{newQuantiser(0, c.quality), newQuantiser(1, c.quality)}
	for i, q := range qs {
		body := []byte{byte(i)}
		for _, at := range zigzag {
			body = append(body, q.steps[at])
		}
		out = appendSegment(out, 0xdb, body)
	}
	out = appendSegment(out, 0xc0, []byte{8, byte(H >> 8), byte(H), byte(W >> 8), byte(W), 3,
		1, byte(c.across<<4 | c.down), 0, 2, 0x11, 1, 3, 0x11, 1})
	for i, t := range huffmanTables {
		out = appendSegment(out, 0xc4, append(append([]byte{[]byte{0x00, 0x10, 0x01, 0x11}[i]}, t.counts[:]...), t.values...))
	}
	out = appendSegment(out, 0xda, []byte{3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0})
	w := bitWriter{out: out}
	t := tile{img: img, across: c.across, down: c.down}
	var last [3]int32
	for y := 0; y < H; y += 8 * c.down {
		for x := 0; x < W; x += 8 * c.across {
			t.load(x, y)
			for i := range c.across * c.down {
				last[0] = w.block(&t.luma[i], qs[0], 0, last[0])
			}
			last[1] = w.block(&t.cb, qs[1], 1, last[1])
			last[2] = w.block(&t.cr, qs[1], 1, last[2])
		}
	}
	return append(w.flush(), 0xff, 0xd9)
}

// recompress stores the picture and loads it again, on a raster of blocks that begins at (x0, y0).
func recompress(img *image.RGBA, quality, x0, y0 int) {
	qs := [2]*quantiser{newQuantiser(0, quality), newQuantiser(1, quality)}
	t := tile{img: img, across: 2, down: 2}
	for y := y0; y+16 <= img.Rect.Dy(); y += 16 {
		for x := x0; x+16 <= img.Rect.Dx(); x += 16 {
			t.load(x, y)
			for i := range t.luma {
				qs[0].pass(&t.luma[i])
			}
			qs[1].pass(&t.cb)
			qs[1].pass(&t.cr)
			t.store(x, y)
		}
	}
}

// tile is the blocks that share a pair of chroma blocks.
type tile struct {
	img          *image.RGBA
	across, down int
	luma         [4]block
	cb, cr       block
	edge         [16 * 16 * 4]byte
}

// load takes the tile at (x, y), repeating the picture's last column and row beyond its edges.
func (t *tile) load(x, y int) {
	w, h := 8*t.across, 8*t.down
	pix, stride := t.img.Pix[t.img.PixOffset(x, y):], t.img.Stride
	if restW, restH := t.img.Rect.Dx()-x, t.img.Rect.Dy()-y; restW < w || restH < h {
		for j := range h {
			for i := range w {
				copy(t.edge[64*j+4*i:64*j+4*i+4], pix[min(j, restH-1)*stride+4*min(i, restW-1):])
			}
		}
		pix, stride = t.edge[:], 64
	}
	for by := range t.down {
		for bx := range t.across {
			b := &t.luma[by*t.across+bx]
			for j := range 8 {
				row := pix[(8*by+j)*stride+32*bx:][:32:32]
				o := b[8*j : 8*j+8 : 8*j+8]
				for i := range o {
					p := row[4*i : 4*i+3 : 4*i+3]
					o[i] = float32(int32(p[0])*19595+int32(p[1])*38470+int32(p[2])*7471)*(1./65536) - 128
				}
			}
		}
	}
	k := float32(1) / float32(65536*t.across*t.down)
	for j := range 8 {
		p := pix[j*t.down*stride:]
		q := p
		if t.down == 2 {
			q = p[stride:]
		}
		for i := range 8 {
			var r, g, b int32
			if t.across == 2 {
				a, c := p[8*i:8*i+8:8*i+8], q[8*i:8*i+8:8*i+8]
				r, g, b = int32(a[0])+int32(a[4]), int32(a[1])+int32(a[5]), int32(a[2])+int32(a[6])
				if t.down == 2 {
					r, g, b = r+int32(c[0])+int32(c[4]), g+int32(c[1])+int32(c[5]), b+int32(c[2])+int32(c[6])
				}
			} else {
				r, g, b = int32(p[4*i]), int32(p[4*i+1]), int32(p[4*i+2])
			}
			t.cb[8*j+i] = float32(-11056*r-21712*g+32768*b) * k
			t.cr[8*j+i] = float32(32768*r-27440*g-5328*b) * k
		}
	}
}

// store puts a tile of 16 x 16 back.
func (t *tile) store(x, y int) {
	for j := range 16 {
		row := t.img.Pix[t.img.PixOffset(x, y+j):][:64]
		for i := range 16 {
			v := t.luma[j/8*2+i/8][j%8*8+i%8] + 128
			cb, cr := t.cb[j/2*8+i/2], t.cr[j/2*8+i/2]
			row[4*i] = clamped[nearest(v+1.402*cr)+512]
			row[4*i+1] = clamped[nearest(v-.344136*cb-.714136*cr)+512]
			row[4*i+2] = clamped[nearest(v+1.772*cb)+512]
		}
	}
}

// bitWriter appends codes to a scan.
type bitWriter struct {
	out []byte
	acc uint64
	n   uint // bits waiting in acc, below 32 between calls
}

func (w *bitWriter) put(code uint32, n uint) {
	w.acc = w.acc<<n | uint64(code)
	if w.n += n; w.n < 32 {
		return
	}
	w.n -= 32
	v := uint32(w.acc >> w.n)
	if v&0xff != 0xff && v>>8&0xff != 0xff && v>>16&0xff != 0xff && v>>24 != 0xff { // no byte that needs a zero behind it
		w.out = binary.BigEndian.AppendUint32(w.out, v)
		return
	}
	for shift := 24; shift >= 0; shift -= 8 {
		b := byte(v >> shift)
		if w.out = append(w.out, b); b == 0xff {
			w.out = append(w.out, 0)
		}
	}
}

func (w *bitWriter) flush() []byte {
	for w.n%8 != 0 {
		w.acc, w.n = w.acc<<1|1, w.n+1
	}
	for w.n > 0 {
		w.n -= 8
		b := byte(w.acc >> w.n)
		if w.out = append(w.out, b); b == 0xff {
			w.out = append(w.out, 0)
		}
	}
	return w.out
}

// block writes one block and answers its first coefficient, which the next one is told relative to.
func (w *bitWriter) block(b *block, q *quantiser, table int, last int32) int32 {
	b.forward()
	var v [64]int32
	var set uint64
	for k, at := range zigzag {
		x := nearest(b[at&63] * q.forth[at&63])
		v[k] = x
		set |= uint64(uint32(x|-x)>>31) << k
	}
	w.value(&huffmanCodes[2*table], 0, v[0]-last)
	ac := &huffmanCodes[2*table+1]
	at := 0
	for rest := set &^ 1; rest != 0; rest &= rest - 1 {
		k := bits.TrailingZeros64(rest)
		run := k - at - 1
		for ; run > 15; run -= 16 {
			w.put(ac[0xf0].code, ac[0xf0].n)
		}
		w.value(ac, run<<4, v[k&63])
		at = k
	}
	if at < 63 {
		w.put(ac[0].code, ac[0].n)
	}
	return v[0]
}

// value writes a run of zeros with the number's length, then its bits.
func (w *bitWriter) value(t *[256]huffmanCode, run int, v int32) {
	a := v
	if v < 0 {
		a, v = -v, v-1
	}
	n := uint(bits.Len32(uint32(a)))
	c := t[(run|int(n))&255]
	w.put(c.code<<n|uint32(v)&(1<<n-1), c.n+n)
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

// wrapPDF is a PDF of one page that shows the JPEG from edge to edge, at 200 pixels an inch, as scanners and phone
// applications write it.
func wrapPDF(p Picture) []byte {
	w, h := float64(p.Width)*72/200, float64(p.Height)*72/200
	content := fmt.Sprintf("q %.2f 0 0 %.2f 0 0 cm /Im0 Do Q", w, h)
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Resources << /XObject << /Im0 4 0 R >> >> /Contents 5 0 R >>", w, h),
		fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream",
			p.Width, p.Height, len(p.Data), p.Data),
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		"<< /Title (SPECIMEN) /Subject (" + specimenNote + ") >>",
	}
	out := []byte("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var at []int
	for i, o := range objects {
		at = append(at, len(out))
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		out = fmt.Appendf(out, "%010d 00000 n \n", n)
	}
	return fmt.Appendf(out, "trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, len(objects), table)
}
