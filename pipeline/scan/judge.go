package scan

import (
	"math"

	"prereview/ocr"
)

// traits is what tells a page from something else with four sides.
type traits [traitCount]float64

const (
	meanCovered  = iota // share of the outline that lies on an edge, the picture's own sides not counted
	leastCovered        // the same of the poorest side
	fineCovered         // share of the outline that lies on a fine edge
	logArea             // logarithm of the share of the picture
	aspectOff           // square of how far from ID-1 and ISO A, as a logarithm: a little tells nothing
	leastStep           // how much the paper differs from what is right outside, at the poorest side, 0..1
	paperOutside        // how much more what is right outside looks like paper than like the ground, at the worst side, 0..1; its square
	groundInside        // the same for how much more what is right inside looks like that outside than like the paper
	outsideEdges        // share of all edges that lie outside
	printOutside        // 1 when there is some print outside on a plain ground as bright as the page: a frame printed on a sheet
	borderSides         // sides that are the picture's own
	traitCount
)

// judge fills in the traits that cost more than the first weighing.
func (c *candidate) judge(t *thumb, g *groundModel) {
	area := c.quad.Area() / float64(t.w*t.h)
	off := aspectDistance(trueAspect(c.quad, float64(t.w), float64(t.h)))
	c.parts[aspectOff] = off * off
	least, most, inside := 1.0, 0.0, 0.0
	bright, dark := 0, false
	for i, l := range c.sides {
		if l.border {
			continue
		}
		in, out := bands(t, c.quad, i)
		step := colourDistance(in, out)
		least = min(least, soft(step, 5))
		ground := g.distance(out)
		like := ground / (ground + step + 8)
		most = max(most, like*like)
		rim := t.colourAt(c.quad, i, 2/side(c.quad, (i+1)%4), .03, 3, .5)
		away := colourDistance(rim, in)
		like = away / (away + colourDistance(rim, out) + 8)
		inside = max(inside, like*like)
		// Further out too, for what is right outside may be more of a frame.
		if wide := t.colourAt(c.quad, i, -.15, -2.5/side(c.quad, (i+1)%4), 6, .75); wide[0] >= in[0]-3 {
			bright++
		}
		// No print beside a frame is half as dark as the paper all along it: that is a shadow, or something else that lies there.
		dark = dark || out[0] < in[0]/2
	}
	c.parts[leastStep], c.parts[paperOutside], c.parts[groundInside] = least, most, inside
	out, stray := g.edgesOutside(c.quad)
	c.parts[outsideEdges] = out / max(g.total, 1)
	stray = (stray - 1.3*g.density*(1-area)*float64(t.w*t.h)) / max(g.total, 1) // beyond what the ground has anyway
	if g.plain && !dark && bright >= 3 && stray > strayLeast && stray < strayMost {
		c.parts[printOutside] = 1
	}
}

// The share of all edges that is print around a frame: more than specks and the shadow of a page, less than another
// document that lies there.
const (
	strayLeast = .004
	strayMost  = .35
)

// soft takes 0.. to 0..1, half at h.
func soft(v, h float64) float64 { return v / (v + h) }

func aspectDistance(a float64) float64 {
	if a < 1 {
		a = 1 / a
	}
	return min(math.Abs(math.Log(a/aspectID1)), math.Abs(math.Log(a/aspectA)), .15)
}

func colourDistance(a, b [3]float64) float64 {
	dy, du, dv := a[0]-b[0], chromaGain*(a[1]-b[1]), chromaGain*(a[2]-b[2])
	return math.Sqrt(dy*dy + du*du + dv*dv)
}

// bands are the median colours of the paper along side i, from a little inside to a quarter of the page, and of what lies
// right outside. Medians, so that print and a printed frame do not count: paper on both sides of a frame is no step.
func bands(t *thumb, q ocr.Quad, i int) (in, out [3]float64) {
	deep := side(q, (i+1)%4)
	return t.colourAt(q, i, min(3/deep, .02), .25, 8, .5), t.colourAt(q, i, -8/deep, -2.5/deep, 3, .5)
}

// colourAt is the colour that the share of places along side i of a quad is not above, see across; zero outside the picture.
func (t *thumb) colourAt(q ocr.Quad, i int, from, to float64, rows int, share float64) (m [3]float64) {
	var hist [3][256]uint8 // at most 24 x 8 places
	n := 0
	across(q, i, from, to, rows, func(p ocr.Point) {
		x, y := int(p.X), int(p.Y)
		if p.X < 0 || p.Y < 0 || x >= t.w || y >= t.h {
			return
		}
		o := y*t.w + x
		hist[0][t.planes[0][o]]++
		hist[1][t.planes[1][o]]++
		hist[2][t.planes[2][o]]++
		n++
	})
	if n == 0 {
		return m
	}
	for k := range m {
		sum := 0
		for v, c := range hist[k] {
			if sum += int(c); sum > int(share*float64(n)) {
				m[k] = float64(v)
				break
			}
		}
	}
	return m
}

// across visits places along side i of a quad, in rows from one depth to another; depths are shares of the quad's, from
// the side inwards.
func across(q ocr.Quad, i int, from, to float64, rows int, visit func(ocr.Point)) {
	const stations = 24
	a, b, c, d := q.Corner(i), q.Corner((i+1)%4), q.Corner((i+2)%4), q.Corner((i+3)%4)
	for k := range stations {
		u := .06 + .88*(float64(k)+.5)/stations
		for r := range rows {
			v := from + (to-from)*(float64(r)+.5)/float64(rows)
			visit(ocr.Point{
				X: (a.X*(1-u)+b.X*u)*(1-v) + (d.X*(1-u)+c.X*u)*v,
				Y: (a.Y*(1-u)+b.Y*u)*(1-v) + (d.Y*(1-u)+c.Y*u)*v,
			})
		}
	}
}

// groundModel is what the border of the picture shows, which is mostly what the page lies on.
type groundModel struct {
	colours [][3]float64 // of the border, on the coarser thumbnail, each once
	plain   bool         // nothing but an even ground lies at the border
	density float64      // edges per pixel there
	total   float64      // all edges
	sample  []edge       // some of them
	each    float64      // how many each of those stands for
}

// plainDensity is how many edges a pixel an even ground has: flecks of dust and the blocks of a JPEG.
const plainDensity = .004

func newGroundModel(t, texture *thumb, es []edge) *groundModel {
	g := &groundModel{total: float64(len(es))}
	wide := max(4, min(t.w, t.h)/40)
	inStrip := 0
	for i := range es {
		e := &es[i]
		if x, y := int(e.x), int(e.y); x < wide || y < wide || x >= t.w-wide || y >= t.h-wide {
			inStrip++
		}
	}
	// Edges are not looked for in the outermost two pixels.
	g.density = float64(inStrip) / float64(2*(t.w+t.h)*(wide-2))
	g.plain = g.density < plainDensity
	step := max(1, len(es)/1500)
	for i := 0; i < len(es); i += step {
		g.sample = append(g.sample, es[i])
	}
	g.each = float64(step)
	if texture == nil {
		texture = t
	}
	// Every pixel of the two outermost rings: a chequered cloth has more colours than one. What differs by a level or two
	// is one colour.
	seen := map[[3]uint8]bool{}
	for y := range texture.h {
		for x := 0; x < texture.w; x++ {
			if y > 1 && y < texture.h-2 && x == 2 {
				x = max(x, texture.w-2)
			}
			o := y*texture.w + x
			c := [3]uint8{texture.planes[0][o], texture.planes[1][o], texture.planes[2][o]}
			if key := [3]uint8{c[0] &^ 3, c[1] &^ 1, c[2] &^ 1}; !seen[key] {
				seen[key] = true
				g.colours = append(g.colours, [3]float64{float64(c[0]), float64(c[1]), float64(c[2])})
			}
		}
	}
	return g
}

// distance is how far a colour is from the nearest of the border.
func (g *groundModel) distance(c [3]float64) float64 {
	best := math.Inf(1)
	for _, b := range g.colours {
		dy, du, dv := b[0]-c[0], chromaGain*(b[1]-c[1]), chromaGain*(b[2]-c[2])
		best = min(best, dy*dy+du*du+dv*dv)
	}
	return math.Sqrt(best)
}

// edgesOutside estimates how many edges lie outside the quad, its sides not counted; and how many of them stray,
// that is do not run along a side near by, as its shadow does.
func (g *groundModel) edgesOutside(q ocr.Quad) (out, stray float64) {
	const near, along = .06, .95 // of the quad's size; cosine of 18 degrees
	reach := near * math.Sqrt(math.Abs(q.Area()))
	var l [4]line
	for i := range l {
		l[i] = through(q.Corner(i), q.Corner((i+1)%4))
	}
	for i := range g.sample {
		e := &g.sample[i]
		for k := range l {
			d := l[k].dist(float64(e.x), float64(e.y))
			if d <= 4 {
				continue
			}
			out++
			if d > reach || math.Abs(l[k].nx*float64(e.nx)+l[k].ny*float64(e.ny)) < along {
				stray++
			}
			break
		}
	}
	return out * g.each, stray * g.each
}
