package web

import (
	"encoding/json"
	"net/http"
	"reflect"

	"prereview/filing"

	"github.com/danielgtaylor/huma/v2"
)

func apiInfo(version string) *huma.Info {
	return &huma.Info{Title: "Prereview", Version: version, Description: "Pre-review of ICP filings (ICP 备案预审): create a filing with its " +
		"declared form, put files into slots, submit, read the report. Every error is application/problem+json (RFC 9457) with a stable " +
		"code, a detail in English and Chinese, and errors[] naming each field and what is allowed."}
}

var apiTags = []*huma.Tag{
	{Name: "filings", Description: "备案：the declared form and where the filing stands"},
	{Name: "documents", Description: "材料：files in slots, each looked at while it is uploaded"},
	{Name: "runs", Description: "预审：submission, runs and their reports"},
	{Name: "rules", Description: "规则：what the checks say, what an applicant is asked for, what is silenced"},
	{Name: "decisions", Description: "审核：what reviewers decided and who did what"},
}

var (
	slotSchema = &huma.Schema{Type: huma.TypeString, Enum: anys(filing.Slots)}
	idParam    = &huma.Param{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}, Description: "id of the filing"}
	slotParam  = &huma.Param{Name: "slot", In: "path", Required: true, Schema: slotSchema}
)

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

func anys[T ~string](xs []T) []any {
	out := make([]any, len(xs))
	for i, x := range xs {
		out[i] = string(x)
	}
	return out
}

func problemResponse(o *huma.OpenAPI, status int) *huma.Response {
	return &huma.Response{Description: http.StatusText(status), Content: map[string]*huma.MediaType{
		"application/problem+json": {Schema: o.Components.Schemas.Schema(typeOf[problem](), true, "Problem")}}}
}

// enums are the closed sets of the published schemas. They are added to the description only: huma would otherwise
// judge them before the form does, and its answer would not list the other problems of the form.
var enums = map[string]map[string][]any{
	"Form":         {"kind": anys(filing.Kinds), "type": anys(filing.Types), "province": anys(filing.Provinces)},
	"Filing":       {"kind": anys(filing.Kinds), "type": anys(filing.Types), "province": anys(filing.Provinces), "status": anys(filing.Statuses), "verdict": anys(verdicts)},
	"Summary":      {"kind": anys(filing.Kinds), "type": anys(filing.Types), "province": anys(filing.Provinces), "status": anys(filing.Statuses), "verdict": anys(verdicts)},
	"Run":          {"status": anys([]filing.Status{filing.Queued, filing.Reviewing, filing.Reviewed, filing.Failed})},
	"Report":       {"verdict": anys(verdicts)},
	"Attachment":   {"slot": anys(filing.Slots)},
	"Upload":       {"slot": anys(filing.Slots)},
	"Decision":     {"status": anys(verdictsOfPeople)},
	"DecisionBody": {"status": anys(verdictsOfPeople)},
	"Finding": {"status": anys([]filing.CheckStatus{filing.Pass, filing.Fail, filing.Unsure, filing.NotRun}),
		"severity": anys([]filing.Severity{filing.Block, filing.Review, filing.Advice})},
	"CheckInfo":    {"severity": anys([]filing.Severity{filing.Block, filing.Review, filing.Advice})},
	"Requirements": {"kind": anys(filing.Kinds), "type": anys(filing.Types), "province": anys(filing.Provinces)},
	"Problem":      {"filing_status": anys(filing.Statuses)},
}

// describe renders the description once. It works on the JSON, not on huma's schemas, which keep validating as they are.
func describe(o *huma.OpenAPI) ([]byte, error) {
	raw, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	var doc map[string]any
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	components, _ := doc["components"].(map[string]any)
	schemas, _ := components["schemas"].(map[string]any)
	for name, fields := range enums {
		schema, _ := schemas[name].(map[string]any)
		props, _ := schema["properties"].(map[string]any)
		for field, allowed := range fields {
			if p, ok := props[field].(map[string]any); ok {
				p["enum"] = allowed
			}
		}
	}
	return json.MarshalIndent(doc, "", "  ")
}
