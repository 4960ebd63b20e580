package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"prereview/filing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

const apiPrefix = "/api/v1"

// api registers every operation under apiPrefix, and the OpenAPI description of them all.
func (s *server) api(mux *http.ServeMux) error {
	ops := http.NewServeMux()
	h := humago.New(ops, huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    apiInfo(s.Version),
			Tags:    apiTags,
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{"key": {Type: "http", Scheme: "bearer",
					Description: "An access key made with `prereview keys create`."}},
			},
			Security: []map[string][]string{{"key": {}}},
		},
		Formats:                      map[string]huma.Format{"application/json": plainJSON, "json": plainJSON},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
	})
	s.filingOperations(h)
	s.documentOperations(h, ops)
	s.runOperations(h)
	s.decisionOperations(h)
	s.ruleOperations(h)
	ops.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		newProblem(http.StatusNotFound, "no_such_path", "no such path or method; /openapi.json lists them all",
			"没有这个接口，全部接口见 /openapi.json。").write(w)
	})
	mux.Handle(apiPrefix+"/", s.authenticated(ops))
	openAPI, err := describe(h.OpenAPI())
	if err != nil {
		return err
	}
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-cache")
		w.Write(openAPI)
	})
	return nil
}

// plainJSON writes JSON without HTML escapes: Chinese text and addresses stay readable.
var plainJSON = huma.Format{Marshal: func(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}, Unmarshal: json.Unmarshal}

// op is one operation with what they all share.
func (s *server) op(method, path, id, tag, summary string, errs ...int) huma.Operation {
	return huma.Operation{Method: method, Path: apiPrefix + path, OperationID: id, Tags: []string{tag}, Summary: summary,
		MaxBodyBytes: s.Limits.FormBytes + 1, BodyReadTimeout: s.Limits.BodyIdle,
		Errors: append([]int{http.StatusUnauthorized, http.StatusUnprocessableEntity}, errs...)}
}

// told makes a handler's error the problem that huma answers, and logs it when the fault is ours.
func told[I, O any](s *server, handler func(context.Context, *I) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, in *I) (*O, error) {
		out, err := handler(ctx, in)
		if err != nil {
			p := problemOf(err)
			s.logFault(ctx, p, "api")
			return nil, p
		}
		return out, nil
	}
}

// Parameters are written out in every input: huma does not look into embedded types that are not exported.
type idInput struct {
	ID string `path:"id" doc:"id of the filing" maxLength:"64"`
}

type formInput struct {
	Body filing.Form
}

// Resolve judges the content of a form whose shape huma has accepted, so that all problems come in one answer.
func (in *formInput) Resolve(huma.Context) []error { return formProblems(in.Body) }

type formOfInput struct {
	ID   string `path:"id" doc:"id of the filing" maxLength:"64"`
	Body filing.Form
}

func (in *formOfInput) Resolve(huma.Context) []error { return formProblems(in.Body) }

func formProblems(f filing.Form) []error {
	var errs []error
	for _, p := range f.Validate() {
		errs = append(errs, p)
	}
	for _, p := range unprintable(f) {
		errs = append(errs, p)
	}
	return errs
}

type filingOutput struct {
	Location string `header:"Location"`
	Body     filing.Filing
}

// Summary is one filing in a list. The form stays out: a list needs no personal data.
type Summary struct {
	ID          string         `json:"id"`
	Title       string         `json:"title" doc:"the organisation, or for an individual the site"`
	Kind        filing.Kind    `json:"kind"`
	Province    string         `json:"province"`
	Type        filing.Type    `json:"type"`
	Status      filing.Status  `json:"status"`
	Verdict     filing.Verdict `json:"verdict,omitempty" doc:"of the newest finished run"`
	Run         int            `json:"run" doc:"number of the newest run, 0 before the first submit"`
	CreatedAt   time.Time      `json:"created_at"`
	UpdatedAt   time.Time      `json:"updated_at"`
	SubmittedAt time.Time      `json:"submitted_at,omitzero"`
}

func summaryOf(f filing.Filing) Summary {
	return Summary{f.ID, f.Title(), f.Kind, f.Province, f.Type, f.Status, f.Verdict, f.Run, f.CreatedAt, f.UpdatedAt, f.SubmittedAt}
}

type listInput struct {
	Status  []string `query:"status,explode" doc:"only these statuses; may be repeated"`
	Verdict []string `query:"verdict,explode" doc:"only these verdicts; may be repeated"`
	Q       string   `query:"q" maxLength:"100" doc:"part of the organisation's or site's name, or of the id"`
	Cursor  string   `query:"cursor" maxLength:"200" doc:"next of the last answer"`
	Limit   int      `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type listOutput struct {
	Body struct {
		Filings []Summary `json:"filings" doc:"newest first"`
		Next    string    `json:"next,omitempty" doc:"cursor of the next page; absent on the last"`
	}
}

func (s *server) filingOperations(h huma.API) {
	op := s.op(http.MethodPost, "/filings", "createFiling", "filings", "Create a filing with its declared form")
	op.DefaultStatus = http.StatusCreated
	huma.Register(h, op, told(s, func(ctx context.Context, in *formInput) (*filingOutput, error) {
		now := s.Now().UTC()
		f := filing.Filing{ID: filing.NewID(), Form: in.Body, Owner: caller(ctx).ID, Status: filing.Draft,
			Attachments: []filing.Attachment{}, CreatedAt: now, UpdatedAt: now}
		if err := s.Store.CreateFiling(ctx, f); err != nil {
			return nil, err
		}
		return &filingOutput{Location: apiPrefix + "/filings/" + f.ID, Body: f}, nil
	}))

	huma.Register(h, s.op(http.MethodGet, "/filings", "listFilings", "filings", "List filings, newest first"),
		told(s, func(ctx context.Context, in *listInput) (*listOutput, error) {
			q := filing.Query{Text: printable(in.Q), Cursor: printable(in.Cursor), Limit: in.Limit}
			var ps filing.Problems
			q.Status, ps = parseAll("status", in.Status, filing.Statuses, ps)
			q.Verdict, ps = parseAll("verdict", in.Verdict, verdicts, ps)
			if len(ps) > 0 {
				return nil, ps
			}
			if k := caller(ctx); k.Role != filing.Reviewer {
				q.Owner = k.ID
			}
			fs, next, err := s.Store.Filings(ctx, q)
			if err != nil {
				return nil, err
			}
			out := &listOutput{}
			out.Body.Filings, out.Body.Next = make([]Summary, len(fs)), next
			for i, f := range fs {
				out.Body.Filings[i] = summaryOf(f)
			}
			return out, nil
		}))

	huma.Register(h, s.op(http.MethodGet, "/filings/{id}", "getFiling", "filings", "Read a filing", http.StatusNotFound),
		told(s, func(ctx context.Context, in *idInput) (*struct{ Body filing.Filing }, error) {
			f, err := s.visible(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &struct{ Body filing.Filing }{whole(f)}, nil
		}))

	huma.Register(h, s.op(http.MethodPut, "/filings/{id}/form", "setForm", "filings",
		"Replace the declared form of a draft or returned filing", http.StatusNotFound, http.StatusConflict),
		told(s, func(ctx context.Context, in *formOfInput) (*struct{ Body filing.Filing }, error) {
			f, err := s.visible(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			if !editable(f) {
				return nil, notEditable(f)
			}
			if err := s.Store.SetForm(ctx, f.ID, in.Body); err != nil {
				return nil, s.conflict(ctx, f.ID, err)
			}
			if f, err = s.Store.Filing(ctx, f.ID); err != nil {
				return nil, err
			}
			return &struct{ Body filing.Filing }{whole(f)}, nil
		}))
}

var verdicts = []filing.Verdict{filing.VerdictPass, filing.VerdictReview, filing.VerdictFix}

// parseAll reads repeated or comma-separated values and reports each unknown one with what is allowed.
func parseAll[T ~string](field string, in []string, allowed []T, ps filing.Problems) ([]T, filing.Problems) {
	var out []T
	for _, v := range strings.FieldsFunc(strings.Join(in, ","), func(r rune) bool { return r == ',' }) {
		if !contains(allowed, T(v)) {
			ps = append(ps, filing.Problem{Field: field, Detail: "unknown " + field + " " + strconv.Quote(clip(v, 40)), Allowed: texts(allowed)})
			continue
		}
		out = append(out, T(v))
	}
	return out, ps
}

// whole makes absent lists empty ones, which is what the schema promises.
func whole(f filing.Filing) filing.Filing {
	if f.Attachments == nil {
		f.Attachments = []filing.Attachment{}
	}
	if f.Declared.Site.Domains == nil {
		f.Declared.Site.Domains = []string{}
	}
	return f
}

// editable says that the applicant may change form and documents.
func editable(f filing.Filing) bool { return f.Status == filing.Draft || f.Status == filing.Returned }

func notEditable(f filing.Filing) *problem {
	p := newProblem(http.StatusConflict, "not_editable",
		"the filing is "+string(f.Status)+"; form and documents can be changed while it is draft or returned",
		"备案当前为“"+statusZH[f.Status]+"”，只有草稿或已退回的备案可以修改。")
	p.Filing = f.Status
	return p
}

// conflict names the status that stood in the way of a change which the store refused.
func (s *server) conflict(ctx context.Context, id string, err error) error {
	if !errors.Is(err, filing.ErrConflict) {
		return err
	}
	f, e := s.Store.Filing(ctx, id)
	if e != nil {
		return err
	}
	p := newProblem(http.StatusConflict, "wrong_status", "the filing is "+string(f.Status)+", which does not allow this",
		"备案当前为“"+statusZH[f.Status]+"”，不能这样操作。")
	p.Filing, p.Run = f.Status, f.Run
	return p
}
