package scan

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"prereview/ocr"
)

// A card that lies askew and runs out of the picture has no outline of its own; the next likeliest is the whole card's, as far as it is
// seen and beyond.
func TestOthersCutOff(t *testing.T) {
	for _, g := range []ground{groundDark, groundLight, groundSpeckle} {
		s := scene{ground: g, w: 1600, h: 1200, fill: .8, tilt: 9, cut: .22, warp: .01, blur: 1, noise: 3, dim: .9, colourful: true}
		m, want := s.draw(rand.New(rand.NewPCG(2, 5)))
		pages, decode, straighten := New(Limits{}).Others(context.Background(), "a.jpg", jpegOf(t, m))
		if len(pages) == 0 || len(pages) > othersMost || decode <= 0 || straighten <= 0 {
			t.Errorf("%v: %d pages after %v and %v", g, len(pages), decode, straighten)
			continue
		}
		p := pages[0]
		if off := cornerError(p.Outline, want); off > .01 {
			t.Errorf("%v: %v is off by %.3f", g, p.Outline, off)
		}
		if a := float64(p.Image.Rect.Dx()) / float64(p.Image.Rect.Dy()); math.Abs(a-aspectID1) > .01 || !p.Found {
			t.Errorf("%v: a page of %v, found %v", g, p.Image.Rect, p.Found)
		}
	}
}

// What was found is not answered again, and what cannot be decoded has no outlines.
func TestOthersAreOthers(t *testing.T) {
	s := scene{ground: groundDark, w: 1600, h: 1200, fill: .8, tilt: 4, warp: .01, blur: 1, noise: 3, dim: .9, colourful: true}
	m, want := s.draw(rand.New(rand.NewPCG(2, 5)))
	pages, _, _ := New(Limits{}).Others(context.Background(), "a.jpg", jpegOf(t, m))
	for _, p := range pages {
		if off := cornerError(p.Outline, want); off < othersNear {
			t.Errorf("the page that Scan finds is answered again: %v", p.Outline)
		}
	}
	if pages, _, _ := New(Limits{}).Others(context.Background(), "a.jpg", []byte("no picture")); len(pages) != 0 {
		t.Errorf("%d pages of no picture", len(pages))
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if pages, _, _ := New(Limits{}).Others(ended, "a.jpg", jpegOf(t, m)); len(pages) != 0 {
		t.Errorf("%d pages after the context ended", len(pages))
	}
}

// Of a card cut off at one side the side opposite tells the size: as its long side or its short one, whichever the rest that is seen
// allows; of one corner, the parallelogram in it.
func TestWhole(t *testing.T) {
	card := ocr.RectQuad(100, 200, 100+856, 200+540)
	short := func(q ocr.Quad, cut int, by float64) ocr.Quad {
		a, b := cut, (cut+1)%4
		for _, e := range [2][2]int{{a, (a + 3) % 4}, {b, (b + 1) % 4}} {
			for k := range 2 {
				q[e[0]][k] += (q[e[1]][k] - q[e[0]][k]) * by
			}
		}
		return q
	}
	for cut := range 4 {
		by := .3
		got := wholeAcross(short(card, cut, by), cut)
		if off := cornerError(got, card); off > .002 {
			t.Errorf("cut at side %d: %v, off by %.3f", cut, got, off)
		}
	}
	askew := ocr.Quad{{100, 130}, {900, 60}, {960, 600}, {160, 500}}
	got := squared(askew, 1) // sides 1 and 2 are seen
	if got[2] != askew[2] {
		t.Errorf("the corner that is seen has moved: %v", got)
	}
	for i := range 2 { // opposite sides are parallel, and all of the quad is in it
		a, b := unit(got[i], got[i+1]), unit(got[(i+3)%4], got[(i+2)%4])
		if math.Abs(a[0]*b[1]-a[1]*b[0]) > 1e-9 {
			t.Errorf("sides %d and %d are not parallel: %v", i, i+2, got)
		}
	}
	for i, p := range askew {
		for k := range got {
			if l := through(got.Corner(k), got.Corner((k+1)%4)); l.dist(p[0], p[1]) > 1e-6 {
				t.Errorf("corner %d lies beyond side %d of %v", i, k, got)
			}
		}
	}
}
