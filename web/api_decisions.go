package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"prereview/filing"

	"github.com/danielgtaylor/huma/v2"
)

// decisionBody is what a reviewer sends.
type decisionBody struct {
	Run     int           `json:"run,omitempty" minimum:"0" doc:"the run that was looked at; the newest when absent. An older one is refused"`
	Status  filing.Status `json:"status" doc:"accepted, returned or rejected"`
	Reasons []reasonBody  `json:"reasons,omitempty" maxItems:"50" doc:"what the applicant is told to mend; needed unless accepted. A reason with a check and no message takes the finding's own"`
	Note    string        `json:"note,omitempty" maxLength:"2000" doc:"for reviewers only"`
}

// reasonBody is a filing.Reason of which either half may be left out.
type reasonBody struct {
	Check   string `json:"check,omitempty"`
	Message string `json:"message,omitempty" maxLength:"1000"`
}

type decisionInput struct {
	ID   string `path:"id" doc:"id of the filing" maxLength:"64"`
	Body decisionBody
}

type decisionOutput struct{ Body filing.Decision }

type decisionsOutput struct {
	Body struct {
		Decisions []filing.Decision `json:"decisions" doc:"oldest first"`
	}
}

type auditOutput struct {
	Body struct {
		Entries []filing.AuditEntry `json:"entries" doc:"oldest first"`
	}
}

// verdictsOfPeople are the statuses a reviewer can give.
var verdictsOfPeople = []filing.Status{filing.Accepted, filing.Returned, filing.Rejected}

func (s *server) decisionOperations(h huma.API) {
	op := s.op(http.MethodPost, "/filings/{id}/decision", "decideFiling", "decisions", "Accept, return or reject a reviewed filing",
		http.StatusForbidden, http.StatusNotFound, http.StatusConflict)
	op.DefaultStatus = http.StatusCreated
	huma.Register(h, op, told(s, func(ctx context.Context, in *decisionInput) (*decisionOutput, error) {
		f, err := s.visible(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		if err := reviewerOnly(ctx); err != nil {
			return nil, err
		}
		d, err := s.decide(ctx, f, in.Body)
		if err != nil {
			return nil, err
		}
		return &decisionOutput{d}, nil
	}))

	huma.Register(h, s.op(http.MethodGet, "/filings/{id}/decisions", "listDecisions", "decisions", "List what was decided", http.StatusNotFound),
		told(s, func(ctx context.Context, in *idInput) (*decisionsOutput, error) {
			f, err := s.visible(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			ds, err := s.Store.Decisions(ctx, f.ID)
			if err != nil {
				return nil, err
			}
			out := &decisionsOutput{}
			out.Body.Decisions = append([]filing.Decision{}, ds...)
			if caller(ctx).Role != filing.Reviewer {
				for i := range out.Body.Decisions {
					out.Body.Decisions[i].Note, out.Body.Decisions[i].Reviewer = "", ""
				}
			}
			return out, nil
		}))

	huma.Register(h, s.op(http.MethodGet, "/filings/{id}/audit", "listAudit", "decisions", "List who did what to a filing",
		http.StatusForbidden, http.StatusNotFound),
		told(s, func(ctx context.Context, in *idInput) (*auditOutput, error) {
			f, err := s.visible(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			if err := reviewerOnly(ctx); err != nil {
				return nil, err
			}
			es, err := s.Store.AuditLog(ctx, f.ID)
			out := &auditOutput{}
			out.Body.Entries = append([]filing.AuditEntry{}, es...)
			return out, err
		}))
}

// decide judges a decision against the report it stands on and records it.
func (s *server) decide(ctx context.Context, f filing.Filing, b decisionBody) (filing.Decision, error) {
	if f.Status != filing.Reviewed {
		p := newProblem(http.StatusConflict, "not_reviewed", "the filing is "+string(f.Status)+"; only a reviewed filing can be decided",
			"备案当前为“"+statusZH[f.Status]+"”，只有待审核的备案可以审核。")
		p.Filing, p.Run = f.Status, f.Run
		return filing.Decision{}, p
	}
	if b.Run != 0 && b.Run != f.Run {
		p := newProblem(http.StatusConflict, "stale_run", fmt.Sprintf("run %d is not the newest; run %d is", b.Run, f.Run),
			"您看到的不是最新一轮预审报告，请刷新页面后再审核。")
		p.Filing, p.Run = f.Status, f.Run
		return filing.Decision{}, p
	}
	rep, err := s.Store.Report(ctx, f.ID, f.Run)
	if err != nil {
		return filing.Decision{}, err
	}
	d := filing.Decision{FilingID: f.ID, Run: f.Run, Status: b.Status, Note: strings.TrimSpace(b.Note), Reviewer: caller(ctx).ID, At: s.Now().UTC()}
	var ps filing.Problems
	if !contains(verdictsOfPeople, b.Status) {
		ps = append(ps, filing.Problem{Field: "status", Detail: "unknown decision", Allowed: texts(verdictsOfPeople)})
	}
	said := map[string]string{}
	var checks []string
	for _, fd := range rep.Findings {
		if fd.Status != filing.Pass {
			if said[fd.Check] == "" {
				checks = append(checks, fd.Check)
			}
			said[fd.Check] = fd.Message
		}
	}
	for i, rb := range b.Reasons {
		at := fmt.Sprintf("reasons[%d]", i)
		r := filing.Reason{Check: rb.Check, Message: strings.TrimSpace(rb.Message)}
		if msg, known := said[r.Check]; known && r.Message == "" {
			r.Message = msg
		} else if !known && r.Check != "" {
			ps = append(ps, filing.Problem{Field: at + ".check", Detail: "is not among what this report found", Allowed: checks})
		}
		if controlled(r.Message) {
			ps = append(ps, filing.Problem{Field: at + ".message", Detail: "contains control characters"})
		}
		if r.Message == "" {
			ps = append(ps, filing.Problem{Field: at + ".message", Detail: "is required"})
		}
		d.Reasons = append(d.Reasons, r)
	}
	if controlled(d.Note) {
		ps = append(ps, filing.Problem{Field: "note", Detail: "contains control characters"})
	}
	if len(d.Reasons) == 0 && b.Status != filing.Accepted {
		ps = append(ps, filing.Problem{Field: "reasons", Detail: "needs at least one reason, so that the applicant knows what to mend"})
	}
	if len(ps) > 0 {
		return filing.Decision{}, ps
	}
	if err := s.Store.Decide(ctx, d); err != nil {
		if errors.Is(err, filing.ErrStale) {
			err = filing.ErrConflict
		}
		return filing.Decision{}, s.conflict(ctx, f.ID, err)
	}
	return d, nil
}
