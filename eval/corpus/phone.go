package corpus

import (
	"image"
	"math"
	"slices"
)

// phone is what another maker's telephone makes of the picture: shadows lifted about their surroundings, noise painted over,
// edges drawn again.
func phone(t *shot) {
	t.toneMap()
	t.denoise()
	sharpen(t)
}

// toneMap brings dark and bright parts nearer to each other by dividing by the light about each point. Where the light changes at an
// edge this leaves a halo, as wide as the surroundings are taken.
func (t *shot) toneMap() {
	r := t.r
	strength := between(r, .15, .4)
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	cells := intBetween(r, 10, 22) // along the longer side
	w, h := max(2, W*cells/max(W, H)), max(2, H*cells/max(W, H))
	around := boxScale(t.img, w, h)
	blur(around, .25, 2)
	var sum float64
	for i := 0; i < len(around.Pix); i += 4 {
		sum += float64(luma(around.Pix[i : i+3]))
	}
	mean := sum / float64(w*h)
	var gains [256]uint8 // in 128ths
	for v := range gains {
		gains[v] = clamp8(128 * max(.7, min(1.4, math.Pow((mean+12)/(float64(v)+12), strength))))
	}
	for i := 0; i < len(around.Pix); i += 4 {
		around.Pix[i] = gains[luma(around.Pix[i:i+3])]
	}
	var shoulder [512]uint8 // highlights are pressed together, not cut off
	for v := range shoulder {
		shoulder[v] = uint8(min(v, 208+max(0, v-208)*47/149))
	}
	smooth := newSampler(around, W, H)
	row := make([]byte, 4*W)
	for y := range H {
		smooth.row(row, y, 0, W)
		p := t.img.Pix[y*t.img.Stride:][:4*W]
		for i := 0; i < len(p); i += 4 {
			k := int32(row[i])
			for ch := range 3 {
				p[i+ch] = shoulder[min(511, int32(p[i+ch])*k>>7)]
			}
		}
	}
	t.did("tone_map", "strength", strength, "cells", cells)
}

// denoise takes for each point the mean of those neighbours that are nearly like it: skin and paper come out smooth, faint strokes
// go with the noise, strong ones stay.
func (t *shot) denoise() {
	like, times := intBetween(t.r, 8, 20), intBetween(t.r, 1, 2)
	if t.Tier == Hard {
		like += 8
	}
	W, H, S := t.img.Rect.Dx(), t.img.Rect.Dy(), t.img.Stride
	for range times {
		old := &image.RGBA{Pix: slices.Clone(t.img.Pix), Stride: S, Rect: t.img.Rect}
		grey := make([]int32, W*H)
		for y := range H {
			row := old.Pix[y*S:][:4*W]
			for x := range W {
				grey[y*W+x] = int32(luma(row[4*x : 4*x+3]))
			}
		}
		for y := 1; y < H-1; y++ {
			for x := 1; x < W-1; x++ {
				at, v := y*S+4*x, grey[y*W+x]
				var n, sr, sg, sb int32
				for dy := -1; dy <= 1; dy++ {
					for dx := -1; dx <= 1; dx++ {
						if d := grey[(y+dy)*W+x+dx] - v; d > int32(like) || d < -int32(like) {
							continue
						}
						p := old.Pix[at+dy*S+4*dx:]
						n, sr, sg, sb = n+1, sr+int32(p[0]), sg+int32(p[1]), sb+int32(p[2])
					}
				}
				o := t.img.Pix[at : at+3 : at+3]
				o[0], o[1], o[2] = uint8(sr/n), uint8(sg/n), uint8(sb/n)
			}
		}
	}
	t.did("denoise", "like", like, "times", times)
}

// chat sends the picture through a messenger: 1080 pixels on the shorter side, stored anew, and again by whoever passes it on.
func chat(t *shot) {
	W, H := t.img.Rect.Dx(), t.img.Rect.Dy()
	w, h := W, H
	if short := min(W, H); short > 1080 {
		w, h = W*1080/short, H*1080/short
		t.img = boxScale(t.img, w, h)
		t.warp(matrix{float64(w) / float64(W), 0, 0, 0, float64(h) / float64(H), 0, 0, 0, 1})
	}
	quality := intBetween(t.r, 62, 80)
	recompress(t.img, quality, 0, 0)
	again := 0
	if chance(t.r, .4) {
		again = quality - intBetween(t.r, 0, 10)
		recompress(t.img, again, 0, 0)
	}
	t.did("chat", "width", w, "height", h, "quality", quality, "again", again)
}
