package web

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestOpenAPI holds the description to what a generator of clients needs: version 3.1, every operation of the brief,
// every path parameter described, every schema a valid JSON Schema 2020-12 whose references resolve, every error a
// problem, and real answers that fit what is promised.
func TestOpenAPI(t *testing.T) {
	h := newHarness(t, Limits{})
	a := h.do("", "GET", "/openapi.json", "", nil).want(200)
	if dump := os.Getenv("OPENAPI_DUMP"); dump != "" {
		os.WriteFile(dump, a.body, 0o644)
	}
	var doc struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Parameters  []struct{ Name, In string }
			Responses   map[string]struct{ Content map[string]any }
		}
	}
	a.into(&doc)
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Fatalf("version %q", doc.OpenAPI)
	}
	var got []string
	ids := map[string]bool{}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			got = append(got, strings.ToUpper(method)+" "+path)
			if op.OperationID == "" || ids[op.OperationID] {
				t.Errorf("%s %s: operation id %q missing or taken", method, path, op.OperationID)
			}
			ids[op.OperationID] = true
			for _, m := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(path, -1) {
				if !slices.ContainsFunc(op.Parameters, func(p struct{ Name, In string }) bool { return p.Name == m[1] && p.In == "path" }) {
					t.Errorf("%s %s: path parameter %s is not described", method, path, m[1])
				}
			}
			if op.Responses["401"].Content["application/problem+json"] == nil {
				t.Errorf("%s %s: 401 is not a problem: %v", method, path, op.Responses["401"])
			}
		}
	}
	slices.Sort(got)
	const p = "/api/v1/filings"
	want := []string{"POST " + p, "GET " + p, "GET " + p + "/{id}", "PUT " + p + "/{id}/form", "PUT " + p + "/{id}/documents/{slot}",
		"POST " + p + "/{id}/documents", "DELETE " + p + "/{id}/documents/{slot}", "GET " + p + "/{id}/documents/{slot}",
		"POST " + p + "/{id}/submit", "POST " + p + "/{id}/retry", "GET " + p + "/{id}/runs", "GET " + p + "/{id}/report",
		"GET " + p + "/{id}/runs/{run}/report", "POST " + p + "/{id}/decision", "GET " + p + "/{id}/decisions", "GET " + p + "/{id}/audit"}
	for _, op := range []string{"GET /rules", "GET /rules/{check}", "GET /requirements", "GET /snoozes", "POST /snoozes", "DELETE /snoozes/{id}"} {
		method, path, _ := strings.Cut(op, " ")
		want = append(want, method+" "+strings.TrimSuffix(p, "/filings")+path)
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("operations\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	whole, err := jsonschema.UnmarshalJSON(strings.NewReader(string(a.body)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("mem:///openapi.json", whole); err != nil {
		t.Fatal(err)
	}
	schemas := map[string]*jsonschema.Schema{}
	for name := range whole.(map[string]any)["components"].(map[string]any)["schemas"].(map[string]any) {
		s, err := c.Compile("mem:///openapi.json#/components/schemas/" + name)
		if err != nil {
			t.Errorf("schema %s: %v", name, err)
		}
		schemas[name] = s
	}
	fits := func(name string, body []byte) {
		t.Helper()
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(body)))
		if err != nil {
			t.Fatal(err)
		}
		if schemas[name] == nil {
			t.Fatalf("no schema %s", name)
		}
		if err := schemas[name].Validate(v); err != nil {
			t.Errorf("answer does not fit %s: %v\n%s", name, err, body)
		}
	}
	id := h.create(portalKey)
	raw, _ := json.Marshal(h.uploadTo(portalKey, id, "business_licence"))
	fits("Upload", raw)
	fits("Filing", h.api(portalKey, "GET", "/filings/"+id, nil).body)
	fits("Run", h.api(portalKey, "POST", "/filings/"+id+"/submit", nil).body)
	h.store.finish(id, sampleReport("business_licence", strings.Repeat("a", 64)))
	fits("Report", h.api(portalKey, "GET", "/filings/"+id+"/report", nil).want(200).body)
	fits("Problem", h.api(portalKey, "POST", "/filings/"+id+"/submit", nil).body)
	fits("Problem", h.api(portalKey, "POST", "/filings", `{}`).body)
	fits("Decision", h.api(reviewerKey, "POST", "/filings/"+id+"/decision", `{"status":"accepted"}`).want(201).body)
}
