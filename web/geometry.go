package web

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"prereview/filing"
)

// frame is the picture as the pages show it: the stored pixels turned so that the page's text is upright. Boxes come in
// pixels of the original and are mapped by the same turn, so that one preview serves the whole view and every crop.
type frame struct {
	turn int     // quarter turns clockwise from the stored pixels
	flip bool    // the picture is mirrored: after turning, top and bottom are exchanged
	w, h float64 // of the turned picture, in pixels of the original
	ow   float64
	oh   float64
}

// frameOf reads the turn off the page's outline, whose first corner is the upright page's top left. ok is false when
// the picture has no known size.
func frameOf(d filing.Document) (f frame, ok bool) {
	if d.Width <= 0 || d.Height <= 0 {
		return f, false
	}
	f = frame{w: float64(d.Width), h: float64(d.Height), ow: float64(d.Width), oh: float64(d.Height)}
	if d.Page == nil {
		return f, true
	}
	p := *d.Page
	top, left := sub(p[1], p[0]), sub(p[3], p[0])
	switch dx, dy := top[0], top[1]; {
	case math.Abs(dx) >= math.Abs(dy) && dx < 0:
		f.turn = 2
	case math.Abs(dx) >= math.Abs(dy):
		f.turn = 0
	case dy < 0: // the text runs upwards
		f.turn = 1
	default:
		f.turn = 3
	}
	f.flip = top[0]*left[1]-top[1]*left[0] < 0
	if f.turn%2 == 1 {
		f.w, f.h = f.h, f.w
	}
	return f, true
}

type point = [2]float64

func sub(a, b point) point { return point{a[0] - b[0], a[1] - b[1]} }

// turned maps a point of the original to the turned, not yet flipped, picture.
func (f frame) turned(p point) point {
	switch f.turn {
	case 1:
		return point{f.oh - p[1], p[0]}
	case 2:
		return point{f.ow - p[0], f.oh - p[1]}
	case 3:
		return point{p[1], f.ow - p[0]}
	}
	return p
}

// point maps a point of the original to what is shown.
func (f frame) point(p point) point {
	p = f.turned(p)
	if f.flip {
		p[1] = f.h - p[1]
	}
	return p
}

func (f frame) box(b filing.Box) (out filing.Box) {
	for i, p := range b {
		out[i] = f.point(p)
	}
	return out
}

// mirror is the SVG transform of the preview itself.
func (f frame) mirror() string {
	if !f.flip {
		return ""
	}
	return fmt.Sprintf("matrix(1 0 0 -1 0 %s)", num(f.h))
}

// crop is the part of a picture around one box, levelled.
type crop struct {
	ViewBox       string // in the coordinates of the levelled box
	Level         string // SVG transform from the frame to those
	Width, Height int    // CSS pixels it is shown at
}

// cropOf cuts around a box already mapped to the frame, which is pageH high. A line of text is shown some 44 pixels high,
// what is high on the page itself gets more room, all within maxW x maxH.
func cropOf(b filing.Box, pageH, maxW, maxH float64) crop {
	var c point
	for _, p := range b {
		c[0] += p[0] / 4
		c[1] += p[1] / 4
	}
	right := point{(b[1][0] - b[0][0] + b[2][0] - b[3][0]) / 2, (b[1][1] - b[0][1] + b[2][1] - b[3][1]) / 2}
	down := point{(b[3][0] - b[0][0] + b[2][0] - b[1][0]) / 2, (b[3][1] - b[0][1] + b[2][1] - b[1][1]) / 2}
	w, h := math.Hypot(right[0], right[1]), math.Hypot(down[0], down[1])
	angle := math.Atan2(right[1], right[0]) * 180 / math.Pi
	if math.Abs(angle) > 45 || w == 0 || h == 0 { // a quad that says nothing about direction
		lo, hi := b[0], b[0]
		for _, p := range b {
			lo = point{math.Min(lo[0], p[0]), math.Min(lo[1], p[1])}
			hi = point{math.Max(hi[0], p[0]), math.Max(hi[1], p[1])}
		}
		angle, w, h = 0, math.Max(hi[0]-lo[0], 1), math.Max(hi[1]-lo[1], 1)
	}
	pad := 0.35 * math.Min(w, h)
	w, h = w+2*pad, h+2*pad
	height := 44.0
	switch small := h < 0.11*pageH; {
	case w/h < 3 && !small:
		height = maxH
	case w/h < 5:
		height = min(56, maxH)
	}
	width := height * w / h
	if width > maxW {
		width, height = maxW, maxW*h/w
	}
	return crop{
		ViewBox: nums(-w/2, -h/2, w, h),
		Level:   fmt.Sprintf("rotate(%s) translate(%s %s)", num(-angle), num(-c[0]), num(-c[1])),
		Width:   int(math.Ceil(width)), Height: int(math.Ceil(height)),
	}
}

// widened is a box with so many times its height more at either end.
func widened(b filing.Box, by float64) filing.Box {
	along, down := sub(b[1], b[0]), sub(b[3], b[0])
	w := math.Hypot(along[0], along[1])
	if w == 0 {
		return b
	}
	k := by * math.Hypot(down[0], down[1]) / w
	at := func(p, q point, t float64) point { return point{p[0] + (q[0]-p[0])*t, p[1] + (q[1]-p[1])*t} }
	return filing.Box{at(b[0], b[1], -k), at(b[0], b[1], 1+k), at(b[3], b[2], 1+k), at(b[3], b[2], -k)}
}

// veil is the middle of a box that holds a number: enough is left at both ends to see that it is there.
func veil(b filing.Box) filing.Box {
	at := func(p, q point, t float64) point { return point{p[0] + (q[0]-p[0])*t, p[1] + (q[1]-p[1])*t} }
	grow := func(p, q point) point { return at(p, q, -0.15) } // a little above and below the line
	a, b1, c, d := at(b[0], b[1], 0.13), at(b[0], b[1], 0.87), at(b[3], b[2], 0.87), at(b[3], b[2], 0.13)
	return filing.Box{grow(a, d), grow(b1, c), grow(c, b1), grow(d, a)}
}

func points(b filing.Box) string {
	s := make([]string, len(b))
	for i, p := range b {
		s[i] = num(p[0]) + "," + num(p[1])
	}
	return strings.Join(s, " ")
}

func nums(xs ...float64) string {
	s := make([]string, len(xs))
	for i, x := range xs {
		s[i] = num(x)
	}
	return strings.Join(s, " ")
}

// num prints a coordinate with one digit after the point. A value that is no number becomes 0, so that a broken report
// cannot break the page.
func num(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "0"
	}
	return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64)
}
