package check

import (
	"slices"
	"testing"

	"prereview/filing"
)

const (
	vform   = filing.SlotVerificationForm
	letter  = filing.SlotAuthorisation
	promise = filing.SlotCommitment
	domCert = filing.SlotDomainCertificate
)

// uploaded lays a document into a slot, with these fields read; without any nobody read it.
func uploaded(s filing.Slot, kv ...string) func(*Case) {
	return func(c *Case) {
		remove(c, s)
		c.Documents = append(c.Documents, document(s, fields(kv...)))
	}
}

func kinded(from func() Case, change func(*Case)) func() Case {
	return func() Case {
		c := from()
		change(&c)
		return c
	}
}

// aboutPaper is the table of a rule that looks at one field of a paper: what passes, what fails, and how the rest goes. others
// are fields that the rule needs besides.
func aboutPaper(from func() Case, s filing.Slot, field, good, bad string, sev filing.Severity, others ...string) []want {
	with := func(v string) func(*Case) { return uploaded(s, append([]string{field, v}, others...)...) }
	return []want{
		{name: "as it should be", from: from, change: with(good), status: pass},
		{name: "not so", from: from, change: with(bad), status: fail, sev: sev},
		{name: "not so, weakly", from: from, change: also(with(bad), dim(s, field)), status: unsure, reason: reasonLowConfidence},
		{name: "not read", from: from, change: uploaded(s, append([]string{"anything", "x"}, others...)...), status: unsure, reason: reasonNotRead},
		{name: "nobody reads it", from: from, change: uploaded(s), status: notRun, reason: reasonNoReader},
		{name: "no such paper", from: from},
	}
}

var inShanghai = kinded(enterprise, prov("上海"))

// withAnother makes a principal of somebody who is not on the licence.
func withAnother(c *Case) {
	p := person("李四娘", li, "13900000002", "lsn@example.com")
	c.Form.Declared.Principal, c.Form.Declared.SitePrincipal = p, p
}

func sitePlanned(change func(*filing.Site)) func(*Case) {
	return func(c *Case) { change(&c.Form.Declared.Site) }
}

func mailing(s string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Organisation.MailingAddress = s }
}

// prescribed is a text of texts.json.
func prescribed(id string) string { return Ours().on(today).texts[id].Text }

var paperTables = map[string][]want{
	"x-org-type-cert": {
		{name: "clean", status: pass},
		{name: "a card in the licence's slot is another's", change: docKind(lic, filing.IDCardFront, .99)},
		{name: "perhaps a licence", change: docKind(lic, filing.BusinessLicence, .5), status: unsure, reason: reasonLowConfidence},
		{name: "reader crashed", change: crash(lic), status: notRun},
		{name: "another certificate instead", change: also(only(front, back), uploaded(filing.SlotOrganisationCert, "title", "事业单位法人证书")), status: fail, sev: filing.Block},
		{name: "another certificate, nobody reads it", change: also(only(front, back), uploaded(filing.SlotOrganisationCert)), status: notRun, reason: reasonNoReader},
		{name: "institution", change: also(only(front, back), certType("institution"), uploaded(filing.SlotOrganisationCert, "title", "事业单位法人证书")), status: pass},
		{name: "foundation's for an institution", change: also(only(front, back), certType("institution"), uploaded(filing.SlotOrganisationCert, "title", "基金会法人登记证书")), status: fail},
		{name: "code certificate declared, licence uploaded", change: certType("organisation_code"), status: fail},
		{name: "an older form's word", change: also(only(front, back), certType("permit"), uploaded(filing.SlotPermit))},
		{name: "individual", from: individual},
	},
	"x-auth-grantee": append(aboutPaper(enterprise, letter, "person_name", "张三丰", "李四娘", filing.Block),
		want{name: "another number", change: uploaded(letter, "person_name", "张三丰", "id_number", li), status: fail},
		want{name: "the site principal's", from: two, change: uploaded(letter, "person_name", "李四娘", "id_number", li, "role", "网站负责人"), status: pass},
		want{name: "by its slot", from: two, change: uploaded(filing.SlotSitePrincipalAuth, "person_name", "张三丰"), status: fail},
		want{name: "look-alike", change: also(declaredName("张三士"), uploaded(letter, "person_name", "张三土")), status: unsure, reason: reasonLookAlike},
		want{name: "an individual needs none", from: individual, change: uploaded(letter, "person_name", "李四娘")}),
	"x-auth-grantor": append(aboutPaper(enterprise, letter, "legal_representative", "张三丰", "李四娘", filing.Review),
		want{name: "signed only", change: uploaded(letter, "legal_representative", nothing, "signature", "李四娘"), status: fail},
		want{name: "look-alike", change: also(rep("王大士"), uploaded(letter, "legal_representative", "王大土")), status: unsure, reason: reasonLookAlike},
		want{name: "another number", change: uploaded(letter, "legal_representative", "张三丰", "legal_representative_id", li), status: fail},
		want{name: "the card's number", change: uploaded(letter, "legal_representative", "张三丰", "legal_representative_id", zhang), status: pass},
		want{name: "two principals of one name", from: kinded(two, func(c *Case) {
			c.Form.Declared.SitePrincipal.Name = "张三丰"
			set(c, filing.SlotSitePrincipalIDCardFront, "name", "张三丰")
		}), change: uploaded(letter, "legal_representative", "张三丰", "legal_representative_id", zhang), status: pass}),
	"x-auth-unit": append(aboutPaper(enterprise, letter, "organisation", "杭州云栖样例(集团)有限公司", "杭州别家有限公司", filing.Block),
		want{name: "look-alike", change: also(orgName("杭州未来有限公司"), uploaded(letter, "organisation", "杭州末来有限公司")), status: unsure}),
	"x-auth-scope": {
		{name: "covers the principal", from: kinded(enterprise, withAnother), change: uploaded(letter, "role", "主体负责人及网站负责人"), status: pass},
		{name: "covers only the site", from: kinded(enterprise, withAnother), change: uploaded(letter, "role", "网站负责人"), status: fail, sev: filing.Block},
		{name: "weakly", from: kinded(enterprise, withAnother), change: also(uploaded(letter, "role", "网站负责人"), dim(letter, "role")), status: unsure},
		{name: "two letters", from: kinded(enterprise, withAnother), change: also(uploaded(letter, "role", "主体负责人"), uploaded(filing.SlotSitePrincipalAuth, "role", "网站负责人")), status: pass},
		{name: "the site principal's is missing", from: two, change: uploaded(letter, "role", "主体负责人"), status: fail},
		{name: "nobody reads it", change: uploaded(letter), status: notRun, reason: reasonNoReader},
		{name: "own template", from: inShanghai, change: uploaded(letter, "role", "主体负责人", "position", "经理", "domain", "example.com"), status: pass},
		{name: "not the province's template", from: inShanghai, change: uploaded(letter, "role", "主体负责人", "position", nothing, "domain", "example.com"), status: fail},
		{name: "no letter"},
	},
	"x-auth-domain": append(aboutPaper(enterprise, letter, "domain", "example.com", "example.cn", filing.Block)[:3],
		want{name: "nobody reads it", change: uploaded(promise), status: notRun, reason: reasonNoReader},
		want{name: "in a promise", change: uploaded(promise, "domain", "example.cn"), status: fail},
		want{name: "two of them", change: also(domains("example.com", "example.cn"), uploaded(promise, "domain", "Example.com、example.cn")), status: pass},
		want{name: "no line for it", change: uploaded(letter, "organisation", "x")},
		want{name: "left empty", change: uploaded(letter, "domain", nothing)}),
	"x-form-organiser": append(aboutPaper(enterprise, vform, "host", "杭州云栖样例(集团)有限公司", "杭州别家有限公司", filing.Block),
		want{name: "individual", from: individual, change: uploaded(vform, "host", "张三丰"), status: pass},
		want{name: "another's promise", from: individual, change: uploaded(promise, "person_name", "李四娘"), status: fail},
		want{name: "another unit's promise", change: uploaded(promise, "organisation", "杭州别家有限公司"), status: fail}),
	"x-form-domain": append(aboutPaper(enterprise, vform, "domain", "example.com、example.cn", "example.cn", filing.Block),
		want{name: "one is missing", change: also(domains("example.com", "example.cn"), uploaded(vform, "domain", "example.com")), status: fail}),
	"x-preapproval-holder": append(aboutPaper(enterprise, filing.SlotPermit, "holder", "杭州云栖样例(集团)有限公司", "杭州别家有限公司", filing.Block),
		want{name: "an institution's own certificate", change: also(kind(filing.Institution), uploaded(filing.SlotPermit))}),
	"x-preapproval-expired": append(aboutPaper(enterprise, filing.SlotPermit, "valid_until", "2026-11-21", "2026-11-20", filing.Block),
		want{name: "for long", change: uploaded(filing.SlotPermit, "valid_until", filing.LongTerm), status: pass},
		want{name: "no date", change: uploaded(filing.SlotPermit, "valid_until", "2024-02-30"), status: unsure, reason: reasonUnresolved},
		want{name: "no day", change: also(noDay, uploaded(filing.SlotPermit, "valid_until", "2026-11-21")), status: notRun, reason: reasonNoDate}),
	"x-preapproval-number": append(aboutPaper(kinded(enterprise, permits("浙网文〔2024〕0001号")), filing.SlotPermit, "number", "浙网文[2024]0001号", "浙网文〔2024〕0002号", filing.Review),
		want{name: "none declared", change: uploaded(filing.SlotPermit, "number", "1")}),
	"x-seal-name": append(aboutPaper(enterprise, vform, "seal", "杭州云栖样例（集团）有限公司", "杭州别家有限公司", filing.Block),
		want{name: "brackets left out", change: uploaded(vform, "seal", "杭州云栖样例集团有限公司"), status: pass},
		want{name: "part of it", change: uploaded(vform, "seal", "云栖样例集团有限公司"), status: fail, sev: filing.Review},
		want{name: "part of it in 北京", change: also(prov("北京"), uploaded(vform, "seal", "云栖样例集团有限公司")), status: fail, sev: filing.Block},
		want{name: "look-alike", change: also(orgName("杭州未来有限公司"), uploaded(letter, "seal", "杭州末来有限公司")), status: unsure, reason: reasonLookAlike},
		want{name: "none is another's", change: uploaded(vform, "seal", nothing)},
		want{name: "individual", from: individual, change: uploaded(vform, "seal", "x")}),
	"x-residence-address": append(aboutPaper(kinded(individual, also(prov("上海"), mailing("上海市浦东新区世纪大道100号2301室"))), filing.SlotResidencePermit, "address",
		"上海浦东世纪大道100号2301室", "上海市浦东新区世纪大道10号", filing.Review),
		want{name: "not asked elsewhere", from: individual, change: also(mailing("上海市浦东新区世纪大道100号"), uploaded(filing.SlotResidencePermit, "address", "x"))}),
	"x-residence-person": {
		{name: "clean", from: individual, change: uploaded(filing.SlotResidencePermit, "name", "张三丰", "id_number", zhang), status: pass},
		{name: "another's", from: individual, change: uploaded(filing.SlotResidencePermit, "name", "李四娘", "id_number", zhang), status: fail, sev: filing.Block},
		{name: "another number", from: individual, change: uploaded(filing.SlotResidencePermit, "name", "张三丰", "id_number", li), status: fail},
		{name: "another home", from: individual, change: uploaded(filing.SlotResidencePermit, "name", "张三丰", "id_number", zhang, "home_address", faraway), status: fail},
		{name: "number not read", from: individual, change: uploaded(filing.SlotResidencePermit, "name", "张三丰"), status: unsure, reason: reasonNotRead},
		{name: "nobody reads it", from: individual, change: uploaded(filing.SlotResidencePermit), status: notRun, reason: reasonNoReader},
		{name: "no permit", from: individual},
	},
	"x-addr-city": {
		{name: "one city", from: kinded(enterprise, also(prov("广东"), orgAddress("深圳市南山区科技路1号"))), change: mailing("广东省深圳市福田区福华路1号"), status: pass},
		{name: "two cities", from: kinded(enterprise, also(prov("广东"), orgAddress("深圳市南山区科技路1号"))), change: mailing("广州市天河区体育西路1号"), status: fail, sev: filing.Review},
		{name: "not said", from: kinded(enterprise, also(prov("广东"), orgAddress("深圳市南山区科技路1号"))), change: mailing("体育西路1号"), status: unsure, reason: reasonUnresolved},
		{name: "individual's card", from: kinded(individual, also(prov("广东"), mailing("广州市天河区体育西路1号"))), status: fail},
		{name: "card not read", from: kinded(individual, also(prov("广东"), mailing("广州市天河区体育西路1号"), drop(front, "address"))), status: unsure, reason: reasonNotRead},
		{name: "reader crashed", from: kinded(individual, also(prov("广东"), mailing("广州市天河区体育西路1号"), crash(front))), status: notRun},
		{name: "not asked in 浙江", change: mailing("广州市天河区体育西路1号")},
	},
	"x-photo-id-readable": append(aboutPaper(enterprise, filing.SlotHandheldPhoto, "id_number", zhang, li, filing.Review),
		want{name: "cannot be made out", change: uploaded(filing.SlotHandheldPhoto, "id_number", illegible), status: fail},
		want{name: "the site principal's", from: two, change: uploaded(filing.SlotHandheldPhoto, "id_number", li), status: pass}),

	"form-type": append(aboutPaper(enterprise, vform, "title", "《网站备案信息真实性核验单》", "网站备案承诺书", filing.Block),
		want{name: "no letter", change: uploaded(letter, "title", "情况说明"), status: fail}),
	"form-signature-missing": append(aboutPaper(enterprise, vform, "signature", "张三丰", nothing, filing.Block),
		want{name: "illegible is another's", change: uploaded(vform, "signature", illegible), status: pass},
		want{name: "on a letter", change: uploaded(letter, "signature", nothing), status: fail}),
	"form-signature-illegible": append(aboutPaper(enterprise, vform, "signature", "张三丰", illegible, filing.Review),
		want{name: "none is another's", change: uploaded(vform, "signature", nothing)}),
	"form-signature-name": append(aboutPaper(enterprise, vform, "signature", "张三丰", "李四娘", filing.Review),
		want{name: "the site principal signs", from: two, change: uploaded(vform, "signature", "李四娘"), status: pass},
		want{name: "the legal representative signs the letter", from: kinded(enterprise, withAnother), change: uploaded(letter, "signature", "李四娘"), status: fail},
		want{name: "look-alike", change: also(declaredName("张三士"), uploaded(vform, "signature", "张三土")), status: unsure},
		want{name: "illegible is another's", change: uploaded(vform, "signature", illegible)}),
	"form-seal-missing": append(aboutPaper(enterprise, vform, "seal", "杭州云栖样例集团有限公司", nothing, filing.Block),
		want{name: "sole trader", change: also(kind(filing.SoleTrader), uploaded(vform, "seal", nothing)), status: fail, sev: filing.Review},
		want{name: "individual", from: individual, change: uploaded(vform, "seal", nothing)}),
	"form-seal-forbidden": append(aboutPaper(enterprise, vform, "seal_below", "", "财务专用章", filing.Block, "seal", "杭州云栖样例集团有限公司")[:3],
		want{name: "in the ring", change: uploaded(vform, "seal", "杭州云栖样例集团有限公司合同专用章"), status: fail},
		want{name: "square", change: uploaded(letter, "seal", "杭州云栖样例集团有限公司", "seal_shape", "square"), status: fail},
		want{name: "not read", change: uploaded(vform, "title", "x"), status: unsure, reason: reasonNotRead},
		want{name: "nobody reads it", change: uploaded(vform), status: notRun, reason: reasonNoReader},
		want{name: "none", change: uploaded(vform, "seal", nothing)}),
	"form-seal-present-unneeded": append(aboutPaper(individual, vform, "seal", nothing, "张三丰", filing.Advice),
		want{name: "unit", change: uploaded(vform, "seal", "x")}),
	"form-seal-copied": append(aboutPaper(enterprise, vform, "seal_ink", "fresh", "grey", filing.Review),
		want{name: "laid over", change: uploaded(vform, "seal_ink", "flat"), status: fail},
		want{name: "no colour", change: also(uploaded(vform), sig(vform, filing.SignalColourless, filing.Block)), status: fail, sev: filing.Review}),
	"form-seal-clear": append(aboutPaper(enterprise, vform, "seal", "杭州云栖样例集团有限公司", illegible, filing.Block),
		want{name: "read weakly", change: also(uploaded(vform, "seal", "杭州云栖"), dim(vform, "seal")), status: unsure}),
	"form-fingerprint": append(aboutPaper(kinded(enterprise, prov("江西")), vform, "fingerprint", marked, nothing, filing.Review),
		want{name: "individual in 广东", from: kinded(individual, prov("广东")), change: uploaded(promise, "fingerprint", nothing), status: fail},
		want{name: "not asked in 浙江", change: uploaded(vform, "fingerprint", nothing)}),
	"form-handwritten-clause": append(aboutPaper(kinded(individual, prov("广东")), vform, "clause", prescribed("verification_clause"), "本人承诺网站属实", filing.Block),
		want{name: "a character differs", from: kinded(individual, prov("广东")), change: uploaded(vform, "clause", "木"+prescribed("verification_clause")[len("本"):]), status: unsure, reason: reasonMisread},
		want{name: "not copied", from: kinded(individual, prov("广东")), change: uploaded(vform, "clause", nothing), status: fail},
		want{name: "四川", from: kinded(enterprise, prov("四川")), change: uploaded(filing.SlotNoPreapproval, "clause", prescribed("no_training_clause")), status: pass},
		want{name: "not asked in 浙江", from: individual, change: uploaded(vform, "clause", nothing)}),
	"form-date-blank": append(aboutPaper(enterprise, vform, "date", nothing, "2026-11-20", filing.Advice),
		want{name: "a letter's is not", change: uploaded(letter, "date", "2026-11-20")}),
	"form-date-required": append(aboutPaper(enterprise, letter, "date", "2026-11-20", nothing, filing.Block),
		want{name: "no day", change: uploaded(letter, "date", "2026-02-30"), status: fail},
		want{name: "the form's is not", change: uploaded(vform, "date", nothing)}),
	"form-date-future": append(aboutPaper(enterprise, letter, "date", "2026-11-21", "2026-11-22", filing.Block),
		want{name: "no day of submission", change: also(noDay, uploaded(letter, "date", "2026-11-22")), status: notRun, reason: reasonNoDate},
		want{name: "none is another's", change: uploaded(letter, "date", nothing)}),
	"form-date-age": append(aboutPaper(enterprise, letter, "date", "2026-08-21", "2026-08-20", filing.Block),
		want{name: "six months in 河北", change: also(prov("河北"), uploaded(letter, "date", "2026-05-21")), status: pass},
		want{name: "a proof of work", change: uploaded(filing.SlotStatusProof, "date", "2026-10-06"), status: fail},
		want{name: "a certificate in 湖南", change: also(prov("湖南"), uploaded(domCert, "date", "2026-10-06")), status: fail},
		want{name: "a certificate elsewhere", change: uploaded(domCert, "date", "2020-10-06")}),
	"form-altered": aboutPaper(enterprise, vform, "alterations", nothing, marked, filing.Review),
	"form-page-complete": {
		{name: "whole", change: also(uploaded(vform), docKind(vform, filing.VerificationForm, .9)), status: pass},
		{name: "cut", change: also(uploaded(vform), sig(vform, filing.SignalCutBorder, filing.Block)), status: fail, sev: filing.Block},
		{name: "reader crashed", change: also(uploaded(vform), crash(vform)), status: notRun},
		{name: "no form"},
	},
	"form-checkbox": aboutPaper(enterprise, vform, "provider_block", nothing, marked, filing.Advice),
	"form-beijing-registrar": append(aboutPaper(kinded(enterprise, prov("北京")), vform, "registrar", "云山域名服务有限公司", nothing, filing.Advice),
		want{name: "not asked in 浙江", change: uploaded(vform, "registrar", nothing)}),
	"photo-one-person": append(aboutPaper(enterprise, filing.SlotHandheldPhoto, "faces", "2", "3", filing.Review),
		want{name: "nobody before the curtain", change: uploaded(filing.SlotCurtainPhoto, "faces", "0"), status: fail}),
	"photo-curtain": append(aboutPaper(kinded(enterprise, prov("甘肃")), filing.SlotCurtainPhoto, "curtain", "共同营造 健康诚信 网络环境", "网站备案", filing.Review),
		want{name: "mirrored", change: also(uploaded(filing.SlotCurtainPhoto), sig(filing.SlotCurtainPhoto, filing.SignalMirrored, filing.Review)), status: fail}),
	"photo-size": {
		{name: "large enough", change: also(uploaded(filing.SlotCurtainPhoto), sized(800, 600, 1<<20)), status: pass},
		{name: "upright", change: also(uploaded(filing.SlotCurtainPhoto), sized(600, 800, 1<<20)), status: pass},
		{name: "small", change: also(uploaded(filing.SlotCurtainPhoto), sized(799, 600, 1<<20)), status: fail, sev: filing.Advice},
		{name: "heavy", change: also(uploaded(filing.SlotCurtainPhoto), sized(1800, 1600, 3<<20)), status: fail},
		{name: "no photo"},
	},
	"photo-handheld-card": append(aboutPaper(enterprise, filing.SlotHandheldPhoto, "id_number", zhang, illegible, filing.Review),
		want{name: "blurred", change: also(uploaded(filing.SlotHandheldPhoto), sig(filing.SlotHandheldPhoto, filing.SignalBlur, filing.Block)), status: fail, sev: filing.Review}),
}

// cannotAcross are the statuses that rules of these tables, of domains, sites, contacts and risks cannot have.
var cannotAcross = map[string][]filing.CheckStatus{
	"dom-tld-approved": {unsure, notRun}, "dom-tld-restricted": {unsure, notRun}, "dom-duplicate": {unsure, notRun}, "dom-count-limit": {unsure, notRun},
	"dom-name-words": {unsure, notRun}, "photo-size": {unsure, notRun}, "form-page-complete": {unsure}, "dom-open-before-filing": {unsure},
	"site-name-length": {unsure, notRun}, "site-name-charset": {unsure, notRun}, "site-name-is-domain": {unsure, notRun}, "site-name-guozi": {unsure, notRun}, "site-name-sensitive": {unsure, notRun}, "site-name-foreign": {unsure, notRun}, "site-name-generic": {unsure, notRun}, "site-name-person": {unsure, notRun}, "site-name-personal-banned": {unsure, notRun}, "site-name-enterprise-words": {unsure, notRun}, "site-name-place": {unsure, notRun}, "site-name-gov": {unsure, notRun}, "site-lang-service": {unsure, notRun}, "site-remark-required": {unsure, notRun}, "site-remark-length": {unsure, notRun}, "site-remark-statement": {unsure, notRun}, "site-remark-noapproval": {unsure, notRun}, "site-url": {unsure, notRun}, "contact-mobile-virtual": {unsure, notRun}, "contact-mobile-data-only": {unsure, notRun}, "contact-mobile-roles": {unsure, notRun}, "contact-landline": {unsure, notRun}, "contact-email-enterprise": {unsure, notRun}, "addr-detail": {unsure, notRun}, "addr-no-shixiaqu": {unsure, notRun}, "addr-region-consistent": {unsure, notRun},
	"site-name-duplicate": {unsure}, "contact-mobile-duplicate-subject": {unsure}, "risk-order-parallel": {unsure}, "risk-subject-existing": {unsure}, "risk-shell-subject": {unsure}, "risk-multi-account": {unsure}, "risk-shared-material": {unsure}, "risk-same-ip-many-subjects": {unsure}, "server-lease": {unsure},
	"preapproval-keywords": {notRun},
}

func sized(w, h int, bytes int64) func(*Case) {
	return func(c *Case) { d := doc(c, filing.SlotCurtainPhoto); d.Width, d.Height, d.Size = w, h, bytes }
}

func certType(s string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Organisation.CertificateType = s }
}

func permits(numbers ...string) func(*Case) {
	return sitePlanned(func(s *filing.Site) {
		for _, n := range numbers {
			s.Permits = append(s.Permits, filing.HeldPermit{Sector: "文化", Number: n})
		}
	})
}

func TestCities(t *testing.T) {
	for address, want := range map[string][]string{"浙江省杭州市西湖区文三路1号": {"杭州"}, "杭州西湖文三路1号": {"杭州"}, "慈溪市浒山街道1号": {"宁波"}, "上海市浦东新区世纪大道1号": {"上海"},
		"湖北省仙桃市沔州大道1号": {"仙桃"}, "浙江省文三路1号": nil, "文三路1号": nil, "": nil} {
		if got := gazetteer().cities(address); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}
