package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"prereview/filing"
)

// filingBody is the page of one filing: its report when there is one, and what led to it.
type filingBody struct {
	F         filing.Filing
	Report    *reportView // nil before the first one
	Form      []formGroup
	Documents []docView
	Runs      []runView
	Decisions []decisionView
	Audit     []auditView

	Shown     int  // number of the run shown
	Newest    bool // it is the newest
	CanDecide bool
	Editable  bool
	Going     bool
	Failed    bool
	Failure   string
	Revealed  bool
	Waiting   string // how long it has been going
}

type runView struct {
	filing.Run
	Took    string
	Failure string
	Current bool
	Linked  bool
	Latest  bool
}

type decisionView struct {
	filing.Decision
	Reasons []string
	Note    string
}

type auditView struct {
	At     time.Time
	Actor  string
	Action string
	Detail string
}

var failureZH = map[string]string{
	"bug": "程序错误", "panic": "程序错误", "storage": "存储不可用", "database": "数据库不可用", "timeout": "超时", "lease_lost": "处理进程中断",
	"attempts": "多次尝试均未完成", "too_many_attempts": "多次尝试均未完成",
}

func (s *server) filingPage(w http.ResponseWriter, r *http.Request) error {
	run, _ := strconv.Atoi(r.URL.Query().Get("run"))
	return s.showFiling(w, r, run, false)
}

// reveal is the same page with personal numbers in full. It is asked for by POST, is audited, and nothing remembers it.
func (s *server) reveal(w http.ResponseWriter, r *http.Request) error {
	run, _ := strconv.Atoi(r.URL.Query().Get("run"))
	if _, err := s.visible(r.Context(), r.PathValue("id")); err != nil {
		return err
	}
	s.audit(r.Context(), "personal.revealed", r.PathValue("id"), "")
	return s.showFiling(w, r, run, true)
}

func (s *server) showFiling(w http.ResponseWriter, r *http.Request, run int, revealed bool) error {
	ctx := r.Context()
	f, err := s.visible(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	live := r.Header.Get("Prereview-Live") != "" // the page asks for its own next state; that is no new view
	b := filingBody{F: f, Editable: editable(f), Failed: f.Status == filing.Failed, Revealed: revealed,
		Going: f.Status == filing.Queued || f.Status == filing.Reviewing}
	rep, err := s.Store.Report(ctx, f.ID, run)
	switch {
	case err == nil:
		b.Shown, b.Newest = rep.Run, rep.Run == f.Run
		b.Report = viewReport(rep, revealed)
		b.Form = viewForm(rep.Form, revealed)
		b.Documents = b.Report.Documents
		if !live && !revealed {
			s.audit(ctx, "report.viewed", f.ID, "run "+strconv.Itoa(rep.Run))
		}
	case errors.Is(err, filing.ErrNotFound) && (run == 0 || run == f.Run):
		b.Shown, b.Newest = f.Run, true
		b.Form = viewForm(f.Form, revealed)
		for _, a := range f.Attachments {
			b.Documents = append(b.Documents, viewDocument(f.ID, 0, documentOf(a), nil, revealed))
		}
	default:
		return err
	}
	b.CanDecide = f.Status == filing.Reviewed && b.Newest && b.Report != nil
	if err := s.history(ctx, &b); err != nil {
		return err
	}
	notice := ""
	if done := filing.Status(r.URL.Query().Get("done")); contains(verdictsOfPeople, done) && f.Status == done {
		notice = map[filing.Status]string{filing.Accepted: "已审核通过。", filing.Returned: "已退回，申请人会看到退回原因。", filing.Rejected: "已驳回，申请人会看到驳回原因。"}[done]
	}
	s.render(w, r, http.StatusOK, "filing", page{Title: f.Title(), Notice: notice, Body: b})
	return nil
}

func (s *server) history(ctx context.Context, b *filingBody) error {
	runs, err := s.Store.Runs(ctx, b.F.ID)
	if err != nil {
		return err
	}
	slices.SortStableFunc(runs, func(a, c filing.Run) int { return c.Number - a.Number })
	for _, r := range runs {
		v := runView{Run: r, Current: r.Number == b.Shown, Latest: r.Number == b.F.Run, Linked: r.Status == filing.Reviewed, Failure: orUnknown(failureZH, r.Failure)}
		if !r.FinishedAt.IsZero() {
			v.Took = tookZH(r.FinishedAt.Sub(r.QueuedAt))
		}
		if v.Latest && b.Failed {
			b.Failure = v.Failure
		}
		if v.Latest && b.Going {
			b.Waiting = tookZH(s.Now().Sub(r.QueuedAt).Truncate(time.Minute))
		}
		b.Runs = append(b.Runs, v)
	}
	ds, err := s.Store.Decisions(ctx, b.F.ID)
	if err != nil {
		return err
	}
	slices.SortStableFunc(ds, func(a, c filing.Decision) int { return c.At.Compare(a.At) })
	for _, d := range ds {
		d.Reviewer = actorZH(d.Reviewer, caller(ctx))
		v := decisionView{Decision: d, Note: d.Note}
		for _, r := range d.Reasons {
			v.Reasons = append(v.Reasons, r.Message)
		}
		b.Decisions = append(b.Decisions, v)
	}
	es, err := s.Store.AuditLog(ctx, b.F.ID)
	if err != nil {
		return err
	}
	slices.SortStableFunc(es, func(a, c filing.AuditEntry) int { return c.At.Compare(a.At) })
	for _, e := range es[:min(len(es), 200)] {
		b.Audit = append(b.Audit, auditView{At: e.At, Actor: actorZH(e.Actor, caller(ctx)), Action: orUnknown(actionZH, e.Action), Detail: detailOfAudit(e.Detail)})
	}
	return nil
}

// actorZH names who did something: the machine, the reader of the page, or another key by the start of its id.
func actorZH(id string, self filing.Key) string {
	switch id {
	case filing.System:
		return "系统"
	case self.ID:
		return cmp.Or(self.Name, self.ID)
	}
	return "密钥 " + clip(id, 9)
}

var runOfAudit = regexp.MustCompile(`^run (\d+)`)

// detailOfAudit says an entry's detail, which is codes and ids, in words where it has some.
func detailOfAudit(s string) string {
	if m := runOfAudit.FindStringSubmatch(s); m != nil {
		return "第 " + m[1] + " 轮"
	}
	first, _, _ := strings.Cut(s, " ")
	if zh, ok := slotZH[filing.Slot(first)]; ok {
		return zh
	}
	return clip(s, 60)
}

func orUnknown(m map[string]string, k string) string {
	if zh, ok := m[k]; ok {
		return zh
	}
	return k
}

func tookZH(d time.Duration) string {
	switch {
	case d < 0:
		return ""
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f 秒", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%d 秒", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d 分 %d 秒", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%d 小时 %d 分", int(d.Hours()), int(d.Minutes())%60)
}

// filingState is what a waiting page polls: a few bytes without personal data.
func (s *server) filingState(w http.ResponseWriter, r *http.Request) error {
	f, err := s.visible(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, "application/json", map[string]any{"status": f.Status, "run": f.Run})
	return nil
}

// decideForm takes the decision form. A ticked reason names a finding of the report by its place in it, which stands
// fast: reports never change.
func (s *server) decideForm(w http.ResponseWriter, r *http.Request) error {
	f, err := s.visible(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return newProblem(http.StatusBadRequest, "malformed", "the form cannot be read", "提交的内容无法识别。")
	}
	b := decisionBody{Status: filing.Status(r.PostForm.Get("status")), Note: clip(r.PostForm.Get("note"), 2000)}
	b.Run, _ = strconv.Atoi(r.PostForm.Get("run"))
	if b.Status != filing.Accepted {
		rep, err := s.Store.Report(r.Context(), f.ID, b.Run)
		if err != nil {
			return err
		}
		for _, v := range r.PostForm["reason"] {
			i, err := strconv.Atoi(v)
			if err != nil || i < 0 || i >= len(rep.Findings) || groupOf(rep.Findings[i]) == groupPass {
				return newProblem(http.StatusUnprocessableEntity, "invalid", "no such reason", "勾选的原因不在这份报告里，请刷新页面后重试。")
			}
			b.Reasons = append(b.Reasons, reasonBody{Check: rep.Findings[i].Check, Message: rep.Findings[i].Message})
		}
		for line := range strings.Lines(r.PostForm.Get("own")) {
			if line = strings.TrimSpace(line); line != "" {
				b.Reasons = append(b.Reasons, reasonBody{Message: clip(line, 1000)})
			}
		}
		if len(b.Reasons) == 0 && contains(verdictsOfPeople, b.Status) {
			return newProblem(http.StatusUnprocessableEntity, "invalid", "a reason is needed", "请至少勾选或填写一条原因，申请人才知道要改什么。")
		}
	}
	if _, err := s.decide(r.Context(), f, b); err != nil {
		return err
	}
	http.Redirect(w, r, "/filings/"+f.ID+"?done="+string(b.Status), http.StatusSeeOther)
	return nil
}

func (s *server) retryForm(w http.ResponseWriter, r *http.Request) error {
	f, err := s.visible(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if _, err := s.retry(r.Context(), f); err != nil {
		return err
	}
	http.Redirect(w, r, "/filings/"+f.ID, http.StatusSeeOther)
	return nil
}
