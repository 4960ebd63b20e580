package check

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"prereview/filing"
)

var update = flag.Bool("update", false, "rewrite docs/checks.md")

// Clean filings pass every rule, and nothing but passes is in the report.
func TestCleanFilings(t *testing.T) {
	for name, c := range map[string]Case{"enterprise": enterprise(), "individual": individual(), "two persons": two()} {
		fs := Run(c)
		for _, f := range fs {
			if f.Status != filing.Pass && f.Reason != filing.ReasonNoRegister {
				t.Errorf("%s: %s is %s (%s): %s", name, f.Check, f.Status, f.Reason, f.Message)
			}
		}
		if v := filing.Judge(fs); v != filing.VerdictPass {
			t.Errorf("%s: verdict %s", name, v)
		}
		if len(fs) < 40 {
			t.Errorf("%s: only %d rules applied", name, len(fs))
		}
	}
	for _, f := range Run(individual()) {
		if strings.HasPrefix(f.Check, "lic-") || strings.HasPrefix(f.Check, "x-org") {
			t.Errorf("an individual is asked about %s", f.Check)
		}
	}
}

// The same case gives the same bytes, also beside others.
func TestSameFindings(t *testing.T) {
	c := two()
	set(&c, filing.SlotBusinessLicence, "name", "另一家{b}有限公司{a}")
	first, _ := json.Marshal(Run(c))
	for range 20 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			if again, _ := json.Marshal(Run(c)); string(again) != string(first) {
				t.Error("findings differ")
			}
		})
	}
}

func TestWorstFirst(t *testing.T) {
	c := enterprise()
	set(&c, filing.SlotBusinessLicence, "name", "另一家有限公司")
	signal(&c, filing.SlotIDCardFront, filing.SignalDark, filing.Review)
	signal(&c, filing.SlotIDCardBack, filing.SignalSkew, filing.Advice)
	weak(&c, filing.SlotIDCardFront, "ethnicity")
	ranks := []string{"fail block", "fail review", "unsure", "fail advice", "pass"}
	at := 0
	seen := map[string]bool{}
	for _, f := range Run(c) {
		if f.Reason == filing.ReasonNoRegister {
			continue
		}
		r := string(f.Status)
		if f.Status == filing.Fail {
			r += " " + string(f.Severity)
		}
		i := slices.Index(ranks, r)
		if i < at {
			t.Errorf("%s (%s) after %s", f.Check, r, ranks[at])
		}
		at = max(at, i)
		seen[r] = true
	}
	if len(seen) != len(ranks) {
		t.Errorf("only saw %v", seen)
	}
}

func TestPanicIsAFinding(t *testing.T) {
	r := Rule{ID: "test-panic", Severity: filing.Block, Title: Text{"测试", "test"}, run: func(k *checker) {
		k.pass()
		var d *filing.Document
		_ = d.Kind
	}}
	fs := apply(&r, newView(enterprise(), Ours().on(today)))
	if len(fs) != 1 || fs[0].Status != filing.NotRun || fs[0].Reason != "rule_error" || fs[0].Severity != filing.Block {
		t.Errorf("%+v", fs)
	}
}

// Every finding names its fields, and its evidence lies where the fields do.
func TestEvidence(t *testing.T) {
	c := enterprise()
	c.Form.Declared.Organisation.Name = "杭州别家有限公司"
	for _, f := range Run(c) {
		if f.Check != "x-org-name-licence" {
			continue
		}
		if !reflect.DeepEqual(f.Fields, []string{"declared.organisation.name", "business_licence.name"}) {
			t.Errorf("fields %v", f.Fields)
		}
		e := f.Evidence
		if len(e) != 2 || e[0].Declared != "杭州别家有限公司" || e[1].Read != "杭州云栖样例（集团）有限公司" || e[1].Box == nil ||
			e[1].Document != filing.SlotBusinessLicence || e[1].Field != "name" {
			t.Errorf("evidence %+v", e)
		}
		if !strings.Contains(f.Message, "杭州别家有限公司") || !strings.Contains(f.Message, "杭州云栖样例") {
			t.Errorf("message %s", f.Message)
		}
		return
	}
	t.Error("no finding")
}

// Two swapped sides are one complaint: the fields are read where they lie.
func TestSwappedSides(t *testing.T) {
	c := enterprise()
	f, b := doc(&c, filing.SlotIDCardFront), doc(&c, filing.SlotIDCardBack)
	f.Slot, b.Slot = b.Slot, f.Slot
	for _, x := range Run(c) {
		if x.Status != filing.Pass && x.Check != "doc-side-mismatch" && x.Reason != filing.ReasonNoRegister {
			t.Errorf("%s is %s: %s", x.Check, x.Status, x.Message)
		}
		if x.Check == "doc-side-mismatch" && x.Status != filing.Fail {
			t.Errorf("the swap is %s", x.Status)
		}
	}
}

func TestQuickLook(t *testing.T) {
	c := enterprise()
	signal(&c, filing.SlotIDCardFront, filing.SignalBlur, filing.Block)
	fs := QuickLook(*doc(&c, filing.SlotIDCardFront))
	if len(fs) == 0 || fs[0].Check != "img-blur" || fs[0].Status != filing.Fail {
		t.Fatalf("%+v", fs)
	}
	for _, f := range fs {
		if p, _, _ := strings.Cut(f.Check, "-"); p != "file" && p != "img" && p != "doc" {
			t.Errorf("the quick look says %s", f.Check)
		}
	}
	QuickLook(filing.Document{})

	// Of a file of which only the header was read, nothing is said about the picture.
	for _, f := range QuickLook(filing.Document{Name: "a.jpg", Size: 1 << 20, MediaType: "image/jpeg", Kind: filing.Unknown}) {
		if p, _, _ := strings.Cut(f.Check, "-"); p != "file" || f.Check == "file-decode-failed" {
			t.Errorf("a header alone gives %s %s", f.Check, f.Status)
		}
	}
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

// Every rule is of the catalogue, once, with both texts and a source.
func TestRulesAreWhole(t *testing.T) {
	b, err := os.ReadFile("testdata/catalogue.txt")
	if err != nil {
		t.Fatal(err)
	}
	catalogue := strings.Fields(string(b))
	seen := map[string]bool{}
	for _, r := range Rules() {
		if !slices.Contains(catalogue, r.ID) {
			t.Errorf("%s is not in the catalogue", r.ID)
		}
		if seen[r.ID] {
			t.Errorf("%s is listed twice", r.ID)
		}
		seen[r.ID] = true
		for _, x := range []Text{r.Title, r.Message} {
			if hanCount(x.ZH) == 0 || x.EN == "" || hanCount(x.EN) > 0 {
				t.Errorf("%s: texts %q, %q", r.ID, x.ZH, x.EN)
			}
			if !slices.Equal(placeholders(x.ZH), placeholders(x.EN)) {
				t.Errorf("%s: placeholders differ: %q, %q", r.ID, x.ZH, x.EN)
			}
		}
		if r.Source == "" || len(r.Needs) == 0 || r.run == nil || !slices.Contains([]filing.Severity{filing.Block, filing.Review, filing.Advice}, r.Severity) {
			t.Errorf("%s: source, needs, severity or body missing", r.ID)
		}
		if p, _, _ := strings.Cut(r.ID, "-"); r.Quick != (p == "file" || p == "img" || p == "doc") && r.ID != "file-duplicate-slot" {
			t.Errorf("%s: quick is %v", r.ID, r.Quick)
		}
	}
	for _, id := range firstLight {
		if !seen[id] {
			t.Errorf("%s is missing", id)
		}
	}
}

// firstLight are the checks that must be there whatever else is.
var firstLight = strings.Fields(`file-format-allowed file-ext-mismatch file-decode-failed file-size-too-large
	file-size-too-small file-pdf-encrypted file-duplicate-slot img-pixels-low img-blur img-glare img-exposure img-black-white
	img-border-incomplete img-multi-document img-skew-rotation img-area-ratio doc-type-mismatch doc-side-mismatch material-missing
	material-id-side-missing id-number-format id-number-checksum id-number-birth id-number-region id-birth-mismatch
	id-sex-mismatch id-name-format id-ethnicity-known id-address-present id-valid-format id-valid-order id-expired
	id-expiring-soon id-term-rule id-issuer-format id-age-min id-front-back-pair lic-uscc-format lic-uscc-checksum
	lic-uscc-org-checksum lic-uscc-kind lic-uscc-region lic-fields-missing lic-fields-unexpected lic-term-expired
	lic-term-short lic-date-order x-org-name-licence x-org-name-bracket x-org-code-licence x-legal-rep-name x-legal-rep-id
	x-principal-id x-site-principal-id x-person-same-all x-person-diff-all x-cert-address x-addr-province dom-format
	contact-mobile-format contact-email-format`)

func placeholders(s string) []string {
	p := placeholder.FindAllString(s, -1)
	slices.Sort(p)
	return slices.Compact(p)
}

// whole demands of findings what every consumer relies on.
func whole(t *testing.T, fs []filing.Finding) {
	t.Helper()
	for _, f := range fs {
		if f.Message == "" || f.MessageEN == "" || f.Fields == nil || f.Evidence == nil || f.Status == filing.NotApplicable ||
			f.Severity == "" || f.Check == "" {
			t.Errorf("not whole: %+v", f)
		}
		if f.Reason == "rule_error" {
			t.Errorf("%s panicked", f.Check)
		}
		if (f.Status == filing.Unsure || f.Status == filing.NotRun) == (f.Reason == "") {
			t.Errorf("%s: %s with reason %q", f.Check, f.Status, f.Reason)
		}
	}
}

// No message keeps a placeholder, whatever is wrong with the filing.
func TestNoPlaceholderLeft(t *testing.T) {
	check := func(what string, c Case) {
		fs := Run(c)
		whole(t, fs)
		for _, f := range fs {
			if placeholder.MatchString(f.Message) || placeholder.MatchString(f.MessageEN) {
				t.Errorf("%s: %s says %q, %q", what, f.Check, f.Message, f.MessageEN)
			}
			if hanCount(f.MessageEN) > 0 && f.Status != filing.Fail && f.Reason != reasonLowConfidence {
				t.Errorf("%s: English of %s holds Chinese: %s", what, f.Check, f.MessageEN)
			}
		}
	}
	for _, from := range []func() Case{enterprise, individual, two} {
		check("clean", from())
		check("empty", Case{Form: from().Form})
		for _, d := range from().Documents {
			c := from()
			remove(&c, d.Slot)
			check("without "+string(d.Slot), c)
			c = from()
			crashed(&c, d.Slot)
			check("crashed "+string(d.Slot), c)
			for _, k := range []filing.DocumentKind{filing.Unknown, filing.Unreadable, filing.IDCardBack, filing.BusinessLicence} {
				c = from()
				doc(&c, d.Slot).Kind = k
				check(fmt.Sprintf("%s is %s", d.Slot, k), c)
			}
			for name := range d.Fields {
				for _, v := range []string{"", "错", "2001-01-01", "long-term", zhang, "上海某某有限公司", trader} {
					for _, conf := range []float64{0.3, 0.99} {
						c = from()
						doc(&c, d.Slot).Fields[name] = filing.Field{Value: v, Raw: "x", Repair: "r", Confidence: conf}
						check(fmt.Sprintf("%s.%s %q %v", d.Slot, name, v, conf), c)
					}
				}
			}
		}
	}
}

func FuzzRun(f *testing.F) {
	f.Add("name", "张三", "enterprise", "浙江", 0.5, uint8(3))
	f.Add("uscc", company, "sole_trader", "北京", 0.95, uint8(1))
	f.Add("valid_until", "0000-00-00", "individual", "", 0.95, uint8(2))
	for i, bad := range badInput {
		f.Add("address", bad, string(filing.Kinds[i%len(filing.Kinds)]), filing.Provinces[i%len(filing.Provinces)], 0.95, uint8(i))
	}
	f.Fuzz(func(t *testing.T, name, value, kind, province string, conf float64, which uint8) {
		c := two()
		c.Form.Kind, c.Form.Province = filing.Kind(kind), province
		d := &c.Documents[int(which)%len(c.Documents)]
		d.Fields[name] = filing.Field{Value: value, Raw: value + name, Confidence: conf, Repair: province}
		for k := range d.Fields {
			if int(which)%7 == 3 {
				d.Fields[k] = filing.Field{Value: value, Confidence: conf}
			}
		}
		if which > 128 {
			d.Kind, d.MediaType, d.Name = filing.DocumentKind(kind), value, value
			d.Signals = []filing.Signal{{Code: name, Severity: filing.Severity(value)}}
		}
		s := filing.Slots[int(which)%len(filing.Slots)]
		c.Documents = append(c.Documents, document(s, map[string]filing.Field{name: {Value: value, Confidence: conf}, "date": {Value: value, Confidence: conf}}))
		declareAll(reflect.ValueOf(&c.Form.Declared).Elem(), value, int(which))
		sameTwice(t, c)
	})
}

// declareAll sets one of every few of the form's texts, which of them by step, to value.
func declareAll(v reflect.Value, value string, step int) {
	n := 0
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		case reflect.Slice:
			if n++; n%(1+step%3) == 0 {
				v.Set(reflect.MakeSlice(v.Type(), 2, 2))
			}
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.String:
			if n++; n%(1+step%5) == 0 {
				v.SetString(value)
			}
		}
	}
	walk(v)
}

// sameTwice runs a case twice and wants the same bytes, whole and short enough to be shown.
func sameTwice(t *testing.T, c Case) {
	t.Helper()
	fs := Run(c)
	whole(t, fs)
	for _, f := range fs {
		if n := len([]rune(f.Message)); n > 1500 {
			t.Errorf("%s says %d characters", f.Check, n)
		}
	}
	first, _ := json.Marshal(fs)
	if again, _ := json.Marshal(Run(c)); string(again) != string(first) {
		t.Error("the same case gives other findings")
	}
}

// badInput is what forms are filled with that was never meant to be.
var badInput = []string{
	"１３８０００００００１", "张\u200b三\ufeff丰", "\u202e丰三张", "😀👩‍👩‍👧❤️", strings.Repeat("张", 10_000), strings.Repeat("文三路1号", 2_000), strings.Repeat("*", 5_000),
	"'; DROP TABLE filings; --", "<script>alert(1)</script>", "{a}{b}{domain}", "2024-02-30", "9999-99-99", "example.com:8080", "xn--fsqu00a.xn--fiqs8s", "xn--80ak6aa92e.com",
	"xn--\xff", "аррle.com", "ｅｘａｍｐｌｅ．ｃｏｍ", "\x00\x01", "\xff\xfe", " ", "-", ".", "::ffff:10.0.0.1", "%00", "０", "第第第第", "十百千", "市辖区市辖区市辖区", "公安局",
}

// Whatever is put into every field at once, findings are whole, short, and the same each time.
func TestBadInput(t *testing.T) {
	for _, bad := range badInput {
		for step := range 3 {
			if step > 0 && len(bad) > 1000 {
				continue // once is enough
			}
			for _, from := range []func() Case{enterprise, individual} {
				c := from()
				declareAll(reflect.ValueOf(&c.Form.Declared).Elem(), bad, step)
				for i := range c.Documents {
					for k := range c.Documents[i].Fields {
						c.Documents[i].Fields[k] = filing.Field{Value: bad, Raw: bad, Confidence: .95}
					}
				}
				sameTwice(t, c)
			}
		}
	}
}

// What cannot be meant is refused by name, what can be is taken as it was meant.
func TestBadInputByName(t *testing.T) {
	for _, w := range []struct {
		change func(*Case)
		check  string
		fails  bool
	}{
		{phoned("１３８０００００００１", "", ""), "contact-mobile-format", false},
		{number("３３０１０６" + zhang[6:]), "x-principal-id", false},
		{declaredName("张\u200b三丰"), "x-principal-id", false},
		{declaredName("张三丰😀"), "x-principal-id", true},
		{declaredName(strings.Repeat("张", 10_000)), "x-principal-id", true},
		{siteNamed("云栖样例😀"), "site-name-charset", true},
		{siteNamed("<b>云栖样例</b>"), "site-name-charset", true},
		{domains("example.com:8080"), "dom-format", true},
		{domains("xn--80ak6aa92e.com"), "dom-format", true},
		{registered(func(r *filing.DomainRegistration) { r.Expires = "2024-02-30" }), "dom-cert-dates", true},
		{leased("", "2024-02-30"), "server-lease", true},
		{person1(func(p *filing.Person) { p.Email = "<script>@example.com" }), "contact-email-format", true},
		{mailing("'; DROP TABLE filings; --"), "addr-detail", true},
	} {
		c := enterprise()
		w.change(&c)
		failed := false
		for _, f := range Run(c) {
			failed = failed || f.Check == w.check && f.Status == filing.Fail
		}
		if failed != w.fails {
			t.Errorf("%s: fails %v, want %v: %.80v", w.check, failed, w.fails, c.Form.Declared)
		}
	}
}

func BenchmarkRun(b *testing.B) {
	c := two()
	Run(c)
	b.ReportAllocs()
	for b.Loop() {
		Run(c)
	}
}

// runs says what a rule can be run with.
func runs(r Rule) string {
	var with []string
	if r.Register != "" {
		with = append(with, "with the register `"+string(r.Register)+"`")
	}
	for _, n := range r.Needs {
		if strings.HasPrefix(n, "register ") && r.Register == "" {
			with = append(with, "or with the r"+n[1:])
			continue
		}
		slot, _, isField := strings.Cut(n, ".")
		kind := filing.Slot(slot).Kind()
		w := ""
		switch {
		case isField && slices.Contains(filing.Slots, filing.Slot(slot)) && !slices.Contains(filing.RecognisedKinds, kind):
			w = "once `" + string(kind) + "` is read"
		case slices.Contains(unreadFields, n):
			w = "once `" + n + "` is read"
		}
		if w != "" && !slices.Contains(with, w) {
			with = append(with, w)
		}
	}
	if slices.Contains(r.Needs, "declared.site.registrations") {
		with = append([]string{"when it is declared"}, with...)
	}
	if len(with) == 0 {
		return "always"
	}
	return strings.ReplaceAll(strings.Join(with, ", "), ", or ", " or ")
}

// ruleComments are the comments over the rules, by id, in one line each.
func ruleComments(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR || len(g.Specs) != 1 {
				continue
			}
			for _, v := range g.Specs[0].(*ast.ValueSpec).Values {
				lit, ok := v.(*ast.CompositeLit)
				if !ok {
					continue
				}
				if typ, ok := lit.Type.(*ast.Ident); !ok || typ.Name != "Rule" {
					continue
				}
				for _, e := range lit.Elts {
					kv := e.(*ast.KeyValueExpr)
					if kv.Key.(*ast.Ident).Name == "ID" {
						id, _ := strconv.Unquote(kv.Value.(*ast.BasicLit).Value)
						out[id] = strings.Join(strings.Fields(g.Doc.Text()), " ")
					}
				}
			}
		}
	}
	return out
}

// docs/checks.md and rules/says.json are made from the rules: go test ./pipeline/check -run TestDocs -update
func TestDocs(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Checks\n\nMade from the rules by `go test ./pipeline/check -run TestDocs -update`; do not edit. " +
		fmt.Sprintf("%d rules, in the order in which they run. A value counts as read at a confidence of %v or more; the severity is that of a failure, which a province or the picture's own measure may lower.\n", len(rules), Accept))
	group := ""
	titles := map[string]string{"file": "File", "img": "Picture", "doc": "Kind of document", "material": "Completeness", "id": "ID card",
		"lic": "Business licence", "x": "Across documents and form", "form": "Signed forms and photos", "photo": "Signed forms and photos",
		"dom": "Domains", "site": "Site and remark", "preapproval": "Site and remark", "contact": "Contacts and addresses",
		"addr": "Contacts and addresses", "investor": "Contacts and addresses", "risk": "Risks and server", "server": "Risks and server"}
	for _, r := range rules {
		p, _, _ := strings.Cut(r.ID, "-")
		if titles[p] != group {
			group = titles[p]
			fmt.Fprintf(&b, "\n## %s\n\n| check | severity | runs | looks at | message | source |\n|---|---|---|---|---|---|\n", group)
		}
		cell := strings.NewReplacer("|", "\\|", "\n", " ")
		fmt.Fprintf(&b, "| `%s`<br>%s · %s | %s | %s | %s | %s<br>%s | %s |\n", r.ID, r.Title.ZH, r.Title.EN, r.Severity, runs(r),
			cell.Replace(strings.Join(r.Needs, ", ")), cell.Replace(r.Message.ZH), cell.Replace(r.Message.EN), cell.Replace(r.Source))
	}
	b.WriteString(leftOutDocs())
	b.WriteString("\n## Data files\n\n| file | version |\n|---|---|\n")
	files := slices.Sorted(func(yield func(string) bool) {
		for f := range Ours().Versions(today) {
			if !yield(f) {
				return
			}
		}
	})
	for _, f := range files {
		dir := "pipeline/check/rules"
		if f == "divisions.tsv" { // reading uses it too
			dir = "filing"
		}
		fmt.Fprintf(&b, "| `%s/%s` | %s |\n", dir, f, Ours().Versions(today)[f])
	}
	comments := ruleComments(t)
	for _, r := range rules {
		if comments[r.ID] == "" {
			t.Errorf("%s has no comment that says the rule", r.ID)
		}
	}
	raw, err := json.MarshalIndent(comments, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("rules/says.json", append(raw, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile("rules/says.json"); err != nil || string(got) != string(raw)+"\n" {
		t.Errorf("rules/says.json is not up to date (%v); run: go test ./pipeline/check -run TestDocs -update", err)
	}
	const path = "../../docs/checks.md"
	if *update {
		if err := os.MkdirAll("../../docs", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != b.String() {
		t.Errorf("docs/checks.md is not up to date (%v); run: go test ./pipeline/check -run TestDocs -update", err)
	}
}
