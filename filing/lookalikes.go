package filing

import "strings"

// lookAlikes maps each character that readers, human and machine, take for another to the first of its group. Which they are
// is our own choice.
var lookAlikes = func() map[rune]rune {
	m := map[rune]rune{}
	for _, group := range strings.Fields("己已巳 未末 土士 日曰 人入八 方六 大太犬 天夭夫 千干于 王玉壬 甲申由 戊戌戍 间问 治冶 侯候 汨汩 " +
		"刀力 儿几 白自 目且 风凤 今令 午牛 木术本 丁了 史吏 免兔 乌鸟 兵乒乓 官宫 晴睛 沈沉 崇祟 宜宣 微徽 赢羸 茶荼 折拆 亨享 准淮 " +
		"师帅 市巿 广厂 元无 晓哓 裕祐 琳淋 海诲 清请 技枝 戴载 慕幕 萧箫 薄簿 兰三 贷货 拔拨 杨扬 陈阵 娟绢 辨辩辫 抡抢 幸辛 毫豪 哀衰 " +
		"竟竞 栗粟 洒酒 仑仓 昊吴 宇字 玟玫 妹姝 冼洗 浙淅 1IlL 8B 2Zz 5Ss 0OoD〇") {
		first := []rune(group)[0]
		for _, r := range group {
			m[r] = first
		}
	}
	return m
}()

// LookAlike is the first of the group of characters that r is easily taken for: two are look-alikes when theirs is the same.
// For a character that is taken for no other it is r and false.
func LookAlike(r rune) (first rune, ok bool) {
	if first, ok = lookAlikes[r]; ok {
		return first, true
	}
	return r, false
}

// Alike says that two characters are easily taken for each other. One that is taken for others is like itself.
func Alike(a, b rune) bool {
	x, ok := LookAlike(a)
	y, _ := LookAlike(b)
	return ok && x == y
}
