package corpus

import (
	"fmt"
	"slices"
	"strings"

	"prereview/filing"
)

var (
	onePerson = []filing.Kind{filing.Individual}
	// unofficial are the kinds that are no organs of state.
	unofficial = append([]filing.Kind{filing.Individual, filing.Individual, filing.SocialOrganisation, filing.PrivateNonEnterprise, filing.Foundation, filing.LawFirm}, licensed...)
)

// siteWordPlants are names of sites that hold a word which is not for this applicant. Few of the words are planted, and those
// not always alone, so that what is found is more than the list.
var siteWordPlants = []Plant{
	{"site-of-the-state", []string{"site-name-guozi"}, applicant{kinds: unofficial}, func(s *spoiler) {
		word := pick(s.r, strings.Fields("中国 中华 中央 人民 人大 国家 全国"))
		s.unfit = strings.Contains(s.declaredName(), word)
		s.callSite(s.about(word, pick(s.r, []string{"%[2]s%[1]s", "%[2]s%[1]s", "%[1]s%[2]s", "%[2]s %[1]s"})))
		s.may("site-name-length", "site-name-place") // an individual's is short
		s.fire(filing.VerdictFix, "site-name-guozi")
	}},
	{"site-of-supervision", []string{"site-name-guozi"}, applicant{kinds: unofficial}, func(s *spoiler) {
		s.callSite(s.about(pick(s.r, strings.Fields("反腐 纪检 监察 信访 维权 投诉")), pick(s.r, []string{"%[1]s%[2]s", "%[2]s%[1]s"})))
		s.may("site-name-sensitive", "site-name-length")
		s.fire(filing.VerdictFix, "site-name-guozi")
	}},
	{"site-sensitive", []string{"site-name-sensitive"}, applicant{}, func(s *spoiler) {
		s.callSite(s.about(pick(s.r, strings.Fields("反腐 赌博 廉政 色情")), pick(s.r, []string{"%[1]s%[2]s", "%[2]s%[1]s", "%[2]s之%[1]s", "%[1]s %[2]s"})))
		s.may("site-name-guozi", "site-name-length")
		s.fire(filing.VerdictFix, "site-name-sensitive")
	}},
	{"site-of-abroad", []string{"site-name-foreign"}, applicant{kinds: unofficial}, func(s *spoiler) {
		word := pick(s.r, strings.Fields("美国 日本 加拿大 新西兰 秘鲁 匈牙利 捷克 爱尔兰 肯尼亚 尼泊尔 斯里兰卡 马尔代夫 阿联酋 哥伦比亚 乌兹别克斯坦 联合国 世界卫生组织 世贸组织 亚太经合组织 欧盟"))
		name := s.about(word, pick(s.r, []string{"%[2]s%[1]s", "%[1]s%[2]s"}))
		if s.Form.Kind == filing.Individual {
			name = word + pick(s.r, []string{"见闻", "游记", "随笔"})
		}
		s.callSite(name)
		s.fire(filing.VerdictReview, "site-name-foreign")
	}},
	{"site-of-an-authority", []string{"site-name-gov"}, applicant{kinds: unofficial}, func(s *spoiler) {
		at := pickPlaceIn(s.r, s.Form.Province)
		s.callSite(at.seat() + pick(s.r, []string{"人民政府", "人民政府网", "政府门户网", "政府门户", "人民法院", "公安局", "教育局", "税务局", "民政局", "财政局"}))
		s.may("site-name-guozi", "site-name-place", "site-name-length", "site-name-vs-subject", "preapproval-keywords", "material-preapproval-missing", "site-name-industry-mismatch")
		s.fire(filing.VerdictFix, "site-name-gov")
	}},
	{"person-site-banned-word", []string{"site-name-personal-banned"}, applicant{kinds: onePerson}, func(s *spoiler) {
		word := pick(s.r, strings.Fields("个人空间 爱好者 博客 导航 工作室 论坛 热线 社区 社团 网络 资讯 作品展示 分享 在线 交流"))
		s.callSite(s.about(word, pick(s.r, []string{"%[1]s%[2]s", "%[1]s的%[2]s"})))
		s.may("site-name-length", "site-name-enterprise-words", "preapproval-keywords")
		s.fire(filing.VerdictFix, "site-name-personal-banned")
	}},
	{"person-site-called-personal", []string{"site-name-personal-banned"}, applicant{kinds: onePerson, provinces: []string{"河南"}}, func(s *spoiler) {
		s.callSite(s.about(pick(s.r, []string{"个人", "个人的"}), "%[2]s"+pick(s.r, topics)))
		s.fire(filing.VerdictFix, "site-name-personal-banned") // T-省/河南: neither 个人网站 nor 个人
	}},
	{"unit-site-banned-word", []string{"site-name-personal-banned"}, applicant{kinds: licensed, provinces: []string{"天津", "山东"}}, func(s *spoiler) {
		word := pick(s.r, strings.Fields("个人空间 爱好者 博客 导航 热线 社区 社团 主页 作品展示 分享 在线 交流"))
		s.unfit = strings.Contains(s.declaredName(), word)
		s.callSite(s.about(word, "%[1]s%[2]s"))
		s.fire(filing.VerdictFix, "site-name-personal-banned")
	}},
	{"person-site-like-a-firm", []string{"site-name-enterprise-words"}, applicant{kinds: onePerson}, func(s *spoiler) {
		word := pick(s.r, strings.Fields("公司 集团 科技 贸易 协会 俱乐部 合作社 工作室 生产中心"))
		s.callSite(pick(s.r, brandFirst) + pick(s.r, brandSecond) + pick(s.r, []string{"书法", "摄影", "园艺", "编程", ""}) + word)
		s.may("site-name-personal-banned", "site-name-place", "preapproval-keywords") // what is made up may be a word
		s.fire(filing.VerdictFix, "site-name-enterprise-words")
	}},
}

// callSite names the site.
func (s *spoiler) callSite(name string) {
	s.Form.Declared.Site.Name = name
	s.how("site called %s", name)
}

// about puts what the site is about, of a unit its own brand, and a word together. The format's first operand is what it is
// about, the second the word.
func (s *spoiler) about(word, format string) string {
	what := pick(s.r, topics)
	if s.Form.Kind != filing.Individual {
		what = s.brandPart()
	}
	return fmt.Sprintf(format, what, word)
}

// brandPart are some characters of a company's name, the place before them left out where that can be; what is no company
// keeps its whole name: half of 教育发展基金会 speaks of something else.
func (s *spoiler) brandPart() string {
	if !s.certified() {
		return siteNameOf(s.declaredName())
	}
	rs := []rune(siteNameOf(s.declaredName()))
	for _, suffix := range []string{"市", "县", "区", "旗"} {
		if i := slices.Index(rs, []rune(suffix)[0]); i > 0 && len(rs)-i > 4 {
			rs = rs[i+1:]
			break
		}
	}
	return string(rs[:min(len(rs), 4+s.r.IntN(4))])
}
