package extract

import (
	"strings"
	"testing"
)

// seenAs is a line printed as one text and read as another of its length; what is printed is seen with probability q.
func seenAs(printed, read string, p, q float64) []cell {
	l := line(read, .98)
	want := []rune(printed)
	for i, r := range []rune(read) {
		if r != want[i] {
			l = doubt(l, i, p, string(want[i]), q)
		}
	}
	return cells(l)
}

func TestMendedDivisions(t *testing.T) {
	for _, c := range []struct {
		name     string
		cells    []cell
		want     string
		repaired bool
		min, max float64
	}{
		{"as read", seenAs("遂昌县珠江新城华夏路1115号", "遂昌县珠江新城华夏路1115号", 1, 1), "遂昌县珠江新城华夏路1115号", false, .5, 1},
		{"a county", seenAs("遂昌县华夏路1115号", "遂吕县华夏路1115号", .6, .3), "遂昌县华夏路1115号", true, .1, .85},
		{"its first character", seenAs("江西省会昌县上海路891号", "汪西省会昌县上海路891号", .6, .3), "江西省会昌县上海路891号", true, .1, .85},
		{"the county inside its city", seenAs("西安市临潼区幸福街461号", "西安市临漳区幸福街461号", .6, .3), "西安市临潼区幸福街461号", true, .1, .85},
		{"no support, no change", seenAs("西安市临漳区幸福街461号", "西安市临漳区幸福街461号", 1, 1), "西安市临漳区幸福街461号", false, 0, 1},
		{"too faint", seenAs("遂昌县华夏路1115号", "遂吕县华夏路1115号", .98, .005), "遂吕县华夏路1115号", false, 0, 1},
		{"supported, and no such county in that city", seenAs("杭州市遂昌县路1号甲", "杭州市遂吕县路1号甲", .6, .3), "杭州市遂吕县路1号甲", false, 0, 1},
		{"what is a county as read stays", seenAs("西安市临潼区幸福街1号", "西安市临潼区幸福街1号", .6, .3), "西安市临潼区幸福街1号", false, 0, 1},
		{"behind the divisions nothing is touched", seenAs("遂昌县妙高街道1号", "遂昌县炒高街道1号", .6, .3), "遂昌县炒高街道1号", false, 0, 1},
		{"former, on old cards", seenAs("北京市崇文区体育馆路1号", "北京市祟文区体育馆路1号", .6, .3), "北京市崇文区体育馆路1号", true, .1, .85},
	} {
		r := readAddress(c.cells)
		if r.value != c.want || (r.repair != "") != c.repaired || r.conf < c.min || r.conf > c.max {
			t.Errorf("%s: %q, repair %q, confidence %.3f; want %q, repaired %v, %v..%v", c.name, r.value, r.repair, r.conf, c.want, c.repaired, c.min, c.max)
		}
	}
}

func TestMendedScope(t *testing.T) {
	const printed = "一般项目：软件开发；木材销售（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）"
	for _, c := range []struct {
		name, read, want string
		repairs          int
	}{
		{"as read", printed, printed, 0},
		{"a character", strings.Replace(printed, "凭营业执照", "凭菅业执照", 1), printed, 1},
		{"two phrases", strings.NewReplacer("凭营业执照", "凭菅业执照", "须经批准", "须经批淮").Replace(printed), printed, 2},
		{"outside the phrases nothing is touched", strings.Replace(printed, "木材", "本材", 1), strings.Replace(printed, "木材", "本材", 1), 0},
	} {
		r := readScope(seenAs(printed, c.read, .6, .3))
		if r.value != c.want || strings.Count(r.repair, "->") != c.repairs || r.raw != c.read {
			t.Errorf("%s: %q %q", c.name, r.value, r.repair)
		}
	}
	if r := readScope(cells(line("凭菅业执照依法自主开展经营活动", .9))); r.value != "凭菅业执照依法自主开展经营活动" || r.repair != "" {
		t.Errorf("a phrase the picture does not show was made up: %+v", r)
	}
}

// Two counties that differ in the doubtful character alone, both seen: nobody can tell.
func TestNoGuessBetweenDivisions(t *testing.T) {
	l := line("某山县公安局", .98)
	l = doubt(l, 0, .5, "巫", .2)
	l = doubt(l, 0, .5, "眉", .1) // no 眉山县 in force matters: former ones count
	l = doubt(l, 0, .5, "砀", .18)
	r := readAuthority(cells(l))
	if r.value != "某山县公安局" || r.conf > .6 {
		t.Errorf("%+v", r)
	}
}

func TestMendedAuthorities(t *testing.T) {
	for _, c := range []struct {
		printed, read, want string
		repaired            bool
	}{
		{"溆浦县公安局", "溆浦县公安局", "溆浦县公安局", false},
		{"溆浦县公安局", "淑浦县公安局", "溆浦县公安局", true},
		{"武汉市公安局武昌分局", "武汉市公女局武昌分局", "武汉市公女局武昌分局", false}, // not at the end, so not looked at
		{"珙县公安局", "珙县公女局", "珙县公安局", true},
	} {
		r := readAuthority(seenAs(c.printed, c.read, .6, .3))
		if r.value != c.want || (r.repair != "") != c.repaired || c.repaired && r.conf > .85 {
			t.Errorf("%s: %q %q %.3f", c.read, r.value, r.repair, r.conf)
		}
	}
	for _, c := range []struct {
		printed, read, want string
		repairs             int
	}{
		{"太康县市场监督管理局", "太尿县市场监督管理局", "太康县市场监督管理局", 1},
		{"江达县市场监督管理局", "江达县击场监督管理局", "江达县市场监督管理局", 1},
		{"巫山县市场监督管理局", "杰山县市场监瞥管理局", "巫山县市场监督管理局", 2},
		{"蕲春县数据局", "蒜春县数据局", "蕲春县数据局", 1},
		{"某某新区管理委员会", "某某新区管理委员会", "某某新区管理委员会", 0},
	} {
		r := readSeal(seenAs(c.printed, c.read, .6, .3))
		if n := strings.Count(r.repair, "->"); r.value != c.want || n != c.repairs || n > 0 && r.conf > .85 {
			t.Errorf("%s: %q %q %.3f", c.read, r.value, r.repair, r.conf)
		}
	}
	known, unknown := readAuthority(cells(line("溆浦县公安局", .95))), readAuthority(cells(line("淑浦县公安局", .95)))
	if known.conf <= unknown.conf+.2 {
		t.Errorf("a county that there is: %.3f, one that there is not: %.3f", known.conf, unknown.conf)
	}
}

// A county of two characters is a whole head, unless it may be what is left of a longer one.
func TestShortDivisions(t *testing.T) {
	for name, flawed := range map[string]bool{"藤县公安局": false, "芒市公安局": false, "沙县公安局": true, "南县公安局": true, "昌县公安局": true, "藤县石公安局": true} {
		if r := office(reading{value: name, conf: .99, cs: cells(line(name, .99))}, police); r.flawed != flawed {
			t.Errorf("%s: flawed %v", name, r.flawed)
		}
	}
	if !ofShort("芒市市场监督管理局", registrars) {
		t.Error("芒市市场监督管理局")
	}
}
