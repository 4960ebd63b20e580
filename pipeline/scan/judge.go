package scan

import (
	"math"
	"slices"

	"prereview/ocr"
)

// traits is what tells a page from something else with four sides.
type traits [traitCount]float64

const (
	meanCovered  = iota // share of the outline that lies on an edge
	leastCovered        // the same of the poorest side
	logArea             // logarithm of the share of the picture
	aspectOff           // how far from ID-1 and ISO A, as a logarithm, at most .15
	meanStep            // how much the paper differs from what is right outside, 0..1
	leastStep           // the same of the poorest side
	strayEdges          // how many edges lie outside beyond what the ground has anyway, 0..1
	outsideEdges        // share of all edges that lie outside
	borderSides         // sides that are the picture's own
	groundLike          // how far what is right outside is from the picture's border, 0..1
	textureStep         // how much more fine detail there is inside than right outside, 0..1
	localStep           // how much the colours right beside the sides differ, 0..1
	leastLocal          // the same of the second poorest side
	fineCovered         // share of the outline that lies on a fine edge
	printOutside        // 1 when there is print outside on a ground as bright as the page: a frame printed on a sheet
	paperOff            // how far the paper is from the picture's border, 0..1
	traitCount
)

// judge fills in the traits that cost more than the first weighing.
func (c *candidate) judge(t *thumb, texture *thumb, g *groundModel) {
	area := c.quad.Area() / float64(t.w*t.h)
	c.parts[logArea] = math.Log(area)
	c.parts[aspectOff] = aspectDistance(trueAspect(c.quad, float64(t.w), float64(t.h)))
	var steps, off, rough, local, paper []float64
	fine, around := 0.0, 0.0
	n, bright := 0, 0
	for i, l := range c.sides {
		if l.border {
			n++
			continue
		}
		local = append(local, soft(c.side[i].contrast, 8))
		fine, around = fine+c.side[i].fine*c.side[i].length, around+c.side[i].length
		in, out := bands(t, c.quad, i)
		if out[0] >= in[0]-3 {
			bright++
		}
		steps = append(steps, soft(colourDistance(in, out), 5))
		off = append(off, soft(g.distance(out), 12))
		paper = append(paper, soft(g.distance(in), 6))
		if texture != nil {
			in, out := textureBands(texture, c.quad, i)
			rough = append(rough, min(max((in-out)/40, -1), 1))
		}
	}
	c.parts[borderSides] = float64(n)
	slices.Sort(steps)
	slices.Sort(local)
	if len(steps) > 0 {
		c.parts[fineCovered] = fine / around
		c.parts[localStep], c.parts[leastLocal] = mean(local), local[min(1, len(local)-1)]
		c.parts[meanStep] = mean(steps)
		c.parts[leastStep] = steps[0]
		c.parts[groundLike] = mean(off)
		c.parts[paperOff] = mean(paper)
	}
	if len(rough) > 0 {
		c.parts[textureStep] = mean(rough)
	}
	out := g.edgesOutside(c.quad)
	c.parts[outsideEdges] = out / max(g.total, 1)
	stray := max(0, out-1.3*g.density*(1-area)*float64(t.w*t.h)) / max(g.total, 1)
	c.parts[strayEdges] = soft(stray, .02)
	if bright >= 2 && stray > .015 || bright >= 1 && stray > .06 {
		c.parts[printOutside] = 1
	}
}

// soft takes 0.. to 0..1, half at h.
func soft(v, h float64) float64 { return v / (v + h) }

func mean(v []float64) float64 {
	s := 0.0
	for _, x := range v {
		s += x
	}
	return s / float64(len(v))
}

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
	collect := func(from, to float64, rows int) (m [3]float64) {
		var vs [3][]float64
		across(q, i, from, to, rows, func(p ocr.Point) {
			if p.X < 0 || p.Y < 0 || p.X >= float64(t.w) || p.Y >= float64(t.h) {
				return
			}
			for n, v := range t.at(p.X, p.Y) {
				vs[n] = append(vs[n], v)
			}
		})
		for n := range m {
			m[n] = median(vs[n])
		}
		return m
	}
	return collect(min(3/deep, .02), .25, 8), collect(-8/deep, -2.5/deep, 3)
}

// textureBands is the same for fine detail, as means.
func textureBands(t *thumb, q ocr.Quad, i int) (in, out float64) {
	q = q.Map(ocr.Scale(1./coarse, 1./coarse))
	deep := side(q, (i+1)%4)
	collect := func(from, to float64, rows int) float64 {
		s, n := 0.0, 0.0
		across(q, i, from, to, rows, func(p ocr.Point) {
			x, y := int(p.X), int(p.Y)
			if p.X < 0 || p.Y < 0 || x >= t.w || y >= t.h {
				return
			}
			s, n = s+float64(t.planes[3][y*t.w+x]), n+1
		})
		return s / max(n, 1)
	}
	return collect(1/deep, 4/deep, 3), collect(-4/deep, -1.5/deep, 3)
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

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[len(v)/2]
}

// groundModel is what the border of the picture shows, which is mostly what the page lies on.
type groundModel struct {
	colours [][3]float64 // of the border, on the coarser thumbnail
	density float64      // edges per pixel there
	total   float64      // all edges
	sample  []edge       // some of them
	each    float64      // how many each of those stands for
}

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
	step := max(1, len(es)/4000)
	for i := 0; i < len(es); i += step {
		g.sample = append(g.sample, es[i])
	}
	g.each = float64(step)
	if texture == nil {
		texture = t
	}
	// Every pixel of the two outermost rings: a chequered cloth has more colours than one.
	for y := range texture.h {
		for x := range texture.w {
			if x > 1 && y > 1 && x < texture.w-2 && y < texture.h-2 {
				continue
			}
			o := y*texture.w + x
			g.colours = append(g.colours, [3]float64{float64(texture.planes[0][o]), float64(texture.planes[1][o]), float64(texture.planes[2][o])})
		}
	}
	return g
}

// distance is how far a colour is from the nearest of the border.
func (g *groundModel) distance(c [3]float64) float64 {
	best := math.Inf(1)
	for _, b := range g.colours {
		best = min(best, colourDistance(b, c))
	}
	return best
}

// edgesOutside estimates how many edges lie outside the quad, its sides not counted.
func (g *groundModel) edgesOutside(q ocr.Quad) float64 {
	var l [4]line
	for i := range 4 {
		l[i] = through(q.Corner(i), q.Corner((i+1)%4))
	}
	n := 0
	for i := range g.sample {
		x, y := float64(g.sample[i].x), float64(g.sample[i].y)
		for k := range l {
			if l[k].dist(x, y) > 4 {
				n++
				break
			}
		}
	}
	return float64(n) * g.each
}
