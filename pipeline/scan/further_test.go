package scan

import (
	"context"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	"github.com/disintegration/imaging"

	"prereview/filing"
	"prereview/ocr"
)

// TestTwoCards: two cards in one picture, above each other and side by side, are two pages, each with the other's place,
// also when both run out of the picture; one card is one.
func TestTwoCards(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 1))
	for name, at := range map[string][]image.Point{
		"above each other": {{300, 150}, {330, 620}},
		"side by side":     {{80, 420}, {770, 400}},
		"alone":            {{300, 150}},
		"both cut off":     {{-70, 150}, {-40, 600}},
	} {
		m := image.NewNRGBA(image.Rect(0, 0, 1440, 1080))
		fillRect(m, 0, 0, 1440, 1080, color.NRGBA{96, 80, 66, 255})
		var truth []ocr.Quad // as far as it is in the picture
		for _, p := range at {
			card := drawCard(rng, 600, 378, true)
			m = imaging.Overlay(m, card, p, 1)
			x, y := float64(p.X), float64(p.Y)
			truth = append(truth, ocr.RectQuad(max(0, x), y, x+600, y+378))
		}
		page, signals := New(Limits{}).Scan(context.Background(), "a.jpg", jpegOf(t, m))
		pages := append([]Page{page}, page.Further...)
		if len(pages) != len(at) {
			t.Errorf("%s: %d pages, want %d", name, len(pages), len(at))
			continue
		}
		for _, want := range truth {
			best := 1.
			for _, p := range pages {
				if p.Image != nil {
					best = min(best, cornerError(p.Outline, want))
				}
			}
			if best > .005 {
				t.Errorf("%s: the nearest page to %v is off by %.4f", name, want, best)
			}
		}
		for i, p := range pages {
			said := signals
			if i > 0 {
				said = p.Signals
			}
			var other *filing.Box
			for _, s := range said {
				if s.Code == filing.SignalSeveralPages {
					other = s.Box
				}
			}
			switch {
			case len(at) == 1 && other != nil:
				t.Errorf("%s: said to be several", name)
			case len(at) == 2 && (other == nil || *other != filing.Box(pages[1-i].Outline)):
				t.Errorf("%s: page %d does not say where the other is: %v", name, i, other)
			}
		}
	}
}
