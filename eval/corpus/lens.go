package corpus

import (
	"encoding/binary"
	"image"
	"math"
	"slices"
)

// Four channels of two pixels are worked on at once, in the even and in the odd bytes of a word.
const (
	evenBytes = 0x00ff00ff
	evens     = 0x00ff00ff00ff00ff
)

// mix3 is (k a + mid b + k c) / 256 in each channel of two pixels; 2 k + mid is 256.
func mix3(a, b, c, k, mid uint64) uint64 {
	even := ((a&evens+c&evens)*k + b&evens*mid) >> 8 & evens
	odd := ((a>>8&evens+c>>8&evens)*k + b>>8&evens*mid) & ^uint64(evens)
	return even | odd
}

// blur runs n times over img with the kernel (w, 1-2w, w) in both directions; w is at most 1/4 or so.
func blur(img *image.RGBA, w float64, n int) {
	k := uint64(w * 256)
	mid := 256 - 2*k
	W, H, S, pix := img.Rect.Dx(), img.Rect.Dy(), img.Stride, img.Pix
	le := binary.LittleEndian
	above, cur := make([]byte, 4*W), make([]byte, 4*W+16)
	for range n {
		for y := range H {
			row := pix[y*S : y*S+4*W]
			copy(cur[4:], row) // cur is the row with its ends doubled
			copy(cur, row[:4])
			copy(cur[4+4*W:], row[4*W-4:])
			for x := 0; x+8 <= len(row); x += 8 {
				c := cur[x : x+16 : x+16]
				le.PutUint64(row[x:], mix3(le.Uint64(c), le.Uint64(c[4:]), le.Uint64(c[8:]), k, mid))
			}
		}
		copy(above, pix[:4*W])
		for y := 0; y+1 < H; y++ {
			row, next := pix[y*S:y*S+4*W], pix[(y+1)*S:(y+1)*S+4*W]
			for x := 0; x+8 <= len(row) && x+8 <= len(next) && x+8 <= len(above); x += 8 {
				c := le.Uint64(row[x:])
				le.PutUint64(row[x:], mix3(le.Uint64(above[x:]), c, le.Uint64(next[x:]), k, mid))
				le.PutUint64(above[x:], c)
			}
		}
	}
}

// soften: the lens is not quite in focus.
func soften(least, most float64, times int) step {
	return func(t *shot) {
		w, n := between(t.r, least, most), intBetween(t.r, 1, times)
		if w < .01 {
			return
		}
		blur(t.img, w, n)
		t.did("blur", "weight", w, "times", n)
	}
}

// depthBlur: the camera leans, so that one side of the page is in focus and the other is not.
func depthBlur(t *shot) {
	far := &image.RGBA{Pix: slices.Clone(t.img.Pix), Stride: t.img.Stride, Rect: t.img.Rect}
	n := intBetween(t.r, 2, 3)
	if t.Tier == Hard {
		n += 2
	}
	blur(far, .25, n)
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	s, c := math.Sincos(t.r.Float64() * 2 * math.Pi)
	focus := between(t.r, -.3, .1) // where it begins, from the middle
	span := .5 * (math.Abs(s) + math.Abs(c))
	for y := range H {
		base := (float64(y)/float64(H)-.5)*s - .5*c
		a, da := int32((base-focus)/(span-focus)*65536), int32(c/float64(W)/(span-focus)*65536)
		p, q := t.img.Pix[y*t.img.Stride:][:4*W], far.Pix[y*far.Stride:][:4*W]
		for i := 0; i+4 <= len(p) && i+4 <= len(q); i += 4 {
			k := a >> 8
			a += da
			if k <= 0 {
				continue
			}
			k = min(k, 256)
			p[i] += uint8((int32(q[i]) - int32(p[i])) * k >> 8)
			p[i+1] += uint8((int32(q[i+1]) - int32(p[i+1])) * k >> 8)
			p[i+2] += uint8((int32(q[i+2]) - int32(p[i+2])) * k >> 8)
		}
	}
	t.did("depth_blur", "times", n, "x", c, "y", s)
}

// sharpen: a phone's own processing, which leaves light halos about dark strokes.
func sharpen(t *shot) {
	soft := &image.RGBA{Pix: slices.Clone(t.img.Pix), Stride: t.img.Stride, Rect: t.img.Rect}
	n, k := intBetween(t.r, 1, 2), between(t.r, .3, 1.1)
	blur(soft, .25, n)
	gain := int32(k * 256)
	p, q := t.img.Pix, soft.Pix
	for i := 0; i+4 <= len(p) && i+4 <= len(q); i += 4 {
		for ch := range 3 {
			v := int32(p[i+ch]) + (int32(p[i+ch])-int32(q[i+ch]))*gain>>8
			if uint32(v) > 255 {
				v = ^v >> 31 & 255
			}
			p[i+ch] = uint8(v)
		}
	}
	t.did("sharpen", "gain", k, "times", n)
}

// motion smears the picture along x or y, as a hand that moved.
func motion(t *shot) {
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	n := intBetween(t.r, 2, 2+max(W, H)/500)
	if chance(t.r, .4) {
		smearDown(t.img, n)
		t.warp(shifted(0, -float64(n-1)/2)) // the window looks ahead; the ink moved back by half of it
	} else {
		smearAcross(t.img, n)
		t.warp(shifted(-float64(n-1)/2, 0))
	}
	t.did("motion", "pixels", n)
}

func smearAcross(img *image.RGBA, n int) {
	W := img.Rect.Dx()
	line := make([]byte, 4*(W+n))
	scale := uint32(65536/n + 1)
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:4*W]
		copy(line, row)
		for i := range n {
			copy(line[4*(W+i):], row[4*W-4:])
		}
		var sum [3]uint32
		for i := range n {
			for ch := range sum {
				sum[ch] += uint32(line[4*i+ch])
			}
		}
		for x := range W {
			o, first, next := row[4*x:4*x+4], line[4*x:4*x+4], line[4*(x+n):4*(x+n)+4]
			for ch := range sum {
				o[ch] = uint8(min(255, sum[ch]*scale>>16))
				sum[ch] += uint32(next[ch]) - uint32(first[ch])
			}
		}
	}
}

func smearDown(img *image.RGBA, n int) {
	W, H := img.Rect.Dx(), img.Rect.Dy()
	sums := make([]uint32, 4*W)
	row := func(y int) []byte { return img.Pix[min(y, H-1)*img.Stride:][:4*W] }
	for y := range n {
		for i, v := range row(y) {
			sums[i] += uint32(v)
		}
	}
	scale := uint32(65536/n + 1)
	for y := range H {
		o, next := row(y), row(y+n)
		for i := range sums {
			first := uint32(o[i])
			o[i] = uint8(min(255, sums[i]*scale>>16))
			sums[i] += uint32(next[i]) - first
		}
	}
}

// shrink scales the picture down, as chats do: a card to 450 pixels or more, a licence, whose print is finer, to 1000.
func shrink(t *shot) {
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	least := 450
	if !card(t.kind) || t.medium != original {
		least = 1000
	}
	if len(t.docs) > 1 {
		least = 800
	}
	to := intBetween(t.r, least, max(least, 1280))
	if max(W, H) <= to {
		return
	}
	w, h := to, H*to/W
	if H > W {
		w, h = W*to/H, to
	}
	small := boxScale(t.img, w, h)
	t.warp(matrix{float64(w) / float64(W), 0, 0, 0, float64(h) / float64(H), 0, 0, 0, 1})
	t.img = small
	t.did("shrink", "width", w, "height", h)
}

// boxScale averages the pixels that each smaller pixel covers.
func boxScale(img *image.RGBA, w, h int) *image.RGBA {
	W, H := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	sums := make([]uint32, 3*w)
	cols := make([]int, W)    // the pixel that a column goes to
	part := make([]uint32, W) // and how much of it, in 256ths; the rest goes to the next
	for x := range cols {
		a, b := float64(x)*float64(w)/float64(W), float64(x+1)*float64(w)/float64(W)
		cols[x], part[x] = int(a), 256
		if int(b) > int(a) && int(b) < w {
			part[x] = uint32(256 * (float64(int(b)) - a) / (b - a))
		}
	}
	line := make([]uint32, 3*w)
	flush := func(y int, total uint32) {
		perPixel := float64(w) / float64(W) / 256 / float64(total)
		k := uint64(perPixel * (1 << 32))
		o := out.Pix[y*out.Stride:][:4*w]
		for x := range w {
			o[4*x] = uint8(min(255, uint64(sums[3*x])*k>>32))
			o[4*x+1] = uint8(min(255, uint64(sums[3*x+1])*k>>32))
			o[4*x+2] = uint8(min(255, uint64(sums[3*x+2])*k>>32))
			o[4*x+3] = 255
		}
		clear(sums)
	}
	to, weight := 0, uint32(0)
	for y := range H {
		clear(line)
		row := img.Pix[y*img.Stride:][:4*W]
		for x, c := range cols {
			p, k := row[4*x:4*x+3:4*x+3], part[x]
			o := line[3*c : 3*c+3 : 3*c+3]
			o[0], o[1], o[2] = o[0]+uint32(p[0])*k, o[1]+uint32(p[1])*k, o[2]+uint32(p[2])*k
			if k < 256 {
				o = line[3*c+3 : 3*c+6 : 3*c+6]
				k = 256 - k
				o[0], o[1], o[2] = o[0]+uint32(p[0])*k, o[1]+uint32(p[1])*k, o[2]+uint32(p[2])*k
			}
		}
		a, b := float64(y)*float64(h)/float64(H), float64(y+1)*float64(h)/float64(H)
		here := uint32(16)
		if int(b) > int(a) {
			here = uint32(16 * (float64(int(b)) - a) / (b - a))
		}
		for i, v := range line {
			sums[i] += v * here
		}
		weight += here
		if int(b) > int(a) || y == H-1 {
			if to < h {
				flush(to, weight)
			}
			to++
			weight = 16 - here
			for i, v := range line {
				sums[i] += v * weight
			}
		}
	}
	return out
}
