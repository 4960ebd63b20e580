package check

import (
	"fmt"
	"time"

	"prereview/filing"
)

func born(day string) func(*Case) { return also(noDocs, number(idNo("440106", day, "123"))) }

func scopeText(s string) func(*Case) { return put(lic, "business_scope", s) }

func siteName(s string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Site.Name = s }
}

func filingType(t filing.Type) func(*Case) { return func(c *Case) { c.Form.Type = t } }

func filedAs(s string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Organisation.FiledName = s }
}

// subject is what the authority's register says: a name, and so many sites.
func subject(name string, sites int) func(*Case) {
	return func(c *Case) {
		c.Answers.Subject = filing.Answer[filing.FiledSubject]{Known: name != "", Value: filing.FiledSubject{Name: name, Sites: make([]filing.FiledSite, sites)},
			Source: "test", At: time.Unix(1, 0)}
	}
}

// manyDomains declares n of them, the first once more with a capital.
func manyDomains(n int) func(*Case) {
	ds := []string{"Example0.com"}
	for i := range n {
		ds = append(ds, fmt.Sprintf("example%d.com", i))
	}
	return domains(ds...)
}

var providedTables = map[string][]want{
	"material-province-missing": {
		{name: "广东", change: prov("广东"), status: fail, sev: filing.Block},
		{name: "广东 with it", change: also(prov("广东"), upload(filing.SlotCommitment)), status: pass},
		{name: "广东, perhaps among the other material", change: also(prov("广东"), upload(filing.SlotOther)), status: unsure, reason: reasonUnresolved},
		{name: "one of two in 江苏", from: individual, change: also(prov("江苏"), upload(filing.SlotNotice)), status: fail},
		{name: "新疆, a change", change: also(prov("新疆"), filingType(filing.Change))},
		{name: "state body in 江西", change: also(prov("江西"), kind(filing.Institution)), status: fail},
		{name: "firm in 江西", change: prov("江西")},
		{name: "hospital in 内蒙古", change: also(prov("内蒙古"), moved("内蒙古自治区包头市昆都仑区文三路1号"), orgName("包头某某医院有限公司")), status: fail, sev: filing.Review},
		{name: "representative of another province in 内蒙古", change: prov("内蒙古"), status: fail, sev: filing.Block},
		{name: "representative of another province, hardly read", change: also(prov("内蒙古"), dim(front, "address")), status: unsure, reason: reasonLowConfidence},
		{name: "representative of the province", change: also(prov("内蒙古"), moved("内蒙古自治区包头市昆都仑区文三路1号"))},
		{name: "no such demand"},
	},
	"material-authorisation-missing": {
		{name: "clean", change: prov("江苏"), status: pass},
		{name: "another principal in 江苏", change: also(prov("江苏"), rep("李四娘")), status: fail, sev: filing.Block},
		{name: "another principal in 江苏, with a letter", change: also(prov("江苏"), rep("李四娘"), upload(filing.SlotAuthorisation)), status: pass},
		{name: "another principal, perhaps with a letter", change: also(prov("江苏"), rep("李四娘"), upload(filing.SlotOther)), status: unsure},
		{name: "another principal where sources disagree", change: also(prov("北京"), rep("李四娘")), status: fail, sev: filing.Review},
		{name: "another principal, hardly read", change: also(prov("江苏"), rep("李四娘"), dim(lic, "legal_representative")), status: unsure, reason: reasonLowConfidence},
		{name: "look-alike", change: also(prov("江苏"), rep("张三士"), person1(func(p *filing.Person) { p.Name = "张三土" })), status: unsure, reason: reasonLookAlike},
		{name: "partner is a firm", change: also(prov("江苏"), rep("杭州甲投资有限公司")), status: unsure, reason: reasonUnresolved},
		{name: "another site principal in 上海", from: two, change: prov("上海"), status: fail, sev: filing.Block},
		{name: "another site principal in 上海, the licence not read", from: two, change: also(prov("上海"), drop(lic, "legal_representative")), status: fail},
		{name: "another site principal in 上海, with one letter for both", from: two, change: also(prov("上海"), upload(filing.SlotAuthorisation)), status: pass},
		{name: "the site principal is the representative", from: two, change: also(prov("上海"), rep("李四娘")), status: pass},
		{name: "another site principal in 四川, the licence not read", from: two, change: also(prov("四川"), drop(lic, "legal_representative")), status: unsure, reason: reasonNotRead},
		{name: "reader crashed", change: also(prov("江苏"), crash(lic)), status: notRun, reason: "reader_crashed"},
		{name: "another principal where none may be is another's", change: rep("李四娘")},
		{name: "another site principal where no letter is asked for", from: two},
		{name: "individual", from: individual, change: prov("江苏")},
	},
	"material-residence-missing": {
		{name: "of the province", from: individual, status: pass},
		{name: "of another", from: individual, change: moved(faraway), status: fail, sev: filing.Block},
		{name: "of another, with a permit", from: individual, change: also(moved(faraway), upload(filing.SlotResidencePermit)), status: pass},
		{name: "of another, with a proof", from: individual, change: also(moved(faraway), upload(filing.SlotStatusProof)), status: pass},
		{name: "of another, where sources say nothing", from: individual, change: also(prov("湖南"), moved(faraway)), status: fail, sev: filing.Review},
		{name: "of another, hardly read", from: individual, change: also(moved(faraway), dim(front, "address")), status: unsure, reason: reasonLowConfidence},
		{name: "of no place", from: individual, change: moved("文三路100号"), status: unsure, reason: reasonUnresolved},
		{name: "not read", from: individual, change: drop(front, "address"), status: unsure, reason: reasonNotRead},
		{name: "reader crashed", from: individual, change: crash(front), status: notRun, reason: "reader_crashed"},
		{name: "refused is another's", from: individual, change: also(prov("新疆"), moved(faraway))},
		{name: "allowed", from: individual, change: also(prov("陕西"), moved(faraway))},
		{name: "organisation"},
	},
	"material-preapproval-missing": {
		{name: "no hint", status: pass},
		{name: "declared", change: preapproval("新闻"), status: fail, sev: filing.Block},
		{name: "declared, with a permit", change: also(preapproval("新闻"), upload(filing.SlotPermit)), status: pass},
		{name: "declared by an individual", from: individual, change: preapproval("出版"), status: fail},
		{name: "in the site's name", change: siteName("云栖金融服务"), status: fail, sev: filing.Review},
		{name: "in the scope", change: scopeText("软件开发;基金管理"), status: fail, sev: filing.Review},
		{name: "in the scope, hardly read", change: also(scopeText("软件开发;基金管理"), dim(lic, "business_scope")), status: unsure, reason: reasonLowConfidence},
		{name: "in the scope, excluded", change: scopeText("企业管理咨询(不含金融信息服务)"), status: pass},
		{name: "in the scope, with a letter", change: also(scopeText("基金管理"), upload(filing.SlotNoPreapproval)), status: pass},
		{name: "a letter where only the permit will do", change: also(prov("上海"), scopeText("基金管理"), upload(filing.SlotNoPreapproval)), status: fail},
		{name: "any sector in 湖北", change: also(prov("湖北"), scopeText("图书零售")), status: fail},
		{name: "a word of site names in the scope", change: also(prov("四川"), scopeText("电子商务服务")), status: pass},
		{name: "a word of site names in the site's name", change: also(prov("四川"), siteName("云栖电子商务")), status: fail},
		{name: "reader crashed", change: crash(lic), status: notRun, reason: "reader_crashed"},
		{name: "no such demand", change: also(prov("河北"), scopeText("图书零售"))},
	},
	"material-plan-missing": {
		{name: "clean", status: pass},
		{name: "five domains", change: manyDomains(5), status: fail, sev: filing.Block},
		{name: "five domains, with a plan", change: also(manyDomains(5), upload(filing.SlotSitePlan)), status: pass},
		{name: "five domains, perhaps with a plan", change: also(manyDomains(5), upload(filing.SlotOther)), status: unsure},
		{name: "five domains where thirty sites count", change: also(prov("上海"), manyDomains(5)), status: pass},
		{name: "thirtieth site", change: also(prov("上海"), filingType(filing.NewSite), subject("某某", 29)), status: fail},
		{name: "access of one of thirty", change: also(prov("上海"), filingType(filing.NewAccess), subject("某某", 29)), status: pass},
		{name: "sites not known", change: also(prov("上海"), filingType(filing.NewSite)), status: notRun, reason: filing.ReasonNoRegister},
		{name: "no domain", change: domains()},
	},
	"material-domain-cert-missing": {
		{name: "湖南", change: prov("湖南"), status: fail, sev: filing.Block},
		{name: "湖南 with it", change: also(prov("湖南"), upload(filing.SlotDomainCertificate)), status: pass},
		{name: "湖南, perhaps among the other material", change: also(prov("湖南"), upload(filing.SlotOther)), status: unsure},
		{name: "individual in 内蒙古", from: individual, change: prov("内蒙古"), status: fail},
		{name: "unit in 内蒙古", change: prov("内蒙古")},
		{name: "five domains in 陕西", change: also(prov("陕西"), manyDomains(5)), status: fail},
		{name: "four domains in 陕西", change: also(prov("陕西"), manyDomains(4))},
		{name: "no such demand"},
	},
	"material-name-change-missing": {
		{name: "same name", change: also(filingType(filing.Change), filedAs("杭州云栖样例(集团)有限公司")), status: pass},
		{name: "another name", change: also(filingType(filing.Change), filedAs("杭州旧名有限公司")), status: fail, sev: filing.Block},
		{name: "another name, with the letter", change: also(filingType(filing.Change), filedAs("杭州旧名有限公司"), upload(filing.SlotNameChange)), status: pass},
		{name: "another name, perhaps with the letter", change: also(filingType(filing.Change), filedAs("杭州旧名有限公司"), upload(filing.SlotOther)), status: unsure},
		{name: "another name by the register", change: also(filingType(filing.Change), subject("杭州旧名有限公司", 1)), status: fail},
		{name: "not filed by the register", change: also(filingType(filing.Change), subject("", 0))},
		{name: "no register", change: filingType(filing.Change), status: notRun, reason: filing.ReasonNoRegister},
		{name: "first filing", change: filedAs("杭州旧名有限公司")},
		{name: "individual", from: individual, change: filingType(filing.Change)},
	},
	"material-guardian-missing": {
		{name: "grown up in 广东", change: also(prov("广东"), born("19900307")), status: pass},
		{name: "seventeen in 重庆", change: also(prov("重庆"), born("20091122")), status: fail, sev: filing.Block},
		{name: "seventeen in 广东, with a proof", change: also(prov("广东"), born("20091122"), upload(filing.SlotStatusProof)), status: pass},
		{name: "seventeen in 广东, with something", change: also(prov("广东"), born("20091122"), upload(filing.SlotOther)), status: unsure},
		{name: "fifteen in 广东 is another's", change: also(prov("广东"), born("20111122"))},
		{name: "seventeen where sources are unclear", change: also(prov("天津"), born("20091122")), status: fail, sev: filing.Review},
		{name: "individual of ten in 福建", from: individual, change: also(prov("福建"), born("20160101")), status: fail, sev: filing.Block},
		{name: "seventeen where grown-ups alone may file", change: born("20091122")},
		{name: "age not known", change: also(prov("广东"), noDocs, number(wrongSum))},
	},
	"material-unneeded": {
		{name: "clean", status: pass},
		{name: "individual", from: individual, status: pass},
		{name: "two persons", from: two, status: pass},
		{name: "another card of one person", change: upload(filing.SlotSitePrincipalIDCardFront), status: fail, sev: filing.Advice},
		{name: "residence permit of a firm", change: upload(filing.SlotResidencePermit), status: fail},
		{name: "residence permit at home", from: individual, change: upload(filing.SlotResidencePermit), status: fail},
		{name: "residence permit away from home", from: individual, change: also(moved(faraway), upload(filing.SlotResidencePermit)), status: pass},
		{name: "guardian of a grown-up", change: upload(filing.SlotGuardianPapers), status: fail},
		{name: "guardian of a child", change: also(number(child), put(front, "id_number", child), upload(filing.SlotGuardianPapers)), status: pass},
		{name: "licence of an individual", from: individual, change: upload(lic), status: fail},
		{name: "licence of an individual who trades in 广东", from: individual, change: also(prov("广东"), upload(lic)), status: pass},
		{name: "no files", change: noDocs},
	},
}

func preapproval(sectors ...string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Site.Preapproval = sectors }
}
