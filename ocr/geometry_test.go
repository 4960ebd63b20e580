package ocr

import (
	"math"
	"testing"
)

func TestHomography(t *testing.T) {
	src := Quad{{10, 20}, {410, 60}, {380, 330}, {30, 280}}
	dst := RectQuad(0, 0, 856, 540)
	m, err := Homography(src, dst)
	if err != nil {
		t.Fatal(err)
	}
	inv, err := m.Inverse()
	if err != nil {
		t.Fatal(err)
	}
	for i := range src {
		p := m.Apply(src.Corner(i))
		if math.Hypot(p.X-dst[i][0], p.Y-dst[i][1]) > 1e-6 {
			t.Errorf("corner %d maps to %v", i, p)
		}
		back := inv.Apply(p)
		if math.Hypot(back.X-src[i][0], back.Y-src[i][1]) > 1e-6 {
			t.Errorf("corner %d comes back to %v", i, back)
		}
	}
	if _, err := Homography(Quad{{0, 0}, {1, 1}, {2, 2}, {3, 3}}, dst); err == nil {
		t.Error("corners on a line gave a transform")
	}
	if a := dst.Area(); a != 856*540 {
		t.Error(a)
	}
	if p := Scale(2, 3).Mul(Translate(1, 1)).Apply(Point{1, 1}); p != (Point{4, 6}) {
		t.Error(p)
	}
}
