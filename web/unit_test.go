package web

import (
	"math"
	"strings"
	"testing"

	"prereview/filing"
)

func TestFrameFollowsThePage(t *testing.T) {
	const w, h = 400, 300
	upright := filing.Box{{50, 40}, {350, 40}, {350, 240}, {50, 240}}
	// How the stored pixels lie, for each EXIF orientation: where a point of the upright 400 x 300 picture is stored.
	for name, c := range map[string]struct {
		turn   int
		flip   bool
		w, h   int
		stored func(p point) point
	}{
		"upright":            {0, false, w, h, func(p point) point { return p }},
		"upside down":        {2, false, w, h, func(p point) point { return point{w - p[0], h - p[1]} }},
		"lying, top right":   {3, false, h, w, func(p point) point { return point{h - p[1], p[0]} }},
		"lying, top left":    {1, false, h, w, func(p point) point { return point{p[1], w - p[0]} }},
		"mirrored":           {2, true, w, h, func(p point) point { return point{w - p[0], p[1]} }},
		"mirrored, on head":  {0, true, w, h, func(p point) point { return point{p[0], h - p[1]} }},
		"mirrored and lying": {3, true, h, w, func(p point) point { return point{p[1], p[0]} }},
	} {
		t.Run(name, func(t *testing.T) {
			var page filing.Box
			for i, p := range upright {
				page[i] = c.stored(p)
			}
			f, ok := frameOf(filing.Document{Width: c.w, Height: c.h, Page: &page})
			if !ok || f.turn != c.turn || f.flip != c.flip || f.w != w || f.h != h {
				t.Fatalf("frame %+v", f)
			}
			for _, p := range []point{{0, 0}, {120, 33}, {400, 300}} {
				if got := f.point(c.stored(p)); math.Abs(got[0]-p[0])+math.Abs(got[1]-p[1]) > 1e-9 {
					t.Errorf("%v is shown at %v", p, got)
				}
			}
		})
	}
	if _, ok := frameOf(filing.Document{}); ok {
		t.Error("a document without size has a frame")
	}
}

func TestCropSurvivesBrokenBoxes(t *testing.T) {
	for _, b := range []filing.Box{{}, {{math.NaN(), 1}, {2, math.Inf(1)}, {3, 3}, {0, 0}}, {{5, 5}, {1, 5}, {1, 1}, {5, 1}}, {{0, 0}, {1e9, 0}, {1e9, 1e9}, {0, 1e9}}} {
		c := cropOf(b, 1000, 460, 110)
		if strings.Contains(c.ViewBox+c.Level, "N") || strings.Contains(c.ViewBox+c.Level, "Inf") || c.Width > 461 || c.Height > 111 {
			t.Errorf("%v: %+v", b, c)
		}
	}
}

func marked(s []seg) string {
	var b strings.Builder
	for _, x := range s {
		switch {
		case x.Alike:
			b.WriteString("(" + x.Text + ")")
		case x.Diff:
			b.WriteString("[" + x.Text + "]")
		default:
			b.WriteString(x.Text)
		}
	}
	return b.String()
}

func TestDiff(t *testing.T) {
	for _, c := range [][4]string{
		{"广州晴川", "广州晴川", "广州晴川", "广州晴川"},
		{"广州晴川", "广州睛川", "广州(晴)川", "广州(睛)川"},
		{"91A0", "91AO", "91A(0)", "91A(O)"},
		{"榕江达", "榕汇达", "榕[江]达", "榕[汇]达"},
		{"有限公司", "有限责任公司", "有限公司", "有限[责任]公司"},
		{"", "新", "", "[新]"},
		{"旧", "", "[旧]", ""},
		{"39142", "9142", "[3]9142", "9142"},
	} {
		a, b := diff(c[0], c[1])
		if marked(a) != c[2] || marked(b) != c[3] {
			t.Errorf("%s | %s: %s | %s, want %s | %s", c[0], c[1], marked(a), marked(b), c[2], c[3])
		}
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("广州晴川", "广州睛川纸")
	f.Add("", "x")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
		sa, sb := diff(a, b)
		join := func(s []seg, same bool) (out string) {
			for _, x := range s {
				if !same || !x.Diff {
					out += x.Text
				}
			}
			return out
		}
		if join(sa, false) != a || join(sb, false) != b {
			t.Fatalf("%q | %q: a character was lost", a, b)
		}
		if join(sa, true) != join(sb, true) {
			t.Fatalf("%q | %q: what is not marked differs", a, b)
		}
		hidden := hide(sa, 2)
		if n := len([]rune(join(hidden, false))); n != len([]rune(a)) {
			t.Fatalf("hiding changed the length to %d", n)
		}
	})
}

func TestMaskText(t *testing.T) {
	for in, want := range map[string]string{
		"号码440106199003075239不符":           "号码44**************39不符",
		"号码44010619900307523x":             "号码44**************3x",
		"手机 13800138078 未实名":               "手机 138******78 未实名",
		"代码914403001922038216":             "代码914403001922038216", // a social credit code
		"代码91440106MA5XQ3W27K, 2026-05-20": "代码91440106MA5XQ3W27K, 2026-05-20",
	} {
		if got := maskText(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestProse(t *testing.T) {
	for in, want := range map[string]string{
		`填写"甲(深圳)",执照为"乙".`:  "填写“甲（深圳）”，执照为“乙”.",
		"260dpi,请重新扫描:A,B":   "260dpi，请重新扫描：A,B",
		"plain, english (x)": "plain, english (x)",
	} {
		if got := proseZH(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{"": "", "/": "", "..": "..", `C:\a\照片.jpg`: "照片.jpg", "../../etc/passwd": "passwd", "a\x00\r\nb.jpg": "ab.jpg",
		"a\xffb": "ab", strings.Repeat("长", 200) + ".jpeg": strings.Repeat("长", 114) + "….jpeg"} {
		if got := cleanName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestCacheForgetsTheOldest(t *testing.T) {
	c := newCache(10)
	c.put("a", []byte("1234"))
	c.put("b", []byte("1234"))
	c.get("a")
	c.put("c", []byte("1234"))
	c.put("huge", make([]byte, 11))
	if _, ok := c.get("b"); ok {
		t.Error("the one used longest ago was kept")
	}
	if _, ok := c.get("a"); !ok || c.size > 10 {
		t.Errorf("size %d", c.size)
	}
}
