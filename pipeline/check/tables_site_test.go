package check

import (
	"strings"
	"testing"

	"prereview/filing"
)

func siteNamed(s string) func(*Case) { return sitePlanned(func(x *filing.Site) { x.Name = s }) }

func remarked(s string) func(*Case) { return sitePlanned(func(x *filing.Site) { x.Remark = s }) }

func content(s string) func(*Case) { return sitePlanned(func(x *filing.Site) { x.Content = s }) }

func orderOf(t filing.Type) func(*Case) { return func(c *Case) { c.Form.Type = t } }

// records is what our own records say.
func records(h filing.History) func(*Case) {
	return func(c *Case) { c.Answers.History = replied(h, true) }
}

func subjectFiled(f filing.FiledSubject, known bool) func(*Case) {
	return func(c *Case) { c.Answers.Subject = replied(f, known) }
}

var statement = prescribed("individual_site")

var siteTables = map[string][]want{
	"site-name-length": {
		{name: "clean", status: pass},
		{name: "two characters", change: siteNamed("云栖"), status: fail, sev: filing.Block},
		{name: "two characters and Latin", change: siteNamed("云栖Abc"), status: fail},
		{name: "ten of an individual", from: individual, change: siteNamed("在西湖边读书写字的人"), status: pass},
		{name: "eleven of an individual", from: individual, change: siteNamed("常在西湖边读书写字的人"), status: fail},
		{name: "ten thousand", change: siteNamed(strings.Repeat("云", 10000)), status: fail},
		{name: "none", change: siteNamed("")},
	},
	"site-name-charset": {
		{name: "clean", status: pass},
		{name: "arrow", change: siteNamed("云栖→样例"), status: fail},
		{name: "reference mark", change: siteNamed("云栖※样例"), status: fail},
		{name: "digits", change: siteNamed("123456"), status: fail, sev: filing.Block},
		{name: "full-width digits", change: siteNamed("１２３４５６"), status: fail},
		{name: "Latin", change: siteNamed("Yunxi Sample"), status: fail},
		{name: "sign", change: siteNamed("云栖@样例"), status: fail},
		{name: "emoji", change: siteNamed("云栖样例😀"), status: fail},
		{name: "heart", change: siteNamed("云栖❤️样例"), status: fail},
		{name: "zero width", change: siteNamed("云栖\u200b样例官网"), status: fail},
		{name: "HTML", change: siteNamed("<b>云栖样例</b>"), status: fail},
		{name: "SQL", change: siteNamed("云栖样例';--"), status: fail},
		{name: "some Latin", change: siteNamed("云栖IT样例"), status: pass},
		{name: "some Latin in 重庆", change: also(prov("重庆"), siteNamed("云栖IT样例")), status: fail},
		{name: "none", change: siteNamed("")},
	},
	"site-name-is-domain": {
		{name: "clean", status: pass},
		{name: "the domain", change: siteNamed("Example.com"), status: fail, sev: filing.Block},
		{name: "with it inside", change: siteNamed("云栖样例 example.com"), status: fail},
		{name: "another domain", change: siteNamed("云栖样例.网络"), status: fail},
		{name: "an address", change: siteNamed("http：//云栖样例"), status: fail},
		{name: "none", change: siteNamed("")},
	},
	"site-name-guozi": {
		{name: "clean", status: pass},
		{name: "中国", change: siteNamed("中国云栖样例"), status: fail, sev: filing.Block},
		{name: "inside a road's name", change: siteNamed("人民路云栖样例"), status: pass},
		{name: "its own name", change: also(orgName("云栖样例（中国）有限公司"), siteNamed("云栖样例中国官网")), status: pass},
		{name: "supervision", change: siteNamed("云栖纪检之窗"), status: fail},
		{name: "an authority", change: also(kind(filing.Government), siteNamed("中国云栖样例"))},
		{name: "none", change: siteNamed("")},
	},
	"site-name-sensitive": {
		{name: "clean", status: pass},
		{name: "gambling", change: siteNamed("云栖赌博网"), status: fail, sev: filing.Block},
		{name: "with spaces", change: siteNamed("云栖赌 博网"), status: fail},
		{name: "adult education", change: siteNamed("云栖成人教育"), status: pass},
		{name: "none", change: siteNamed("")},
	},
	"site-name-foreign": {
		{name: "clean", status: pass},
		{name: "a country of fewer people", change: siteNamed("云栖匈牙利样例"), status: fail},
		{name: "a people of ours", change: siteNamed("延边朝鲜族云栖样例"), status: pass},
		{name: "a county called so", change: siteNamed("巴林左旗云栖样例"), status: pass},
		{name: "a country", change: siteNamed("云栖法国样例"), status: fail, sev: filing.Review},
		{name: "not one", change: siteNamed("云栖美国际样例"), status: pass},
		{name: "its own name", change: also(orgName("云栖（日本）样例商社"), siteNamed("云栖日本样例")), status: pass},
		{name: "none", change: siteNamed("")},
	},
	"site-name-generic": {
		{name: "clean", status: pass},
		{name: "a company's, whichever", change: siteNamed("企业官网"), status: fail},
		{name: "公司官网", change: siteNamed("公司官网"), status: fail, sev: filing.Block},
		{name: "我的网站", change: siteNamed("我的 网站"), status: fail},
		{name: "none", change: siteNamed("")},
	},
	"site-name-person": {
		{name: "clean", from: individual, status: pass},
		{name: "with words that any site has", from: individual, change: siteNamed("张三丰的个人主页"), status: fail},
		{name: "the name", from: individual, change: siteNamed("张三丰"), status: fail, sev: filing.Block},
		{name: "the name's site", from: individual, change: siteNamed("张三丰的个人网站"), status: fail},
		{name: "and more", from: individual, change: siteNamed("张三丰读书笔记"), status: pass},
		{name: "unit", change: siteNamed("张三丰")},
	},
	"site-name-personal-banned": {
		{name: "clean", from: individual, change: siteNamed("西湖读书笔记"), status: pass},
		{name: "personal in 河南", from: individual, change: also(prov("河南"), siteNamed("云栖个人随笔")), status: fail},
		{name: "personal elsewhere", from: individual, change: also(prov("陕西"), siteNamed("云栖个人随笔")), status: pass},
		{name: "personal, of a unit in 河南", change: also(prov("河南"), siteNamed("云栖个人防护"))},
		{name: "论坛", from: individual, change: siteNamed("西湖读书论坛"), status: fail, sev: filing.Block},
		{name: "unit in 天津", change: also(prov("天津"), siteNamed("云栖样例论坛")), status: fail},
		{name: "unit in 天津, its own name", change: also(prov("天津"), orgName("云栖网络科技有限公司"), siteNamed("云栖网络科技")), status: pass},
		{name: "unit elsewhere", change: siteNamed("云栖样例论坛")},
	},
	"site-name-enterprise-words": {
		{name: "clean", from: individual, change: siteNamed("西湖读书笔记"), status: pass},
		{name: "公司", from: individual, change: siteNamed("西湖读书公司"), status: fail, sev: filing.Block},
		{name: "unit"},
	},
	"site-name-place": {
		{name: "clean", from: individual, change: siteNamed("湖边读书笔记"), status: pass},
		{name: "a county of two characters", from: individual, change: siteNamed("洋县美食"), status: fail},
		{name: "a county's short name alone, in 云南", change: also(prov("云南"), siteNamed("水富生活网")), status: fail},
		{name: "a county's short name and more, in 云南", change: also(prov("云南"), siteNamed("水富云栖样例")), status: pass},
		{name: "a local board in 云南", change: also(prov("云南"), siteNamed("怒江信息港")), status: fail},
		{name: "a city", from: individual, change: siteNamed("杭州读书笔记"), status: fail, sev: filing.Review},
		{name: "a word of every day", from: individual, change: siteNamed("安康读书笔记"), status: pass},
		{name: "怒江网", change: also(prov("云南"), siteNamed("怒江网")), status: fail},
		{name: "more than a place", change: also(prov("云南"), siteNamed("昆明云栖样例")), status: pass},
		{name: "unit elsewhere", change: siteNamed("怒江网")},
	},
	"site-name-vs-subject": {
		{name: "clean", status: pass},
		{name: "nothing of it", change: siteNamed("飞鸟摄影集"), status: fail, sev: filing.Review},
		{name: "something of the scope", change: siteNamed("飞鸟软件集"), status: pass},
		{name: "scope not read", change: also(siteNamed("飞鸟摄影集"), drop(lic, "business_scope")), status: unsure, reason: reasonNotRead},
		{name: "scope read weakly", change: also(siteNamed("飞鸟摄影集"), dim(lic, "business_scope")), status: unsure, reason: reasonLowConfidence},
		{name: "reader crashed", change: also(siteNamed("飞鸟摄影集"), crash(lic)), status: notRun},
		{name: "explained", change: also(siteNamed("飞鸟摄影集"), remarked("飞鸟是本公司的注册商标")), status: pass},
		{name: "individual", from: individual},
	},
	"site-name-gov": {
		{name: "clean", status: pass},
		{name: "a bureau", change: siteNamed("西湖区教育局"), status: fail},
		{name: "公安局", change: siteNamed("云栖公安局之窗"), status: fail, sev: filing.Block},
		{name: "a village", change: siteNamed("云栖村民委员会办公室之窗"), status: pass},
		{name: "an authority", change: also(kind(filing.Government), siteNamed("云栖公安局"))},
		{name: "none", change: siteNamed("")},
	},
	"site-name-industry-mismatch": {
		{name: "one line", change: also(orgName("杭州云栖眼镜有限公司"), siteNamed("云栖眼镜超市")), status: pass},
		{name: "by its wares", change: also(orgName("云栖航天科技有限公司"), siteNamed("云栖女装")), status: fail},
		{name: "another line", change: also(orgName("杭州云栖眼镜有限公司"), siteNamed("云栖航天科技")), status: fail, sev: filing.Review},
		{name: "another line that the scope holds", change: also(orgName("杭州云栖眼镜有限公司"), siteNamed("云栖航天科技"), put(lic, "business_scope", "航空器零件销售")), status: pass},
		{name: "scope not read", change: also(orgName("杭州云栖眼镜有限公司"), siteNamed("云栖航天科技"), drop(lic, "business_scope")), status: unsure},
		{name: "reader crashed", change: also(orgName("杭州云栖眼镜有限公司"), siteNamed("云栖航天科技"), crash(lic)), status: notRun},
		{name: "no line"},
	},
	"site-name-duplicate": {
		{name: "none of the name", change: records(filing.History{SiteNames: []string{"云栖商城"}}), status: pass},
		{name: "one", change: records(filing.History{SiteNames: []string{"云栖样例 官网"}}), status: fail, sev: filing.Review},
		{name: "one, by the register", change: subjectFiled(filing.FiledSubject{Sites: []filing.FiledSite{{Name: "云栖样例官网"}}}, true), status: fail},
		{name: "no records", status: notRun, reason: filing.ReasonNoRegister},
		{name: "a change", change: orderOf(filing.Change)},
	},
	"site-lang-service": {
		{name: "unit", change: content("单位门户网站"), status: pass},
		{name: "local portal of a firm in 河南", change: also(prov("河南"), content("地方门户")), status: fail},
		{name: "local portal of an authority in 河南", change: also(kind(filing.Government), prov("河南"), content("地方门户")), status: pass},
		{name: "unit in 江西", change: also(prov("江西"), content("信息服务")), status: fail, sev: filing.Block},
		{name: "其他 in 黑龙江", change: also(prov("黑龙江"), content("其他")), status: fail},
		{name: "individual", from: individual, change: content("其他"), status: pass},
		{name: "individual's shop", from: individual, change: content("网络购物"), status: fail},
		{name: "博客 where it is banned", from: individual, change: also(prov("北京"), content("博客/个人空间")), status: fail},
		{name: "not chosen"},
	},
	"site-remark-required": {
		{name: "其他 with a remark", change: also(content("其他"), remarked("介绍本公司的产品")), status: pass},
		{name: "其他 without", change: content("其他"), status: fail, sev: filing.Block},
		{name: "a blank one", change: also(content("其他"), remarked(" \u200b")), status: fail},
		{name: "two domains", change: domains("example.com", "example.cn"), status: fail},
		{name: "mini program", change: sitePlanned(func(s *filing.Site) { s.Kind = "mini_program" }), status: fail},
		{name: "individual in 北京", from: individual, change: prov("北京"), status: fail},
		{name: "no need"},
	},
	"site-remark-length": {
		{name: "long enough", change: remarked(strings.Repeat("备", 20)), status: pass},
		{name: "short", change: remarked(strings.Repeat("备", 19)), status: fail, sev: filing.Advice},
		{name: "long", change: remarked(strings.Repeat("备", 201)), status: fail, sev: filing.Advice},
		{name: "short in 内蒙古", from: individual, change: also(prov("内蒙古"), remarked(strings.Repeat("备", 25))), status: fail, sev: filing.Block},
		{name: "none"},
	},
	"site-remark-statement": {
		{name: "copied", from: individual, change: also(prov("天津"), remarked("读书。"+strings.ReplaceAll(statement, ",", "，"))), status: pass},
		{name: "not whole", from: individual, change: also(prov("天津"), remarked(statement[:60])), status: fail, sev: filing.Block},
		{name: "no remark", from: individual, change: prov("天津"), status: fail},
		{name: "not asked", from: individual},
	},
	"site-remark-noapproval": {
		{name: "said", change: also(prov("江西"), remarked("该网站example.com 不涉及前置审批业务。")), status: pass},
		{name: "of another domain", change: also(prov("江西"), remarked("该网站example.cn不涉及前置审批业务")), status: fail, sev: filing.Block},
		{name: "no remark", change: prov("江西"), status: fail},
		{name: "it does", change: also(prov("江西"), sitePlanned(func(s *filing.Site) { s.Preapproval = []string{"文化"} }))},
		{name: "not asked"},
	},
	"site-url": {
		{name: "domain", change: home("example.com"), status: pass},
		{name: "scheme", change: home("https://www.example.com/"), status: pass},
		{name: "path", change: home("https://example.com/index.html"), status: fail, sev: filing.Block},
		{name: "another", change: home("example.cn"), status: fail},
		{name: "two", change: home("example.com,example.com"), status: fail},
		{name: "none"},
	},
	"preapproval-keywords": {
		{name: "clean", status: pass},
		{name: "a word of site names in 四川, in the scope", change: also(prov("四川"), put(lic, "business_scope", "软件开发;电子商务;社区服务")), status: pass},
		{name: "a word of site names in 四川", change: also(prov("四川"), siteNamed("云栖样例社区")), status: fail},
		{name: "in the name", change: siteNamed("云栖样例新闻"), status: fail, sev: filing.Review},
		{name: "in the scope", change: put(lic, "business_scope", "软件开发;图书零售"), status: fail, sev: filing.Review},
		{name: "in the scope, weakly", change: also(put(lic, "business_scope", "软件开发;图书零售"), dim(lic, "business_scope")), status: unsure, reason: reasonLowConfidence},
		{name: "excluded from the scope", change: put(lic, "business_scope", "数字内容制作服务（不含出版发行）;业务培训(不含教育培训、职业技能培训等需取得许可的培训)"), status: pass},
		{name: "a province's word", change: also(prov("江西"), siteNamed("云栖体育样例")), status: fail},
		{name: "with a letter", change: also(siteNamed("云栖样例新闻"), uploaded(filing.SlotNoPreapproval)), status: pass},
		{name: "with a letter where none is taken", change: also(prov("湖北"), siteNamed("云栖样例新闻"), uploaded(filing.SlotNoPreapproval)), status: fail},
		{name: "with a permit", change: also(siteNamed("云栖样例新闻"), uploaded(filing.SlotPermit)), status: pass},
		{name: "with a declared permit", change: also(siteNamed("云栖样例新闻"), sitePlanned(func(s *filing.Site) { s.Permits = []filing.HeldPermit{{Sector: "新闻", Number: "1"}} })), status: pass},
		{name: "an authority", change: kind(filing.Government)},
	},
}

func home(s string) func(*Case) { return sitePlanned(func(x *filing.Site) { x.HomeURL = s }) }

func TestPlaceIn(t *testing.T) {
	for text, want := range map[string]string{"我在杭州的日子": "杭州", "西湖区的早晨": "西湖区", "和平鸽手记": "", "南京路的早晨": "", "新华字典": "", "": "", "云南菌子": "云南"} {
		if got := gazetteer().placeIn(text, nil); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func phoned(mobile, office, emergency string) func(*Case) {
	return person1(func(p *filing.Person) {
		p.Mobile, p.OfficePhone, p.EmergencyPhone = filing.Phone(mobile), filing.Phone(office), filing.Phone(emergency)
	})
}

func mobileOf(province string, known bool) func(*Case) {
	return func(c *Case) {
		c.Answers.Mobiles = map[string]filing.Answer[filing.MobileRecord]{"13800000001": replied(filing.MobileRecord{Province: province}, known)}
	}
}

func division(code string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Organisation.MailingDivision = code }
}

func investedBy(s string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Organisation.Investor = s }
}

func sentFrom(account, ip string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Sender = filing.Sender{Account: account, IP: ip} }
}

func served(ips ...string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Access.IPs = ips }
}

func ipOf(r filing.IPRecord, known bool) func(*Case) {
	return func(c *Case) {
		c.Answers.IPs = map[string]filing.Answer[filing.IPRecord]{"47.96.0.1": replied(r, known)}
	}
}

func leased(from, until string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Access.LeasedFrom, c.Form.Declared.Access.LeasedUntil = from, until }
}

var contactTables = map[string][]want{
	"contact-mobile-virtual": {
		{name: "clean", status: pass},
		{name: "emergency", change: phoned("13800000001", "", "17000000001"), status: fail, sev: filing.Block},
		{name: "mobile", change: phoned("+86 170-0000-0001", "", "13800000002"), status: fail, sev: filing.Review},
		{name: "none", change: phoned("", "", "")},
	},
	"contact-mobile-data-only": {
		{name: "clean", status: pass},
		{name: "data card", change: phoned("14500000001", "", ""), status: fail, sev: filing.Review},
		{name: "satellite", change: phoned("17400000001", "", ""), status: fail},
		{name: "of a thing", change: phoned("1440000000001", "", ""), status: fail},
		{name: "none", change: phoned("", "", "")},
	},
	"contact-mobile-province": {
		{name: "local", change: also(prov("陕西"), mobileOf("陕西", true)), status: pass},
		{name: "not local", change: also(prov("陕西"), mobileOf("浙江", true)), status: fail, sev: filing.Block},
		{name: "not local, not clear", from: individual, change: also(prov("湖南"), mobileOf("浙江", true)), status: fail, sev: filing.Review},
		{name: "not known", change: also(prov("陕西"), mobileOf("", false)), status: unsure, reason: reasonUnresolved},
		{name: "no register", change: prov("陕西"), status: notRun, reason: filing.ReasonNoRegister},
		{name: "not asked", change: mobileOf("陕西", true)},
	},
	"contact-mobile-duplicate-subject": {
		{name: "its own", change: records(filing.History{}), status: pass},
		{name: "another's", change: records(filing.History{SameNumber: map[string][]string{"declared.principal.mobile": {"f1"}}}), status: fail, sev: filing.Block},
		{name: "another's number where it must be one's own", change: also(prov("天津"), records(filing.History{SameNumber: map[string][]string{"declared.principal.certificate_number": {"f1"}}})), status: fail, sev: filing.Review},
		{name: "another's number elsewhere", change: records(filing.History{SameNumber: map[string][]string{"declared.principal.certificate_number": {"f1"}}}), status: pass},
		{name: "no records", status: notRun, reason: filing.ReasonNoRegister},
		{name: "none", change: nobody},
	},
	"contact-mobile-roles": {
		{name: "clean", status: pass},
		{name: "the office for emergencies too", change: phoned("13800000001", "0571-88880000", "0571-88880000"), status: pass},
		{name: "second number the first, in 河南", change: also(prov("河南"), phoned("13800000001", "13800000001", "13900000001")), status: fail},
		{name: "second number the first, elsewhere", change: phoned("13800000001", "13800000001", "13900000001"), status: pass},
		{name: "two persons in 广东 with one emergency number", from: two, change: prov("广东"), status: fail},
		{name: "one for both", change: phoned("13800000001", "", "+86 13800000001"), status: fail, sev: filing.Block},
		{name: "one for both in 北京", change: also(prov("北京"), phoned("13800000001", "", "13800000001")), status: fail},
		{name: "one for both, individual in 北京", from: individual, change: also(prov("北京"), phoned("13800000001", "", "13800000001")), status: pass},
		{name: "two persons in 湖北 with one emergency number", from: two, change: prov("湖北"), status: fail},
		{name: "two persons in 北京 with one emergency number", from: two, change: prov("北京"), status: pass},
		{name: "one number", change: phoned("13800000001", "", "")},
	},
	"contact-landline": {
		{name: "clean", status: pass},
		{name: "the letter O in it", change: phoned("13800000001", "0571-8888OO00", ""), status: fail},
		{name: "with extension", change: phoned("13800000001", "(0571) 8888 0000 转 12", ""), status: pass},
		{name: "with the country's code", change: phoned("13800000001", "+86-571-88880000", ""), status: pass},
		{name: "no area code", change: phoned("13800000001", "88880000", ""), status: fail, sev: filing.Block},
		{name: "local in 河北", change: also(prov("河北"), phoned("13800000001", "0311-88880000", "")), status: pass},
		{name: "not local in 河北", change: also(prov("河北"), phoned("13800000001", "0571-88880000", "")), status: fail},
		{name: "missing in 江苏", change: prov("江苏"), status: fail},
		{name: "missing in 江苏, said", change: also(prov("江苏"), func(c *Case) { c.Form.Declared.Organisation.Remark = "企业无座机" }), status: pass},
		{name: "mobiles", change: phoned("13800000001", "13800000002", "13800000003")},
	},
	"contact-email-enterprise": {
		{name: "its own", policy: mailboxAdvised, status: pass},
		{name: "another's", policy: mailboxAdvised, change: person1(func(p *filing.Person) { p.Email = "zsf@mail-sample.net" }), status: fail, sev: filing.Advice},
		{name: "not advised"},
	},
	"addr-detail": {
		{name: "exact", change: mailing("浙江省杭州市西湖区文三路100号5幢"), status: pass},
		{name: "a star", change: mailing("杭州市西湖区文三路1号★"), status: fail},
		{name: "village", change: mailing("浙江省杭州市余杭区径山镇双溪村三组12号"), status: pass},
		{name: "as exact as can be", change: mailing("浙江省杭州市余杭区径山镇双溪村(已为最详细地址)"), status: pass},
		{name: "no house", change: mailing("浙江省杭州市西湖区文三路"), status: fail, sev: filing.Block},
		{name: "district alone", change: mailing("浙江省杭州市西湖区"), status: fail},
		{name: "PO box", change: mailing("浙江省杭州市西湖区100号信箱"), status: fail},
		{name: "opposite", change: mailing("杭州市文三路100号对面"), status: fail},
		{name: "HTML", change: mailing("<b>杭州市文三路100号</b>"), status: fail},
		{name: "no room in 上海", from: individual, change: also(prov("上海"), mailing("上海市浦东新区世纪大道100号")), status: fail},
		{name: "a room in 上海", from: individual, change: also(prov("上海"), mailing("上海市浦东新区世纪大道100号2301室")), status: pass},
		{name: "none"},
	},
	"addr-no-shixiaqu": {
		{name: "clean", status: pass},
		{name: "written", change: mailing("浙江省杭州市市辖区文三路1号"), status: fail, sev: filing.Block},
		{name: "chosen", change: division("330101"), status: fail},
		{name: "not asked in 江苏", change: also(prov("江苏"), mailing("江苏省南京市市辖区1号"))},
	},
	"addr-region-consistent": {
		{name: "in it", change: also(division("330106"), mailing("杭州西湖文三路1号")), status: pass},
		{name: "chosen by a heading", change: also(division("330101"), mailing("杭州西湖文三路1号")), status: pass},
		{name: "a heading of another city", change: also(division("330201"), mailing("杭州西湖文三路1号")), status: fail},
		{name: "a municipality by its heading", change: also(prov("北京"), division("110100"), mailing("北京市西城区文三路1号")), status: pass},
		{name: "in another", change: also(division("330106"), mailing("杭州市余杭区文三路1号")), status: fail, sev: filing.Block},
		{name: "names none", change: also(division("330106"), mailing("文三路1号")), status: pass},
		{name: "names none, elsewhere", change: also(division("440305"), mailing("文三路1号")), status: fail},
		{name: "no such code", change: also(division("999999"), mailing("文三路1号")), status: fail},
		{name: "full width", change: also(division("３３０１０６"), mailing("杭州西湖文三路1号")), status: pass},
		{name: "not chosen", change: mailing("文三路1号")},
	},
	"addr-home-virtual": {
		{name: "clean", status: pass},
		{name: "a shop", change: also(orgAddress(""), put(lic, "address", "https://shop123.taobao.com")), status: fail, sev: filing.Review},
		{name: "declared", change: orgAddress("淘宝网店铺"), status: fail},
		{name: "a shop, weakly", change: also(orgAddress(""), put(lic, "address", "https://shop123.taobao.com"), dim(lic, "address")), status: unsure},
		{name: "reader crashed", change: crash(lic), status: notRun},
		{name: "not read", change: also(orgAddress(""), drop(lic, "address"))},
	},
	"investor-name": {
		{name: "the unit in 吉林", change: also(prov("吉林"), investedBy("杭州云栖样例(集团)有限公司")), status: pass},
		{name: "an authority names its head", change: also(kind(filing.Government), investedBy("张三丰")), status: fail},
		{name: "a person in 吉林", change: also(prov("吉林"), investedBy("张三丰")), status: fail, sev: filing.Review},
		{name: "the legal representative in 宁夏", change: also(prov("宁夏"), investedBy("张三丰")), status: pass},
		{name: "another in 宁夏, weakly", change: also(prov("宁夏"), investedBy("李四娘"), dim(lic, "legal_representative")), status: unsure},
		{name: "reader crashed", change: also(prov("宁夏"), investedBy("李四娘"), crash(lic)), status: notRun},
		{name: "an authority names itself", change: also(kind(filing.Government), investedBy("杭州云栖样例（集团）有限公司")), status: fail},
		{name: "not said", change: investedBy("张三丰")},
	},
	"risk-order-parallel": {
		{name: "none", change: records(filing.History{}), status: pass},
		{name: "ours", change: records(filing.History{OpenFilings: []string{"f1"}}), status: fail, sev: filing.Block},
		{name: "another's", change: subjectFiled(filing.FiledSubject{OpenOrder: true}, true), status: fail},
		{name: "no records", status: notRun, reason: filing.ReasonNoRegister},
		{name: "no number", change: orgCode("")},
	},
	"risk-subject-existing": {
		{name: "not filed", change: subjectFiled(filing.FiledSubject{}, false), status: pass},
		{name: "filed", change: subjectFiled(filing.FiledSubject{FilingNumber: "浙ICP备2024000001号"}, true), status: fail, sev: filing.Review},
		{name: "filed with us", change: records(filing.History{AcceptedFilings: []string{"f1"}}), status: fail},
		{name: "a new site of one that is not", change: also(orderOf(filing.NewSite), subjectFiled(filing.FiledSubject{}, false)), status: fail},
		{name: "a new site of one that is", change: also(orderOf(filing.NewSite), subjectFiled(filing.FiledSubject{}, true)), status: pass},
		{name: "no register", status: notRun, reason: filing.ReasonNoRegister},
		{name: "no number", change: orgCode("")},
	},
	"risk-shell-subject": {
		{name: "has a site", change: subjectFiled(filing.FiledSubject{Sites: []filing.FiledSite{{Name: "x"}}}, true), status: pass},
		{name: "has none", change: subjectFiled(filing.FiledSubject{}, true), status: fail, sev: filing.Review},
		{name: "not filed", change: subjectFiled(filing.FiledSubject{}, false), status: pass},
		{name: "no register", status: notRun, reason: filing.ReasonNoRegister},
		{name: "no number", change: orgCode("")},
	},
	"risk-multi-account": {
		{name: "few", change: also(sentFrom("a", "47.96.0.9"), records(filing.History{AccountToday: 3, SenderIPToday: 5})), status: pass},
		{name: "many from the account", change: also(sentFrom("a", ""), records(filing.History{AccountToday: 4})), status: fail, sev: filing.Review},
		{name: "many from the address", change: also(sentFrom("", "47.96.0.9"), records(filing.History{SenderIPToday: 6})), status: fail},
		{name: "another account", change: also(sentFrom("a", ""), records(filing.History{Accounts: []string{"b"}})), status: fail},
		{name: "no records", change: sentFrom("a", ""), status: notRun, reason: filing.ReasonNoRegister},
		{name: "nobody said"},
	},
	"risk-shared-material": {
		{name: "its own", change: records(filing.History{}), status: pass},
		{name: "another's", change: records(filing.History{SameFile: map[filing.Slot][]string{lic: {"f1"}}}), status: fail, sev: filing.Review},
		{name: "no records", status: notRun, reason: filing.ReasonNoRegister},
		{name: "no files", change: noDocs},
	},
	"risk-same-ip-many-subjects": {
		{name: "few", change: also(served("47.96.0.1"), ipOf(filing.IPRecord{Sites: 9}, true)), status: pass},
		{name: "many", change: also(served("47.96.0.1"), ipOf(filing.IPRecord{Sites: 10}, true)), status: fail, sev: filing.Review},
		{name: "many with us", change: also(served("47.96.0.1"), records(filing.History{SubjectsOnIP: map[string]int{"47.96.0.1": 12}})), status: fail},
		{name: "no register", change: served("47.96.0.1"), status: notRun, reason: filing.ReasonNoRegister},
		{name: "none"},
	},
	"server-mainland": {
		{name: "ours", change: also(served("47.96.0.1"), ipOf(filing.IPRecord{Mainland: true, Own: true}, true)), status: pass},
		{name: "place in another country", change: func(c *Case) { c.Form.Declared.Access.ServerPlace = "德国法兰克福" }, status: fail},
		{name: "another's", change: also(served("47.96.0.1"), ipOf(filing.IPRecord{Mainland: true}, true)), status: fail, sev: filing.Block},
		{name: "abroad", change: also(served("47.96.0.1"), ipOf(filing.IPRecord{Own: true}, true)), status: fail},
		{name: "private", change: served("192.168.1.1"), status: fail},
		{name: "documentation", change: served("203.0.113.20"), status: fail},
		{name: "no address", change: served("1.2.3.4.5"), status: fail},
		{name: "with a port", change: served("47.96.0.1:80"), status: fail},
		{name: "place", change: func(c *Case) { c.Form.Declared.Access.ServerPlace = "香港" }, status: fail},
		{name: "not known", change: also(served("47.96.0.1"), ipOf(filing.IPRecord{}, false)), status: unsure},
		{name: "no register", change: served("47.96.0.1"), status: notRun, reason: filing.ReasonNoRegister},
		{name: "none"},
	},
	"server-lease": {
		{name: "long enough", change: leased("2026-11-01", "2027-01-31"), status: pass},
		{name: "short", change: leased("2026-11-01", "2027-01-30"), status: fail, sev: filing.Block},
		{name: "over", change: leased("2025-11-01", "2026-11-01"), status: fail},
		{name: "from submission", change: leased("", "2027-02-20"), status: pass},
		{name: "no such day", change: leased("2024-02-30", "2027-02-20"), status: fail},
		{name: "for good", change: leased("2026-11-01", filing.LongTerm), status: pass},
		{name: "no day of submission", change: also(noDay, leased("2026-11-01", "2027-02-01")), status: notRun, reason: reasonNoDate},
		{name: "none"},
	},
}

// mailboxAdvised is our policy with own_mailbox_advice.
var mailboxAdvised = asked(func(l *limits) { l.OwnMailbox = true })
