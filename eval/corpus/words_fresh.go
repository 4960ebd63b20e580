package corpus

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
)

// nameWords are what names are made of.
type nameWords struct {
	male, female, neutral, rare []string // characters of given names
	dotted                      map[string]dotted
	whole                       map[string][]string
	brandFirst, brandSecond     []string
	branded                     bool // every company has a brand, even those whose names otherwise say only where they are and what they do
}

// names are the split's words. Those of Fresh hold no character of a given name, no father's name and no brand that the others
// have, so that none of them can invent the same person or company.
func (s Split) names() *nameWords {
	if s == Fresh {
		return &freshNames
	}
	return &oldNames
}

var oldNames = nameWords{male: maleChars, female: femaleChars, neutral: neutralChars, rare: rareChars, dotted: dottedNames, whole: wholeNames,
	brandFirst: brandFirst, brandSecond: brandSecond}

var freshNames = nameWords{
	male:    runes("楠炎耀骏灿舟驰骋挺勋敬柱钢杉桦晖煦焕熙炳棠枫岩峻岭峡崇尧舜禹衡恺恒恪拓捷攀敦斐昂晋朗栋楷榕檀洲浪涌渊湛涛溪潮澜犁瑜璋璧畅畴砚硕磐秉竞笃策纲绍罡羽翰翼耕肃肇苍蔚虎行誉诚谋谨谱豪轲遥遵钧锋镇隆雍韧顺颂驹鸣鹤麒麟"),
	female:  runes("芸滢漪澄潇沁汐泠涓淇渺溶璎珊玫珑琢瑟瑰璃画眉盈眸禾绒绢络绫缇织羡聆舞芙芝芬芯苇茵荔荧莓萌萱葵蒂蓓蕊虹蝉裳觅谧贝赏迎邀采铃霜露韵飘鸥鹂鹃桃梨棉椿樱橙歌殷沫润温满漫灵焰甜甄皎盼眠瞳祈秧稚"),
	neutral: runes("禾沐舒洛黎墨灿温润行知舟野苏尹笙闲拙如初末"),
	rare:    runes("珅珣琚琛瑨璐翯翦翾晞晢昀昕暐焜烺燊炘栩桉梓楒榛檬澔沣泱洵浔涵淙湉潼濂灏祜祾秾稹笠筝篁纾绥缃缙芾苓茏荇莅莞菘葳蓥薷藿蘩虞诃谆谙豫贲轶遒邈邺郯郦钊铧锟锷镡镭闱阆陟隽雒霈霄颉颙飒馨骊骢鲛鲤鸾鹭鼐龢"),
	dotted: map[string]dotted{
		"维吾尔": {strings.Fields("塔伊尔 努尔麦麦提 凯赛尔 阿卜力孜 伊敏江"), strings.Fields("努尔比娅 谢依代 古再丽努尔 伊帕尔古丽 麦迪娜"), strings.Fields("海比布拉 萨迪尔 麦提努尔 喀迪尔江 茹则 司马义 达吾提")},
		"哈萨克": {strings.Fields("叶尔江 努尔波力 居马别克 阿依波力"), strings.Fields("阿依达娜 古丽达娜 沙吾列"), strings.Fields("塔里哈提 马合沙提 巴扎尔汗 胡尔曼")},
	},
	whole: map[string][]string{
		"藏": strings.Fields("扎西 次仁 达瓦 尼玛 格桑 洛桑 丹增 多吉 顿珠 平措 江措 白珍 曲扎 玉珍 仓决 朗杰 措姆 边巴 索朗 嘎玛"),
	},
	brandFirst:  runes("砚棠榆槐桦楠棣枫荻芦蒲萱蓼葭鹭鸥雁鲸鲲骐骏屿渚汀溪涧澄澈湛渊潮汐霁岚霖曜昕旭晖朗耘耕稼穗粟禹尧舜羲叙谷坤衡炬焰烁陶磐砺矶钧铸锋"),
	brandSecond: runes("棠舟屿汀溪涧渚泊浦澄湛渊潮霁岚霞曜昕旭晖朗耘耕穗禾粟谷衡炬烁陶磐砺钧铸锋野原畔庭轩桥帆羽翎"),
	branded:     true,
}

// freshWords are the words by which a name is known to be of Fresh: each of its names has one, and no other split's.
var freshWords = sync.OnceValue(func() []string {
	n := freshNames
	old := strings.Join(slices.Concat(maleChars, femaleChars, neutralChars, rareChars, commonSurnames, lessCommonSurnames, compoundSurnames), "")
	var words []string
	for _, c := range slices.Concat(n.male, n.female, n.neutral, n.rare) {
		if !strings.Contains(old, c) {
			words = append(words, c)
		}
	}
	for _, parts := range n.dotted {
		words = append(words, parts.family...)
	}
	for _, parts := range n.whole {
		words = append(words, parts[len(parts)/2:]...)
	}
	for _, a := range n.brandFirst {
		for _, b := range n.brandSecond {
			words = append(words, a+b)
		}
	}
	return words
})

// brand is the name that a company gives itself.
func (s Split) brand(r *rand.Rand) string {
	return pick(r, s.names().brandFirst) + pick(r, s.names().brandSecond)
}
