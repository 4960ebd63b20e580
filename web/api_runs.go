package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"prereview/filing"

	"github.com/danielgtaylor/huma/v2"
)

type runInput struct {
	ID     string `path:"id" doc:"id of the filing" maxLength:"64"`
	Number int    `path:"run" minimum:"1" doc:"number of the run"`
}

type runOutput struct {
	Location string `header:"Location"`
	Body     filing.Run
}

type reportOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         filing.Report
}

func (s *server) runOperations(h huma.API) {
	submit := s.op(http.MethodPost, "/filings/{id}/submit", "submitFiling", "runs", "Submit a draft or returned filing for pre-review",
		http.StatusNotFound, http.StatusConflict)
	submit.DefaultStatus = http.StatusAccepted
	submit.Description = "Answers the queued run. Its report is at the Location once the filing is reviewed."
	huma.Register(h, submit, told(s, func(ctx context.Context, in *idInput) (*runOutput, error) {
		f, err := s.visible(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		run, err := s.submit(ctx, f)
		if err != nil {
			return nil, err
		}
		return &runOutput{Location: reportPath(run), Body: run}, nil
	}))

	retry := s.op(http.MethodPost, "/filings/{id}/retry", "retryFiling", "runs", "Queue the run of a failed filing again",
		http.StatusNotFound, http.StatusConflict)
	retry.DefaultStatus = http.StatusAccepted
	huma.Register(h, retry, told(s, func(ctx context.Context, in *idInput) (*runOutput, error) {
		f, err := s.visible(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		run, err := s.retry(ctx, f)
		if err != nil {
			return nil, err
		}
		return &runOutput{Location: reportPath(run), Body: run}, nil
	}))

	huma.Register(h, s.op(http.MethodGet, "/filings/{id}/runs", "listRuns", "runs", "List the runs of a filing", http.StatusNotFound),
		told(s, func(ctx context.Context, in *idInput) (*struct {
			Body struct {
				Runs []filing.Run `json:"runs"`
			}
		}, error) {
			f, err := s.visible(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			out := &struct {
				Body struct {
					Runs []filing.Run `json:"runs"`
				}
			}{}
			runs, err := s.Store.Runs(ctx, f.ID)
			out.Body.Runs = append([]filing.Run{}, runs...)
			return out, err
		}))

	huma.Register(h, s.op(http.MethodGet, "/filings/{id}/report", "getReport", "runs", "Read the newest report", http.StatusNotFound),
		told(s, func(ctx context.Context, in *idInput) (*reportOutput, error) { return s.report(ctx, in.ID, 0) }))
	huma.Register(h, s.op(http.MethodGet, "/filings/{id}/runs/{run}/report", "getRunReport", "runs", "Read the report of one run", http.StatusNotFound),
		told(s, func(ctx context.Context, in *runInput) (*reportOutput, error) { return s.report(ctx, in.ID, in.Number) }))
}

// submit queues the next run. The bell comes after the transaction: the database holds the run whatever the bell does.
func (s *server) submit(ctx context.Context, f filing.Filing) (filing.Run, error) {
	if !editable(f) {
		p := newProblem(http.StatusConflict, "already_submitted", "the filing is "+string(f.Status)+"; only a draft or returned filing can be submitted",
			"备案当前为“"+statusZH[f.Status]+"”，不能重复提交。")
		p.Filing, p.Run = f.Status, f.Run
		return filing.Run{}, p
	}
	if len(f.Attachments) == 0 {
		return filing.Run{}, newProblem(http.StatusUnprocessableEntity, "no_documents", "upload at least one document before submitting",
			"还没有上传任何材料，请先上传材料再提交。",
			filing.Problem{Field: "documents", Detail: "needs at least one file", Allowed: texts(filing.Slots)})
	}
	run, err := s.Store.Submit(ctx, f.ID)
	if err != nil {
		return run, s.conflict(ctx, f.ID, err)
	}
	s.ring(ctx, run)
	return run, nil
}

func (s *server) retry(ctx context.Context, f filing.Filing) (filing.Run, error) {
	if f.Status != filing.Failed {
		p := newProblem(http.StatusConflict, "not_failed", "the filing is "+string(f.Status)+"; only a failed filing can be retried",
			"备案当前为“"+statusZH[f.Status]+"”，只有预审失败的备案可以重新预审。")
		p.Filing, p.Run = f.Status, f.Run
		return filing.Run{}, p
	}
	run, err := s.Store.Retry(ctx, f.ID)
	if err != nil {
		return run, s.conflict(ctx, f.ID, err)
	}
	s.ring(ctx, run)
	return run, nil
}

func (s *server) ring(ctx context.Context, run filing.Run) {
	if err := s.Bell.Ring(context.WithoutCancel(ctx), run); err != nil {
		s.Logger.WarnContext(ctx, "no worker was woken; the sweeper will", "filing", run.FilingID, "run", run.Number, "error", err)
	}
}

func reportPath(run filing.Run) string {
	return apiPrefix + "/filings/" + run.FilingID + "/runs/" + strconv.Itoa(run.Number) + "/report"
}

func (s *server) report(ctx context.Context, id string, number int) (*reportOutput, error) {
	f, err := s.visible(ctx, id)
	if err != nil {
		return nil, err
	}
	rep, err := s.Store.Report(ctx, f.ID, number)
	if errors.Is(err, filing.ErrNotFound) {
		return nil, s.noReport(ctx, f, number)
	}
	if err != nil {
		return nil, err
	}
	if caller(ctx).Role == filing.Reviewer {
		s.audit(ctx, "report.viewed", f.ID, "run "+strconv.Itoa(rep.Run))
		return &reportOutput{CacheControl: "private, no-cache", Body: wholeReport(rep)}, nil
	}
	return &reportOutput{CacheControl: "private, no-cache", Body: forApplicant(wholeReport(rep))}, nil
}

// forApplicant leaves out what is said among reviewers: what registers and our own records know, which may name other
// applicants' filings; what makes several findings one cause; who silenced a check and why.
func forApplicant(rep filing.Report) filing.Report {
	rep.Answers = filing.Answers{}
	rep.Causes = slices.Clone(rep.Causes)
	for i := range rep.Causes {
		rep.Causes[i].Note = ""
	}
	for i := range rep.Findings { // wholeReport has made them ours
		if z := rep.Findings[i].Snoozed; z != nil {
			rep.Findings[i].Snoozed = &filing.Snoozed{ID: z.ID, Until: z.Until}
		}
	}
	return rep
}

// wholeReport makes absent lists empty ones, which is what the schema promises. The stored report is not touched.
func wholeReport(rep filing.Report) filing.Report {
	rep.Findings = append([]filing.Finding{}, rep.Findings...)
	for i := range rep.Findings {
		rep.Findings[i] = wholeFinding(rep.Findings[i])
	}
	rep.Documents = append([]filing.Document{}, rep.Documents...)
	for i := range rep.Documents {
		d := &rep.Documents[i]
		if d.Fields == nil {
			d.Fields = map[string]filing.Field{}
		}
		if d.Signals == nil {
			d.Signals = []filing.Signal{}
		}
	}
	p := &rep.Provenance
	p.Readers = append([]string{}, p.Readers...)
	if p.Models == nil {
		p.Models = map[string]string{}
	}
	if p.Rules == nil {
		p.Rules = map[string]string{}
	}
	if p.Thresholds == nil {
		p.Thresholds = map[string]float64{}
	}
	if p.Inputs == nil {
		p.Inputs = map[filing.Slot]string{}
	}
	return rep
}

func wholeFinding(f filing.Finding) filing.Finding {
	if f.Fields == nil {
		f.Fields = []string{}
	}
	if f.Evidence == nil {
		f.Evidence = []filing.Evidence{}
	}
	return f
}

// noReport says why there is none: not submitted, still going, failed, or no such run.
func (s *server) noReport(ctx context.Context, f filing.Filing, number int) error {
	if number == 0 {
		number = f.Run
	}
	p := newProblem(http.StatusNotFound, "no_report", "", "")
	p.Filing, p.Run = f.Status, number
	if f.Run == 0 {
		p.Detail, p.DetailZH = "the filing has not been submitted, so there is no report", "备案还没有提交，暂无预审报告。"
		return p
	}
	run, err := s.Store.Run(ctx, f.ID, number)
	switch {
	case errors.Is(err, filing.ErrNotFound):
		p.Code, p.Detail = "no_such_run", "the filing has no run "+strconv.Itoa(number)+"; its newest is "+strconv.Itoa(f.Run)
		p.DetailZH = "没有第 " + strconv.Itoa(number) + " 轮预审。"
	case err != nil:
		return err
	case run.Status == filing.Failed:
		p.Detail, p.DetailZH = "the run failed for a fault of the system; retry it", "这一轮预审因系统原因失败，可以重新预审。"
	default:
		p.Detail, p.DetailZH = "the run is "+string(run.Status)+"; ask again in a moment", "预审正在进行，请稍后再看。"
	}
	return p
}
