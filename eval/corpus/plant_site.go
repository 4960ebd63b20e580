package corpus

import (
	"fmt"
	"slices"
	"strings"

	"prereview/filing"
)

// siteNamePlants are names of sites that are none, that say nothing, or that are somebody else's.
var siteNamePlants = []Plant{
	{"site-name-short", []string{"site-name-length"}, applicant{kinds: unofficial}, func(s *spoiler) {
		rs := []rune(s.about("", "%[1]s"))
		i := s.r.IntN(len(rs) - 1)
		name := string(rs[i : i+2])
		name = pick(s.r, []string{name, name, string(rs[i]), name + fmt.Sprint(1+s.r.IntN(99)), name + " "})
		s.callSite(name)
		s.may("site-name-generic", "site-name-vs-subject", "site-name-place", "site-name-enterprise-words", "site-name-personal-banned", "preapproval-keywords")
		s.fire(filing.VerdictFix, "site-name-length")
	}},
	{"person-site-name-long", []string{"site-name-length"}, applicant{kinds: onePerson}, func(s *spoiler) {
		s.callSite(pick(s.r, []string{"常在", "这是我记下来的", "我和家人的", "一个退休教师的"}) + pick(s.r, topics) + "和" + pick(s.r, topics))
		s.may("site-name-personal-banned")
		s.fire(filing.VerdictFix, "site-name-length")
	}},
	{"site-name-no-han", []string{"site-name-charset", "site-name-length"}, applicant{}, func(s *spoiler) {
		name := pick(s.r, syllables)
		title := strings.ToUpper(name[:1]) + name[1:]
		s.callSite(pick(s.r, []string{fmt.Sprintf("%d", intBetween(s.r, 100, 99999999)), fmt.Sprintf("%d-%d", s.r.IntN(900), s.r.IntN(900)), "２０２６", title + " Studio", title + pick(s.r, syllables) + fmt.Sprint(s.r.IntN(100)),
			strings.ToUpper(name) + " & Co", "My " + title + " Home", "Ｓｕｎｓｈｉｎｅ", title + "-" + pick(s.r, syllables), fmt.Sprintf("No. %d", s.r.IntN(1000))}))
		s.fire(filing.VerdictFix, "site-name-charset", "site-name-length")
	}},
	{"site-name-sign", []string{"site-name-charset"}, applicant{}, func(s *spoiler) {
		rs := []rune(s.Form.Declared.Site.Name)
		sign := pick(s.r, runes("!@#$%&*+=?~★☆♥◆■●→※§∞™®√！＃％｜✓😀"))
		i := s.r.IntN(len(rs) + 1)
		rs = slices.Insert(rs, i, []rune(sign)...)
		s.callSite(string(rs))
		s.may("site-name-length", "preapproval-keywords") // a sign in 基金会 leaves 基金; eleven characters are one too many for an individual's
		s.fire(filing.VerdictFix, "site-name-charset")
	}},
	{"site-name-english-mixed", []string{"site-name-charset"}, applicant{provinces: []string{"重庆"}}, func(s *spoiler) {
		s.callSite(s.about(pick(s.r, []string{"IT", "Tech", "VIP", "a", "DIY", "Online", "Ｋ"}), pick(s.r, []string{"%[1]s%[2]s", "%[2]s%[1]s", "%[1]s %[2]s"})))
		s.fire(filing.VerdictFix, "site-name-charset") // T-省/重庆: no English at all
	}},
	{"site-name-domain", []string{"site-name-is-domain"}, applicant{}, func(s *spoiler) {
		d := s.Form.Declared.Site.Domains[0]
		brand := []rune(s.about("", "%[1]s"))
		two := string(brand[:2])
		s.callSite(pick(s.r, []string{d, strings.ToUpper(d), "www." + d, "http://" + d, "https://www." + d + "/", "官网" + d, string(brand) + "(" + d + ")", string(brand) + " " + d,
			two + ".com", string(brand) + ".com", string(brand) + "．cn", string(brand) + ".网址", "www." + two + ".com"}))
		s.may("site-name-charset", "site-name-length", "site-name-generic", "site-name-personal-banned")
		s.fire(filing.VerdictFix, "site-name-is-domain")
	}},
	{"site-name-generic", []string{"site-name-generic"}, applicant{}, func(s *spoiler) {
		s.callSite(pick(s.r, strings.Fields("网站 公司 首页 我的网站 公司网站 公司首页 公司官网 企业网站 企业官网 个人网站 个人主页 官方网站 本公司网站 单位网站 网站首页 我的主页 我们的网站")))
		s.may("site-name-length", "site-name-enterprise-words", "site-name-personal-banned")
		s.fire(filing.VerdictFix, "site-name-generic")
	}},
	{"site-name-own-name", []string{"site-name-person"}, applicant{kinds: onePerson}, func(s *spoiler) {
		n := s.principal.Name
		rs := runes(n)
		s.callSite(pick(s.r, []string{n, n, strings.Join(rs, " "), n + "的网站", n + "的主页", n + "网", n + "个人网站", n + "官网", n + "的个人主页"}))
		s.may("site-name-length", "site-name-personal-banned")
		s.fire(filing.VerdictFix, "site-name-person")
	}},
	{"person-site-of-a-place", []string{"site-name-place"}, applicant{kinds: onePerson}, func(s *spoiler) {
		at := pickPlace(s.r)
		places := []string{s.Form.Province, pick(s.r, filing.Provinces), at.county}
		if at.city != "" {
			places = append(places, at.city)
		}
		word := pick(s.r, slices.DeleteFunc(places, func(p string) bool { return len([]rune(p)) > 6 }))
		s.callSite(word + pick(s.r, topics))
		s.fire(filing.VerdictReview, "site-name-place")
	}},
	{"unit-site-of-a-place", []string{"site-name-place"}, applicant{kinds: licensed, provinces: []string{"云南", "海南"}}, func(s *spoiler) {
		seat := s.place().seat()
		if chance(s.r, .4) && len([]rune(seat)) > 2 && strings.HasSuffix(seat, "市") {
			seat = strings.TrimSuffix(seat, "市") // 怒江网
		}
		s.unfit = seat == "普洱" // is a tea too
		s.callSite(seat + pick(s.r, []string{"网", "在线", "信息网", "之窗", "门户网", "热线", "生活网", "信息港", "资讯", "同城网", "官网"}))
		s.may("site-name-vs-subject")
		s.fire(filing.VerdictReview, "site-name-place")
	}},
	{"site-name-of-another", []string{"site-name-vs-subject"}, applicant{kinds: organisations}, func(s *spoiler) {
		name := s.Split.brand(s.r) + pick(s.r, []string{"优选", "驿站", "小栈", "书屋", "茶舍", "甄选", "云仓", "之家"})
		s.unfit = s.alikeIn(name, s.declaredName(), s.company.Scope)
		s.callSite(name)
		s.fire(filing.VerdictReview, "site-name-vs-subject")
	}},
	{"site-name-of-another-trade", []string{"site-name-industry-mismatch"}, applicant{kinds: []filing.Kind{filing.Enterprise}, entities: []Entity{LimitedCompany}}, func(s *spoiler) {
		own := pick(s.r, lines)
		other := own
		for other.unit == own.unit {
			other = pick(s.r, lines)
		}
		brand := ""
		s.company.Name = s.owned(func() string {
			brand = s.Split.brand(s.r)
			return s.place().seat() + brand + pick(s.r, strings.Fields(own.unit)) + "有限公司"
		})
		s.declare()
		name := brand + pick(s.r, strings.Fields(other.site))
		for _, w := range strings.Fields(other.words) {
			s.unfit = s.unfit || strings.Contains(s.company.Scope, w)
		}
		s.callSite(name)
		s.Expected.How += " by " + s.company.Name
		s.may("preapproval-keywords", "material-preapproval-missing") // 航天 and the like are none, but 旅行社 is
		s.fire(filing.VerdictReview, "site-name-industry-mismatch")
	}},
}

// lines are trades that have nothing to do with each other: how a company of one is called, how its site might be, and the
// words by which a scope says that it does it too (S3: 眼镜超市 and 航天科技).
var lines = []struct{ unit, site, words string }{
	{"航天科技 航空设备", "卫星导航 航天模型", "航天 航空 卫星 火箭"},
	{"眼镜 眼镜验光", "眼镜超市 配镜中心", "眼镜 验光 配镜"},
	{"餐饮管理 食品", "火锅店 小吃 快餐", "餐饮 食品 火锅 小吃 餐厅 快餐"},
	{"汽车销售 汽车服务", "二手车 汽配城", "汽车 二手车 汽配 机动车"},
	{"服装 服饰", "童装 服装城 女装", "服装 服饰 纺织 鞋帽 裁缝"},
	{"物流 货运", "快递 物流港 搬家", "物流 货运 快递 运输 搬运"},
	{"园林绿化 花卉", "鲜花坊 苗木 花店", "花卉 鲜花 园林 苗木 树木"},
	{"家具 家居", "家具城 全屋家居", "家具 家居"},
	{"美容美发", "美发沙龙 美甲店 理发店", "美容 美发 美甲 理发"},
	{"宠物用品", "宠物乐园 宠物之家", "宠物 兽医"},
}

// alikeIn says that a name has two neighbouring characters, or two single ones, of one of the texts.
func (s *spoiler) alikeIn(name string, texts ...string) bool {
	rs := []rune(name)
	for i, t := range texts {
		common := map[rune]bool{}
		for j, c := range rs {
			if strings.ContainsRune(t, c) {
				common[c] = true
			}
			if j > 0 && strings.Contains(t, string(rs[j-1:j+1])) {
				return true
			}
		}
		if i == 0 && len(common) > 1 {
			return true
		}
	}
	return false
}
