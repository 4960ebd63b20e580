package corpus

import (
	"bytes"
	"image/jpeg"
	"math/rand/v2"
	"strings"
	"testing"

	"prereview/filing"
)

// One fresh document of each kind and tier: its boxes hold ink, and its values are set in faces of its own.
func TestFreshDocuments(t *testing.T) {
	if _, err := loadFonts(Fresh); err != nil {
		t.Skipf("%v", err)
	}
	for _, kind := range filing.RecognisedKinds {
		for _, tier := range Tiers {
			i := 0
			p, truth, err := Take(Fresh, 5, kind, tier, i)
			for ; err == nil && strings.HasSuffix(truth.File, ".pdf"); p, truth, err = Take(Fresh, 5, kind, tier, i) {
				i++
			}
			if err != nil {
				t.Fatal(err)
			}
			img, err := jpeg.Decode(bytes.NewReader(p.Data))
			if err != nil {
				t.Fatal(err)
			}
			checkBoxes(t, img, truth)
			for _, role := range []role{heiValue, songValue, kaiValue} {
				for _, old := range []Split{Train, Dev, Test} {
					for _, name := range fontPlan[role][old] {
						if truth.Fonts["value"] == name {
							t.Errorf("%s: values in %s, which is of %s", truth.File, name, old)
						}
					}
				}
			}
		}
	}
}

// A face in many files draws what any of them has.
func TestFaceInParts(t *testing.T) {
	f, err := loadFace("misans")
	if err != nil {
		t.Skipf("%v", err)
	}
	if len(f.parts) < 50 || !f.covers("广东省深圳市0123456789X") {
		t.Errorf("a face of %d files lacks common characters", len(f.parts))
	}
	if f.glyph('\U0002A700') != nil {
		t.Error("a character that it does not have")
	}
}

// The scenes added for Fresh are met there, in about the shares they should be, and nowhere else.
func TestFreshScenes(t *testing.T) {
	const n = 150
	own := []string{"fold", "sleeve", "two_lamps", "blinds", "tone_map", "denoise", "chat", "scan_app"}
	shares := func(split Split, tier Tier) map[string]float64 {
		seen := map[string]float64{}
		for i := range uint64(n) {
			s := NewScene(rand.New(rand.NewPCG(i, 3)), split, tier)
			s.longSide = 160 // what happens does not depend on the size
			_, truth, err := s.Apply(markedPage(filing.BusinessLicence, 120, 76))
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range truth.Steps {
				seen[x.Name] += 1. / n
			}
		}
		return seen
	}
	for _, tier := range Tiers {
		old := shares(Test, tier)
		for _, name := range own {
			if old[name] != 0 {
				t.Errorf("%s is in the test split's %s", name, tier)
			}
		}
	}
	fresh := map[Tier]map[string]float64{}
	for _, tier := range Tiers {
		fresh[tier] = shares(Fresh, tier)
	}
	for _, c := range []struct {
		tier     Tier
		step     string
		from, to float64
	}{
		{Scan, "scan_app", .35, .65}, {Scan, "fold", .08, .35}, {Scan, "sleeve", 0, 0}, {Scan, "denoise", 0, 0}, {Scan, "chat", 0, 0}, {Scan, "blinds", 0, 0},
		{Photo, "fold", .12, .4}, {Photo, "sleeve", .05, .28}, {Photo, "two_lamps", .17, .45}, {Photo, "blinds", .08, .35}, {Photo, "tone_map", .2, .5},
		{Photo, "chat", .17, .45}, {Photo, "scan_app", 0, 0}, {Hard, "sleeve", .1, .4}, {Hard, "chat", .3, .6}, {Hard, "blinds", .12, .4},
	} {
		if got := fresh[c.tier][c.step]; got < c.from || got > c.to {
			t.Errorf("%s: %s in %.0f %% of pictures, want %g to %g", c.tier, c.step, 100*got, 100*c.from, 100*c.to)
		}
	}
}
