package check

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"prereview/filing"
)

// causesOf runs the checks and groups what they found.
func causesOf(c Case) ([]filing.Finding, []filing.Cause) {
	fs := Run(c)
	return fs, Causes(fs)
}

func TestOneWrongCardIsOneCause(t *testing.T) {
	c := enterprise()
	set(&c, filing.SlotIDCardFront, "name", "赵敏行")
	set(&c, filing.SlotIDCardFront, "id_number", "110101199003070011")
	set(&c, filing.SlotIDCardFront, "birth_date", "1990-03-07")
	fs, cs := causesOf(c)
	fails := 0
	for _, f := range fs {
		if f.Status == filing.Fail && f.Severity == filing.Block {
			fails++
		}
	}
	if fails < 2 {
		t.Fatalf("a wrong card gives %d failures", fails)
	}
	if len(cs) == 0 || cs[0].ID != "wrong:card" || cs[0].Severity != filing.Block || !strings.HasPrefix(cs[0].Todo, "更换主体负责人身份证") {
		t.Fatalf("causes: %+v", cs)
	}
	for _, x := range cs[1:] {
		if x.Todo != "" {
			t.Errorf("the applicant is told more than once: %+v", x)
		}
	}
}

func TestWhoIsToBlame(t *testing.T) {
	for _, x := range []struct {
		name   string
		change func(*Case)
		id     string
		todo   string
	}{
		{"declared person", func(c *Case) {
			c.Form.Declared.Principal.Name, c.Form.Declared.SitePrincipal.Name = "赵敏行", "赵敏行"
		}, "declared:principal", "更正填写的主体负责人信息"},
		{"licence of another", func(c *Case) {
			set(c, filing.SlotBusinessLicence, "name", "另一家有限公司")
			set(c, filing.SlotBusinessLicence, "uscc", "91110000802100433B")
			set(c, filing.SlotBusinessLicence, "legal_representative", "赵敏行")
		}, "wrong:licence", "更换营业执照"},
		{"blurred card", func(c *Case) {
			signal(c, filing.SlotIDCardFront, filing.SignalBlur, filing.Block)
			set(c, filing.SlotIDCardFront, "name", "赵敏行")
		}, "document:card", "重新上传：身份证人像面：图片模糊"},
		{"missing", func(c *Case) {
			c.Documents = slices.DeleteFunc(c.Documents, func(d filing.Document) bool { return d.Slot == filing.SlotBusinessLicence })
		}, "missing:business_licence", "缺少必备材料"},
		{"missing letter of the province", prov("广东"), "missing:commitment_letter", "广东管局要求提供互联网信息服务备案承诺书"},
		{"nothing that is needed", upload(filing.SlotGuardianPapers), "check:material-unneeded", "不是必需材料"},
		{"mistyped code", func(c *Case) { c.Form.Declared.Organisation.CertificateNumber = "91330106MA2CFTXQ80" },
			"field:declared.organisation.certificate_number", "校验未通过"},
		{"domain", func(c *Case) { c.Form.Declared.Site.Domains = []string{"www.example.com"} }, "check:dom-format", "域名"},
	} {
		c := enterprise()
		x.change(&c)
		_, cs := causesOf(c)
		i := slices.IndexFunc(cs, func(k filing.Cause) bool { return k.ID == x.id })
		if i < 0 || !strings.Contains(cs[i].Todo, x.todo) || cs[i].TodoEN == "" || cs[i].Note == "" {
			t.Errorf("%s: %+v", x.name, cs)
		}
	}
}

// The applicant's list is in the order of doing, and what only a reviewer looks at is not in it.
func TestCausesInOrder(t *testing.T) {
	c := enterprise()
	c.Form.Declared.Site.Domains = []string{"www.example.com"}
	signal(&c, filing.SlotIDCardBack, filing.SignalBlur, filing.Block)
	weak(&c, filing.SlotBusinessLicence, "registered_capital")
	signal(&c, filing.SlotBusinessLicence, filing.SignalDark, filing.Review)
	c.Documents = slices.DeleteFunc(c.Documents, func(d filing.Document) bool { return d.Slot == filing.SlotIDCardFront })
	_, cs := causesOf(c)
	var todo []string
	for _, x := range cs {
		if x.Todo != "" {
			todo = append(todo, x.ID)
		}
	}
	want := []string{"document:card", "missing:id_card_front", "check:dom-format"}
	if !slices.Equal(todo, want) {
		t.Errorf("to do: %v, want %v", todo, want)
	}
	if last := cs[len(cs)-1]; last.Todo != "" || last.Severity == filing.Block {
		t.Errorf("the last is %+v", last)
	}
}

// Every finding that counts is in exactly one cause, whatever the findings are.
func TestEveryFindingHasOneCause(t *testing.T) {
	if cs := Causes(nil); len(cs) != 0 {
		t.Errorf("nothing gives %+v", cs)
	}
	if _, cs := causesOf(enterprise()); len(cs) != 0 {
		t.Errorf("a clean filing has causes %+v", cs)
	}
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(xs ...string) string { return xs[r.IntN(len(xs))] }
	for range 2000 {
		var fs []filing.Finding
		for range r.IntN(12) {
			f := filing.Finding{Check: pick("img-blur", "x-principal-id", "x-legal-rep-id", "material-missing", "dom-format", "odd"),
				Status:   filing.CheckStatus(pick("fail", "unsure", "not_run", "pass")),
				Severity: filing.Severity(pick("block", "review", "advice")), Reason: pick("", "no_register"), Message: "x", MessageEN: "x"}
			for range r.IntN(4) {
				f.Fields = append(f.Fields, pick("id_card_front.name", "id_card_back", "declared.principal.name", "business_licence.name", "province", "", "."))
			}
			if r.IntN(5) == 0 {
				f.Snoozed = &filing.Snoozed{}
			}
			fs = append(fs, f)
		}
		seen := map[int]int{}
		for _, c := range Causes(fs) {
			for _, i := range c.Findings {
				seen[i]++
			}
		}
		for i, f := range fs {
			want := 1
			if quiet(f) {
				want = 0
			}
			if seen[i] != want {
				t.Fatalf("finding %d is in %d causes: %+v", i, seen[i], fs)
			}
		}
	}
}

// What is only advised is not to be done before what must be.
func TestAdviceComesLast(t *testing.T) {
	cs := Causes([]filing.Finding{
		{Check: "img-dpi-low", Status: filing.Fail, Severity: filing.Advice, Fields: []string{string(filing.SlotBusinessLicence)}},
		{Check: "id-expired", Status: filing.Fail, Severity: filing.Block, Fields: []string{string(filing.SlotIDCardBack) + ".valid_until"}},
	})
	if len(cs) != 2 || cs[0].Severity != filing.Block || cs[1].Severity != filing.Advice {
		t.Errorf("%+v", cs)
	}
}

// TestOneWordOfPriorApprovalIsOneCause: a province that asks for a permit because of a word, and the word itself.
func TestOneWordOfPriorApprovalIsOneCause(t *testing.T) {
	c := enterprise()
	c.Form.Province = "江西"
	c.Form.Declared.Site.Name = "云栖体育样例"
	fs, cs := causesOf(c)
	said := map[string]string{} // check -> cause
	for _, x := range cs {
		for _, i := range x.Findings {
			said[fs[i].Check] = x.ID
		}
	}
	if a, b := said["material-preapproval-missing"], said["preapproval-keywords"]; a == "" || a != b {
		t.Errorf("the missing material is of %q, the word of %q", a, b)
	}
}
