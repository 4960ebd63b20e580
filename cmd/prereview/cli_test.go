package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"prereview/filing"
)

// schema compiles one of the published schemas.
func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, n := range []string{"reading.schema.json", "report.schema.json", "filing.schema.json"} {
		raw, err := os.ReadFile(filepath.Join("../../docs", n))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		if err != nil {
			t.Fatalf("%s: %v", n, err)
		}
		if err := c.AddResource("https://prereview.invalid/"+n, doc); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.Compile("https://prereview.invalid/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func conforms(t *testing.T, s *jsonschema.Schema, raw []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("no JSON: %v\n%s", err, raw)
	}
	if err := s.Validate(doc); err != nil {
		t.Errorf("does not conform to its schema: %v", err)
	}
}

// truth is what stands beside a sample's picture.
type truth struct {
	Kind   filing.DocumentKind `json:"kind"`
	Fields map[string]string   `json:"fields"`
}

// Every field of the clean sample pictures is read right, kind and side found by the machine.
func TestReadSamples(t *testing.T) {
	pictures, err := filepath.Glob("../../samples/*/*.jpg")
	if err != nil || len(pictures) < 8 {
		t.Fatalf("%d sample pictures, %v", len(pictures), err)
	}
	out, errs, code := run(t, nil, append([]string{"read", "--json"}, pictures...)...)
	if code != 0 {
		t.Fatalf("status %d: %s", code, errs)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != len(pictures) {
		t.Fatalf("%d lines for %d pictures", len(lines), len(pictures))
	}
	s := schema(t, "reading.schema.json")
	for i, line := range lines {
		name := strings.TrimPrefix(pictures[i], "../../samples/")
		conforms(t, s, []byte(line))
		var got reading
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(strings.TrimSuffix(pictures[i], filepath.Ext(pictures[i])) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var want truth
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		if got.Kind != want.Kind {
			t.Errorf("%s: kind %s, is %s", name, got.Kind, want.Kind)
		}
		for field, value := range want.Fields {
			if field == "registration_authority" && got.Fields[field].Value == "" {
				continue // ring text of a seal: left unread rather than guessed
			}
			if got.Fields[field].Value != value {
				t.Errorf("%s: %s read %q (%.2f), is %q", name, field, got.Fields[field].Value, got.Fields[field].Confidence, value)
			}
		}
		for field, f := range got.Fields {
			if _, printed := want.Fields[field]; !printed {
				t.Errorf("%s: %s read as %q, is not printed", name, field, f.Value)
			}
		}
	}
}

// Every sample gets the verdict its manifest expects, and its report conforms to the schema.
func TestCheckSamples(t *testing.T) {
	manifests, err := filepath.Glob("../../samples/*/filing.json")
	if err != nil || len(manifests) < 3 {
		t.Fatalf("%d samples, %v", len(manifests), err)
	}
	reportSchema, filingSchema := schema(t, "report.schema.json"), schema(t, "filing.schema.json")
	for _, name := range manifests {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		conforms(t, filingSchema, raw)
		m, _, err := loadManifest(diskFS{}, name)
		if err != nil {
			t.Fatal(err)
		}
		out, errs, code := run(t, nil, "check", "--json", name)
		if code != 0 {
			t.Fatalf("%s: status %d: %s", name, code, errs)
		}
		conforms(t, reportSchema, []byte(out))
		var r filing.Report
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			t.Fatal(err)
		}
		if m.ExpectedVerdict == "" || r.Verdict != m.ExpectedVerdict {
			t.Errorf("%s: verdict %s, expected %q", name, r.Verdict, m.ExpectedVerdict)
			for _, f := range r.Findings {
				if f.Status != filing.Pass {
					t.Logf("  %s %s %s: %s", f.Check, f.Status, f.Severity, f.Message)
				}
			}
		}
	}
}

func TestReadBadFiles(t *testing.T) {
	dir := t.TempDir()
	files := map[string][]byte{
		"empty.jpg":  nil,
		"text.jpg":   []byte("hello\n"),
		"photo.heic": []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
	}
	args := []string{"read", filepath.Join(dir, "missing.jpg"), dir}
	for _, name := range []string{"empty.jpg", "text.jpg", "photo.heic"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, files[name], 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	out, errs, code := run(t, nil, args...)
	if code != 0 {
		t.Fatalf("status %d: %s", code, errs)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 5 {
		t.Fatalf("%d lines for 5 files:\n%s", len(lines), out)
	}
	for _, line := range lines {
		var got reading
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		if got.Kind != filing.Unreadable || len(got.Signals) == 0 || got.Signals[0].Detail == "" {
			t.Errorf("%s: kind %s, signals %v", got.File, got.Kind, got.Signals)
		}
	}
}

func TestBadUsage(t *testing.T) {
	dir := t.TempDir()
	write := func(name, body string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const person = `{"name":"王小明","certificate_number":"83000020020906006"}`
	declared := `"declared":{"principal":` + person + `,"site":{"name":"小站","domains":["example.com"]},"site_principal":` + person + `}`
	for _, tt := range []struct {
		args []string
		want []string // each must stand in what is printed
	}{
		{[]string{}, []string{"expected one of"}},
		{[]string{"read"}, []string{"file"}},
		{[]string{"read", "--kind", "passport", "x.jpg"}, []string{"--kind", "passport", "id_card_front, id_card_back, business_licence"}},
		{[]string{"check", write("syntax.json", `{"kind":`)}, []string{"syntax.json"}},
		{[]string{"check", write("field.json", `{"kin":"enterprise"}`)}, []string{"kin"}},
		{[]string{"check", write("values.json", `{"kind":"company","province":"广州","type":"first_filing",`+declared+`,"documents":[]}`)},
			[]string{"kind", "enterprise", "province", "广东"}},
		{[]string{"check", write("missing.json", `{"kind":"enterprise","province":"广东","type":"first_filing",`+declared+`,"documents":[]}`)},
			[]string{"declared.organisation.name", "declared.organisation.certificate_number"}},
		{[]string{"check", write("slot.json", `{"kind":"individual","province":"广东","type":"first_filing",`+declared+`,
			"documents":[{"slot":"passport","file":"a.jpg"}]}`)}, []string{"documents[0].slot", "passport", "id_card_front"}},
		{[]string{"check", write("twice.json", `{"kind":"individual","province":"广东","type":"first_filing",`+declared+`,
			"documents":[{"slot":"id_card_front","file":"twice.json"},{"slot":"id_card_front","file":"twice.json"}]}`)},
			[]string{"documents[1].slot", "one file a slot"}},
		{[]string{"check", write("date.json", `{"kind":"individual","province":"广东","type":"first_filing",`+declared+`,
			"documents":[],"submitted_at":"21.11.2026"}`)}, []string{"submitted_at", "YYYY-MM-DD"}},
		{[]string{"check", filepath.Join(dir, "none.json")}, []string{"none.json"}},
		{[]string{"serve", "--nonsense"}, []string{"nonsense"}},
	} {
		out, errs, code := run(t, nil, tt.args...)
		if code != 2 {
			t.Errorf("%q: status %d, want 2", tt.args, code)
		}
		for _, w := range tt.want {
			if !strings.Contains(out+errs, w) {
				t.Errorf("%q: %q is not said in: %s", tt.args, w, errs)
			}
		}
		if strings.Contains(errs, "王小明") || strings.Contains(errs, "goroutine") {
			t.Errorf("%q: says too much: %s", tt.args, errs)
		}
	}
}

func TestHelpTeaches(t *testing.T) {
	out, _, code := run(t, nil, "--help")
	if code != 0 {
		t.Fatal(code)
	}
	for _, name := range []string{"run", "serve", "worker", "read", "check", "submit", "keys", "migrate", "eval"} {
		if !slices.ContainsFunc(strings.Split(out, "\n"), func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), name) }) {
			t.Errorf("--help does not list %s", name)
		}
	}
	if strings.Contains(out, "ocr-child") {
		t.Error("--help lists the hidden command")
	}
	for _, cmd := range []string{"read", "check", "submit", "run", "serve", "worker"} {
		if out, _, _ := run(t, nil, cmd, "--help"); len(out) < 300 {
			t.Errorf("%s --help: %s", cmd, out)
		}
	}
}
