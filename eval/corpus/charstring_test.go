package corpus

import (
	"math"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Where the sfnt package draws a glyph, our reading of its charstring is the same outline; where it does not, ours is a
// glyph of ordinary size.
func TestCharstringsAgree(t *testing.T) {
	face, err := loadFace("fandol-song")
	if err != nil {
		t.Fatal(err)
	}
	if face.cff == nil {
		t.Fatal("no charstrings")
	}
	upem := float64(face.f.UnitsPerEm())
	var buf sfnt.Buffer
	same, alone := 0, 0
	for r := rune(0x4e00); r < 0x5000; r++ {
		i, err := face.f.GlyphIndex(&buf, r)
		if err != nil || i == 0 {
			continue
		}
		ours, err := face.cff.outline(int(i))
		if err != nil || len(ours) < 4 {
			t.Fatalf("%c: %d segments, %v", r, len(ours), err)
		}
		theirs, err := face.f.LoadGlyph(&buf, i, fixed.I(int(upem)), nil)
		if err != nil {
			alone++
			for _, p := range ours[0].args[:1] {
				if p[0] < -upem/4 || p[0] > 1.25*upem || p[1] < -upem/2 || p[1] > 1.25*upem {
					t.Errorf("%c begins at %v", r, p)
				}
			}
			continue
		}
		if len(ours) != len(theirs) {
			t.Errorf("%c: %d segments, sfnt has %d", r, len(ours), len(theirs))
			continue
		}
		same++
		for k, s := range theirs {
			x, y := float64(s.Args[0].X)/64, -float64(s.Args[0].Y)/64
			if ours[k].op != s.Op || math.Abs(ours[k].args[0][0]-x) > .1 || math.Abs(ours[k].args[0][1]-y) > .1 {
				t.Errorf("%c: segment %d is %v, sfnt has %v", r, k, ours[k], s)
				break
			}
		}
	}
	if same < 50 || alone < 20 {
		t.Errorf("%d glyphs compared, %d drawn alone", same, alone)
	}
}

func TestBrokenCFFIsNoFont(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("OTTO"), make([]byte, 64), append([]byte("OTTO\x00\x01\x00\x00\x00\x00\x00\x00CFF \x00\x00\x00\x00\x00\x00\x00\x1c\x00\x00\x00\x08"), 1, 0, 4, 1, 0, 1, 1, 255)} {
		if parseCFF(b) != nil {
			t.Errorf("%q read as a font", b)
		}
	}
}
