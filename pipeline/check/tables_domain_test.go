package check

import (
	"testing"
	"time"

	"prereview/filing"
)

// registered declares what is known of the site's domain.
func registered(change func(*filing.DomainRegistration)) func(*Case) {
	return sitePlanned(func(s *filing.Site) {
		r := filing.DomainRegistration{Domain: "example.com"}
		change(&r)
		s.Registrations = append(s.Registrations, r)
	})
}

// replied is an answer of a register; known is false when it does not know the key.
func replied[T any](v T, known bool) filing.Answer[T] {
	return filing.Answer[T]{Known: known, Value: v, Source: "test", At: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}
}

func whois(r filing.DomainRecord) func(*Case) {
	return func(c *Case) {
		c.Answers.Domains = map[string]filing.Answer[filing.DomainRecord]{"example.com": replied(r, true)}
	}
}

func unlisted(c *Case) {
	c.Answers.Domains = map[string]filing.Answer[filing.DomainRecord]{"example.com": replied(filing.DomainRecord{}, false)}
}

// ofDomain is the table of a rule about one fact of a domain's registration.
func ofDomain(field, good, bad string, sev filing.Severity, said func(r *filing.DomainRegistration, v string), known func(v string) filing.DomainRecord) []want {
	cert := func(v string) func(*Case) { return uploaded(domCert, "domain", "example.com", field, v) }
	form := func(v string) func(*Case) {
		return registered(func(r *filing.DomainRegistration) { said(r, v) })
	}
	return []want{
		{name: "certificate", change: cert(good), status: pass},
		{name: "certificate not so", change: cert(bad), status: fail, sev: sev},
		{name: "certificate not so, weakly", change: also(cert(bad), dim(domCert, field)), status: unsure, reason: reasonLowConfidence},
		{name: "certificate of another domain", change: uploaded(domCert, "domain", "example.cn", field, bad), status: notRun, reason: filing.ReasonNoRegister},
		{name: "certificate nobody reads", change: uploaded(domCert), status: notRun, reason: reasonNoReader},
		{name: "not read", change: uploaded(domCert, "domain", "example.com"), status: unsure, reason: reasonNotRead},
		{name: "declared", change: form(good), status: pass},
		{name: "declared not so", change: form(bad), status: fail, sev: sev},
		{name: "declared, certificate nobody reads", change: also(form(good), uploaded(domCert)), status: pass},
		{name: "register", change: whois(known(good)), status: pass},
		{name: "register not so", change: whois(known(bad)), status: fail, sev: sev},
		{name: "register does not know it", change: unlisted, status: unsure, reason: reasonUnresolved},
		{name: "nobody knows", status: notRun, reason: filing.ReasonNoRegister},
		{name: "no domain", change: domains()},
	}
}

var domainTables = map[string][]want{
	"dom-format": {
		{name: "full width", change: domains("ｅｘａｍｐｌｅ.com"), status: fail, sev: filing.Block},
		{name: "full-width dot", change: domains("example．com"), status: fail},
		{name: "Cyrillic", change: domains("аррle.com"), status: fail},
		{name: "Cyrillic in punycode", change: domains("xn--80ak6aa92e.com"), status: fail},
		{name: "Latin with a mark", change: domains("exämple.com"), status: fail},
		{name: "broken punycode", change: domains("xn--zzzzzzzzz9.com"), status: fail},
		{name: "zero width", change: domains("exam\u200bple.com"), status: fail},
		{name: "emoji", change: domains("😀.com"), status: fail},
		{name: "SQL", change: domains("x'; DROP TABLE filings;--"), status: fail},
		{name: "HTML", change: domains("<script>alert(1)</script>.com"), status: fail},
	},
	"x-domain-holder": append(ofDomain("owner", "杭州云栖样例(集团)有限公司", "杭州别家有限公司", filing.Block,
		func(r *filing.DomainRegistration, v string) { r.Holder = v }, func(v string) filing.DomainRecord { return filing.DomainRecord{Holder: v} }),
		want{name: "the legal representative", change: registered(func(r *filing.DomainRegistration) { r.Holder = "张三丰" }), status: fail, sev: filing.Review},
		want{name: "the legal representative in 福建", change: also(prov("福建"), registered(func(r *filing.DomainRegistration) { r.Holder = "张三丰" })), status: fail, sev: filing.Block},
		want{name: "individual", from: individual, change: registered(func(r *filing.DomainRegistration) { r.Holder = "张三丰" }), status: pass},
		want{name: "look-alike", change: also(orgName("杭州未来有限公司"), uploaded(domCert, "owner", "杭州末来有限公司")), status: unsure, reason: reasonLookAlike}),
	"x-domain-holder-cert": append(ofDomain("certificate_number", company, trader, filing.Block,
		func(r *filing.DomainRegistration, v string) { r.HolderCertificateNumber = filing.IDNumber(v) },
		func(v string) filing.DomainRecord { return filing.DomainRecord{HolderCertificateNumber: v} }),
		want{name: "a person's certificate for a unit", change: uploaded(domCert, "certificate_number", company, "certificate_type", "身份证"), status: fail, sev: filing.Review},
		want{name: "the unit's certificate", change: uploaded(domCert, "certificate_number", company, "certificate_type", "营业执照"), status: pass},
		want{name: "starred", change: whois(filing.DomainRecord{HolderCertificateNumber: company[:4] + "**********" + company[14:]}), status: pass},
		want{name: "starred otherwise", change: whois(filing.DomainRecord{HolderCertificateNumber: company[:4] + "**********0000"}), status: fail},
		want{name: "one star for many", change: whois(filing.DomainRecord{HolderCertificateNumber: company[:4] + "*" + company[14:]}), status: pass},
		want{name: "individual", from: individual, change: registered(func(r *filing.DomainRegistration) { r.HolderCertificateNumber = filing.IDNumber(zhang) }), status: pass}),
	"x-domain-declared": append(aboutPaper(enterprise, domCert, "domain", "example.com", "example.cn", filing.Block),
		want{name: "punctuated", change: also(domains("example.com", "example.cn"), uploaded(domCert, "domain", "example.cn")), status: pass}),
	"dom-tld-approved": {
		{name: "clean", status: pass},
		{name: "two labels", change: domains("example.com.cn"), status: pass},
		{name: "Chinese", change: domains("样例.中国"), status: pass},
		{name: "not approved", change: domains("example.io"), status: fail, sev: filing.Block},
		{name: "refused in 北京", change: also(prov("北京"), domains("example.asia")), status: fail, sev: filing.Block},
		{name: "not named in 北京", change: also(prov("北京"), domains("example.studio")), status: fail, sev: filing.Review},
		{name: "com.cn in 北京", change: also(prov("北京"), domains("example.com.cn")), status: pass},
		{name: "malformed is another's", change: domains("www.example.io")},
	},
	"dom-tld-restricted": {
		{name: "clean", status: pass},
		{name: "政务 of an institution", change: also(kind(filing.Institution), domains("样例.政务")), status: fail},
		{name: "公益 of an institution", change: also(kind(filing.Institution), domains("样例.公益")), status: pass},
		{name: "gov.cn", change: domains("example.gov.cn"), status: fail, sev: filing.Block},
		{name: "gov.cn of an authority", change: also(kind(filing.Government), domains("example.gov.cn")), status: pass},
		{name: "none", change: domains()},
	},
	"dom-registrar-approved": append(ofDomain("registrar", "阿里云计算有限公司", "GoDaddy.com, LLC", filing.Block,
		func(r *filing.DomainRegistration, v string) { r.Registrar = v }, func(v string) filing.DomainRecord { return filing.DomainRecord{Registrar: v} }),
		want{name: "not listed", change: registered(func(r *filing.DomainRegistration) { r.Registrar = "云山域名服务有限公司" }), status: fail, sev: filing.Review},
		want{name: "by its English name", change: registered(func(r *filing.DomainRegistration) { r.Registrar = "Alibaba Cloud Computing Ltd. d/b/a HiChina" }), status: pass},
		want{name: "another abroad", change: registered(func(r *filing.DomainRegistration) { r.Registrar = "IONOS SE" }), status: fail, sev: filing.Block}),
	"dom-realname-age": append(ofDomain("verified", "2026-11-18", "2026-11-19", filing.Review,
		func(r *filing.DomainRegistration, v string) { r.Verified = v }, func(v string) filing.DomainRecord { return filing.DomainRecord{Verified: v} }),
		want{name: "no such day", change: registered(func(r *filing.DomainRegistration) { r.Verified = "2024-02-30" }), status: fail},
		want{name: "no day of submission", change: also(noDay, registered(func(r *filing.DomainRegistration) { r.Verified = "2024-02-20" })), status: notRun, reason: reasonNoDate}),
	"dom-expiry": append(ofDomain("expires", "2027-02-19", "2027-02-18", filing.Block,
		func(r *filing.DomainRegistration, v string) { r.Expires = v }, func(v string) filing.DomainRecord { return filing.DomainRecord{Expires: v} }),
		want{name: "上海", change: also(prov("上海"), registered(func(r *filing.DomainRegistration) { r.Expires = "2027-02-19" })), status: fail, sev: filing.Review},
		want{name: "上海, below anybody's", change: also(prov("上海"), registered(func(r *filing.DomainRegistration) { r.Expires = "2027-02-18" })), status: fail, sev: filing.Block},
		want{name: "expired is another's", change: registered(func(r *filing.DomainRegistration) { r.Expires = "2026-01-01" })}),
	"dom-cert-dates": {
		{name: "clean", change: uploaded(domCert, "registered", "2020-01-01", "expires", "2030-01-01"), status: pass},
		{name: "expired", change: uploaded(domCert, "registered", "2020-01-01", "expires", "2026-11-20"), status: fail, sev: filing.Block},
		{name: "registered tomorrow", change: uploaded(domCert, "registered", "2026-11-22", "expires", "2030-01-01"), status: fail},
		{name: "no such day", change: registered(func(r *filing.DomainRegistration) { r.Registered, r.Expires = "2024-02-30", "2030-01-01" }), status: fail},
		{name: "weakly", change: also(uploaded(domCert, "registered", "2020-01-01", "expires", "2026-11-20"), dim(domCert, "expires")), status: unsure},
		{name: "nobody reads it", change: uploaded(domCert), status: notRun, reason: reasonNoReader},
		{name: "nobody knows", status: notRun, reason: filing.ReasonNoRegister},
		{name: "no domain", change: domains()},
	},
	"dom-cert-stamp": aboutPaper(enterprise, domCert, "seal", "云山域名服务有限公司", nothing, filing.Review),
	"dom-duplicate": {
		{name: "clean", change: domains("example.com", "example.cn"), status: pass},
		{name: "twice", change: domains("example.com", "Example.com"), status: fail, sev: filing.Block},
		{name: "with www", change: domains("example.com", "https://www.example.com/a"), status: fail},
		{name: "a host of it", change: domains("example.com", "shop.example.com"), status: fail},
		{name: "none", change: domains()},
	},
	"dom-count-limit": {
		{name: "clean", status: pass},
		{name: "two in 浙江", change: domains("example.com", "example.cn"), status: pass},
		{name: "two in 湖南", change: also(prov("湖南"), domains("example.com", "example.cn")), status: fail, sev: filing.Block},
		{name: "one a site in 重庆", change: also(prov("重庆"), domains("example.com", "example.cn")), status: fail},
		{name: "none", change: domains()},
	},
	"dom-name-words": {
		{name: "clean", status: pass},
		{name: "a bank's", change: domains("yunxi-yinhang.com"), status: fail},
		{name: "国家 in 北京", change: also(prov("北京"), domains("guojia-yun.com")), status: fail, sev: filing.Review},
		{name: "a sector", change: domains("hangzhou-news.com"), status: fail},
		{name: "a sector at the end", change: domains("yunxibank.com"), status: fail},
		{name: "a sector inside", change: domains("profundity.com"), status: pass},
		{name: "with its permit", change: also(domains("hangzhou-news.com"), sitePlanned(func(s *filing.Site) { s.Permits = []filing.HeldPermit{{Sector: "新闻", Number: "1"}} })), status: pass},
		{name: "none", change: domains()},
	},
	"dom-open-before-filing": {
		{name: "closed", change: probed(filing.SiteProbe{Resolves: true}, true), status: pass},
		{name: "open", change: probed(filing.SiteProbe{Resolves: true, Responds: true}, true), status: fail, sev: filing.Review},
		{name: "no register", status: notRun, reason: filing.ReasonNoRegister},
		{name: "register down", change: func(c *Case) {
			c.Answers.Probes = map[string]filing.Answer[filing.SiteProbe]{"example.com": {NotRun: reasonRegisterDown}}
		}, status: notRun, reason: reasonRegisterDown},
		{name: "a change", change: func(c *Case) { c.Form.Type = filing.Change }},
	},
}

func probed(p filing.SiteProbe, known bool) func(*Case) {
	return func(c *Case) {
		c.Answers.Probes = map[string]filing.Answer[filing.SiteProbe]{"example.com": replied(p, known)}
	}
}

func TestFitsMask(t *testing.T) {
	for _, c := range []struct {
		number, mask string
		fits         bool
	}{{"12345", "12345", true}, {"12345", "12*45", true}, {"12345", "1***6", false}, {"12345", "1*5", true}, {"12345", "*", false}, {"12", "12*2*", false}, {"", "", true}} {
		if got := fitsMask(c.number, c.mask); got != c.fits {
			t.Errorf("%s, %s: %v", c.number, c.mask, got)
		}
	}
}
