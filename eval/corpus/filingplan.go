package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"prereview/filing"
)

// FilingPlan is a whole filing before any picture of it is drawn: who applies, what is declared, what each upload shows,
// and what a pre-review must say of it. What a perfect reader would read needs no picture, so checks can be judged apart
// from reading.
type FilingPlan struct {
	Name        string // of its folder
	Split       Split
	Seed        uint64
	Form        filing.Form
	SubmittedAt filing.Date
	Papers      []Paper        // one a slot
	Answers     filing.Answers // what registers and the provider's records say; zero where none is asked
	Expected    Expected

	principal, site *Person // one and the same when one person holds both posts
	company         *Company
	contacts        [2]filing.Person // numbers and mail of the two posts
}

// Paper is one upload: what it shows, and what is wrong with its file or picture.
type Paper struct {
	Slot    filing.Slot
	Shows   filing.DocumentKind
	Person  *Person  // whose card; nil for other documents
	Company *Company // whose licence; nil for other documents
	File    string   // the applicant's own name for it
	Flaw    Flaw
	SameAs  filing.Slot // this slot's very file once more

	sheet func(g *Generator, sidePx int) Document // draws a letter, form or certificate
	shown map[string]string                       // what a perfect reader would give of it
}

// Expected is what the pre-review of a filing should find when every reading is right. Checks that are in none of the
// three lists must neither fail nor be unsure.
type Expected struct {
	Plant   string         `json:"plant,omitempty"` // "" for a clean filing
	How     string         `json:"how,omitempty"`   // what was changed, in words
	Fire    []string       `json:"fire"`            // checks that must fail
	Doubt   []string       `json:"doubt"`           // checks that must not pass: unsure by design, or fail
	May     []string       `json:"may"`             // consequences: checks that may fail or be unsure
	Verdict filing.Verdict `json:"verdict"`
}

// Allows says that a check may speak up: what it says is planted, or follows from it.
func (e Expected) Allows(check string) bool {
	return slices.Contains(e.Fire, check) || slices.Contains(e.Doubt, check) || slices.Contains(e.May, check)
}

// applicant narrows the filing that a plant needs; the zero one is any.
type applicant struct {
	kinds     []filing.Kind
	entities  []Entity
	provinces []string
	two, one  bool // two principals, or one person in both posts
	person    PersonWish
}

// licensed are the kinds that file with a business licence.
var licensed = []filing.Kind{filing.Enterprise, filing.Enterprise, filing.Enterprise, filing.SoleTrader, filing.Cooperative}

// allKinds repeats a kind as often as its weight.
var allKinds = append([]filing.Kind{filing.Enterprise, filing.Enterprise, filing.Enterprise, filing.Individual, filing.Individual,
	filing.Individual, filing.SoleTrader}, filing.Kinds...)

// PlanFiling plans clean filing i of the split's series of that seed: nothing may fire.
func PlanFiling(split Split, seed uint64, i int) FilingPlan {
	sub := SubSeed(seed, fmt.Sprintf("%s/filing/clean", split), i)
	f := planFiling(split, sub, applicant{})
	f.furnish(stream(split, sub, "more"))
	f.Name = fmt.Sprintf("clean-%s-%04d", f.Form.Kind, i)
	return f
}

// planFiling invents a clean filing.
func planFiling(split Split, seed uint64, a applicant) FilingPlan {
	g := &Generator{split: split, seed: seed, people: stream(split, seed, "people"), companies: stream(split, seed, "companies")}
	r := stream(split, seed, "form")
	f := FilingPlan{Split: split, Seed: seed, SubmittedAt: Today.AddDays(r.IntN(25))}
	f.Expected = Expected{Fire: []string{}, Doubt: []string{}, May: []string{}, Verdict: filing.VerdictPass}
	f.Form.Kind, f.Form.Province, f.Form.Type = pick(r, allKinds), pick(r, filing.Provinces), pick(r, filing.Types)
	if len(a.kinds) > 0 {
		f.Form.Kind = pick(r, a.kinds)
	}
	if len(a.provinces) > 0 {
		f.Form.Province = pick(r, a.provinces)
	}
	w := a.person
	w.Valid = true
	if w.MaxAge == 0 {
		w.MinAge, w.MaxAge = 24, 70
	}
	if most := oldest(f.Form.Province, w.MaxAge); w.MinAge <= most {
		w.MaxAge = min(w.MaxAge, most)
	}
	// 内蒙古 wants a photo with card and licence in hand of who is from elsewhere, which is not drawn.
	if f.Form.Kind == filing.Individual || f.Form.Province == "内蒙古" || chance(r, .75) {
		w.Province = f.Form.Province
	}
	p := g.Person(w)
	f.principal, f.site = &p, &p
	if f.Form.Kind != filing.Individual && !a.one && (a.two || chance(r, .3)) {
		s := g.Person(PersonWish{Valid: true, MinAge: 24, MaxAge: oldest(f.Form.Province, 60)})
		f.site = &s
	}
	if f.Form.Kind != filing.Individual {
		c := f.organisation(g, r, a)
		f.company = &c
	}
	f.contacts = [2]filing.Person{contact(r), contact(r)}
	for f.contacts[1].Mobile == f.contacts[0].Mobile || f.contacts[1].Email == f.contacts[0].Email {
		f.contacts[1] = contact(r)
	}
	f.Form.Declared.Site = siteOf(r, f)
	f.declare()
	f.conform()
	f.collect()
	f.provide()
	if chance(r, .3) {
		if v := f.verification(r); !f.marksTheForm() {
			f.verify(v)
		}
	}
	return f
}

// oldest is the age up to which a principal is accepted in the province, or that age where none is stated (T-省).
func oldest(province string, age int) int {
	switch province {
	case "天津": // women; men until 60
		return 54
	case "黑龙江":
		return 64
	}
	return age
}

// organisation invents the applicant of a kind that is no individual.
func (f *FilingPlan) organisation(g *Generator, r *rand.Rand, a applicant) Company {
	if !slices.Contains(licensed, f.Form.Kind) {
		return f.body(g, r)
	}
	w := CompanyWish{Province: f.Form.Province, Person: f.principal.Name, Current: true}
	switch {
	case f.Form.Kind == filing.SoleTrader:
		w.Entity = SoleTrader
	case f.Form.Kind == filing.Cooperative:
		w.Entity = Cooperative
	case len(a.entities) > 0:
		w.Entity = pick(r, a.entities)
	default:
		w.Entity = []Entity{LimitedCompany, StateEntity, Partnership, SoleInvestor, Branch}[weighted(r, []float64{60, 5, 10, 8, 10})]
	}
	// A municipality has fewer names of state entities than a split needs to own one.
	if w.Entity == StateEntity && slices.Contains([]string{"北京", "天津", "上海", "重庆"}, w.Province) {
		w.Entity = LimitedCompany
	}
	c := g.Company(w)
	if w.Province == "海南" { // one authority seals all licences of the province (H)
		c.Authority = "海南省市场监督管理局"
	}
	if c.Entity == Partnership && chance(r, .3) { // the partner is a firm, its delegate a person
		c.Person = f.Split.companyName(r, LimitedCompany, pickPlaceIn(r, f.Form.Province), pick(r, trades)) + fmt.Sprintf(pick(r, []string{"(委派代表:%s)", "（委派代表：%s）"}), f.principal.Name)
	}
	return c
}

// bodies are the organisations without a business licence: the class of their codes, and what their names end in.
var bodies = map[filing.Kind]struct {
	class string
	names []string
}{
	filing.Government:           {"11", []string{"教育局", "文化和旅游局", "水利局", "统计局", "档案局", "农业农村局"}},
	filing.Institution:          {"12", []string{"第一中学", "图书馆", "疾病预防控制中心", "农业技术推广站", "博物馆", "中心小学"}},
	filing.SocialOrganisation:   {"51", []string{"摄影家协会", "书法爱好者协会", "餐饮行业协会", "志愿者协会", "棋类协会"}},
	filing.PrivateNonEnterprise: {"52", []string{"职业培训学校", "社会工作服务中心", "幼儿园", "养老服务中心"}},
	filing.Foundation:           {"53", []string{"教育发展基金会", "公益慈善基金会"}},
	filing.LawFirm:              {"31", []string{"律师事务所"}},
	filing.Military:             {"A1", []string{"后勤保障站", "军械训练中心"}},
}

func (f *FilingPlan) body(g *Generator, r *rand.Rand) Company {
	b := bodies[f.Form.Kind]
	at := pickPlaceIn(r, f.Form.Province)
	c := Company{Person: f.principal.Name, Issued: Today.AddMonths(-12 - r.IntN(48))}
	branded := f.Split.names().branded || slices.Contains([]filing.Kind{filing.PrivateNonEnterprise, filing.Foundation, filing.LawFirm}, f.Form.Kind)
	for try := 0; try == 0 || !f.Split.owns(c.Name); try++ {
		at = pickPlaceIn(r, f.Form.Province)
		brand := ""
		if branded || try > 10 { // a city has but one library
			brand = f.Split.brand(r)
		}
		c.Name = at.seat() + brand + pick(r, b.names)
	}
	c.USCC, c.Address = usccOf(r, b.class, at.code), businessAddress(r, at)
	c.Scope = "按照章程规定的宗旨和业务范围开展活动"
	c.Authority = at.seat() + "登记管理机关"
	return c
}

// declare makes the form say what the documents say.
func (f *FilingPlan) declare() {
	d := &f.Form.Declared
	if c := f.company; c != nil {
		typ := string(filing.BusinessLicence)
		if !slices.Contains(licensed, f.Form.Kind) {
			typ = string(filing.Permit)
		}
		d.Organisation = filing.Organisation{Name: c.Name, CertificateType: typ, CertificateNumber: string(c.USCC),
			CertificateAddress: c.Address, MailingAddress: c.Address}
	}
	say := func(p *Person, c filing.Person) filing.Person {
		who := declaredPerson(*p, string(c.Mobile), string(c.EmergencyPhone), c.Email)
		if f.Form.Province == "江苏" && f.company != nil { // a unit has a landline there
			who.OfficePhone = "025-8" + c.Mobile[len(c.Mobile)-7:]
		}
		return who
	}
	d.Principal = say(f.principal, f.contacts[0])
	d.SitePrincipal = d.Principal
	if f.site != f.principal {
		d.SitePrincipal = say(f.site, f.contacts[1])
	}
}

// collect fills the slots that the applicant must fill.
func (f *FilingPlan) collect() {
	card := func(p *Person, front, back filing.Slot) {
		f.Papers = append(f.Papers, Paper{Slot: front, Shows: filing.IDCardFront, Person: p}, Paper{Slot: back, Shows: filing.IDCardBack, Person: p})
	}
	switch {
	case f.company == nil:
	case slices.Contains(licensed, f.Form.Kind):
		f.Papers = append(f.Papers, Paper{Slot: filing.SlotBusinessLicence, Shows: filing.BusinessLicence, Company: f.company})
	default:
		f.Papers = append(f.Papers, Paper{Slot: "permit", Shows: filing.Permit, sheet: f.certificate()})
	}
	card(f.principal, filing.SlotIDCardFront, filing.SlotIDCardBack)
	if f.site != f.principal {
		card(f.site, filing.SlotSitePrincipalIDCardFront, filing.SlotSitePrincipalIDCardBack)
	}
	for i := range f.Papers {
		f.Papers[i].File = string(f.Papers[i].Slot) + ".jpg"
	}
}

// certificate is what an organisation without a business licence shows instead.
func (f *FilingPlan) certificate() func(*Generator, int) Document {
	c, head, on := f.company, f.principal, f.SubmittedAt
	return func(g *Generator, w int) Document {
		return g.Permit(Permit{Title: "法人登记证书", Number: string(c.USCC), Holder: c.Name, LegalRepresentative: head.Name, Address: c.Address, Scope: c.Scope,
			Authority: c.Authority, Issued: c.Issued, ValidUntil: on.AddMonths(24)}, w)
	}
}

// paper is the upload in a slot; nil when there is none.
func (f *FilingPlan) paper(s filing.Slot) *Paper {
	for i := range f.Papers {
		if f.Papers[i].Slot == s {
			return &f.Papers[i]
		}
	}
	return nil
}

func (f *FilingPlan) onePerson() bool { return f.site == f.principal }
