package corpus

import (
	"fmt"
	"slices"
	"strings"

	"prereview/filing"
)

// domainPlants are domains that cannot be filed, or not so, or not by this applicant, and what is declared of them.
var domainPlants = []Plant{
	{"domain-suffix-unapproved", []string{"dom-tld-approved"}, applicant{}, func(s *spoiler) {
		s.domain(pick(s.r, strings.Fields("io app dev ai us uk de jp fr ru edu gov tokyo london berlin bank best lol rocks ninja 手表 食品 新闻")))
		s.fire(filing.VerdictFix, "dom-tld-approved")
	}},
	{"domain-suffix-refused-here", []string{"dom-tld-approved"}, applicant{provinces: []string{"北京"}}, func(s *spoiler) {
		s.domain(pick(s.r, strings.Fields("asia me org win hk tw"))) // T-省/北京 names them
		s.fire(filing.VerdictFix, "dom-tld-approved")
	}},
	{"domain-suffix-not-here", []string{"dom-tld-approved"}, applicant{provinces: []string{"北京"}}, func(s *spoiler) {
		s.domain(pick(s.r, strings.Fields("red kim bio archi pet blue green school global studio media news market cafe games")))
		s.fire(filing.VerdictReview, "dom-tld-approved")
	}},
	{"domain-of-the-state", []string{"dom-tld-restricted"}, applicant{kinds: unofficial}, func(s *spoiler) {
		s.domain(pick(s.r, strings.Fields("gov.cn 政务 政务.cn mil.cn")))
		s.fire(filing.VerdictFix, "dom-tld-restricted")
	}},
	{"domain-reserved", []string{"dom-tld-restricted"}, applicant{kinds: append(onePerson, licensed...)}, func(s *spoiler) {
		s.domain(pick(s.r, strings.Fields("edu.cn ac.cn org.cn 公益 公益.cn")))
		s.fire(filing.VerdictFix, "dom-tld-restricted")
	}},
	{"institution-as-the-state", []string{"dom-tld-restricted"}, applicant{kinds: []filing.Kind{filing.Institution}}, func(s *spoiler) {
		s.domain(pick(s.r, strings.Fields("gov.cn 政务 政务.cn mil.cn"))) // theirs are .cn and .公益
		s.fire(filing.VerdictFix, "dom-tld-restricted")
	}},
	{"domain-of-the-country", []string{"dom-name-words"}, applicant{provinces: []string{"北京"}}, func(s *spoiler) {
		label := pick(s.r, syllables)
		s.declareDomain(fmt.Sprintf(pick(s.r, []string{"zhongguo%s.cn", "%szhongguo.com", "guojia%s.com", "%s-guojia.net", "中国%s.cn", "国家%s.com", "%s中国.cn"}), label))
		s.fire(filing.VerdictReview, "dom-name-words")
	}},
	{"domain-of-games", []string{"dom-name-words"}, applicant{provinces: []string{"上海"}}, func(s *spoiler) {
		s.declareDomain(fmt.Sprintf(pick(s.r, []string{"%sgame.com", "game%s.cn", "youxi%s.com", "%s-youxi.cn", "%s游戏.com", "game-%s.net"}), pick(s.r, syllables)))
		s.fire(filing.VerdictReview, "dom-name-words")
	}},
	{"domain-of-money", []string{"dom-name-words"}, applicant{}, func(s *spoiler) {
		word := pick(s.r, strings.Fields("bank yinhang finance touzi licai jijin jinrong game"))
		s.declareDomain(fmt.Sprintf(pick(s.r, []string{"%[1]s%[2]s.com", "%[2]s%[1]s.cn", "%[1]s-%[2]s.com", "%[2]s-%[1]s.net", "%[2]s%[1]s88.com"}), word, pick(s.r, syllables)))
		s.fire(filing.VerdictReview, "dom-name-words")
	}},
	{"domain-twice", []string{"dom-duplicate"}, applicant{}, func(s *spoiler) {
		site := &s.Form.Declared.Site
		d := pick(s.r, site.Domains)
		more := pick(s.r, []string{d, d, strings.ToUpper(d), strings.ToUpper(d[:1]) + d[1:], "www." + d, "shop." + d, "m." + d, "http://" + d})
		site.Domains = slices.Insert(site.Domains, 1+s.r.IntN(len(site.Domains)), more)
		s.how("domains %v", site.Domains)
		s.may("dom-format", "dom-count-limit", "material-plan-missing")
		s.fire(filing.VerdictFix, "dom-duplicate")
	}},
	{"domains-too-many", []string{"dom-count-limit"}, applicant{provinces: []string{"山西", "河南", "湖南", "广西", "重庆", "新疆"}}, func(s *spoiler) {
		site := &s.Form.Declared.Site
		n := 2 + s.r.IntN(2)
		if s.Form.Province == "山西" {
			n = 4
		}
		for len(site.Domains) < n {
			if d := domainName(s.r); !slices.Contains(site.Domains, d) {
				site.Domains = append(site.Domains, d)
			}
		}
		s.how("%d domains in %s", n, s.Form.Province)
		s.may("material-plan-missing") // 湖南
		s.fire(filing.VerdictFix, "dom-count-limit")
	}},
	{"domains-far-too-many", []string{"dom-count-limit"}, applicant{}, func(s *spoiler) {
		site := &s.Form.Declared.Site
		site.Domains = nil
		for i := range 51 + s.r.IntN(40) {
			site.Domains = append(site.Domains, fmt.Sprintf("%s%d.com", pick(s.r, syllables), i))
		}
		s.remove("verification_form", filing.SlotDomainCertificate)
		s.how("%d domains", len(site.Domains))
		s.may("material-plan-missing", "material-domain-cert-missing", "site-remark-noapproval")
		s.fire(filing.VerdictFix, "dom-count-limit")
	}},
	{"domain-just-verified", []string{"dom-realname-age"}, applicant{}, func(s *spoiler) {
		r := s.register()
		r.Verified = s.SubmittedAt.AddDays(-s.r.IntN(3)).String()
		s.how("verified %s", r.Verified)
		s.fire(filing.VerdictReview, "dom-realname-age")
	}},
	{"registrar-abroad", []string{"dom-registrar-approved"}, applicant{}, func(s *spoiler) {
		r := s.register()
		r.Registrar = pick(s.r, []string{"GoDaddy.com, LLC", "godaddy", "NameCheap, Inc.", "Namecheap", "Gandi SAS", "Porkbun LLC", "Cloudflare, Inc.", "Google LLC", "Dynadot LLC", "Tucows Domains Inc.", "Amazon Registrar, Inc.",
			"OVH sas", "NameSilo, LLC", "Network Solutions, LLC", "IONOS SE", "GMO Internet, Inc.", "Hover", "Key-Systems GmbH"})
		s.how("registrar %s", r.Registrar)
		s.fire(filing.VerdictFix, "dom-registrar-approved")
	}},
	{"registrar-unknown", []string{"dom-registrar-approved"}, applicant{}, func(s *spoiler) {
		r := s.register()
		r.Registrar = s.Split.companyName(s.r, LimitedCompany, pickPlace(s.r), trades[0])
		s.how("registrar %s", r.Registrar)
		s.fire(filing.VerdictReview, "dom-registrar-approved") // no list is whole
	}},
	{"domain-number-of-another", []string{"x-domain-holder-cert"}, applicant{}, func(s *spoiler) {
		r := s.register()
		n := string(r.HolderCertificateNumber)
		switch s.r.IntN(3) {
		case 0:
			n = otherDigitAt(s.r, n, 3+s.r.IntN(5))
		case 1:
			n = string(s.stranger().ID)
			s.unfit = s.Form.Kind != filing.Individual && chance(s.r, .5) // the legal representative's, of a unit's domain
		default: // what a register shows of it
			n = otherDigitAt(s.r, n, 2+s.r.IntN(2))
			n = n[:4] + strings.Repeat("*", len(n)-8) + n[len(n)-4:]
		}
		r.HolderCertificateNumber = filing.IDNumber(n)
		s.how("registered under %s", n)
		s.fire(filing.VerdictFix, "x-domain-holder-cert")
	}},
}

// domain declares one with another suffix.
func (s *spoiler) domain(suffix string) { s.declareDomain(s.label() + "." + suffix) }

// label is what somebody registered.
func (s *spoiler) label() string {
	label, _, _ := strings.Cut(domainName(s.r), ".")
	return label
}

// declareDomain puts a domain in the place of one of the declared.
func (s *spoiler) declareDomain(d string) {
	ds := s.Form.Declared.Site.Domains
	ds[s.r.IntN(len(ds))] = d
	s.remove("verification_form", filing.SlotDomainCertificate) // those are the other's
	s.may("material-domain-cert-missing", "site-remark-noapproval")
	if slices.Contains([]string{"湖南", "内蒙古", "江西"}, s.Form.Province) {
		s.unfit = true // ask for a certificate, or for the domain's name in the remark
	}
	s.how("domain %s", d)
}

// registrars are some that the ministry approved.
var registrars = strings.Fields("阿里云计算有限公司 腾讯云计算(北京)有限责任公司 成都西部数码网络科技有限公司 华为云计算技术有限公司 北京新网数码信息技术有限公司")

// register declares what the register says of the first domain, as it should be.
func (f *FilingPlan) register() *filing.DomainRegistration {
	site := &f.Form.Declared.Site
	site.Registrations = []filing.DomainRegistration{f.registered(site.Domains[0])}
	return &site.Registrations[0]
}

// registered is what the register says of a domain that is in order.
func (f *FilingPlan) registered(domain string) filing.DomainRegistration {
	d := &f.Form.Declared
	r := filing.DomainRegistration{Domain: domain, Holder: string(d.Principal.Name), HolderCertificateType: "身份证", HolderCertificateNumber: d.Principal.CertificateNumber,
		Registrar: registrars[int(f.Seed%uint64(len(registrars)))], Registered: f.SubmittedAt.AddMonths(-14).String(), Expires: f.SubmittedAt.AddMonths(22).String(), Verified: f.SubmittedAt.AddMonths(-13).String()}
	if f.company != nil {
		r.Holder, r.HolderCertificateType, r.HolderCertificateNumber = d.Organisation.Name, "营业执照", filing.IDNumber(d.Organisation.CertificateNumber)
	}
	return r
}
