package web

import "strings"

// seg is a stretch of a value as shown: whether it differs from the value it is compared with, whether only by
// characters that are easily taken for each other, and whether it is hidden.
type seg struct {
	Text   string
	Diff   bool
	Alike  bool
	Hidden bool
}

// lookAlikes are characters that readers, human and machine, take for each other.
var lookAlikes = func() map[rune]int {
	m := map[rune]int{}
	for i, g := range strings.Fields("0OoQD〇 1lI| 2Zz 5Ss 8B 6G 己已巳 未末 土士 王玉主 干千于 人入八 日曰目 大太犬 天夫 贝见 " +
		"戊戌戍 晴睛 清请情 李季 刘列 陈阵 杨扬 汤场 洲州 凤风 幕墓慕暮 辨辩辫 候侯 今令 治冶 析折 拆折 技枝 历厉 仓仑 圆园 析祈 兔免 鸟乌 丢去 " +
		"品晶 业亚 柬東束 祥详 泽译 铭络 杭抗 村材 财材 宏宠 辰晨 莱菜") {
		for _, r := range g {
			if _, taken := m[r]; !taken {
				m[r] = i + 1
			}
		}
	}
	return m
}()

func alike(a, b rune) bool { return lookAlikes[a] != 0 && lookAlikes[a] == lookAlikes[b] }

// diffLimit bounds the alignment, which costs the product of the lengths.
const diffLimit = 1500

// diff aligns two values by the fewest edits and marks what differs in each.
func diff(a, b string) (sa, sb []seg) {
	ra, rb := []rune(a), []rune(b)
	if a == b || len(ra) > diffLimit || len(rb) > diffLimit {
		return []seg{{Text: a, Diff: a != b}}, []seg{{Text: b, Diff: a != b}}
	}
	// cost[i][j] is the edit distance of ra[i:] and rb[j:]. A look-alike is a cheaper exchange than any other.
	n := len(rb) + 1
	cost := make([]uint16, (len(ra)+1)*n)
	for i := len(ra); i >= 0; i-- {
		for j := len(rb); j >= 0; j-- {
			switch {
			case i == len(ra):
				cost[i*n+j] = uint16(2 * (len(rb) - j))
			case j == len(rb):
				cost[i*n+j] = uint16(2 * (len(ra) - i))
			default:
				cost[i*n+j] = min(cost[(i+1)*n+j]+2, cost[i*n+j+1]+2, cost[(i+1)*n+j+1]+exchange(ra[i], rb[j]))
			}
		}
	}
	i, j := 0, 0
	for i < len(ra) || j < len(rb) {
		switch {
		case i < len(ra) && j < len(rb) && cost[i*n+j] == cost[(i+1)*n+j+1]+exchange(ra[i], rb[j]):
			d, al := ra[i] != rb[j], alike(ra[i], rb[j])
			sa, sb = push(sa, ra[i], d, d && al), push(sb, rb[j], d, d && al)
			i, j = i+1, j+1
		case i < len(ra) && cost[i*n+j] == cost[(i+1)*n+j]+2:
			sa = push(sa, ra[i], true, false)
			i++
		default:
			sb = push(sb, rb[j], true, false)
			j++
		}
	}
	return sa, sb
}

func exchange(a, b rune) uint16 {
	switch {
	case a == b:
		return 0
	case alike(a, b):
		return 1
	}
	return 3
}

func push(s []seg, r rune, diff, alike bool) []seg {
	if n := len(s); n > 0 && s[n-1].Diff == diff && s[n-1].Alike == alike {
		s[n-1].Text += string(r)
		return s
	}
	return append(s, seg{Text: string(r), Diff: diff, Alike: alike})
}

// hide replaces the middle of a value by dots and keeps its marks, so that a reviewer sees where two numbers differ
// before revealing them. keep characters stay at the head and 2 at the tail.
func hide(s []seg, head int) []seg {
	total := 0
	for _, x := range s {
		total += len([]rune(x.Text))
	}
	var out []seg
	at := 0
	for _, x := range s {
		for _, r := range x.Text {
			hidden := at >= head && at < total-2 || total <= head+2
			if hidden {
				r = '•'
			}
			if n := len(out); n > 0 && out[n-1].Diff == x.Diff && out[n-1].Alike == x.Alike && out[n-1].Hidden == hidden {
				out[n-1].Text += string(r)
			} else {
				out = append(out, seg{string(r), x.Diff, x.Alike, hidden})
			}
			at++
		}
	}
	return out
}
