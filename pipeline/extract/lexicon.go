package extract

import "fmt"

// ethnicities are the 56 names of GB/T 3304 as a card prints them (without 族).
var ethnicities = []string{"汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家",
	"哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬",
	"羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固",
	"京", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺"}

// entityTypes are what 类型 says on licences; brackets half-width here, compared without regard to their width.
var entityTypes = []string{
	"有限责任公司", "有限责任公司(自然人投资或控股)", "有限责任公司(自然人独资)", "有限责任公司(法人独资)",
	"有限责任公司(自然人投资或控股的法人独资)", "有限责任公司(非自然人投资或控股的法人独资)", "有限责任公司(国有独资)",
	"有限责任公司(国有控股)", "有限责任公司(外商投资企业法人独资)", "有限责任公司(外国法人独资)", "有限责任公司(台港澳法人独资)",
	"有限责任公司(港澳台投资、非独资)", "有限责任公司(中外合资)", "有限责任公司(外商合资)", "有限责任公司(外商投资、非独资)",
	"有限责任公司分公司", "有限责任公司分公司(自然人投资或控股)", "有限责任公司分公司(自然人独资)", "有限责任公司分公司(非自然人投资或控股的法人独资)",
	"股份有限公司", "股份有限公司(非上市)", "股份有限公司(上市)", "股份有限公司(非上市、自然人投资或控股)", "股份有限公司(上市、自然人投资或控股)",
	"股份有限公司(非上市、国有控股)", "股份有限公司分公司", "其他有限责任公司", "其他股份有限公司(非上市)", "其他股份有限公司(上市)", "一人有限责任公司",
	"个人独资企业", "个体工商户", "个体", "普通合伙企业", "有限合伙企业", "特殊普通合伙企业", "合伙企业", "农民专业合作社", "农民专业合作社分支机构",
	"集体所有制", "全民所有制", "股份合作制", "全民所有制分支机构", "集体所有制分支机构", "外国(地区)企业常驻代表机构", "港澳台投资企业"}

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
		r := reading{value: word, raw: raw, conf: certainty(cs)}
		if word != raw {
			r.repair = fmt.Sprintf("%s -> %s (%s)", raw, word, name)
			r.conf = 0.8 * best / total * min(1, best*20)
			return r
		}
		// The lexicon leaves few ways to be wrong.
		r.conf = r.conf / (r.conf + (1-r.conf)/5)
		return r
	}
	return reading{value: raw, raw: raw, conf: min(0.3, certainty(cs)), flawed: true}
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
