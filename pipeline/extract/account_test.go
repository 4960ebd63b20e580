package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// printedLine is a line of the given pitch as pieces of ink, and where the middle of each character stands. Characters of Han fill nine
// tenths of their square in two pieces, marks (） ， 。 in full, ; and ( in half a square) little of theirs, figures half a square.
func printedLine(text string, pitch float64) (ps []part, xs []int) {
	x := 100.0
	put := func(a, b, y0, y1 float64) {
		ps = append(ps, part{x0: int(x + a*pitch), x1: int(x + b*pitch), y0: int(200 + y0*pitch), y1: int(200 + y1*pitch)})
	}
	for _, r := range text {
		w := 1.0
		switch {
		case r == '一':
			put(.06, .94, .45, .55)
		case isHan(r):
			put(.05, .4, 0, .95)
			put(.5, .95, .05, .95)
		case r == '）':
			put(.05, .25, 0, 1)
		case r == '（':
			put(.75, .95, 0, 1)
		case r == '，' || r == '。' || r == '、':
			put(.1, .35, .75, .95)
		case r == ';':
			w = .35
			put(.1, .22, .3, .9)
		case r == '(' || r == ')':
			w = .4
			put(.1, .3, 0, 1)
		default:
			w = .5
			put(.05, .42, .1, .9)
		}
		xs = append(xs, int(x+w/2*pitch))
		x += w * pitch
	}
	return ps, xs
}

var accountLines = []string{"软件开发;技术服务、技术咨询、家具销售。（依法须经批准的项目，经相关部门", "一般项目:企业管理;二手车经销;会议及展览服务", "浙江省桐庐县学府路401号科技园4幢747室",
	"(依法须经批准的项目,经相关部门批准后方可开展经营活动)"}

// What was read whole is accounted for, whatever its pitch, and roughly as recognition places its characters.
func TestAccount(t *testing.T) {
	for _, text := range accountLines {
		for _, pitch := range []float64{17, 20.6, 26} {
			ps, xs := printedLine(text, pitch)
			for i := range xs {
				xs[i] += (i*7%5 - 2) * int(pitch) / 8
			}
			if wrong, told := account(cells(line(text, .99)), xs, ps, int(pitch)); !told || len(wrong) > 0 {
				t.Errorf("%s at %.1f: %v, told %v", text, pitch, wrong, told)
			}
		}
	}
}

// A character that was lost is told about in its place, one that was made up in its line.
func TestAccountMisses(t *testing.T) {
	const pitch, em = 20.6, 20
	for _, text := range accountLines {
		if strings.ContainsAny(text, digits) { // half a character of Han may be taken for a figure
			continue
		}
		ps, xs := printedLine(text, pitch)
		cs := cells(line(text, .99))
		for i, c := range cs {
			near := func(wrong []missing) bool {
				return slices.ContainsFunc(wrong, func(m missing) bool { return abs(m.at-i) <= 3 })
			}
			without := func(xs []int) []int { return slices.Delete(slices.Clone(xs), i, i+1) }
			if wrong, _ := account(slices.Delete(slices.Clone(cs), i, i+1), without(xs), ps, em); !near(wrong) {
				t.Errorf("%s without %c at %d: %v", text, c.r, i, wrong)
			}
			if !isHan(c.r) || strings.ContainsAny(text, "(（") { // the ink of a bracket may be taken for what was made up
				continue
			}
			twice := slices.Insert(slices.Clone(cs), i, cell{r: '管', p: .99})
			if wrong, _ := account(twice, slices.Insert(slices.Clone(xs), i, xs[i]-3), ps, em); len(wrong) == 0 {
				t.Errorf("%s with one more at %d: %v", text, i, wrong)
			}
		}
	}
}

// Ink that runs together, a stroke that is not found and a character that was recognised far from its place are no loss.
func TestAccountOfRoughPrint(t *testing.T) {
	const text, pitch, em = "一般项目:企业管理;二手车经销401号一楼会议及展览服务", 20.6, 20
	cs := cells(line(text, .99))
	for name, change := range map[string]func(ps []part, xs []int) ([]part, []int){
		"characters that touch": func(ps []part, xs []int) ([]part, []int) {
			for i := 8; i < 13; i++ {
				ps[8].x1 = max(ps[8].x1, ps[i].x1)
			}
			return slices.Delete(ps, 9, 13), xs
		},
		"a part of 一":      func(ps []part, xs []int) ([]part, []int) { ps[0].x0 = ps[0].x1 - 5; return ps, xs },
		"out of its place": func(ps []part, xs []int) ([]part, []int) { xs[6] += 60; return ps, xs },
	} {
		ps, xs := change(printedLine(text, pitch))
		if wrong, told := account(cs, xs, ps, em); !told || len(wrong) > 0 {
			t.Errorf("%s: %v, told %v", name, wrong, told)
		}
	}
}

// Too little print, or noise, says nothing, and nothing breaks.
func TestAccountSaysNothing(t *testing.T) {
	ps, xs := printedLine("2号楼", 20)
	for name, told := range map[string]bool{
		"short": says(account(cells(line("2号楼", .99)), xs, ps, 20)),
		"empty": says(account(nil, nil, nil, 20)),
		"noise": says(account(cells(line("浙江省桐庐县", .99)), make([]int, 6), make([]part, 1000), 20)),
		"far":   says(account(cells(line("浙江省桐庐县", .99)), []int{-1 << 30, 1 << 30, 5, 4, 3, 2}, ps, 20)),
	} {
		if told {
			t.Errorf("%s: told", name)
		}
	}
	if got := fmt.Sprint(inOrder([]int{10, 30, 90, 50, 70})); got != "[10 30 40 50 70]" {
		t.Error(got)
	}
}

func says(_ []missing, told bool) bool { return told }
