package check

import (
	"slices"
	"strings"
	"testing"

	"prereview/filing"
)

// All people and firms here are invented.

// idNo completes region, birth and sequence to an ID number.
// today is the day of submission of every fixture.
var today = filing.Date{Year: 2026, Month: 11, Day: 21}

func idNo(region, birth, seq string) string {
	n := filing.IDNumber(region + birth + seq)
	return string(n) + string(n.CheckChar())
}

// creditCode completes class, region and organisation code to a credit code.
func creditCode(class, region, org string) string {
	c := filing.USCC(class + region + org + string(filing.OrganisationCheckChar(org)))
	return string(c) + string(c.CheckChar())
}

var (
	zhang   = idNo("330106", "19900307", "123") // male
	li      = idNo("330106", "19880512", "246") // female
	company = creditCode("91", "330106", "MA2CEH2T")
	trader  = creditCode("92", "330106", "MA2CEH3R")
)

func fields(kv ...string) map[string]filing.Field {
	m := map[string]filing.Field{}
	for i := 0; i+1 < len(kv); i += 2 {
		y := float64(40 * (i + 1))
		m[kv[i]] = filing.Field{Value: kv[i+1], Raw: kv[i+1], Confidence: 0.99, Box: &filing.Box{{100, y}, {300, y}, {300, y + 30}, {100, y + 30}}}
	}
	return m
}

func document(slot filing.Slot, f map[string]filing.Field) filing.Document {
	return filing.Document{Slot: slot, Name: string(slot) + ".jpg", SHA256: strings.Repeat("0", 40) + string(slot), Size: 900_000,
		MediaType: "image/jpeg", Width: 2000, Height: 1400, Kind: slot.Kind(), KindConfidence: 0.99, Fields: f}
}

func cardDocs(front, back filing.Slot, name, sex, birth, number string) []filing.Document {
	return []filing.Document{
		document(front, fields("name", name, "sex", sex, "ethnicity", "汉", "birth_date", birth,
			"address", "浙江省杭州市西湖区文三路1号2幢301室", "id_number", number)),
		document(back, fields("issuing_authority", "杭州市公安局西湖分局", "valid_from", "2018-05-20", "valid_until", "2038-05-20")),
	}
}

func person(name, number, mobile, email string) filing.Person {
	return filing.Person{Name: filing.PersonName(name), CertificateNumber: filing.IDNumber(number), ValidUntil: "2038-05-20",
		Mobile: filing.Phone(mobile), EmergencyPhone: "0571-88880000", Email: email}
}

// enterprise is a clean filing of a company whose principal holds both posts.
func enterprise() Case {
	zs := person("张三丰", zhang, "13800000001", "zsf@example.com")
	c := Case{
		Form: filing.Form{Kind: filing.Enterprise, Province: "浙江", Type: filing.FirstFiling, Declared: filing.Declared{
			Organisation: filing.Organisation{Name: "杭州云栖样例(集团)有限公司", CertificateType: "business_licence",
				CertificateNumber: company, CertificateAddress: "浙江省杭州市西湖区文三路100号5幢"},
			Principal: zs, SitePrincipal: zs,
			Site: filing.Site{Name: "云栖样例官网", Domains: []string{"example.com"}},
		}},
		SubmittedAt: today,
	}
	c.Documents = append([]filing.Document{document(filing.SlotBusinessLicence, fields("uscc", company,
		"name", "杭州云栖样例（集团）有限公司", "type", "有限责任公司(自然人投资或控股)", "legal_representative", "张三丰",
		"registered_capital", "壹佰万元整", "established", "2019-03-01", "valid_from", "2019-03-01", "valid_until", "long-term",
		"address", "杭州市西湖区文三路100号5幢", "business_scope", "软件开发;技术服务", "registration_authority", "杭州市西湖区市场监督管理局",
		"issued", "2021-06-01", "copy_number", "(1-1)"))},
		cardDocs(filing.SlotIDCardFront, filing.SlotIDCardBack, "张三丰", "男", "1990-03-07", zhang)...)
	c.Form.Declared.Organisation.Name = "杭州云栖样例（集团）有限公司"
	c.Documents[0].Codes = []filing.Code{{Content: "http://www.gsxt.gov.cn/index.html?uniscid=" + company, Box: &filing.Box{{1500, 200}, {1600, 200}, {1600, 300}, {1500, 300}}}}
	return c
}

// individual is a clean filing of a person.
func individual() Case {
	c := enterprise()
	c.Form.Kind = filing.Individual
	c.Form.Declared.Organisation = filing.Organisation{}
	c.Documents = c.Documents[1:]
	return c
}

// two is the enterprise with a site principal who is another person.
func two() Case {
	c := enterprise()
	c.Form.Declared.SitePrincipal = person("李四娘", li, "13900000002", "lsn@example.com")
	c.Documents = append(c.Documents, cardDocs(filing.SlotSitePrincipalIDCardFront, filing.SlotSitePrincipalIDCardBack, "李四娘", "女", "1988-05-12", li)...)
	return c
}

func doc(c *Case, s filing.Slot) *filing.Document {
	for i := range c.Documents {
		if c.Documents[i].Slot == s {
			return &c.Documents[i]
		}
	}
	panic("no document in " + s)
}

// set changes a field that was read, keeping its confidence.
func set(c *Case, s filing.Slot, name, value string) {
	f := doc(c, s).Fields[name]
	if f.Confidence == 0 {
		f.Confidence = 0.99
	}
	f.Value, f.Raw = value, value
	doc(c, s).Fields[name] = f
}

// weak makes a field's confidence low.
func weak(c *Case, s filing.Slot, names ...string) {
	for _, name := range names {
		f := doc(c, s).Fields[name]
		f.Confidence = 0.05
		doc(c, s).Fields[name] = f
	}
}

func unset(c *Case, s filing.Slot, names ...string) {
	for _, name := range names {
		delete(doc(c, s).Fields, name)
	}
}

func remove(c *Case, ss ...filing.Slot) {
	c.Documents = slices.DeleteFunc(c.Documents, func(d filing.Document) bool { return slices.Contains(ss, d.Slot) })
}

func signal(c *Case, s filing.Slot, code string, sev filing.Severity) {
	d := doc(c, s)
	d.Signals = append(d.Signals, filing.Signal{Code: code, Severity: sev})
}

func crashed(c *Case, s filing.Slot) {
	d := doc(c, s)
	d.NotRun, d.Fields, d.Kind, d.KindConfidence = "reader_crashed", nil, filing.Unknown, 0
}

// want is one case of a rule's table: the worst status that the rule must give, "" for not applicable.
type want struct {
	name   string
	from   func() Case
	change func(*Case)
	policy func() *pack // nil for ours
	status filing.CheckStatus
	sev    filing.Severity // "" is not looked at
	reason string          // "" is not looked at, save for pass and fail
}

// run gives the status of a case's worst finding and complains when it is not the one wanted.
func (w want) run(t *testing.T, r *Rule) {
	t.Helper()
	from := w.from
	if from == nil {
		from = enterprise
	}
	c := from()
	if w.change != nil {
		w.change(&c)
	}
	policy := Ours().on(today)
	if w.policy != nil {
		policy = w.policy()
	}
	fs := apply(r, newView(c, policy))
	whole(t, fs)
	sortFindings(fs)
	switch {
	case w.status == "" && len(fs) > 0:
		t.Errorf("%s, %s: applies: %+v", r.ID, w.name, fs[0])
	case w.status == "":
	case len(fs) == 0:
		t.Errorf("%s, %s: does not apply, want %s", r.ID, w.name, w.status)
	default:
		f := fs[0]
		if f.Status != w.status || w.sev != "" && f.Severity != w.sev || w.reason != "" && f.Reason != w.reason {
			t.Errorf("%s, %s: %s %s %s, want %s %s %s: %s", r.ID, w.name, f.Status, f.Severity, f.Reason, w.status, w.sev, w.reason, f.Message)
		}
	}
}
