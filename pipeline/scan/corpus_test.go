package scan_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
	"prereview/pipeline/scan"
)

// TestCorpus holds finding and the signals to a bar on pictures whose outline is known. A whole-picture scan has no
// outline to find; its page is the picture.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip()
	}
	const per = 3
	s := scan.New(scan.Limits{})
	for tier, bar := range map[corpus.Tier]struct {
		missed int     // of 3*per pictures
		mean   float64 // corner error over those found, as a share of the page's diagonal
		blocks int     // signals that would turn a picture away
	}{
		corpus.Scan:  {2, .003, 0}, // white paper under a white lid
		corpus.Photo: {0, .002, 0},
		corpus.Hard:  {0, .003, 4}, // grey pictures and pictures of few pixels are among them
	} {
		t.Run(string(tier), func(t *testing.T) {
			missed, found, blocks, sum := 0, 0, 0, 0.0
			for _, kind := range filing.RecognisedKinds {
				for i := range per {
					pic, truth, err := corpus.Take(corpus.Dev, 11, kind, tier, i)
					if err != nil {
						t.Fatal(err)
					}
					if len(truth.Also) > 0 || truth.Sheet != (filing.Box{}) || strings.HasSuffix(truth.File, ".pdf") || !whole(truth) {
						continue // several pages, a copy or screen, a rendering at another size, a page cut off: no one outline to hold it to
					}
					page, sigs := s.Scan(context.Background(), truth.File, pic.Data)
					if page.Image == nil {
						t.Fatalf("%s: %v", truth.File, sigs)
					}
					for _, sig := range sigs {
						if sig.Severity == filing.Block {
							t.Logf("%s: %+v", truth.File, sig)
							blocks++
						}
					}
					e := quadError(page.Outline, truth.Page)
					if e > .02 {
						missed++
						t.Logf("%s: found %v, corners off by %.4f of the diagonal", truth.File, page.Found, e)
						continue
					}
					found++
					sum += e
				}
			}
			mean := sum / float64(found)
			t.Logf("%d of %d, mean corner error %.5f, %d blocks", found, found+missed, mean, blocks)
			if missed > bar.missed || mean > bar.mean || blocks > bar.blocks {
				t.Errorf("missed %d, mean corner error %.4f, %d blocks; the bar is %+v", missed, mean, blocks, bar)
			}
		})
	}
}

func whole(t corpus.Truth) bool {
	for _, c := range t.Page {
		if c[0] < -1 || c[1] < -1 || c[0] > float64(t.Width)+1 || c[1] > float64(t.Height)+1 {
			return false
		}
	}
	return true
}

// quadError is the mean corner distance over the diagonal, whichever corner comes first.
func quadError(got, want [4][2]float64) float64 {
	best := math.Inf(1)
	for turn := range 4 {
		sum := 0.0
		for i := range 4 {
			j := (i + turn) % 4
			sum += math.Hypot(got[i][0]-want[j][0], got[i][1]-want[j][1])
		}
		best = min(best, sum/4)
	}
	return best / math.Hypot(want[2][0]-want[0][0], want[2][1]-want[0][1])
}
