package scan

import (
	"cmp"
	"math"
	"slices"

	"prereview/filing"
	"prereview/ocr"
)

// Something that lies over a page comes in over its border: a finger, a hand, the corner of another sheet, a pen. There the
// page's side is not to be seen, for what is right inside looks like what is right outside, and not like paper. Where the
// outline runs a little too far out, what is inside is the ground; that is thin, or looks like the ground elsewhere.
const (
	coverCells  = 160   // of the page's longer side
	coverPad    = .07   // of the shorter side: how far outside is looked
	coverStep   = .015  // of the shorter side: what is not looked at on either side of the outline
	coverTinted = .075  // chroma over brightness from which something is not paper
	coverBright = 1.05  // brightness over the paper's above which something is light
	coverDark   = .38   // brightness over the paper's below which something is not paper
	coverAlike  = .06   // chroma over brightness within which two places are of one thing
	coverLit    = .35   // the logarithm of their brightnesses' ratio
	coverDeep   = .045  // of the shorter side: what reaches in less hides the rim only
	coverReview = .0035 // share of the page
	coverBlock  = .25   // share of the page
	coverWide   = .6    // share of a side: an outline in the wrong place is off for longer
	coverGround = .05   // how far, in tint and a tenth of the brightness, from what lies outside another side
)

// tint is a colour apart from how brightly it is lit.
type tint struct {
	b, r float64 // chroma over luma
	luma float64 // over tintFloor
}

// tintFloor is added to brightness, so that what is almost black has no colour.
const tintFloor = 16

func (t tint) apart(o tint) float64 { return math.Hypot(t.b-o.b, t.r-o.r) }

// rimGrid is the page and what is around it, in square cells.
type rimGrid struct {
	w, h, pad int
	cells     []tint
	seen      []bool // in the picture
}

func (v *view) newRimGrid() *rimGrid {
	g := &rimGrid{w: coverCells, h: max(4, int(coverCells/max(v.aspect, 1e-3)))}
	if v.aspect < 1 {
		g.w, g.h = max(4, int(coverCells*v.aspect)), coverCells
	}
	g.pad = max(3, int(coverPad*float64(min(g.w, g.h))))
	wide, high := g.w+2*g.pad, g.h+2*g.pad
	g.cells, g.seen = make([]tint, wide*high), make([]bool, wide*high)
	t := v.thumb
	f := 1 / float64(t.factor)
	m := ocr.Scale(f, f).Mul(v.toStored).Mul(ocr.Scale(1/float64(g.w), 1/float64(g.h))).Mul(ocr.Translate(-float64(g.pad), -float64(g.pad)))
	for y := range high {
		for x := range wide {
			var c [3]float64
			n := 0
			for k := range 4 {
				p := m.Apply(ocr.Point{X: float64(x) + .25 + .5*float64(k&1), Y: float64(y) + .25 + .5*float64(k>>1)})
				if p.X < 0 || p.Y < 0 || p.X >= float64(t.w) || p.Y >= float64(t.h) {
					continue
				}
				a := t.at(p.X, p.Y)
				c[0], c[1], c[2] = c[0]+a[0], c[1]+a[1], c[2]+a[2]
				n++
			}
			if n == 4 {
				luma := c[0]/4 + tintFloor
				g.cells[y*wide+x] = tint{(c[1]/4 - 128) / luma, (c[2]/4 - 128) / luma, luma}
				g.seen[y*wide+x] = true
			}
		}
	}
	return g
}

// at is the cell at x, y of the page; negative ones lie outside.
func (g *rimGrid) at(x, y int) (tint, bool) {
	i := (y+g.pad)*(g.w+2*g.pad) + x + g.pad
	return g.cells[i], g.seen[i]
}

func medianTint(ts []tint) tint {
	var b, r, l []float64
	for _, t := range ts {
		b, r, l = append(b, t.b), append(r, t.r), append(l, t.luma)
	}
	return tint{median(b), median(r), median(l)}
}

// paper is the tint of the page's paper: of the brighter cells.
func (g *rimGrid) paper() tint {
	var in []tint
	for y := 0; y < g.h; y += 2 {
		for x := 0; x < g.w; x += 2 {
			if t, ok := g.at(x, y); ok {
				in = append(in, t)
			}
		}
	}
	if len(in) == 0 {
		return tint{}
	}
	slices.SortFunc(in, func(a, b tint) int { return cmp.Compare(a.luma, b.luma) })
	return medianTint(in[len(in)*6/10:])
}

// cover is something that lies over the page: the cells that it hides.
type cover struct {
	x0, y0, x1, y1, n int
	like              tint
	side              int // over which it comes in, as the sides of a quad are counted
}

// occlusion finds what lies over the page and comes in over its border.
func (v *view) occlusion() []filing.Signal {
	if !v.found || v.paper < darkReview/2 {
		return nil
	}
	g := v.newRimGrid()
	if min(g.w, g.h) < 24 {
		return nil
	}
	total := 0.0
	var out []filing.Signal
	for _, c := range g.covers() {
		share := float64(c.n) / float64(g.w*g.h)
		total += share
		s := signal(filing.SignalOcclusion, filing.Review, round(share, 1000), "something that is not paper lies over %.1f %% of the page", share*100)
		w, h := float64(g.w), float64(g.h)
		s.Box = v.box(float64(c.x0)/w, float64(c.y0)/h, float64(c.x1)/w, float64(c.y1)/h)
		out = append(out, s)
	}
	if total > coverBlock {
		for i := range out {
			out[i].Severity = filing.Block
		}
	}
	return out
}

// covers follows each thing in from where it crosses the outline.
func (g *rimGrid) covers() []cover {
	paper := g.paper()
	if paper == (tint{}) {
		return nil
	}
	foreign := func(t tint) bool {
		return t.luma < coverBright*paper.luma && (t.apart(paper) > coverTinted || t.luma < coverDark*paper.luma)
	}
	skip := max(1, int(math.Ceil(coverStep*float64(min(g.w, g.h)))))
	grounds := g.grounds(skip)
	taken := make([]bool, g.w*g.h)
	var found []cover
	for side := range 4 {
		for s := range g.stations(side) {
			x, y := g.place(side, s, skip)
			in, ok := g.at(x, y)
			if !ok || taken[y*g.w+x] || !foreign(in) {
				continue
			}
			out, ok := g.at(g.place(side, s, -skip-1))
			if !ok || in.apart(out) > coverAlike || math.Abs(math.Log(in.luma/out.luma)) > coverLit {
				continue
			}
			c := g.flood(x, y, taken, func(t tint) bool { return foreign(t) && t.apart(in) < 1.5*coverAlike })
			c.side, c.like = side, in
			if g.lies(c, grounds) {
				found = append(found, c)
			}
		}
	}
	return found
}

// lies tells a thing on the page from an outline that is off: it is neither thin, nor as wide as the side, nor of the
// ground's look.
func (g *rimGrid) lies(c cover, grounds [4]tint) bool {
	deep, wide := 0, c.x1-c.x0
	switch c.side {
	case 0:
		deep = c.y1
	case 1:
		deep, wide = g.w-c.x0, c.y1-c.y0
	case 2:
		deep = g.h - c.y0
	default:
		deep, wide = c.x1, c.y1-c.y0
	}
	if float64(c.n) < coverReview*float64(g.w*g.h) || float64(min(deep, c.x1-c.x0, c.y1-c.y0)) < coverDeep*float64(min(g.w, g.h)) || float64(wide) > coverWide*float64(g.stations(c.side)) {
		return false
	}
	for side, ground := range grounds {
		if side != c.side && ground != (tint{}) && c.like.apart(ground)+.1*math.Abs(math.Log(c.like.luma/ground.luma)) < coverGround {
			return false
		}
	}
	return true
}

// stations is how many cells a side has.
func (g *rimGrid) stations(side int) int {
	if side%2 == 0 {
		return g.w
	}
	return g.h
}

// place is the cell at a station of a side, so many cells inside it.
func (g *rimGrid) place(side, station, deep int) (x, y int) {
	switch side {
	case 0:
		return station, deep
	case 1:
		return g.w - 1 - deep, station
	case 2:
		return station, g.h - 1 - deep
	}
	return deep, station
}

// grounds is what lies outside each side, zero where the picture ends there.
func (g *rimGrid) grounds(skip int) (out [4]tint) {
	for side := range out {
		var ts []tint
		for s := range g.stations(side) {
			for deep := skip + 1; deep <= g.pad; deep++ {
				if t, ok := g.at(g.place(side, s, -deep)); ok {
					ts = append(ts, t)
				}
			}
		}
		if len(ts) > 0 {
			out[side] = medianTint(ts)
		}
	}
	return out
}

// flood takes the connected cells of the page, from x, y, that belong.
func (g *rimGrid) flood(x, y int, taken []bool, belongs func(tint) bool) cover {
	c := cover{x0: g.w, y0: g.h}
	stack := []int{y*g.w + x}
	taken[y*g.w+x] = true
	for len(stack) > 0 {
		k := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		x, y := k%g.w, k/g.w
		c.n++
		c.x0, c.y0, c.x1, c.y1 = min(c.x0, x), min(c.y0, y), max(c.x1, x+1), max(c.y1, y+1)
		for _, d := range [4][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			nx, ny := x+d[0], y+d[1]
			if nx < 0 || ny < 0 || nx >= g.w || ny >= g.h || taken[ny*g.w+nx] {
				continue
			}
			if t, ok := g.at(nx, ny); ok && belongs(t) {
				taken[ny*g.w+nx] = true
				stack = append(stack, ny*g.w+nx)
			}
		}
	}
	return c
}
