package extract

import (
	"strings"
	"testing"
)

func TestIsAmount(t *testing.T) {
	for _, s := range []string{"贰佰万元整", "壹佰万元人民币", "500万元", "7420万元人民币", "500万人民币", "人民币贰仟零壹拾捌万元整", "壹亿贰仟伍佰万圆整",
		"伍佰万元（人民币）", "伍佰万元(人民币)", "100.000000万元人民币", "1080.010000万元人民币", "20万美元", "300万元港币", "拾万元整", "壹拾万元正", "壹亿零伍佰万元",
		"1,000,000元", "叁仟肆佰伍拾陆万柒仟捌佰玖拾壹元贰角叁分", "壹仟万元", "壹佰零壹万元", "伍万元整", "人民币壹佰万圆整", "10亿元", "贰万零伍佰元"} {
		if !isAmount(s) {
			t.Errorf("%s is an amount", s)
		}
	}
	for _, s := range []string{"", "万元整", "贰拾佰万元", "贰叁万元", "佰万元", "贰零万元", "零贰万元", "贰万万元", "贰万亿元", "贰佰零万元", "元", "壹佰万无整", "1,00元",
		"贰佰万元整元整", "壹佰万元(人民币", "五百万元", "人民币", "参佰万元", "12.万元", "拾拾万元"} {
		if isAmount(s) {
			t.Errorf("%s is none", s)
		}
	}
}

func TestReadAmount(t *testing.T) {
	at := func(s string, r rune) int { return strings.Count(s[:strings.IndexRune(s, r)], "") - 1 }
	// instead reads one character of a line as another, the printed one second.
	instead := func(s string, r rune, as string, p, q float64) []cell {
		l := line(s, .98)
		i := at(s, r)
		l = doubt(l, i, p, string(r), q)
		l.Symbols[i].Text = as
		return cells(l)
	}
	for _, c := range []struct {
		name     string
		cells    []cell
		want     string
		repaired bool
		min, max float64
	}{
		{"as printed", cells(line("贰佰万元整", .99)), "贰佰万元整", false, .95, 1},
		{"figures", cells(line("7420万元人民币", .99)), "7420万元人民币", false, .95, 1},
		{"a numeral seen second", instead("贰仟叁佰万元", '贰', "鞠", .5, .3), "贰仟叁佰万元", true, .3, .85},
		{"叁 read as 参, which no amount has", cells(line("参佰万元整", .95)), "叁佰万元整", true, .05, .6},
		{"肆 read as 肄", cells(line("肄拾万元整", .8)), "肆拾万元整", true, .05, .6},
		{"元 read as 无", instead("壹佰万元整", '元', "无", .6, .3), "壹佰万元整", true, .5, .85},
		{"the figure is in doubt, both make an amount", instead("柒佰万元整", '柒', "玖", .5, .45), "玖佰万元整", false, 0, .6},
		{"nothing seen that makes an amount", cells(line("鞠任万元整", .9)), "鞠任万元整", false, 0, .6},
		{"a numeral that the picture does not show", cells(line("鞠佰万元整", .9)), "鞠佰万元整", false, 0, .6},
		{"printed otherwise", cells(line("五百万元", .99)), "五百万元", false, 0, .6},
		{"units out of order are not put in order", cells(line("壹拾佰万元", .99)), "壹拾佰万元", false, 0, .6},
		{"a faint alternative does not do", instead("柒佰万元整", '柒', "某", .9, .001), "某佰万元整", false, 0, .6},
		{"three changes", func() []cell {
			l := line("鞠任参佰万元", .98)
			l = doubt(l, 0, .4, "贰", .3)
			return cells(doubt(l, 1, .4, "仟", .3))
		}(), "贰仟叁佰万元", true, 0, .45},
		{"nothing", nil, "", false, 0, 0},
	} {
		r := readAmount(c.cells)
		if r.value != c.want || (r.repair != "") != c.repaired || r.conf < c.min || r.conf > c.max {
			t.Errorf("%s: %q, repair %q, confidence %.3f; want %q, repaired %v, %v..%v", c.name, r.value, r.repair, r.conf, c.want, c.repaired, c.min, c.max)
		}
	}
}
