package scan

import (
	"context"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"prereview/ocr"
)

// cornerError is the mean distance of the corners over the diagonal of the true quad, whatever corner comes first and
// whichever way round they run.
func cornerError(got, want ocr.Quad) float64 {
	best := math.Inf(1)
	for turn := range 4 {
		for _, flip := range []bool{false, true} {
			sum := 0.0
			for i := range 4 {
				j := (i + turn) % 4
				if flip {
					j = (4 - i + turn) % 4
				}
				sum += math.Hypot(got[i][0]-want[j][0], got[i][1]-want[j][1])
			}
			best = min(best, sum/4)
		}
	}
	return best / math.Hypot(want[2][0]-want[0][0], want[2][1]-want[0][1])
}

// TestFindOnEveryGround draws pages on every kind of ground and holds finding to a bar.
func TestFindOnEveryGround(t *testing.T) {
	per := 3
	if testing.Short() {
		per = 1
	}
	for g := range grounds {
		t.Run(g.String(), func(t *testing.T) {
			found, sum := 0, 0.0
			for i := range per {
				rng := rand.New(rand.NewPCG(21, uint64(int(g)*100+i)))
				s := randomScene(rng)
				s.ground = g
				s.w, s.h = s.w*3/4, s.h*3/4
				if g == groundWhite {
					s.noise = min(s.noise, 2.5)
				}
				m, truth := s.draw(rng)
				w := newWork(Header{Orientation: 1}, toPicture(m))
				findPage(w)
				if e := cornerError(w.outline, truth); w.found && e < .015 {
					found++
					sum += e
				} else {
					t.Logf("scene %d: found %v, error %.4f, %+v", i, w.found, e, s)
				}
			}
			if found < per {
				t.Errorf("found %d of %d", found, per)
			}
			if mean := sum / float64(max(found, 1)); mean > .005 {
				t.Errorf("mean corner error %.4f of the diagonal", mean)
			}
		})
	}
}

// TestCardOnSheet: a card copied small onto a white sheet is the page, not the sheet.
func TestCardOnSheet(t *testing.T) {
	for _, tilt := range []float64{0, 3, 88} {
		rng := rand.New(rand.NewPCG(31, 1))
		card := drawCard(rng, 600, 378, true)
		m := image.NewNRGBA(image.Rect(0, 0, 1240, 1754))
		fillRect(m, 0, 0, 1240, 1754, color.NRGBA{250, 250, 250, 255})
		sin, cos := math.Sincos(tilt * math.Pi / 180)
		var truth ocr.Quad
		for i, c := range [4][2]float64{{-300, -189}, {300, -189}, {300, 189}, {-300, 189}} {
			truth[i] = [2]float64{560 + c[0]*cos - c[1]*sin, 620 + c[0]*sin + c[1]*cos}
		}
		for y := range 1754 {
			for x := range 1240 {
				dx, dy := float64(x)+.5-560, float64(y)+.5-620
				c, a := sampleRGBA(card, 300+dx*cos+dy*sin, 189-dx*sin+dy*cos)
				for k := range 3 {
					o := m.PixOffset(x, y) + k
					m.Pix[o] = clamp8(c[k]*a + float64(m.Pix[o])*(1-a) + rng.NormFloat64())
				}
			}
		}
		w := newWork(Header{Orientation: 1}, toPicture(m))
		findPage(w)
		if e := cornerError(w.outline, truth); !w.found || e > .01 {
			t.Errorf("turned by %.0f: found %v, error %.4f, %v", tilt, w.found, e, w.outline)
		}
	}
}

// TestTrueAspect looks at a card through a camera.
func TestTrueAspect(t *testing.T) {
	for _, want := range []float64{aspectID1, aspectA, 1 / aspectID1, 1} {
		for _, f := range []float64{.7, 1.1} {
			for _, tilt := range []float64{0, 15, 30} {
				const w, h = 1600., 1200.
				var q ocr.Quad
				for i, c := range [4][2]float64{{-.5, -.5}, {.5, -.5}, {.5, .5}, {-.5, .5}} {
					// Turned about the level axis, then by half as much about the plumb one; seen from a distance of 2.
					s1, c1 := math.Sincos(tilt * math.Pi / 180)
					s2, c2 := math.Sincos(tilt / 2 * math.Pi / 180)
					x, y, z := c[0]*want, c[1]*c1, c[1]*s1
					x, z = x*c2+z*s2, z*c2-x*s2
					q[i] = [2]float64{w/2 + f*w*x/(z+2), h/2 + f*w*y/(z+2)}
				}
				got := trueAspect(q, w, h)
				if r := got / want; r < .94 || r > 1.06 {
					t.Errorf("aspect %.3f, f %.1f, tilt %.0f: %.3f", want, f, tilt, got)
				}
			}
		}
	}
	for a, want := range map[float64]float64{1.6: aspectID1, 1.57: aspectID1, 1.43: aspectA, 1.38: aspectA, 1 / 1.6: 1 / aspectID1, 1.3: 1.3, 1.8: 1.8, 1: 1} {
		if got := snapAspect(a); got != want {
			t.Errorf("%.3f becomes %.3f, want %.3f", a, got, want)
		}
	}
}

// TestLightIsEvened: a page half in shadow comes out with the same paper on both halves, and print stays dark.
func TestLightIsEvened(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 1400, 990))
	for y := range 990 {
		for x := range 1400 {
			l := 220 - 110/(1+math.Exp(float64(x-700)/60))
			if y%60 < 8 && x%40 < 30 {
				l *= .15
			}
			m.SetNRGBA(x, y, color.NRGBA{clamp8(l), clamp8(l), clamp8(l), 255})
		}
	}
	page, _ := New(Limits{}).Scan(context.Background(), "a.png", pngOf(t, m))
	toPage := inverse(t, page.ToOriginal)
	at := func(x, y float64) int {
		p := toPage.Apply(ocr.Point{X: x, Y: y})
		return int(page.Image.NRGBAAt(int(p.X), int(p.Y)).G)
	}
	left, right := at(210, 330), at(1190, 330) // between two lines of print
	if abs(left-right) > 12 || left < 215 {
		t.Errorf("paper is %d on the shaded side and %d on the other", left, right)
	}
	for _, x := range []float64{215, 1215} {
		if ink := at(x, 304); ink > 80 {
			t.Errorf("print at %.0f is %d", x, ink)
		}
	}
}

func TestPageSize(t *testing.T) {
	for _, c := range []struct {
		sw, sh, aspect float64
		w, h           int
	}{
		{3000, 1900, aspectID1, 1600, 1009}, // bounded
		{3000, 2121, aspectA, 2200, 1556},
		{1550, 977, aspectID1, 1550, 977}, // as it is
		{900, 567, aspectID1, 1400, 883},  // enlarged
		{400, 252, aspectID1, 800, 504},   // not more than twice
		{1000, 1414, 1 / aspectA, 1000, 1414},
		{12000, 200, 60, 2200, 37},
		{1, 1, 1, 2, 2},
	} {
		if w, h := pageSize(c.sw, c.sh, c.aspect); w != c.w || h != c.h {
			t.Errorf("%+v: %d x %d", c, w, h)
		}
	}
}

// TestLevelledScan: a scan without visible borders, turned by two degrees, comes out level.
func TestLevelledScan(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	sheet := image.NewNRGBA(image.Rect(0, 0, 1100, 1500))
	fillRect(sheet, 0, 0, 1100, 1500, color.NRGBA{252, 252, 252, 255})
	for i := range 24 {
		fillRect(sheet, 150, float64(150+50*i), 950, float64(152+50*i), color.NRGBA{20, 20, 20, 255})
		glyphs(sheet, rng, 150, float64(160+50*i), 24, 30, color.NRGBA{20, 20, 20, 255})
	}
	const turn = 2.0
	sin, cos := math.Sincos(turn * math.Pi / 180)
	m := image.NewNRGBA(sheet.Rect)
	for y := range 1500 {
		for x := range 1100 {
			dx, dy := float64(x)-550, float64(y)-750
			c, a := sampleRGBA(sheet, 550+dx*cos+dy*sin, 750-dx*sin+dy*cos)
			if a == 0 {
				c = [3]float64{252, 252, 252}
			}
			m.SetNRGBA(x, y, color.NRGBA{clamp8(c[0]), clamp8(c[1]), clamp8(c[2]), 255})
		}
	}
	page, sigs := New(Limits{}).Scan(context.Background(), "a.png", pngOf(t, m))
	if page.Image == nil || page.Found {
		t.Fatalf("found %v %v", page.Found, sigs)
	}
	o := page.Outline
	if a := math.Atan2(o[1][1]-o[0][1], o[1][0]-o[0][0]) * 180 / math.Pi; math.Abs(a-turn) > .3 {
		t.Errorf("levelled by %.2f degrees, want %.1f", a, turn)
	}
}

func TestBudgetBounds(t *testing.T) {
	b := newBudget(4 * budgetUnit)
	var now, most atomic.Int64
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			n := int64(1 + i%5) // five is more than there is: it runs alone
			release, err := b.acquire(context.Background(), n*budgetUnit)
			if err != nil {
				t.Error(err)
				return
			}
			defer release()
			held := min(n, 4)
			if v := now.Add(held); v > most.Load() {
				most.Store(v)
			}
			time.Sleep(time.Millisecond)
			now.Add(-held)
		})
	}
	wg.Wait()
	if most.Load() > 4 {
		t.Errorf("%d units held at once", most.Load())
	}
	all, err := b.acquire(context.Background(), 4*budgetUnit)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancel()
	if _, err := b.acquire(ctx, budgetUnit); err == nil {
		t.Error("got more than there is")
	}
	all()
	if release, err := b.acquire(context.Background(), 4*budgetUnit); err != nil {
		t.Error("units were lost:", err)
	} else {
		release()
	}
}

// TestScanTogether: one Scanner serves many goroutines and each gets its own page.
func TestScanTogether(t *testing.T) {
	s := New(Limits{DecodeMemory: 16 << 20})
	s0 := scene{ground: groundDark, w: 700, h: 500, fill: .8, blur: .6, dim: 1, colourful: true}
	m, _ := s0.draw(rand.New(rand.NewPCG(2, 2)))
	data := jpegOf(t, m)
	want, _ := s.Scan(context.Background(), "a.jpg", data)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			got, _ := s.Scan(context.Background(), "a.jpg", data)
			if got.Image == nil || !slices.Equal(got.Image.Pix, want.Image.Pix) {
				t.Error("another page came out")
			}
		})
	}
	wg.Wait()
}

// TestSmallCardOnALid: a card that covers a tenth of a scanner's lid, hardly darker, is found on a closer look; a frame of a
// card's shape that is printed on a sheet is not.
func TestSmallCardOnALid(t *testing.T) {
	for _, framed := range []bool{false, true} {
		m := image.NewNRGBA(image.Rect(0, 0, 2076, 1467))
		fillRect(m, 0, 0, 2076, 1467, color.NRGBA{238, 238, 238, 255})
		if framed {
			for _, r := range [][4]float64{{375, 602, 975, 604}, {375, 978, 975, 980}, {375, 602, 377, 980}, {973, 602, 975, 980}} {
				fillRect(m, r[0], r[1], r[2], r[3], color.NRGBA{60, 60, 60, 255})
			}
			for y := 640.; y < 950; y += 40 {
				glyphs(m, rand.New(rand.NewPCG(1, uint64(y))), 400, y, 20, 20, color.NRGBA{30, 30, 30, 255})
			}
		} else {
			card := drawCard(rand.New(rand.NewPCG(7, 7)), 600, 378, true)
			for y := range 378 {
				for x := range 600 {
					if c := card.NRGBAAt(x, y); c.A > 0 {
						m.SetNRGBA(375+x, 602+y, c)
					}
				}
			}
		}
		w := newWork(Header{Orientation: 1}, toPicture(m))
		q, ok := w.closer(ocr.RectQuad(100, 180, 350, 350))
		if ok == framed || ok && cornerError(q, ocr.RectQuad(375, 602, 975, 980)) > .005 {
			t.Errorf("framed %v: %v %v", framed, ok, q)
		}
	}
}
