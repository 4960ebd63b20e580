package corpus

import (
	"fmt"
	"math/rand/v2"

	"prereview/filing"
)

// FilingFile is one uploaded document of a drawn filing.
type FilingFile struct {
	Slot  filing.Slot
	Truth Truth // File is the picture's name
	Picture
}

// DrawnFiling is a whole filing: its form, its documents, and what the pre-review should say of it.
type DrawnFiling struct {
	Name        string
	Form        filing.Form
	Files       []FilingFile
	SubmittedAt filing.Date
	Expected    filing.Verdict
}

// Samples draws the filings that the project carries: an enterprise that passes, one with planted faults, an individual.
// Their seeds are chosen; what they print is invented and fixed here.
func Samples() ([]DrawnFiling, error) {
	var out []DrawnFiling
	for _, draw := range []func() (DrawnFiling, error){samplePass, sampleFaults, sampleIndividual} {
		f, err := draw()
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func day(s string) filing.Date {
	d, err := filing.ParseDate(s)
	if err != nil {
		panic(err) // a constant of this file
	}
	return d
}

func samplePass() (DrawnFiling, error) {
	r := stream(Dev, 1, "sample/enterprise-pass")
	p := Person{Name: "程书远", Sex: "男", Ethnicity: "汉", Birth: day("1978-05-16"),
		Address: "湖北省武汉市洪山区中山路318号2栋1单元602室", Issuer: "武汉市公安局洪山分局", ValidFrom: day("2024-06-18"), ValidUntil: day(filing.LongTerm)}
	p.ID = idNumber(r, "420111", p.Birth, p.Sex)
	c := Company{Entity: LimitedCompany, Name: "武汉云帆启明信息技术有限公司", USCC: uscc(r, LimitedCompany, "420111"), Type: "有限责任公司(自然人投资或控股)",
		Person: p.Name, Capital: "贰佰万元整", Established: day("2019-04-12"), TermFrom: day("2019-04-12"), TermUntil: day(filing.LongTerm),
		Address:   "武汉市洪山区和平大道1050号创新大厦B座12层1203室",
		Scope:     "软件开发、信息技术咨询服务、信息系统集成服务、计算机软硬件及辅助设备零售、办公设备销售、会议及展览服务、企业管理咨询、市场营销策划、货物进出口。",
		Authority: "武汉市洪山区市场监督管理局", Issued: day("2024-07-03"), CopyNumber: "(1-1)"}
	f := DrawnFiling{Name: "enterprise-pass", SubmittedAt: Today, Expected: filing.VerdictPass, Form: enterpriseForm("湖北", c, p, "13800138000", "13900139000")}
	f.Form.Declared.Site = filing.Site{Name: "云帆启明信息技术", Domains: []string{"yunfan-qiming.cn"}, Content: "单位门户网站", Languages: []string{"zh"},
		Remark: "本网站用于展示本公司的软件产品和技术服务，不涉及前置审批内容。"}
	return f, f.draw(519, p, &c)
}

func sampleFaults() (DrawnFiling, error) {
	r := stream(Dev, 2, "sample/enterprise-faults")
	p := Person{Name: "林雨桐", Sex: "女", Ethnicity: "汉", Birth: day("1992-04-08"),
		Address: "福建省福州市鼓楼区五一大道96号阳光花园3号楼2单元8号", Issuer: "福州市公安局鼓楼分局", ValidFrom: day("2016-05-20"), ValidUntil: day("2026-05-20")}
	p.ID = idNumber(r, "350102", p.Birth, p.Sex)
	c := Company{Entity: LimitedCompany, Name: "福州榕汇达智能科技有限公司", USCC: uscc(r, LimitedCompany, "350102"), Type: "有限责任公司(自然人独资)",
		Person: p.Name, Capital: "壹佰万元整", Established: day("2020-09-25"), TermFrom: day("2020-09-25"), TermUntil: day("2050-09-24"),
		Address:   "福州市鼓楼区工业大道211号软件园6号楼305室",
		Scope:     "软件开发、物联网技术研发、人工智能应用软件开发、电子产品销售、智能家居设备销售、技术服务、技术开发、技术咨询、专业设计服务、国内贸易代理。",
		Authority: "福州市鼓楼区市场监督管理局", Issued: day("2020-09-25"), CopyNumber: "(1-1)"}
	f := DrawnFiling{Name: "enterprise-faults", SubmittedAt: Today, Expected: filing.VerdictFix, Form: enterpriseForm("福建", c, p, "13800138002", "13900139002")}
	f.Form.Declared.Site = filing.Site{Name: "榕汇达智能科技", Domains: []string{"ronghuida-smart.com"}, Content: "单位门户网站", Languages: []string{"zh"},
		Remark: "本网站用于介绍本公司的智能产品和售后服务，不涉及前置审批内容。"}
	// The planted faults: another character in the name, another digit in the code; the card has expired by itself.
	o := &f.Form.Declared.Organisation
	o.Name = "福州榕江达智能科技有限公司"
	o.CertificateNumber = otherDigit(o.CertificateNumber)
	return f, f.draw(106, p, &c)
}

// otherDigit changes the first digit behind the region of a code.
func otherDigit(code string) string {
	b := []byte(code)
	for i := 8; i < len(b); i++ {
		if b[i] >= '0' && b[i] <= '9' {
			b[i] = '0' + (b[i]-'0'+1)%10
			break
		}
	}
	return string(b)
}

func sampleIndividual() (DrawnFiling, error) {
	r := stream(Dev, 3, "sample/individual")
	p := Person{Name: "周文清", Sex: "男", Ethnicity: "汉", Birth: day("1990-09-12"),
		Address: "安徽省合肥市蜀山区黄山路442号滨江花园12栋503室", Issuer: "合肥市公安局蜀山分局", ValidFrom: day("2018-03-21"), ValidUntil: day("2038-03-21")}
	p.ID = idNumber(r, "340104", p.Birth, p.Sex)
	me := declaredPerson(p, "13800138001", "13900139001", "zhou@wenqing-notes.cn")
	f := DrawnFiling{Name: "individual", SubmittedAt: Today, Expected: filing.VerdictPass, Form: filing.Form{
		Kind: filing.Individual, Province: "安徽", Type: filing.FirstFiling,
		Declared: filing.Declared{Principal: me, SitePrincipal: me, Site: filing.Site{Name: "文清的读书笔记", Domains: []string{"wenqing-notes.cn"}, Content: "其他",
			Languages: []string{"zh"}, Remark: "本网站仅用于个人读书笔记和生活随笔的记录，不含任何经营内容和企业信息。"}}}}
	return f, f.draw(203, p, nil)
}

func declaredPerson(p Person, mobile, emergency, email string) filing.Person {
	return filing.Person{Name: filing.PersonName(p.Name), CertificateNumber: p.ID, ValidUntil: p.ValidUntil.String(),
		Mobile: filing.Phone(mobile), EmergencyPhone: filing.Phone(emergency), Email: email}
}

// enterpriseForm declares what the documents say, the legal representative in both roles.
func enterpriseForm(province string, c Company, p Person, mobile, emergency string) filing.Form {
	me := declaredPerson(p, mobile, emergency, "filing@company-mail.cn")
	return filing.Form{Kind: filing.Enterprise, Province: province, Type: filing.FirstFiling, Declared: filing.Declared{
		Organisation: filing.Organisation{Name: c.Name, CertificateType: string(filing.BusinessLicence), CertificateNumber: string(c.USCC),
			CertificateAddress: c.Address, MailingAddress: c.Address},
		Principal: me, SitePrincipal: me}}
}

// draw takes careful pictures of the documents: the card's two sides, and the licence when there is one.
func (f *DrawnFiling) draw(seed uint64, p Person, c *Company) error {
	g, err := New(Dev, seed)
	if err != nil {
		return err
	}
	g.neatly()
	add := func(slot filing.Slot, name string, doc func(side int) Document) error {
		scene := newCarefulScene(stream(Dev, seed, "sample/"+name), slot.Kind())
		pic, truth, err := scene.Apply(doc(scene.PageSide(slot.Kind())))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		truth.File, truth.Split = name+".jpg", Dev
		f.Files = append(f.Files, FilingFile{slot, truth, pic})
		return nil
	}
	if c != nil {
		if err := add(filing.SlotBusinessLicence, "licence", func(w int) Document { return g.Licence(*c, w) }); err != nil {
			return err
		}
	}
	if err := add(filing.SlotIDCardFront, "id-front", func(w int) Document { return g.IDCardFront(p, w) }); err != nil {
		return err
	}
	return add(filing.SlotIDCardBack, "id-back", func(w int) Document { return g.IDCardBack(p, w) })
}

// newCarefulScene is a photo by someone who followed the instructions: flat, near, evenly lit, sharp, 200 to 700 KB.
func newCarefulScene(r *rand.Rand, kind filing.DocumentKind) *Scene {
	s := &Scene{Tier: Photo, split: Dev, r: r, careful: true, longSide: 1600, fill: .86, share: 1, steps: carefulSteps}
	if kind == filing.BusinessLicence {
		s.longSide, s.fill = 2100, .89
	}
	return s
}
