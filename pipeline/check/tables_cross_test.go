package check

import "prereview/filing"

func fromLicence(name string) []want {
	return []want{
		{name: "clean", status: pass},
		{name: "not read", change: drop(lic, name), status: unsure, reason: reasonNotRead},
		{name: "low confidence", change: dim(lic, name), status: unsure, reason: reasonLowConfidence},
		{name: "reader crashed", change: crash(lic), status: notRun, reason: "reader_crashed"},
		{name: "not decoded", change: undecoded, status: notRun, reason: reasonUnreadable},
		{name: "another document", change: docKind(lic, filing.IDCardFront, 0.99), status: notRun, reason: reasonWrongDocument},
		{name: "individual", from: individual},
	}
}

func orgCode(code string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Organisation.CertificateNumber = code }
}

// bothCodes sets the code on the licence and in the form.
func bothCodes(code string) func(*Case) { return also(orgCode(code), put(lic, "uscc", code)) }

func orgName(s string) func(*Case) { return func(c *Case) { c.Form.Declared.Organisation.Name = s } }

func orgAddress(s string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Organisation.CertificateAddress = s }
}

// codes puts QR codes on the licence.
func codes(contents ...string) func(*Case) {
	return func(c *Case) {
		doc(c, lic).Codes = nil
		for _, s := range contents {
			doc(c, lic).Codes = append(doc(c, lic).Codes, filing.Code{Content: s, Box: &filing.Box{{1, 1}, {9, 1}, {9, 9}, {1, 9}}})
		}
	}
}

func qr(code string) func(*Case) { return codes("http://www.gsxt.gov.cn/index.html?uniscid=" + code) }

func lastChanged(code string) string {
	if code[17] == '0' {
		return code[:17] + "1"
	}
	return code[:17] + "0"
}

// wrongInside has a right outer and a wrong inner check character.
var wrongInside = func() string {
	c := filing.USCC(company[:16] + map[bool]string{true: "1", false: "2"}[company[16] != '1'])
	return string(c) + string(c.CheckChar())
}()

var licenceTables = map[string][]want{
	"lic-uscc-format": with(fromLicence("uscc"),
		want{name: "declared with an O and small letters", change: orgCode("91330106ma2ceh2t" + company[16:]), status: pass},
		want{name: "declared short", change: orgCode(company[:17]), status: fail, sev: filing.Block},
		want{name: "old registration number", change: orgCode("330106000000001"), status: fail},
		want{name: "other certificates are not codes", change: also(kind(filing.Military), orgCode("军字001"), noDocs)}),
	"lic-uscc-checksum": with(fromLicence("uscc"),
		want{name: "declared wrong", change: orgCode(lastChanged(company)), status: fail, sev: filing.Block},
		want{name: "licence wrong, declared the same", change: bothCodes(lastChanged(company)), status: fail},
		want{name: "licence read one off", change: put(lic, "uscc", lastChanged(company)), status: unsure, reason: reasonMisread},
		want{name: "mended, declared otherwise", change: also(orgCode(trader), mend(lic, "uscc", "x")), status: unsure, reason: reasonRepaired},
		want{name: "mended, declared the same", change: mend(lic, "uscc", "x"), status: pass}),
	"lic-uscc-org-checksum": with(fromLicence("uscc"),
		want{name: "wrong inside", change: bothCodes(wrongInside), status: fail, sev: filing.Review}),
	"lic-uscc-kind": with(fromLicence("uscc"),
		want{name: "institution's code", change: bothCodes(creditCode("12", "330106", "MA2CEH2T")), status: fail, sev: filing.Block},
		want{name: "trader filed as an enterprise", change: bothCodes(trader), status: fail, sev: filing.Review},
		want{name: "trader filed as an enterprise in 北京", change: also(prov("北京"), bothCodes(trader), put(lic, "type", "个体工商户")), status: pass},
		want{name: "trader", change: also(kind(filing.SoleTrader), bothCodes(trader), put(lic, "type", "个体工商户")), status: pass},
		want{name: "trader's code on a company's licence", change: also(kind(filing.SoleTrader), bothCodes(trader)), status: fail, sev: filing.Review},
		want{name: "class not known", change: bothCodes(creditCode("X9", "330106", "MA2CEH2T")), status: fail, sev: filing.Review}),
	"lic-uscc-region": with(fromLicence("uscc"),
		want{name: "national authority", change: bothCodes(creditCode("91", "100000", "MA2CEH2T")), status: pass},
		want{name: "another province", change: bothCodes(creditCode("91", "110108", "MA2CEH2T")), status: fail, sev: filing.Review},
		want{name: "no such county", change: bothCodes(creditCode("91", "330199", "MA2CEH2T")), status: fail},
		want{name: "no such province", change: bothCodes(creditCode("91", "990199", "MA2CEH2T")), status: fail},
		want{name: "former county", change: bothCodes(creditCode("91", "330103", "MA2CEH2T")), status: pass},
		want{name: "unknown province of the form", change: prov("火星")}),
	"lic-fields-missing": {
		{name: "clean", status: pass},
		{name: "no term is no fault", change: drop(lic, "valid_from", "valid_until"), status: pass},
		{name: "no name", change: drop(lic, "name"), status: unsure, sev: filing.Block, reason: reasonNotRead},
		{name: "no scope", change: drop(lic, "business_scope"), status: unsure, sev: filing.Review},
		{name: "no scope and the picture cuts it", change: also(drop(lic, "business_scope"), sig(lic, filing.SignalCutBorder, filing.Block)), status: fail, sev: filing.Review},
		{name: "no capital", change: drop(lic, "registered_capital"), status: unsure},
		{name: "partnership without capital", change: also(drop(lic, "registered_capital"), put(lic, "type", "有限合伙企业")), status: pass},
		{name: "branch without capital", change: also(drop(lic, "registered_capital"), put(lic, "type", "有限责任公司分公司")), status: pass},
		{name: "trader without composition", change: also(kind(filing.SoleTrader), bothCodes(trader)), status: unsure},
		{name: "reader crashed", change: crash(lic), status: notRun},
		{name: "another document", change: docKind(lic, filing.IDCardFront, 0.99), status: notRun},
		{name: "no licence", change: noDocs},
		{name: "individual", from: individual},
	},
	"lic-fields-unexpected": {
		{name: "clean", status: pass},
		{name: "company with composition", change: put(lic, "composition", "个人经营"), status: fail, sev: filing.Review},
		{name: "trader with capital", change: also(kind(filing.SoleTrader), bothCodes(trader)), status: fail},
		{name: "weakly", change: also(put(lic, "composition", "个人经营"), dim(lic, "composition")), status: unsure},
		{name: "code weak and not declared", change: also(orgCode(""), dim(lic, "uscc")), status: unsure, reason: reasonLowConfidence},
		{name: "code not read", change: drop(lic, "uscc"), status: unsure, reason: reasonNotRead},
		{name: "other class", change: bothCodes(creditCode("93", "330106", "MA2CEH2T"))},
		{name: "reader crashed", change: crash(lic), status: notRun},
		{name: "individual", from: individual},
	},
	"lic-term-expired": {
		{name: "long-term, hardly read", change: also(put(lic, "valid_until", "long-term"), conf(lic, "valid_until", 0.6)), status: pass},
		{name: "long-term, guessed", change: also(put(lic, "valid_until", "long-term"), conf(lic, "valid_until", 0.3)), status: unsure, reason: reasonLowConfidence},
		{name: "clean", status: pass},
		{name: "yesterday", change: put(lic, "valid_until", "2026-11-20"), status: fail, sev: filing.Block},
		{name: "weakly", change: also(put(lic, "valid_until", "2026-11-20"), dim(lic, "valid_until")), status: unsure},
		{name: "no date", change: put(lic, "valid_until", "?"), status: unsure, reason: reasonUnresolved},
		{name: "no day of submission", change: noDay, status: notRun, reason: reasonNoDate},
		{name: "reader crashed", change: crash(lic), status: notRun},
		{name: "no term printed", change: drop(lic, "valid_until")},
		{name: "individual", from: individual},
	},
	"lic-term-short": {
		{name: "clean", status: pass},
		{name: "two months", change: put(lic, "valid_until", "2027-01-21"), status: fail, sev: filing.Review},
		{name: "three months", change: put(lic, "valid_until", "2027-02-21"), status: pass},
		{name: "eleven months in 上海", change: also(prov("上海"), put(lic, "valid_until", "2027-10-21")), status: fail},
		{name: "weakly", change: also(put(lic, "valid_until", "2027-01-21"), dim(lic, "valid_until")), status: unsure},
		{name: "expired is another's", change: put(lic, "valid_until", "2020-01-01")},
		{name: "reader crashed", change: crash(lic), status: notRun},
		{name: "no term printed", change: drop(lic, "valid_until")},
	},
	"lic-qr-consistency": {
		{name: "clean", status: pass},
		{name: "another firm's code", change: qr(trader), status: fail, sev: filing.Review},
		{name: "another firm's print", change: put(lic, "uscc", trader), status: fail},
		{name: "print read one off", change: put(lic, "uscc", lastChanged(company)), status: unsure, reason: reasonMisread},
		{name: "print mended to another number", change: also(put(lic, "uscc", trader), mend(lic, "uscc", "x")), status: unsure, reason: reasonRepaired},
		{name: "print weak and the same", change: dim(lic, "uscc"), status: pass},
		{name: "print weak and another", change: also(put(lic, "uscc", trader), dim(lic, "uscc")), status: unsure, reason: reasonLowConfidence},
		{name: "both wrong alike", change: also(bothCodes(lastChanged(company)), qr(lastChanged(company))), status: pass},
		{name: "print not read, declared the same", change: drop(lic, "uscc"), status: pass},
		{name: "print not read, declared another", change: also(drop(lic, "uscc"), orgCode(trader)), status: fail},
		{name: "neither read nor declared", change: also(drop(lic, "uscc"), orgCode("")), status: unsure, reason: reasonNotRead},
		{name: "no code", change: codes()},
		{name: "code not read", change: codes("")},
		{name: "says something else", change: codes("http://example.com/?q=1")},
		{name: "two that say different", change: codes("x="+company, "x="+trader)},
		{name: "two that say the same", change: codes("x="+company, "", "y="+company), status: pass},
		{name: "reader crashed", change: crash(lic), status: notRun, reason: "reader_crashed"},
		{name: "individual", from: individual},
	},
	"lic-date-order": with(fromLicence("established"),
		want{name: "founded tomorrow", change: also(put(lic, "established", "2026-11-22"), drop(lic, "issued")), status: fail, sev: filing.Review},
		want{name: "issued before founded", change: put(lic, "issued", "2018-01-01"), status: fail},
		want{name: "ends before it starts", change: put(lic, "valid_until", "2018-01-01"), status: fail},
		want{name: "issue weak and fitting", change: dim(lic, "issued"), status: pass},
		want{name: "issue weak and not fitting", change: also(put(lic, "issued", "2018-01-01"), dim(lic, "issued")), status: unsure},
		want{name: "issue not read", change: drop(lic, "issued"), status: pass},
		want{name: "no date", change: put(lic, "established", "?"), status: unsure, reason: reasonUnresolved},
		want{name: "no day of submission", change: noDay, status: notRun, reason: reasonNoDate}),
}

func rep(s string) func(*Case) { return put(lic, "legal_representative", s) }

func site(change func(*filing.Person)) func(*Case) {
	return func(c *Case) { change(&c.Form.Declared.SitePrincipal) }
}

// moved puts the card's address elsewhere.
func moved(s string) func(*Case) { return put(front, "address", s) }

const faraway = "广东省深圳市南山区科技园一号楼"

var crossTables = map[string][]want{
	"x-org-name-licence": with(fromLicence("name"),
		want{name: "another firm", change: orgName("杭州别家有限公司"), status: fail, sev: filing.Block},
		want{name: "widths and spaces", change: orgName("杭州云栖样例(集团) 有限公司"), status: pass},
		want{name: "one look-alike", change: also(orgName("杭州未来有限公司"), put(lic, "name", "杭州末来有限公司")), status: unsure, reason: reasonLookAlike},
		want{name: "one other character", change: also(orgName("杭州云栖有限公司"), put(lic, "name", "杭州云溪有限公司")), status: fail},
		want{name: "one other character, weakly", change: also(orgName("杭州云栖有限公司"), put(lic, "name", "杭州云溪有限公司"), dim(lic, "name")), status: unsure, reason: reasonLowConfidence},
		want{name: "weak but the same", change: conf(lic, "name", 0.15), status: pass},
		want{name: "weak but the same, of two characters", change: also(orgName("甲厂"), put(lic, "name", "甲厂"), conf(lic, "name", 0.2)), status: unsure, reason: reasonLowConfidence}),
	"x-org-name-bracket": {
		{name: "clean", status: pass},
		{name: "half width declared", change: orgName("杭州云栖样例(集团)有限公司"), status: fail, sev: filing.Advice},
		{name: "half width declared in 北京", change: also(prov("北京"), orgName("杭州云栖样例(集团)有限公司")), status: fail, sev: filing.Block},
		{name: "half width read", change: put(lic, "name", "杭州云栖样例(集团)有限公司"), status: unsure, sev: filing.Advice},
		{name: "no brackets", change: also(orgName("甲公司"), put(lic, "name", "甲公司"))},
		{name: "another name", change: orgName("甲（集团）公司")},
	},
	"x-org-code-licence": with(fromLicence("uscc"),
		want{name: "another code", change: orgCode(creditCode("91", "330106", "MA2AAAAA")), status: fail, sev: filing.Block},
		want{name: "read one off", change: put(lic, "uscc", lastChanged(company)), status: unsure, reason: reasonMisread},
		want{name: "declared one off", change: orgCode(lastChanged(company)), status: fail},
		want{name: "mended", change: also(orgCode(trader), mend(lic, "uscc", "x")), status: unsure, reason: reasonRepaired},
		want{name: "small letters", change: orgCode("91330106ma2ceh2t" + company[16:]), status: pass}),
	"x-cert-address": with(fromLicence("address"),
		want{name: "short form", change: orgAddress("杭州西湖文三路100号5幢"), status: pass},
		want{name: "another house", change: orgAddress("浙江省杭州市西湖区文三路10号5幢"), status: fail, sev: filing.Review},
		want{name: "short form, weakly", change: also(orgAddress("杭州西湖文三路100号5幢"), conf(lic, "address", 0.2)), status: pass},
		want{name: "another district", change: orgAddress("浙江省杭州市余杭区文三路100号5幢"), status: fail},
		want{name: "individual", from: individual, change: orgAddress("浙江省杭州市西湖区文三路1号2幢301室"), status: pass},
		want{name: "not declared", change: orgAddress("")}),
	"x-legal-rep-name": with(fromLicence("legal_representative"),
		want{name: "another person", change: rep("李四娘"), status: fail, sev: filing.Block},
		want{name: "another person, weakly", change: also(rep("李四娘"), dim(lic, "legal_representative")), status: unsure},
		want{name: "look-alike", change: also(rep("张三士"), person1(func(p *filing.Person) { p.Name = "张三土" })), status: unsure, reason: reasonLookAlike},
		want{name: "where another is allowed", change: also(prov("江苏"), rep("李四娘")), status: fail, sev: filing.Review},
		want{name: "with a letter", change: also(prov("江苏"), rep("李四娘"), func(c *Case) { c.Documents = append(c.Documents, document("authorisation_letter", nil)) }), status: fail, sev: filing.Review},
		want{name: "where sources disagree", change: also(prov("北京"), rep("李四娘")), status: fail, sev: filing.Review},
		want{name: "delegate of a partner", change: rep("杭州甲投资有限公司（委派代表：张三丰）"), status: pass},
		want{name: "partner is a firm", change: rep("杭州甲投资有限公司"), status: unsure, sev: filing.Review, reason: reasonUnresolved}),
	"x-legal-rep-id": with(fromLicence("legal_representative")[:2],
		want{name: "low confidence", change: dim(lic, "legal_representative"), status: unsure, reason: reasonLowConfidence},
		want{name: "reader crashed", change: crash(front), status: notRun},
		want{name: "another's card", change: put(front, "name", "李四娘"), status: fail, sev: filing.Block},
		want{name: "look-alike", change: also(rep("王大土"), put(front, "name", "王大士"), person1(func(p *filing.Person) { p.Name = "王大土" })), status: unsure, reason: reasonLookAlike},
		want{name: "partner is a firm", change: also(rep("甲公司"), person1(func(p *filing.Person) { p.Name = "" })), status: unsure},
		want{name: "another principal is another's", change: rep("李四娘")},
		want{name: "individual", from: individual}),
	"x-principal-id": {
		{name: "clean", status: pass},
		{name: "individual", from: individual, status: pass},
		{name: "another name", change: put(front, "name", "李四娘"), status: fail, sev: filing.Block},
		{name: "another number", change: put(front, "id_number", idNo("330106", "19700101", "001")), status: fail},
		{name: "another end", change: put(back, "valid_until", "2037-05-20"), status: fail},
		{name: "declared number one off", change: number(wrongSum), status: fail},
		{name: "read number one off", change: put(front, "id_number", wrongSum), status: unsure, reason: reasonMisread},
		{name: "look-alike", change: also(put(front, "name", "张未"), person1(func(p *filing.Person) { p.Name = "张末" })), status: unsure, reason: reasonLookAlike},
		{name: "mended to another name", change: also(put(front, "name", "张三风"), mend(front, "name", "张三丰")), status: unsure, reason: reasonRepaired},
		{name: "another name, weakly", change: also(put(front, "name", "李四娘"), dim(front, "name")), status: unsure, reason: reasonLowConfidence},
		{name: "not read", change: drop(front, "name"), status: unsure, reason: reasonNotRead},
		{name: "reader crashed", change: crash(front), status: notRun},
		{name: "no card", change: noDocs},
	},
	"x-site-principal-id": {
		{name: "clean", from: two, status: pass},
		{name: "another name", from: two, change: put(filing.SlotSitePrincipalIDCardFront, "name", "张三丰"), status: fail, sev: filing.Block},
		{name: "not read", from: two, change: drop(filing.SlotSitePrincipalIDCardFront, "name"), status: unsure},
		{name: "reader crashed", from: two, change: crash(filing.SlotSitePrincipalIDCardFront), status: notRun},
		{name: "one person"},
	},
	"x-person-same-all": {
		{name: "clean", status: pass},
		{name: "other mobile", change: site(func(p *filing.Person) { p.Mobile = "13900000009" }), status: fail, sev: filing.Block},
		{name: "other name", change: site(func(p *filing.Person) { p.Name = "张三" }), status: fail},
		{name: "country code", change: site(func(p *filing.Person) { p.Mobile = "+86 138-0000-0001" }), status: pass},
		{name: "left empty", change: site(func(p *filing.Person) { p.Email = "" }), status: pass},
		{name: "two persons", from: two},
	},
	"x-person-diff-all": {
		{name: "clean", from: two, status: pass},
		{name: "same mobile", from: two, change: site(func(p *filing.Person) { p.Mobile = "13800000001" }), status: fail, sev: filing.Block},
		{name: "same mail", from: two, change: site(func(p *filing.Person) { p.Email = "ZSF@example.com" }), status: fail},
		{name: "one person"},
	},
	"x-addr-province": {
		{name: "clean", status: pass},
		{name: "individual", from: individual, status: pass},
		{name: "licence elsewhere", change: also(orgAddress(""), put(lic, "address", faraway)), status: fail, sev: filing.Block},
		{name: "declared elsewhere", change: orgAddress(faraway), status: fail},
		{name: "licence elsewhere, weakly", change: also(orgAddress(""), put(lic, "address", faraway), dim(lic, "address")), status: unsure},
		{name: "individual elsewhere with proof", from: individual, change: moved(faraway), status: fail, sev: filing.Review},
		{name: "individual elsewhere, refused", from: individual, change: also(prov("新疆"), moved(faraway)), status: fail, sev: filing.Block},
		{name: "individual elsewhere, allowed", from: individual, change: also(prov("陕西"), moved(faraway)), status: pass},
		{name: "individual elsewhere, not clear", from: individual, change: also(prov("宁夏"), moved(faraway)), status: fail, sev: filing.Review},
		{name: "weak, yet the filing's province", change: also(orgAddress(""), conf(lic, "address", 0.1)), status: pass},
		{name: "no place, code says", change: also(orgAddress(""), put(lic, "address", "文三路100号")), status: pass},
		{name: "no place", from: individual, change: moved("文三路100号"), status: unsure, reason: reasonUnresolved},
		{name: "not read", change: drop(lic, "address"), status: unsure},
		{name: "reader crashed", change: crash(lic), status: notRun},
		{name: "unknown province", change: prov("火星")},
	},
	"dom-format": {
		{name: "clean", status: pass},
		{name: "www", change: domains("www.example.com"), status: fail, sev: filing.Block},
		{name: "scheme", change: domains("https://example.com"), status: fail},
		{name: "port", change: domains("example.com:8080"), status: fail},
		{name: "path", change: domains("example.com/a"), status: fail},
		{name: "subdomain", change: domains("a.example.com"), status: fail},
		{name: "suffix alone", change: domains("com.cn"), status: fail},
		{name: "address", change: domains("10.0.0.1"), status: fail},
		{name: "two labels of suffix", change: domains("example.com.cn"), status: pass},
		{name: "Chinese", change: domains("样例.中国"), status: pass},
		{name: "punycode", change: domains("xn--fsqu00a.xn--fiqs8s"), status: pass},
		{name: "capitals", change: domains("Example.COM"), status: pass},
		{name: "none", change: domains()},
	},
	"contact-mobile-format": {
		{name: "clean", status: pass},
		{name: "country code", change: person1(func(p *filing.Person) { p.Mobile = "+86 138 0000 0001" }), status: pass},
		{name: "ten digits", change: person1(func(p *filing.Person) { p.Mobile = "1380000000" }), status: fail, sev: filing.Block},
		{name: "12x", change: person1(func(p *filing.Person) { p.Mobile = "12800000001" }), status: fail},
		{name: "emergency", change: person1(func(p *filing.Person) { p.EmergencyPhone = "138000" }), status: fail},
		{name: "the letter o in it", change: person1(func(p *filing.Person) { p.Mobile = "138o571o001" }), status: fail},
		{name: "none", change: nobody},
	},
	"contact-email-format": {
		{name: "clean", status: pass},
		{name: "no at", change: person1(func(p *filing.Person) { p.Email = "zsf.example.com" }), status: fail, sev: filing.Block},
		{name: "space", change: person1(func(p *filing.Person) { p.Email = "z sf@example.com" }), status: fail},
		{name: "no dot", change: person1(func(p *filing.Person) { p.Email = "zsf@example" }), status: fail},
		{name: "none", change: nobody},
	},
}

func domains(ds ...string) func(*Case) {
	return func(c *Case) { c.Form.Declared.Site.Domains = ds }
}
