package corpus

import (
	"image"
	"math"

	"prereview/filing"
)

// posture bounds how the camera looks at the page.
type posture struct {
	angle       float64    // degrees to either side
	least, bend float64    // perspective: how much one side comes out shorter
	turned      float64    // share of pictures stored a quarter turn or two round
	outside     float64    // share of pictures that do not show the whole page
	aspect      [2]float64 // of the picture; for scans and careful photos, relative to the page's
}

// pose decides where the corners of what is photographed lie in the picture.
func pose(p posture) step {
	return func(t *shot) {
		if t.bleed {
			s := t.boards[0]
			t.img = image.NewRGBA(image.Rect(0, 0, int(s.w), int(s.h)))
			s.fwd = identity
			s.quad = filing.Box{{0, 0}, {s.w, 0}, {s.w, s.h}, {0, s.h}}
			t.did("bleed")
			return
		}
		t.pose(p)
	}
}

// plane is the rectangle that holds all sheets, before the camera tilts it.
func (t *shot) plane() (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range t.boards {
		for _, c := range s.at.box(filing.Box{{0, 0}, {s.w, 0}, {s.w, s.h}, {0, s.h}}) {
			x0, y0, x1, y1 = min(x0, c[0]), min(y0, c[1]), max(x1, c[0]), max(y1, c[1])
		}
	}
	return
}

func (t *shot) pose(p posture) {
	r := t.r
	x0, y0, x1, y1 := t.plane()
	pw, ph := x1-x0, y1-y0
	side := float64(t.side(t.kind))
	scale := t.fillOf(t.kind) * side / max(pw, ph)
	angle, bend := between(r, -p.angle, p.angle), between(r, p.least, p.bend)
	aspect := between(r, p.aspect[0], p.aspect[1])
	if p.aspect[0] < 1.2 {
		aspect *= max(pw, ph) / min(pw, ph)
	}
	if t.bed {
		aspect = 297. / 210
	}
	if chance(r, p.turned) {
		t.turn = 1 + r.IntN(3)
	}
	w, h := pw*scale, ph*scale
	iw := side
	ih := iw / max(aspect, 1/aspect)
	if ph > pw {
		iw, ih = ih, iw
	}
	iw, ih = max(iw, w*1.02), max(ih, h*1.02)
	if t.turn%2 == 1 {
		iw, ih = ih, iw
	}
	if t.turn != 0 && chance(r, .5) {
		t.exif = []int{0, 8, 3, 6}[t.turn]
	}
	sn, co := math.Sincos(angle*math.Pi/180 + float64(t.turn)*math.Pi/2)
	corners := filing.Box{{-w / 2, -h / 2}, {w / 2, -h / 2}, {w / 2, h / 2}, {-w / 2, h / 2}}
	// Perspective: the camera leans, so that one side comes out shorter and its ends move in.
	leanX, leanY := between(r, -bend, bend), between(r, -bend, bend)
	for i, c := range corners {
		k := 1 + leanX*c[0]/(w/2) + leanY*c[1]/(h/2)
		x, y := c[0]*k, c[1]*k
		corners[i] = [2]float64{x*co - y*sn, x*sn + y*co}
	}
	// Bring the whole page into the frame, or leave a little of it out.
	minX, minY, maxX, maxY := bounds(corners)
	fit := min(1, iw*.985/(maxX-minX), ih*.985/(maxY-minY))
	roomX, roomY := (iw-(maxX-minX)*fit)/2, (ih-(maxY-minY)*fit)/2
	cx := iw/2 - (minX+maxX)/2*fit + between(r, -.8, .8)*max(0, roomX)
	cy := ih/2 - (minY+maxY)/2*fit + between(r, -.8, .8)*max(0, roomY)
	if t.medium == screen {
		fit *= between(r, 1, 1.06) // a screen is seldom in the frame whole
	}
	if chance(r, p.outside) && t.medium == original && !t.whole {
		out := between(r, .02, .16) // of the page's width or height
		dx, dy := math.Copysign(roomX+out*w, r.Float64()-.5), math.Copysign(roomY+out*h, r.Float64()-.5)
		edge := r.IntN(3) // left or right, above or below, a corner
		if edge != 1 {
			cx = iw/2 - (minX+maxX)/2*fit + dx
		}
		if edge != 0 {
			cy = ih/2 - (minY+maxY)/2*fit + dy
		}
		t.did("cut_off", "share", out)
	}
	for i, c := range corners {
		corners[i] = [2]float64{cx + c[0]*fit, cy + c[1]*fit}
	}
	t.img = image.NewRGBA(image.Rect(0, 0, int(iw), int(ih)))
	plane := rectToQuad(pw, ph, corners)
	origin := shifted(-x0, -y0)
	plane = plane.mul(&origin)
	for _, s := range t.boards {
		s.fwd = plane.mul(&s.at)
		s.quad = s.fwd.box(filing.Box{{0, 0}, {s.w, 0}, {s.w, s.h}, {0, s.h}})
	}
	t.did("pose", "angle", angle, "lean_x", leanX, "lean_y", leanY, "quarter_turns", t.turn, "scale", scale*fit)
}

// bounds is the upright rectangle round a box.
func bounds(b filing.Box) (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = b[0][0], b[0][1], b[0][0], b[0][1]
	for _, p := range b {
		x0, y0, x1, y1 = min(x0, p[0]), min(y0, p[1]), max(x1, p[0]), max(y1, p[1])
	}
	return
}

// curl lifts the sheets: paper more, cards a little.
func curl(t *shot) {
	for _, s := range t.boards {
		most := .012
		if s.radius > 0 {
			most = .004
		}
		s.rise, s.skew = between(t.r, -most, most), between(t.r, .6, 1.6)
		t.did("curl", "rise", s.rise, "skew", s.skew)
	}
}

// mirror: a front camera stores what one sees in a mirror.
func mirror(t *shot) {
	if t.whole {
		return
	}
	for y := range t.img.Rect.Dy() {
		row := t.img.Pix[y*t.img.Stride:][:4*t.img.Rect.Dx()]
		for i, j := 0, len(row)-4; i < j; i, j = i+4, j-4 {
			for k := range 4 {
				row[i+k], row[j+k] = row[j+k], row[i+k]
			}
		}
	}
	t.warp(matrix{-1, 0, float64(t.img.Rect.Dx()), 0, 1, 0, 0, 0, 1})
	t.did("mirrored")
}

// grey: a picture without colour.
func grey(t *shot) {
	for i := 0; i < len(t.img.Pix); i += 4 {
		p := t.img.Pix[i : i+3]
		v := luma(p)
		p[0], p[1], p[2] = v, v, v
	}
	t.did("grey")
}

func luma(p []uint8) uint8 { return uint8((int(p[0])*77 + int(p[1])*150 + int(p[2])*29) >> 8) }
