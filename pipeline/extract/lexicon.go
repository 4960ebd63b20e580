package extract

import (
	"fmt"
	"slices"
	"sync"
)

// ethnicities are the 56 names of GB/T 3304 as a card prints them (without 族).
var ethnicities = []string{"汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家",
	"哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬",
	"羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固",
	"京", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺"}

// The kinds of entity that 类型 says on licences (the State Administration's table of kinds of market entities, its older names
// among them): companies and their branches with a qualifier in brackets or without, and the kinds that have none. Brackets
// half-width here, compared without regard to their width.
var (
	companyTypes = []string{"有限责任公司", "其他有限责任公司", "一人有限责任公司", "股份有限公司", "其他股份有限公司", "有限责任公司分公司",
		"其他有限责任公司分公司", "股份有限公司分公司", "其他股份有限公司分公司"}
	companyQualifiers = []string{"自然人投资或控股", "自然人独资", "法人独资", "自然人投资或控股的法人独资", "非自然人投资或控股的法人独资", "国有独资", "国有控股",
		"外商投资企业投资", "外商投资企业合资", "外商投资企业法人独资", "外商投资企业与内资合资", "外商投资、非独资", "外商合资", "外商独资", "中外合资", "中外合作",
		"外国自然人独资", "外国法人独资", "外国非法人经济组织独资", "台港澳与境内合资", "台港澳与境内合作", "台港澳合资", "台港澳自然人独资", "台港澳法人独资",
		"台港澳非法人经济组织独资", "台港澳与外国投资者合资", "港澳台投资、非独资", "港澳台与境内合资", "港澳台合资", "港澳台自然人独资", "港澳台法人独资", "非上市", "上市",
		"非上市、自然人投资或控股", "上市、自然人投资或控股", "非上市、国有控股", "上市、国有控股", "非上市、外商投资企业投资", "上市、外商投资企业投资", "中外合资、未上市", "中外合资、上市"}
	otherTypes = []string{"个人独资企业", "个人独资企业分支机构", "个体工商户", "个体", "普通合伙企业", "有限合伙企业", "特殊普通合伙企业", "合伙企业", "合伙企业分支机构",
		"普通合伙企业分支机构", "有限合伙企业分支机构", "外商投资合伙企业", "外商投资有限合伙企业", "农民专业合作社", "农民专业合作社分支机构", "农民专业合作社联合社", "全民所有制",
		"全民所有制企业法人", "全民所有制分支机构(非法人)", "全民所有制分支机构", "集体所有制", "集体所有制企业法人", "集体所有制分支机构(非法人)", "集体所有制分支机构", "集体所有制(股份合作)",
		"股份制", "股份合作制", "股份合作制分支机构", "联营企业", "企业法人", "企业非法人", "非公司企业法人", "非公司企业法人分支机构", "营业单位", "外国(地区)企业常驻代表机构",
		"外国(地区)企业在中国境内从事生产经营活动", "港澳台投资企业", "外商投资企业分支机构", "外商投资公司分公司"}
)

var entityTypes = sync.OnceValue(func() []string {
	out := slices.Concat(companyTypes, otherTypes)
	for _, t := range companyTypes {
		for _, q := range companyQualifiers {
			out = append(out, t+"("+q+")")
		}
	}
	return out
})

var compositions = []string{"个人经营", "家庭经营"}

var sexes = []string{"男", "女"}

// readLexeme reads a value that is one of few words. A word wins when the picture supports every one of its characters;
// then the reading is repaired, and says so. A value outside the lexicon stays as read, unsure.
func readLexeme(cs []cell, words []string, name string) reading {
	raw := text(cs)
	if raw == "" {
		return reading{}
	}
	var total, best float64
	var word string
	for _, w := range words {
		p := supportOf(cs, w)
		total += p
		if p > best {
			best, word = p, w
		}
	}
	if best > 0 {
		r := reading{value: word, raw: raw, conf: certainty(cs), from: cs}
		if word != raw {
			r.repair = fmt.Sprintf("%s -> %s (%s)", raw, word, name)
			r.conf = 0.8 * best / total * min(1, best*20)
			if places(word, raw) > 1 {
				r.conf, r.flawed = min(r.conf, twiceMended), true
			}
			return r
		}
		// The lexicon leaves few ways to be wrong.
		r.conf = r.conf / (r.conf + (1-r.conf)/5)
		return r
	}
	return reading{value: raw, raw: raw, conf: min(0.3, certainty(cs)), flawed: true, from: cs}
}

// places is in how many places words of one length differ.
func places(a, b string) (n int) {
	bs := []rune(b)
	for i, r := range []rune(a) {
		if i >= len(bs) || bs[i] != r {
			n++
		}
	}
	return n
}

// supportOf is the probability of the word in these cells, 0 when one of its characters is not seen at all or the
// lengths differ.
func supportOf(cs []cell, word string) float64 {
	p, i := 1.0, 0
	for _, r := range word {
		if i >= len(cs) {
			return 0
		}
		s := cs[i].support(r)
		if s < minSupport {
			return 0
		}
		p *= s
		i++
	}
	if i != len(cs) {
		return 0
	}
	return p
}
