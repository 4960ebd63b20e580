package check

import (
	"context"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"prereview/filing"
)

func TestOurPolicy(t *testing.T) {
	p, err := LoadPolicy()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(policyFileNames(), "divisions.tsv") {
		if p.Versions(today)[f] == "" {
			t.Errorf("%s has no version", f)
		}
	}
}

// A faulty pack is refused with file, line, entry and what is allowed.
func TestFaultyPack(t *testing.T) {
	const head = "{\"pack\": \"某云\", \"version\": \"1\", \"effective_from\": \"2026-01-01\",\n"
	for _, c := range []struct{ file, text, want string }{
		{"provinces.json", head + `"provinces": [{"name": "北京",
			"legal_rep": "maybe"}]}`, `provinces.json:3: provinces[北京].legal_rep: "maybe" is not allowed (allowed: required, authorised, conflict)`},
		{"provinces.json", head + `"provinces": [{"name": "京城", "age": {"min": 18}}]}`, `provinces.json:2: provinces[京城]`},
		{"provinces.json", head + `"provinces": [{"name": "北京", "age": {"min": 88}}]}`, `provinces.json:2: 北京.age: min must be 0..30`},
		{"provinces.json", head + `"provinces": [{"name": "北京", "age": {"min": "18"}}]}`, "provinces.json:2: provinces[北京].age.min: want a whole number"},
		{"provinces.json", head + `"provinces": [{"name": "北京", "code": "1"}]}`, "provinces.json:2: 北京.code: want two digits"},
		{"provinces.json", head + `"provinces": [{"name": "北京"}, {"name": "北京"}]}`, "provinces.json:2: provinces[北京]: listed twice"},
		{"provinces.json", head + `"provinces": [{"name": "北京", "local_mobile": "everyone"}]}`, "(allowed: unit, individual, all)"},
		{"provinces.json", head + `"provinces": [{"name": "北京", "unclear": ["legal_repp"]}]}`, `provinces.json:2: 北京.unclear: "legal_repp" is not allowed`},
		{"provinces.json", head + `"provinces": [{"name": "北京", "domain_suffixes": "北平"}]}`, "(allowed: approved, 北京)"},
		{"provinces.json", head + `"provinces": [{"name": "北京", "materials": [{"slot": "passport", "who": "all", "title": "x", "sources": ["y"]}]}]}`, `"passport" is not allowed`},
		{"provinces.json", head + `"province": []}`, `provinces.json:2: unknown field "province" (allowed: pack, version`},
		{"materials.json", head + `"kinds": [{"kind": "navy", "required": [], "certificates": [], "sources": ["x"]}]}`, `materials.json:2: navy.kind: "navy" is not allowed`},
		{"materials.json", head + `"kinds": [{"kind": "military", "required": ["passport"]}]}`, `military.required: "passport" is not allowed`},
		{"uscc.json", head + `"classes": [{"code": "9", "name": "x", "name_en": "x", "kinds": []}]}`, "two characters"},
		{"limits.json", head + `"warn_bytes": 4}`, "limits.json:2: warn_bytes: needs 0 < small_bytes < warn_bytes"},
		{"limits.json", head + `"maximum": 4}`, `unknown field "maximum"`},
		{"words.json", head + `"lists": [{"id": "state", "words": []}]}`, "words.json:2: state: the list is missing or empty"},
		{"words.json", head + `"lists": [{"id": "state", "words": {"add": [1]}}]}`, "want a text"},
		{"phones.json", head + `"mobiles": [{"kind": "virtual", "prefixes": ["171", "270"]}]}`, `phones.json:2: virtual.prefixes: "270" is no prefix`},
		{"phones.json", head + `"area_codes": [{"name": "北京", "codes": ["10"]}]}`, `北京.codes: "10" is no area code`},
		{"texts.json", head + `"texts": [{"id": "individual_site", "text": ""}]}`, "texts.json:2: individual_site: the text is missing or empty"},
		{"texts.json", `{"version": "1", "effective_from": "2026-01-01"}`, "texts.json:1: pack: says whose the pack is"},
		{"texts.json", `{"pack": "prereview", "version": "1", "effective_from": "2026-01-01"}`, "not prereview"},
		{"texts.json", `{"pack": "x", "effective_from": "2026-01-01"}`, "texts.json:1: version: is required"},
		{"texts.json", "{\"pack\": \"x\", \"version\": \"1\",\n\"effective_from\": \"soon\"}", "texts.json:2: effective_from: want a day YYYY-MM-DD"},
		{"texts.json", head + `"texts": []}}`, "texts.json:2: "},
		{"texts.json", head + `"texts": [`, "texts.json:2: the file ends in the middle"},
		{"texts.json", head + `"texts": [], "texts": []}`, `"texts" is there twice`},
		{"texts.json", strings.Repeat("[", 50) + strings.Repeat("]", 50), "nested deeper than 12"},
		{"notes.json", "{}", "notes.json:1: no file of the policy has this name (allowed: domains.json, "},
		{"README.md", "x", "has none of domains.json"},
	} {
		_, err := LoadPolicy(fstest.MapFS{c.file: {Data: []byte(c.text)}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s with %s:\n got %v\nwant %s", c.file, c.text, err, c.want)
		}
	}
}

// The pack that docs/policy.md shows is one.
func TestDocumentedPack(t *testing.T) {
	text, err := os.ReadFile("../../docs/policy.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```json\n")
	example, _, found := strings.Cut(rest, "```")
	p, err := LoadPolicy(fstest.MapFS{"provinces.json": {Data: []byte(example)}})
	if !found || err != nil {
		t.Fatal(err)
	}
	sh := p.on(filing.Date{}).provinces["上海"]
	if sh.LicenceMonths != 6 || !slices.Contains(sh.DomainWords, "wangyou") || len(sh.DomainWords) < 2 || slices.Contains(sh.Unclear, "domain_days") {
		t.Errorf("上海 is %+v", sh)
	}
	for _, name := range policyFileNames() {
		if !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("docs/policy.md lacks %s", name)
		}
	}
}

// What an operator lays over ours counts from its day on, and findings say whose it is.
func TestOverlay(t *testing.T) {
	p, err := LoadPolicy(
		fstest.MapFS{"provinces.json": {Data: []byte(`{"pack": "某云", "version": "7", "effective_from": "2026-11-01",
			"provinces": [{"name": "浙江", "licence_months": 24, "age": {"min": 21}, "sole_trader_unnamed": null}]}`)}},
		fstest.MapFS{
			"provinces.json": {Data: []byte(`{"pack": "某云·华东", "version": "2", "effective_from": "2027-01-01", "provinces": [{"name": "浙江", "licence_months": 6}]}`)},
			"words.json":     {Data: []byte(`{"pack": "某云·华东", "version": "3", "effective_from": "2026-01-01", "lists": [{"id": "sensitive", "words": {"add": ["炒币", "赌博"], "remove": ["廉政"]}}]}`)}})
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]int{"2026-10-31": 0, "2026-11-01": 24, "2026-12-31": 24, "2027-01-01": 6} {
		d, _ := filing.ParseDate(day)
		if got := p.on(d).provinces["浙江"].LicenceMonths; got != want {
			t.Errorf("%s: %d months, want %d", day, got, want)
		}
	}
	d, _ := filing.ParseDate("2026-12-31")
	pk := p.on(d)
	if pk.provinces["浙江"].Age.Min != 21 || pk.provinces["浙江"].AgeIndividual.Min != 18 || pk.provinces["上海"].LicenceMonths != 12 {
		t.Errorf("fields that were not named changed: %+v", pk.provinces["浙江"])
	}
	if pk.provinces["浙江"].SoleTraderUnnamed != "" {
		t.Error("a field that was taken away is still there")
	}
	ours := Ours().on(d)
	words, had := pk.words["sensitive"].Words, ours.words["sensitive"].Words
	if len(words) != len(had) || !slices.Contains(words, "炒币") || slices.Contains(words, "廉政") || !slices.Contains(had, "廉政") {
		t.Errorf("the list is %v", words)
	}
	for entry, want := range map[string]filing.PolicyRef{
		"浙江.licence_months": {File: "provinces.json", Entry: "浙江.licence_months", Pack: "某云", Version: "7"},
		"浙江.copy":           {File: "provinces.json", Entry: "浙江.copy", Pack: OurPack, Version: ours.trees["provinces.json"].version},
		"上海.licence_months": {File: "provinces.json", Entry: "上海.licence_months", Pack: OurPack, Version: ours.trees["provinces.json"].version},
	} {
		if got := pk.ref("provinces.json", strings.Split(entry, ".")...); got != want {
			t.Errorf("%s is %+v", entry, got)
		}
	}
	if v := p.Versions(d)["words.json"]; !strings.HasSuffix(v, " + 某云·华东 3") {
		t.Errorf("words.json is %s", v)
	}
}

// The findings name the entries that decided them.
func TestFindingsCite(t *testing.T) {
	c := enterprise()
	c.Form.Province = "上海"
	c.Documents = slices.DeleteFunc(c.Documents, func(d filing.Document) bool {
		return d.Slot == filing.SlotIDCardBack || d.Slot == filing.SlotIDCardFront
	})
	for _, f := range Run(c) {
		if f.Check == "material-missing" && f.Status == filing.Fail {
			if len(f.Policy) != 1 || f.Policy[0].File != "materials.json" || f.Policy[0].Entry != "enterprise" || f.Policy[0].Pack != OurPack || f.Policy[0].Version == "" {
				t.Errorf("cites %+v", f.Policy)
			}
			return
		}
	}
	t.Error("nothing is missing")
}

// A register that is not there is told, and touches no verdict; one that is down is for a reviewer.
func TestRegisterReasons(t *testing.T) {
	r := Rule{ID: "test-register", Severity: filing.Block, Title: Text{"测试", "test"}, run: func(k *checker) {
		if e, known, ok := answered(k, k.Answers.Entity, k.orgNumber()); ok {
			k.judge(known && e.Status == "active", nil, k.orgNumber())
		}
	}}
	c := enterprise()
	for _, x := range []struct {
		answer  filing.Answer[filing.Entity]
		status  filing.CheckStatus
		reason  string
		verdict filing.Verdict
	}{
		{filing.Answer[filing.Entity]{}, filing.NotRun, "no_register", filing.VerdictPass},
		{filing.Answer[filing.Entity]{NotRun: "register_down"}, filing.NotRun, "register_down", filing.VerdictReview},
		{filing.Answer[filing.Entity]{At: time.Now()}, filing.Fail, "", filing.VerdictFix},
		{filing.Answer[filing.Entity]{At: time.Now(), Known: true, Value: filing.Entity{Status: "active"}}, filing.Pass, "", filing.VerdictPass},
	} {
		c.Answers.Entity = x.answer
		fs := apply(&r, newView(c, Ours().on(today)))
		if len(fs) != 1 || fs[0].Status != x.status || fs[0].Reason != x.reason || filing.Judge(fs) != x.verdict {
			t.Errorf("%+v gives %+v", x.answer, fs)
		}
	}
}

type fakeRegisters map[Register]error

func (f fakeRegisters) Look(_ context.Context, r Register, key string, answer any) (string, time.Time, bool, error) {
	if m, ok := answer.(*filing.MobileRecord); ok {
		m.Province = "浙江"
	}
	return "fake " + string(r), time.Unix(1, 0), key != "unknown.cn", f[r]
}

func TestLookUp(t *testing.T) {
	form := enterprise().Form
	form.Declared.Site.Domains = []string{"a.cn", "a.cn", "unknown.cn", strings.Repeat("x", 300)}
	form.Declared.Access.IPs = []string{"192.0.2.1"}
	form.Declared.Principal.Mobile, form.Declared.Principal.EmergencyPhone = "+86 138-0571-0001", "0571-88880000"
	form.Declared.SitePrincipal = form.Declared.Principal
	a := LookUp(t.Context(), fakeRegisters{RegisterIP: errors.New("down"), RegisterProbe: ErrNoRegister, RegisterEntity: ErrRefused}, form)
	if len(a.Domains) != 2 || !a.Domains["a.cn"].Known || a.Domains["unknown.cn"].Known || a.Domains["unknown.cn"].Reason() != "" {
		t.Errorf("domains: %+v", a.Domains)
	}
	if len(a.Mobiles) != 1 || a.Mobiles["13805710001"].Value.Province != "浙江" {
		t.Errorf("mobiles: %+v", a.Mobiles)
	}
	if a.IPs["192.0.2.1"].Reason() != "register_down" || a.Probes["a.cn"].Reason() != "no_register" || a.Entity.Reason() != "register_refused" || !a.Subject.Known {
		t.Errorf("%+v", a)
	}
	if none := LookUp(t.Context(), nil, form); !reflect.DeepEqual(none, filing.Answers{}) || none.Entity.Reason() != "no_register" {
		t.Errorf("without registers: %+v", none)
	}
}

func TestWordsInWords(t *testing.T) {
	for text, want := range map[string]string{"杭州人民网": "人民", "人民路小店": "", "人民路人民网": "人民", "ＡＢ中国": "中国", "中 国": "中国", "": "", "好店": ""} {
		l := Ours().on(today).words["state"]
		if got := holds(text, l.Words, l.Except); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestProvinceOf(t *testing.T) {
	p := gazetteer()
	for addr, want := range map[string]string{
		"北京市海淀区中关村大街1号": "11", "杭州市西湖区文三路1号": "33", "浙江杭州西湖文三路1号": "33", "慈溪市浒山街道1号": "33",
		"内蒙古自治区呼和浩特市新城区": "15", "广西南宁市青秀区": "45", "吉林市船营区松江路": "22", "吉林省长春市": "22",
		"海南藏族自治州共和县": "63", "海南省海口市": "46", "重庆市渝中区": "50", "上海自贸试验区1号": "31", "南京路1号": "", "文三路1号": "",
		"朝阳区建国路1号": "", "": "", "深圳市南山区科技园": "44", "新疆乌鲁木齐市": "65", "东莞市莞城街道": "44", "济源市沁园路": "41",
		"通州区新华街1号": "", "台湾省台北市": "71", "河南蒙古族自治县优干宁镇": "63", "河北区光复道1号": "12", "河北石家庄市": "13",
	} {
		if got := p.provinceOf(addr); got != want {
			t.Errorf("%s: got %q, want %q", addr, got, want)
		}
	}
}

func BenchmarkLoadPolicy(b *testing.B) {
	for b.Loop() {
		if _, err := LoadPolicy(); err != nil {
			b.Fatal(err)
		}
	}
}

func TestSameAddress(t *testing.T) {
	p := gazetteer()
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"浙江省杭州市西湖区文三路1号", "杭州西湖文三路1号", true},
		{"浙江省杭州市西湖区文三路1号", "浙江省杭州市西湖区文三路11号", false},
		{"浙江省杭州市西湖区文三路１号", "杭州市西湖区文三路1号", true},
		{"北京市市辖区海淀区中关村大街1号", "北京市海淀区中关村大街1号", true},
		{"杭州市西湖区西湖路1号", "杭州西湖西湖路1号", true},
		{"杭州市余杭区文三路1号", "杭州市西湖区文三路1号", false},
		{"文三路1号", "浙江省杭州市西湖区文三路1号", true},
		{"江苏省南京市玄武区北京东路1号", "南京市玄武区北京东路1号", true},
		{"浙江省西湖区文三路1号", "杭州市西湖区文三路1号", true},     // the city left out
		{"杭州市文三路1号", "浙江省西湖区文三路1号", true},        // the one lies in the other
		{"江西省南昌市西湖区文三路1号", "杭州市西湖区文三路1号", false}, // two districts of one name
		{"江西省西湖区文三路1号", "西湖区文三路1号", true},        // which of them is not said
		{"北京市密云县鼓楼东大街3号", "北京市密云区鼓楼东大街3号", true}, // a county that became a district
		{"上海市浦东新区世纪大道100号", "上海浦东世纪大道100号", true},
		{"海南省琼海市嘉积镇1号", "琼海嘉积镇1号", true},
		{"杭州市西湖区文三路1号二楼", "杭州市西湖区文三路1号2楼", true},
		{"杭州市西湖区文三路1号十二号楼", "杭州市西湖区文三路1号12号楼", true},
		{"杭州市西湖区文三路1号2幢", "杭州市西湖区文三路12号幢", false},
		{"杭州市西湖区文三路1号", "杭州市西湖区文三路1号101室", false},
		{"浙江省杭州市", "浙江省杭州市", false}, // nothing but divisions is no address
		{"", "", false},
	} {
		if got := p.sameAddress(c.a, c.b); got != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
		if got := p.sameAddress(c.b, c.a); got != c.same {
			t.Errorf("%s and %s: %v", c.b, c.a, got)
		}
	}
}
