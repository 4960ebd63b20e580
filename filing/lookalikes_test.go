package filing

import "testing"

func TestLookAlike(t *testing.T) {
	for _, c := range []struct {
		a, b  rune
		alike bool
	}{{'已', '己', true}, {'入', '八', true}, {'O', '0', true}, {'晴', '睛', true}, {'土', '王', false}, {'中', '中', false}, {'未', '土', false}} {
		if Alike(c.a, c.b) != c.alike {
			t.Errorf("%c and %c: %v", c.a, c.b, !c.alike)
		}
	}
	// A character of two groups would make look-alikes of characters that are none.
	for r, first := range lookAlikes {
		if again, ok := LookAlike(first); !ok || again != first {
			t.Errorf("%c stands under %c, which stands under %c", r, first, again)
		}
	}
}
