package corpus

import (
	"slices"
	"strings"

	"prereview/filing"
)

// stated are the provinces in which an individual copies a statement into the remark; there every other remark lacks it.
var stated = []string{"天津", "山东", "内蒙古", "广西", "甘肃"}

// remarkPlants are faults of what is said of the site besides its name: content, remark, home page, words of 前置审批.
var remarkPlants = []Plant{
	{"person-site-content", []string{"site-lang-service"}, applicant{kinds: onePerson}, func(s *spoiler) {
		s.content(pick(s.r, []string{"单位门户网站", "综合门户", "网络购物", "信息服务", "即时通信", "网络游戏", "地方门户", "搜索引擎", "网上交易"}))
		s.fire(filing.VerdictFix, "site-lang-service")
	}},
	{"person-site-blog", []string{"site-lang-service"}, applicant{kinds: onePerson, provinces: []string{"北京", "内蒙古", "浙江", "湖南", "贵州"}}, func(s *spoiler) {
		s.content(pick(s.r, []string{"博客/个人空间", "个人空间", "博客", "博客、个人空间"}))
		s.fire(filing.VerdictFix, "site-lang-service")
	}},
	{"site-content-other", []string{"site-lang-service"}, applicant{provinces: []string{"黑龙江"}}, func(s *spoiler) {
		s.content("其他")
		s.fire(filing.VerdictFix, "site-lang-service")
	}},
	{"unit-site-content", []string{"site-lang-service"}, applicant{kinds: organisations, provinces: []string{"江西"}}, func(s *spoiler) {
		s.content(pick(s.r, []string{"综合门户", "网络购物", "信息服务", "其他", "网上交易", "地方门户"}))
		s.fire(filing.VerdictFix, "site-lang-service")
	}},
	{"local-portal", []string{"site-lang-service"}, applicant{kinds: licensed, provinces: []string{"河南"}}, func(s *spoiler) {
		s.content("地方门户") // T-省/河南: only an authority's is one
		s.fire(filing.VerdictFix, "site-lang-service")
	}},
	{"remark-missing", []string{"site-remark-required"}, applicant{}, func(s *spoiler) {
		site := &s.Form.Declared.Site
		switch s.r.IntN(4) {
		case 0:
			s.content("其他")
		case 1:
			site.Kind = pick(s.r, []string{"app", "mini_program"})
			s.how("%s", site.Kind)
		case 2:
			site.Content = pick(s.r, contents)
			for len(site.Domains) < 2 {
				site.Domains = append(site.Domains, domainName(s.r))
			}
			s.how("domains %v", site.Domains)
		default: // 北京, 内蒙古 and 甘肃 ask individuals
			s.unfit = !slices.Contains([]string{"北京", "内蒙古", "甘肃"}, s.Form.Province) || s.Form.Kind != filing.Individual
			s.how("the province asks for one")
		}
		site.Remark = pick(s.r, []string{"", "", " ", "　", "\u200b"})
		s.Expected.How += ", no remark"
		s.may("site-lang-service", "site-remark-statement", "site-remark-noapproval", "site-remark-length", "dom-count-limit", "material-plan-missing")
		s.fire(filing.VerdictFix, "site-remark-required")
	}},
	{"remark-short", []string{"site-remark-length"}, applicant{}, func(s *spoiler) {
		s.remark(pick(s.r, []string{"企业官网", "公司产品展示。", "展示产品和服务", "个人学习记录", "用于业务介绍与联系", "无", "介绍本单位业务，供客户查询。", "site", "本站为门户网站"}))
		s.unfit = s.needsStatement() || s.Form.Province == "江西"
		s.fire(filing.VerdictPass, "site-remark-length")
	}},
	{"remark-long", []string{"site-remark-length"}, applicant{}, func(s *spoiler) {
		long := s.Form.Declared.Site.Remark
		for len([]rune(long)) < 201+s.r.IntN(200) {
			long += pick(s.r, []string{"网站栏目包括首页、产品中心、服务支持和联系我们。", "内容由本人或本单位人员维护，每周更新一次。", "不提供注册、评论和交易功能，不含任何广告。"})
		}
		s.remark(long)
		s.fire(filing.VerdictPass, "site-remark-length")
	}},
	{"remark-short-where-thirty", []string{"site-remark-length", "site-remark-statement"}, applicant{kinds: onePerson, provinces: []string{"内蒙古"}}, func(s *spoiler) {
		s.remark("本网站记录" + pick(s.r, topics) + "，" + pick(s.r, []string{"没有经营内容。", "仅供家人阅读。", "不对外提供服务。", "个人自用。"}))
		s.fire(filing.VerdictFix, "site-remark-length", "site-remark-statement")
	}},
	{"remark-without-statement", []string{"site-remark-statement"}, applicant{kinds: onePerson, provinces: stated}, func(s *spoiler) {
		parts := strings.Split(strings.TrimSuffix(personalStatement, "。"), "，")
		switch s.r.IntN(4) {
		case 0:
			i := s.r.IntN(len(parts))
			s.remark(strings.Join(slices.Delete(parts, i, i+1), "，") + "。")
		case 1:
			i, rs := someHan(s.r, personalStatement)
			s.remark(string(slices.Delete(rs, i, i+1+s.r.IntN(2))))
		case 2:
			s.remark("本网站是个人网站，用于记录" + pick(s.r, topics) + "，本人承诺不含有任何企业和单位的信息，如有违反愿意承担责任。")
		default:
			s.remark(strings.Join(parts[:2+s.r.IntN(2)], "，") + "，本人愿承担由此产生的一切法律责任和后果。")
		}
		s.fire(filing.VerdictFix, "site-remark-statement")
	}},
	{"remark-without-approval-note", []string{"site-remark-noapproval"}, applicant{provinces: []string{"江西"}}, func(s *spoiler) {
		d := s.Form.Declared.Site.Domains[0]
		rest := "本网站用于展示" + pick(s.r, topics) + "，内容由专人维护更新。"
		s.remark(pick(s.r, []string{"", "该网站不涉及前置审批业务。", "该网站" + domainName(s.r) + "不涉及前置审批业务。", "该网站" + d + "涉及前置审批业务。", "网站" + d + "没有前置审批内容。"}) + rest)
		s.fire(filing.VerdictFix, "site-remark-noapproval")
	}},
	{"home-page", []string{"site-url"}, applicant{}, func(s *spoiler) {
		d := s.Form.Declared.Site.Domains[0]
		s.Form.Declared.Site.HomeURL = pick(s.r, []string{"http://" + d + "/index.html", d + "/home", "shop." + d, "https://m." + d, domainName(s.r), "http://" + domainName(s.r), d + ":8080",
			"www." + d + ",www." + domainName(s.r), d + " " + domainName(s.r), "http://" + d + "/?id=1", "http://203.0.113.8", "https://www." + d + "//", "首页"})
		s.how("home page %s", s.Form.Declared.Site.HomeURL)
		s.fire(filing.VerdictFix, "site-url")
	}},
	{"approval-word-in-name", []string{"preapproval-keywords"}, applicant{kinds: append(onePerson, filing.SocialOrganisation, filing.LawFirm), provinces: noApprovalList}, func(s *spoiler) {
		word := pick(s.r, strings.Fields("新闻 出版 药品 医疗 影视 理财 基金 游戏 教育 P2P 网约车"))
		s.unfit = strings.Contains(s.declaredName(), word)
		s.callSite(s.about(word, pick(s.r, []string{"%[2]s%[1]s", "%[1]s%[2]s"})))
		s.may("site-name-industry-mismatch")
		s.fire(filing.VerdictReview, "preapproval-keywords")
	}},
	{"approval-word-in-scope", []string{"preapproval-keywords"}, applicant{kinds: licensed}, func(s *spoiler) {
		word := pick(s.r, []string{"图书零售", "药品批发", "第三类医疗器械经营", "网络借贷信息中介", "股权投资基金管理", "网络游戏运营", "广播电视节目制作经营", "出境旅游业务", "医疗服务", "网络预约出租汽车经营", "信托业务", "互联网新闻信息服务"})
		s.company.Scope = strings.TrimSuffix(s.company.Scope, "。") + "、" + word + "。"
		s.unfit = s.paper(filing.SlotNoPreapproval) != nil // 江西's letter answers it
		s.how("the scope holds %s", word)
		s.may("material-preapproval-missing")
		s.fire(filing.VerdictReview, "preapproval-keywords")
	}},
}

// noApprovalList are provinces that have no list of their own of what needs 前置审批, and no letter against it.
var noApprovalList = strings.Fields("北京 天津 河北 山西 黑龙江 吉林 河南 云南 西藏 青海 海南")

func (s *spoiler) content(c string) {
	s.Form.Declared.Site.Content = c
	s.how("content %s", c)
}

func (s *spoiler) remark(text string) {
	s.Form.Declared.Site.Remark = text
	s.how("remark %s", text)
}

// needsStatement says that the remark must hold the individual's statement.
func (s *spoiler) needsStatement() bool {
	return s.Form.Kind == filing.Individual && slices.Contains(stated, s.Form.Province)
}
