package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"prereview/filing"

	"github.com/danielgtaylor/huma/v2"
)

// problem is an RFC 9457 answer. Code is stable and for machines; Detail and DetailZH are for people. It never quotes
// personal data, so neither do logs that carry it.
type problem struct {
	Title    string        `json:"title"`
	Status   int           `json:"status"`
	Code     string        `json:"code"`
	Detail   string        `json:"detail,omitempty"`
	DetailZH string        `json:"detail_zh,omitempty"`
	Filing   filing.Status `json:"filing_status,omitempty"` // where the filing stands, when that is why
	Run      int           `json:"run,omitempty"`
	Errors   []fieldError  `json:"errors,omitempty"`

	retryAfter time.Duration
	cause      error // logged, never answered
}

// fieldError says what is wrong with one field.
type fieldError struct {
	Field    string   `json:"field"`
	Detail   string   `json:"detail"`
	DetailZH string   `json:"detail_zh,omitempty"`
	Allowed  []string `json:"allowed,omitempty"`
}

func (p *problem) Error() string             { return p.Code + ": " + p.Detail }
func (p *problem) Unwrap() error             { return p.cause }
func (p *problem) GetStatus() int            { return p.Status }
func (p *problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders hands huma the headers that go with the problem.
func (p *problem) GetHeaders() http.Header {
	h := http.Header{"Cache-Control": {"no-store"}}
	if p.retryAfter > 0 {
		h.Set("Retry-After", fmt.Sprint(int(p.retryAfter.Seconds())))
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="prereview"`)
	}
	return h
}

func newProblem(status int, code, detail, detailZH string, errs ...filing.Problem) *problem {
	p := &problem{Title: http.StatusText(status), Status: status, Code: code, Detail: detail, DetailZH: detailZH}
	for _, e := range errs {
		p.Errors = append(p.Errors, fieldError{e.Field, e.Detail, detailZHOf(e), e.Allowed})
	}
	return p
}

func invalid(ps ...filing.Problem) *problem {
	return newProblem(http.StatusUnprocessableEntity, "invalid", "the request has fields that cannot be accepted",
		"填写内容有误，请按提示修改后重新提交。", ps...)
}

// detailZHOf says a filing.Problem in Chinese. Problems are few and their wording is ours, so the pages need no second
// list of rules.
func detailZHOf(p filing.Problem) string {
	zh := strings.NewReplacer(
		"is required", "必填",
		"needs at least one domain", "请至少填写一个域名",
		"unexpected property", "没有这个字段",
		"contains control characters", "含有不可见的控制字符，请删除后重新填写",
	).Replace(p.Detail)
	if zh == p.Detail {
		switch {
		case strings.HasPrefix(p.Detail, "unknown "):
			zh = "取值不在允许范围内"
		default:
			return ""
		}
	}
	if len(p.Allowed) > 0 {
		zh += "，可选：" + strings.Join(p.Allowed, "、")
	}
	return zh
}

// problemOf turns what a store or a handler answered into a problem. An error that is none of the expected ones is a
// fault of ours and is answered without detail.
func problemOf(err error) *problem {
	var (
		p    *problem
		ps   filing.Problems
		one  filing.Problem
		huge *http.MaxBytesError
	)
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &ps):
		return invalid(ps...)
	case errors.As(err, &one):
		return invalid(one)
	case errors.As(err, &huge):
		return newProblem(http.StatusRequestEntityTooLarge, "body_too_large",
			fmt.Sprintf("the request body is over the limit of %d bytes", huge.Limit),
			fmt.Sprintf("提交的内容超过上限（%s）。", bytesZH(huge.Limit)))
	case errors.Is(err, filing.ErrNotFound):
		return newProblem(http.StatusNotFound, "not_found", "no such filing, run or document", "没有找到这份备案或材料。")
	case errors.Is(err, filing.ErrConflict), errors.Is(err, filing.ErrStale):
		return newProblem(http.StatusConflict, "conflict", "the filing's status does not allow this",
			"备案当前的状态不允许这样操作。")
	case errors.Is(err, filing.ErrTooLarge):
		return newProblem(http.StatusRequestEntityTooLarge, "too_large", "over the size limit", "超过大小上限。")
	case errors.Is(err, os.ErrDeadlineExceeded):
		return newProblem(http.StatusRequestTimeout, "body_too_slow", "the request body stopped arriving",
			"上传中断：长时间没有收到数据，请检查网络后重试。")
	case errors.Is(err, context.Canceled):
		return &problem{Title: "Client Closed Request", Status: 499, Code: "cancelled", cause: err}
	}
	p = newProblem(http.StatusInternalServerError, "internal",
		"something failed on our side; nothing is lost, try again", "系统出了点问题，已提交的内容不会丢失，请稍后重试。")
	if errors.Is(err, context.DeadlineExceeded) {
		p.Status, p.Title, p.retryAfter = http.StatusServiceUnavailable, "Service Unavailable", 2*time.Second
	}
	p.cause = err
	return p
}

// write answers a problem on a plain handler.
func (p *problem) write(w http.ResponseWriter) {
	for k, v := range p.GetHeaders() {
		w.Header()[k] = v
	}
	writeJSON(w, p.Status, "application/problem+json", p)
}

func writeJSON(w http.ResponseWriter, status int, mediaType string, v any) {
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.Encode(v) // a failed write is a client that left
}

// huma keeps its error constructor in a package variable; this package is its only user in the program. What huma found
// wrong is told in this package's shape, without the offending value, which may be personal data.
func init() {
	huma.DefaultArrayNullable = false
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError { return humaProblem(status, msg, errs) }
	huma.NewErrorWithContext = func(_ huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(status, msg, errs)
	}
}

func humaProblem(status int, msg string, errs []error) *problem {
	if status == http.StatusInternalServerError && len(errs) > 0 {
		return problemOf(errs[0])
	}
	p := newProblem(status, "invalid", msg, "")
	switch status {
	case http.StatusRequestEntityTooLarge:
		p.Code, p.DetailZH = "body_too_large", "提交的内容超过上限。"
	case http.StatusRequestTimeout:
		return problemOf(os.ErrDeadlineExceeded)
	case http.StatusUnsupportedMediaType:
		p.Code, p.Detail = "media_type", "the body must be application/json"
		p.DetailZH = "请求体必须是 application/json。"
	case http.StatusUnprocessableEntity:
		p.Detail, p.DetailZH = "the request has fields that cannot be accepted", "填写内容有误，请按提示修改后重新提交。"
	case http.StatusBadRequest:
		p.Code, p.Detail, p.DetailZH = "malformed", "the body is not valid JSON", "请求体不是合法的 JSON。"
	}
	seen := map[string]bool{}
	for _, err := range errs {
		fp := fieldProblemOf(err)
		if !seen[fp.Field+"\x00"+fp.Detail] {
			seen[fp.Field+"\x00"+fp.Detail] = true
			p.Errors = append(p.Errors, fieldError{fp.Field, fp.Detail, detailZHOf(fp), fp.Allowed})
		}
	}
	return p
}

// fieldProblemOf names the field as the form does ("declared.site.name"), where huma says "body.declared.site".
func fieldProblemOf(err error) filing.Problem {
	var own filing.Problem
	if errors.As(err, &own) {
		return own
	}
	var d huma.ErrorDetailer
	if !errors.As(err, &d) {
		return filing.Problem{Field: "body", Detail: "cannot be read"}
	}
	e := d.ErrorDetail()
	loc := e.Location
	for _, in := range []string{"body.", "query.", "path.", "header."} {
		loc = strings.TrimPrefix(loc, in)
	}
	if name, ok := strings.CutPrefix(e.Message, "expected required property "); ok {
		name = strings.TrimSuffix(name, " to be present")
		if loc != "body" && loc != "" {
			name = loc + "." + name
		}
		return filing.Problem{Field: name, Detail: "is required"}
	}
	if list, ok := strings.CutPrefix(e.Message, `expected value to be one of "`); ok {
		return filing.Problem{Field: loc, Detail: "unknown value", Allowed: strings.Split(strings.TrimSuffix(list, `"`), ", ")}
	}
	return filing.Problem{Field: loc, Detail: e.Message}
}

func bytesZH(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", (n+1023)>>10)
	}
	return fmt.Sprintf("%d 字节", n)
}
