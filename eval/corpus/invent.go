package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"prereview/filing"
)

// PaperKinds are the kinds that are letters and forms: drawn with their truth, though no field of them is read today.
var PaperKinds = []filing.DocumentKind{filing.VerificationForm, filing.AuthorisationLetter, filing.CommitmentLetter, filing.DomainCertificate, filing.Permit}

// The papers of a filing say what its company and person say. These make a paper from them, signed and sealed as it
// should be; a caller plants faults by changing what it is given.

// AuthorisationOf is the letter by which c lets p act in the role. legal is c's legal representative, who signs.
func AuthorisationOf(c Company, p, legal Person, role, domain string, on filing.Date) AuthorisationLetter {
	return AuthorisationLetter{Organisation: c.Name, Person: p.Name, PersonID: string(p.ID), Role: role, Domain: domain,
		LegalRepresentative: legal.Name, LegalRepresentativeID: string(legal.ID), Closing: Closing{Signer: legal.Name, Seal: c.Name, Date: on}}
}

// CommitmentOf is p's letter for a site, on behalf of c, or for themselves when c is nil.
func CommitmentOf(province string, c *Company, p Person, site filing.Site, on filing.Date) CommitmentLetter {
	l := CommitmentLetter{Province: province, Person: p.Name, PersonID: string(p.ID), SiteName: site.Name, Content: site.Content,
		Domain: strings.Join(site.Domains, "、"), Closing: Closing{Signer: p.Name, Date: on}}
	if c != nil {
		l.Organisation, l.USCC, l.Seal = c.Name, string(c.USCC), c.Name
	}
	return l
}

// VerificationOf is the form for a site of c, or of p alone when c is nil; p is the site's principal and signs.
func VerificationOf(c *Company, p Person, site filing.Site, mobile string, on filing.Date) VerificationForm {
	v := VerificationForm{Host: p.Name, Domains: site.Domains, Individual: true, CertificateType: "身份证", Mobile: mobile,
		AccessProvider: "云山接入服务有限公司", AccessMethod: "云服务器", ServerPlace: "浙江省杭州市", IP: "203.0.113.20", Closing: Closing{Signer: p.Name, Date: on}}
	if c != nil {
		v.Host, v.Individual, v.CertificateType, v.Seal = c.Name, false, "工商营业执照", c.Name
	}
	return v
}

// DomainCertificateOf is the certificate of a domain that c owns, or p when c is nil.
func DomainCertificateOf(c *Company, p Person, domain string, registered, expires filing.Date) DomainCertificate {
	d := DomainCertificate{Domain: domain, Owner: p.Name, CertificateType: "身份证", CertificateNumber: string(p.ID),
		Registrar: "云山域名服务有限公司", Registered: registered, Expires: expires, Sealed: true}
	if c != nil {
		d.Owner, d.CertificateType, d.CertificateNumber = c.Name, "营业执照", string(c.USCC)
	}
	return d
}

// party is an invented company with its legal representative and a site.
func (g *Generator) party() (Company, Person, filing.Site) {
	p := g.Person(PersonWish{Valid: true, MinAge: 20, MaxAge: 65})
	c := g.Company(CompanyWish{Entity: pick(g.papers, []Entity{LimitedCompany, LimitedCompany, LimitedCompany, SoleInvestor, StateEntity}), Person: p.Name})
	return c, p, g.site(c)
}

func (g *Generator) site(c Company) filing.Site {
	name := c.Name
	if i := strings.IndexAny(name, "（("); i > 0 {
		name = name[:i]
	}
	return filing.Site{Name: strings.TrimSuffix(strings.TrimSuffix(name, "有限公司"), "有限责任公司"), Domains: []string{domainName(g.papers)},
		Content: pick(g.papers, []string{"单位门户网站", "综合门户", "其他", "博客/个人空间"})}
}

// ownSite is an individual's.
func (g *Generator) ownSite(p Person) filing.Site {
	who, _, _ := strings.Cut(p.Name, "·")
	return filing.Site{Name: who + pick(g.papers, []string{"的读书笔记", "的博客", "的摄影日记", "学习笔记"}), Domains: []string{domainName(g.papers)}, Content: "博客/个人空间"}
}

func domainName(r *rand.Rand) string {
	syllables := strings.Fields("yun hai ming da xin rui feng tong he hua zhi lan qing song yuan bo jia tian shan lin chuang hui lian zhong")
	var b strings.Builder
	for range intBetween(r, 2, 4) {
		b.WriteString(pick(r, syllables))
	}
	if chance(r, .2) {
		fmt.Fprintf(&b, "%d", r.IntN(1000))
	} else if chance(r, .15) {
		b.WriteString("-" + pick(r, []string{"tech", "group", "shop", "home"}))
	}
	return b.String() + pick(r, []string{".com", ".com", ".cn", ".cn", ".net", ".com.cn", ".top", ".xyz"})
}

func mobile(r *rand.Rand) string {
	return pick(r, []string{"138", "139", "150", "158", "177", "186", "189", "191"}) + fmt.Sprintf("%08d", r.IntN(1e8))
}

// onDay is a day of the last two months, now and then left blank.
func (g *Generator) onDay() filing.Date {
	if chance(g.papers, .08) {
		return filing.Date{}
	}
	return Today.AddDays(-g.papers.IntN(60))
}

// loosen leaves out a signature or a seal now and then, or takes a seal that a filing must not bear.
func (g *Generator) loosen(c Closing) Closing {
	switch r := g.papers; {
	case chance(r, .08):
		c.Signer = ""
	case chance(r, .08):
		c.Seal = ""
	case c.Seal != "" && chance(r, .12):
		c.SealBelow = pick(r, []string{"财务专用章", "合同专用章", "业务专用章"})
	}
	return c
}

func (g *Generator) inventAuthorisation() AuthorisationLetter {
	c, legal, site := g.party()
	domain := ""
	if chance(g.papers, .6) {
		domain = site.Domains[0]
	}
	a := AuthorisationOf(c, g.Person(PersonWish{Valid: true, MinAge: 20, MaxAge: 60}), legal, pick(g.papers, []string{"主体负责人", "网站负责人", "主体负责人及网站负责人"}), domain, g.onDay())
	if chance(g.papers, .4) {
		a.LegalRepresentativeID = ""
	}
	a.Closing = g.loosen(a.Closing)
	return a
}

func (g *Generator) inventCommitment() CommitmentLetter {
	c, p, site := g.party()
	org := &c
	if chance(g.papers, .3) {
		org, site = nil, g.ownSite(p)
	}
	l := CommitmentOf(pick(g.papers, []string{"江苏省", "广东省", "四川省", "安徽省", "北京市", "浙江省", "湖北省"}), org, p, site, g.onDay())
	l.Closing = g.loosen(l.Closing)
	return l
}

func (g *Generator) inventVerification() VerificationForm {
	c, p, site := g.party()
	r, org := g.papers, &c
	if chance(r, .35) {
		org, site = nil, g.ownSite(p)
	}
	for chance(r, .25) && len(site.Domains) < 4 {
		site.Domains = append(site.Domains, domainName(r))
	}
	v := VerificationOf(org, p, site, mobile(r), g.onDay())
	at := pickPlace(r)
	v.ServerPlace = at.province + at.city
	v.AccessProvider = g.split.companyName(r, LimitedCompany, at, trades[0])
	v.AccessMethod = pick(r, accessMethods)
	v.IP = fmt.Sprintf("203.0.113.%d", intBetween(r, 1, 254))
	if chance(r, .5) {
		v.Landline = fmt.Sprintf("0%d-%08d", intBetween(r, 310, 999), r.IntN(1e8))
	}
	if chance(r, .6) {
		v.Verifier, v.VerifierSeal = g.split.inventName(r, "男", "汉", true), v.AccessProvider
	}
	v.Permitted = chance(r, .1)
	v.Closing = g.loosen(v.Closing)
	return v
}

func (g *Generator) inventDomainCertificate() DomainCertificate {
	c, p, site := g.party()
	r, org := g.papers, &c
	if chance(r, .3) {
		org = nil
	}
	from := Today.AddMonths(-r.IntN(120)).AddDays(-r.IntN(28))
	until := from.AddMonths(12 * intBetween(r, 1, 12))
	if until.Compare(Today) < 0 && chance(r, .8) {
		until = until.AddMonths(120)
	}
	d := DomainCertificateOf(org, p, site.Domains[0], from, until)
	d.Registrar = g.split.companyName(r, LimitedCompany, pickPlace(r), trades[0])
	d.Sealed = chance(r, .8)
	return d
}

var permits = []struct {
	title, number, scope, authority string // number takes the province's first character, the year and a number
	sector                          string // of 前置审批; "" for none
}{
	{"增值电信业务经营许可证", "%[1]sB2-20%[2]d%04[3]d", "信息服务业务（仅限互联网信息服务）、互联网接入服务业务", "通信管理局", ""},
	{"中华人民共和国增值电信业务经营许可证", "B1-20%[2]d%04[3]d", "互联网数据中心业务、内容分发网络业务、在线数据处理与交易处理业务", "通信管理局", ""},
	{"医疗机构执业许可证", "PDY%[2]d%04[3]d-X", "内科、外科、妇产科、儿科、口腔科、中医科、医学检验科", "卫生健康委员会", "医疗"},
	{"互联网药品信息服务资格证书", "(%[1]s)-经营性-20%[2]d-%04[3]d", "经营性互联网药品信息服务", "药品监督管理局", "药品医疗器械"},
	{"出版物经营许可证", "新出发%[1]s批字第%[2]d%04[3]d号", "图书、期刊、电子出版物、音像制品批发零售", "新闻出版局", "出版"},
	{"网络文化经营许可证", "%[1]s网文〔20%[2]d〕%04[3]d号", "利用信息网络经营音乐娱乐产品、演出及网络表演", "文化和旅游厅", "文化"},
}

func (g *Generator) inventPermit() Permit {
	c, p, _ := g.party()
	r := g.papers
	kind := pick(r, permits)
	province := provinceOf(c.USCC)
	issued := Today.AddMonths(-r.IntN(60)).AddDays(-r.IntN(28))
	permit := Permit{Title: kind.title, Holder: c.Name, LegalRepresentative: p.Name, Address: c.Address, Scope: kind.scope,
		Number: fmt.Sprintf(kind.number, string([]rune(province)[:1]), issued.Year%100, r.IntN(10000)), Issued: issued, ValidUntil: issued.AddMonths(60)}
	if chance(r, .85) {
		permit.Authority = province + kind.authority
	}
	return permit
}

// provinceOf is the province a code was issued in.
func provinceOf(code filing.USCC) string {
	for _, p := range places() {
		if strings.HasPrefix(p.code, string(code[2:4])) {
			return p.province
		}
	}
	return "北京市"
}
