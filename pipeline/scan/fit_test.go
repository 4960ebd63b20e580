package scan

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/disintegration/imaging"

	"prereview/filing"
	"prereview/ocr"
)

// The tests in this file are tools for whoever works on finding pages. They run only when PREREVIEW_SCAN_PICTURES names
// folders (separated by colons) that `prereview eval generate` has filled; run them with -v.
//
//	TestMeasureFinding  found rate and corner error for each kind and tier; a sheet of the misses in misses.png in the folder for temporary files
//	TestFitWeights      fits traitWeights anew and prints them
//	TestExplain         the traits of the chosen outline and of the one nearest to the truth; PREREVIEW_SCAN_ONLY names files

type drawn struct {
	File, Kind, Tier string
	Page, Sheet      ocr.Quad
	Hidden           []string
	Width, Height    int
	Also             []struct{ Page ocr.Quad }
	Steps            []struct {
		Name   string
		Params map[string]float64
	}
	dir string
}

// has says that the scene took the step.
func (d drawn) has(step string) bool {
	for _, s := range d.Steps {
		if s.Name == step {
			return true
		}
	}
	return false
}

// off is how far an outline lies from the nearest that would do: the page, the sheet it is printed on, another page of the
// picture.
func (d drawn) off(q ocr.Quad) float64 {
	e := cornerError(q, d.Page)
	if d.Sheet.Area() != 0 {
		e = min(e, cornerError(q, d.Sheet))
	}
	for _, a := range d.Also {
		e = min(e, cornerError(q, a.Page))
	}
	return e
}

// bleed says that the page is the whole picture: there is no outline to find.
func (d drawn) bleed() bool { return d.has("bleed") }

// picture decodes the file, and takes the places that are known to the size at which a PDF is rendered.
func (d *drawn) picture(t *testing.T) (Header, picture) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(d.dir, d.File))
	if err != nil {
		t.Fatal(err)
	}
	h, sigs := Inspect(d.File, data)
	pic, more, err := New(Limits{}).decode(context.Background(), data, h)
	if err != nil || pic == nil {
		t.Fatal(d.File, err, sigs, more)
	}
	m := ocr.Scale(float64(pic.Rect.Dx())/float64(d.Width), float64(pic.Rect.Dy())/float64(d.Height))
	d.Page, d.Sheet = d.Page.Map(m), d.Sheet.Map(m)
	for i := range d.Also {
		d.Also[i].Page = d.Also[i].Page.Map(m)
	}
	return h, pic
}

func drawnPictures(t *testing.T) []drawn {
	t.Helper()
	dirs := os.Getenv("PREREVIEW_SCAN_PICTURES")
	if dirs == "" {
		t.Skip("PREREVIEW_SCAN_PICTURES is not set")
	}
	var all []drawn
	for _, dir := range strings.Split(dirs, ":") {
		files, err := filepath.Glob(filepath.Join(dir, "*.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no pictures in %s: %v", dir, err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			d := drawn{dir: dir}
			if err := json.Unmarshal(b, &d); err != nil {
				t.Fatal(f, err)
			}
			if d.File != "" && d.Page.Area() != 0 {
				all = append(all, d)
			}
		}
	}
	return all
}

func TestMeasureFinding(t *testing.T) {
	type row struct{ n, found, sum float64 }
	rows, signals := map[string]row{}, map[string]int{}
	var misses []image.Image
	for _, d := range drawnPictures(t) {
		h, img := d.picture(t)
		w := newWork(h, img)
		keys := []string{d.Kind + " " + d.Tier, "all " + d.Tier}
		findPage(w)
		measurePage(w)
		warpPage(w)
		w.straightenFurther()
		for _, a := range w.page.Further {
			switch e := d.off(a.Outline); {
			case len(d.Also) == 0:
				keys = append(keys, "further invented")
			case e < .02:
				keys = append(keys, "further found")
			}
		}
		got := w.outline.Map(w.orient)
		e := d.off(got)
		for _, s := range d.Steps {
			keys = append(keys, "step "+s.Name)
		}
		for _, key := range keys {
			r := rows[key]
			if r.n++; e < .02 {
				r.found, r.sum = r.found+1, r.sum+e
			}
			rows[key] = r
		}
		seen := map[string]bool{}
		for _, s := range w.signals {
			if key := fmt.Sprintf("%s %s %s", s.Code, s.Severity, d.Tier); !seen[key] {
				seen[key] = true
				signals[key]++
			}
			if s.Severity == filing.Block && d.Tier != "hard" || os.Getenv("PREREVIEW_SCAN_SIGNAL") == s.Code {
				fmt.Printf("%s: %s %s: %s; hidden %v, steps %v\n", d.File, s.Code, s.Severity, s.Detail, d.Hidden, d.Steps)
			}
		}
		if e > .005 {
			least := math.Inf(1)
			for _, c := range searchAll(w.thumb).candidates {
				f := float64(w.thumb.factor)
				least = min(least, d.off(c.quad.Map(ocr.Scale(f, f))))
			}
			fmt.Printf("%2d %s: found %v, error %.4f, nearest candidate %.4f", len(misses), d.File, w.found, e, least)
			for _, s := range d.Steps {
				fmt.Print(" ", s.Name)
			}
			fmt.Println()
			m := imaging.Clone(img)
			strokeQuad(m, d.Page, color.NRGBA{0, 255, 0, 255})
			strokeQuad(m, got, color.NRGBA{255, 0, 0, 255})
			misses = append(misses, m)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(rows)) {
		r := rows[k]
		fmt.Printf("%-24s %4.0f pictures, %5.1f %% found, mean corner error %.3f %% of the diagonal\n", k, r.n, 100*r.found/r.n, 100*r.sum/max(r.found, 1))
	}
	for _, k := range slices.Sorted(maps.Keys(signals)) {
		fmt.Printf("%-32s %4d\n", k, signals[k])
	}
	if len(misses) > 0 {
		contactSheet(t, filepath.Join(os.TempDir(), "misses.png"), misses[:min(len(misses), 48)], 6, 400)
	}
}

// searchAll judges all candidates, also those that are too far behind.
func searchAll(t *thumb) search {
	s := newSearch(t)
	s.candidates = candidates(t, s.lines)
	for i := range s.candidates {
		s.candidates[i].judge(t, s.ground)
	}
	return s
}

func strokeQuad(m *image.NRGBA, q ocr.Quad, c color.Color) {
	wide := max(m.Rect.Dx(), m.Rect.Dy()) / 400
	for i := range q {
		a, b := q[i], q[(i+1)%4]
		n := int(math.Hypot(b[0]-a[0], b[1]-a[1])) + 1
		for k := range n {
			f := float64(k) / float64(n)
			x, y := int(a[0]+(b[0]-a[0])*f), int(a[1]+(b[1]-a[1])*f)
			draw.Draw(m, image.Rect(x-wide, y-wide, x+wide+1, y+wide+1), image.NewUniform(c), image.Point{}, draw.Src)
		}
	}
}

func contactSheet(t *testing.T, path string, ms []image.Image, cols, cell int) {
	t.Helper()
	rows := (len(ms) + cols - 1) / cols
	out := image.NewNRGBA(image.Rect(0, 0, cols*cell, rows*cell))
	for i, m := range ms {
		f := imaging.Fit(m, cell-4, cell-4, imaging.Box)
		draw.Draw(out, image.Rect(i%cols*cell, i/cols*cell, (i%cols+1)*cell, (i/cols+1)*cell), f, image.Point{}, draw.Src)
	}
	w, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := png.Encode(w, out); err != nil {
		t.Fatal(err)
	}
}

var traitNames = [traitCount]string{"meanCovered", "leastCovered", "fineCovered", "logArea", "aspectOff", "leastStep", "paperOutside", "groundInside",
	"outsideEdges", "printOutside", "borderSides"}

// good traits speak for a page, all others against it.
var goodTraits = []int{meanCovered, leastCovered, fineCovered, logArea, leastStep}

// leastWeights keep what few drawn pictures tell: that a picture may be all page, with smaller things of four sides on it,
// and that a page ends where its paper ends.
var leastWeights = traits{logArea: 1.5, outsideEdges: -9, borderSides: -1, paperOutside: -10, groundInside: -10, printOutside: -17}

// TestFitWeights maximises the likelihood that of a picture's candidates and "none of them" a right one is chosen, with a
// little ridge, each weight held to its sign.
func TestFitWeights(t *testing.T) {
	type cand struct {
		x    traits
		err  float64
		good bool
	}
	var pics [][]cand
	reached := 0
	for _, d := range drawnPictures(t) {
		_, img := d.picture(t)
		th := newThumb(img)
		f := 1 / float64(th.factor)
		var cs []cand
		least := math.Inf(1)
		for _, c := range searchAll(th).candidates {
			e := d.off(c.quad.Map(ocr.Scale(1/f, 1/f)))
			least = min(least, e)
			cs = append(cs, cand{x: c.parts, err: e})
		}
		any := false
		for i := range cs {
			cs[i].good = least < .012 && cs[i].err < least+.004
			any = any || cs[i].good
		}
		if any {
			reached++
		} else if !d.bleed() {
			fmt.Printf("%s: the nearest candidate is off by %.4f\n", d.File, least)
			continue
		}
		pics = append(pics, cs)
	}
	var mu, sd, w traits
	n, bias := 0.0, 0.0
	for _, cs := range pics {
		for _, c := range cs {
			n++
			for i, v := range c.x {
				mu[i], sd[i] = mu[i]+v, sd[i]+v*v
			}
		}
	}
	for i := range mu {
		mu[i] /= n
		sd[i] = math.Sqrt(sd[i]/n-mu[i]*mu[i]) + 1e-9
	}
	score := func(c *cand) float64 {
		z := bias
		for i := range w {
			z += w[i] * (c.x[i] - mu[i]) / sd[i]
		}
		return z
	}
	for range 2000 {
		var gw traits
		gb := 0.0
		for _, cs := range pics {
			zs := make([]float64, len(cs))
			sum, good, any := 1.0, 0.0, false
			for i := range cs {
				zs[i] = math.Exp(score(&cs[i]))
				sum += zs[i]
				if cs[i].good {
					good, any = good+zs[i], true
				}
			}
			if !any {
				good = 1
			}
			for i := range cs {
				g := zs[i] / sum
				if cs[i].good {
					g -= zs[i] / good
				}
				g /= float64(len(pics))
				for k := range w {
					gw[k] += g * (cs[i].x[k] - mu[k]) / sd[k]
				}
				gb += g
			}
		}
		for i := range w {
			w[i] -= .7 * (gw[i] + 5e-4*w[i])
			if slices.Contains(goodTraits, i) {
				w[i] = max(w[i], leastWeights[i]*sd[i])
			} else {
				w[i] = min(w[i], leastWeights[i]*sd[i])
			}
		}
		bias -= .7 * gb
	}
	right := 0
	var none, some []float64 // odds of the best, where there is nothing to find and where it was found
	for _, cs := range pics {
		best, z, any := -1, 0.0, false
		for i := range cs {
			if s := score(&cs[i]); s > z {
				best, z = i, s
			}
			any = any || cs[i].good
		}
		if best >= 0 && cs[best].err < .012 || best < 0 && !any {
			right++
		}
		z = math.Inf(-1)
		for i := range cs {
			z = max(z, score(&cs[i]))
		}
		if any {
			some = append(some, math.Round(z))
		} else {
			none = append(none, math.Round(z))
		}
	}
	slices.Sort(none)
	slices.Sort(some)
	fmt.Println("odds of the best, nothing to find:", none)
	fmt.Println("odds of the best, page to find:", some)
	for i := range w {
		w[i] /= sd[i]
		bias -= w[i] * mu[i]
		fmt.Printf("%s: %.3g, ", traitNames[i], w[i])
	}
	fmt.Printf("bias: %.3g\n%d pictures, a right candidate in %d, right choice in %d\n", bias, len(pics), reached, right)
}

// TestExplain prints the traits of the chosen candidate beside those of the nearest.
func TestExplain(t *testing.T) {
	for _, d := range drawnPictures(t) {
		if f := os.Getenv("PREREVIEW_SCAN_ONLY"); f != "" && !strings.Contains(f, strings.TrimSuffix(d.File, filepath.Ext(d.File))) {
			continue
		}
		_, pic := d.picture(t)
		th := newThumb(pic)
		f := float64(th.factor)
		s := searchAll(th)
		off := func(c candidate) float64 { return d.off(c.quad.Map(ocr.Scale(f, f))) }
		if len(s.candidates) == 0 {
			fmt.Println(d.File, "no candidates")
			continue
		}
		near := slices.MinFunc(s.candidates, func(a, b candidate) int { return cmp.Compare(off(a), off(b)) })
		best := slices.MaxFunc(s.candidates, func(a, b candidate) int { return cmp.Compare(a.parts.odds(), b.parts.odds()) })
		fmt.Printf("%s thumb %dx%d\n", d.File, th.w, th.h)
		q := d.Page.Map(ocr.Scale(1/f, 1/f))
		for i := range 4 {
			a, b := q.Corner(i), q.Corner((i+1)%4)
			least := math.Inf(1)
			var l *line
			for _, k := range s.lines {
				if e := max(math.Abs(k.dist(a.X, a.Y)), math.Abs(k.dist(b.X, b.Y))); e < least {
					least, l = e, k
				}
			}
			fmt.Printf("    true side %d %.0f %.0f: nearest line off by %.1f, worth %.0f\n", i, a, b, least, l.worth())
		}
		for _, c := range []struct {
			n string
			c candidate
		}{{"best", best}, {"near", near}} {
			fmt.Printf("  %s off %.4f odds %.2f quad %.0f\n    ", c.n, off(c.c), c.c.parts.odds(), c.c.quad)
			for i, v := range c.c.parts {
				fmt.Printf("%s %.3f(%.1f) ", traitNames[i], v, v*traitWeights[i])
			}
			fmt.Println()
			for i, e := range c.c.side {
				in, out := bands(th, c.c.quad, i)
				fmt.Printf("    side %d len %.0f cov %.2f fine %.2f con %.1f in %.0f out %.0f border %v\n", i, e.length, e.covered, e.fine, e.contrast, in, out, c.c.sides[i].border)
			}
		}
	}
}
