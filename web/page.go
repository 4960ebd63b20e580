package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"

	"prereview/filing"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// assets are the embedded style sheet, scripts and icons. Their address carries a hash of them all, so that a browser
// may keep them for ever and still never mixes two versions.
type assets struct {
	prefix string // "/static/<hash>/"
	files  http.Handler
}

func newAssets() (assets, error) {
	sub, err := fs.Sub(staticFiles, "static")
	if err != nil {
		return assets{}, err
	}
	h := sha256.New()
	err = fs.WalkDir(sub, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(sub, path)
		fmt.Fprintf(h, "%s %d\n", path, len(b))
		h.Write(b)
		return err
	})
	prefix := "/static/" + hex.EncodeToString(h.Sum(nil))[:16] + "/"
	return assets{prefix, http.StripPrefix(prefix, http.FileServerFS(sub))}, err
}

// templates are parsed once, one set a page, each with the layout and the shared parts.
func (s *server) parseTemplates() (map[string]*template.Template, error) {
	funcs := template.FuncMap{
		"asset": func(name string) string { return s.assets.prefix + name },
		"icon": func(name string) template.HTML {
			return template.HTML(`<svg class="icon" aria-hidden="true"><use href="#i-` + template.HTMLEscapeString(name) + `"/></svg>`)
		},
		"when":    when,
		"day":     func(t time.Time) string { return t.In(filing.China).Format("2006-01-02") },
		"zh":      proseZH,
		"mask":    maskText,
		"bytes":   bytesZH,
		"status":  func(v filing.Status) string { return statusZH[v] },
		"verdict": func(v filing.Verdict) string { return verdictZH[v] },
		"kind":    func(v filing.Kind) string { return orSelf(kindZH, v) },
		"type":    func(v filing.Type) string { return orSelf(typeZH, v) },
		"slot":    func(v filing.Slot) string { return orSelf(slotZH, v) },
		"dockind": func(v filing.DocumentKind) string { return orSelf(docKindZH, v) },
		"plain":   plainText,
		"add":     func(a, b int) int { return a + b },
	}
	shared, err := template.New("").Funcs(funcs).ParseFS(templateFiles, "templates/layout.html", "templates/parts.html")
	if err != nil {
		return nil, err
	}
	pages := map[string]*template.Template{}
	for _, name := range []string{"sign_in", "list", "filing", "edit", "message", "standalone", "replay", "rules", "rule"} {
		t, err := shared.Clone()
		if err == nil {
			t, err = t.ParseFS(templateFiles, "templates/"+name+".html")
		}
		if err != nil {
			return nil, err
		}
		pages[name] = t
	}
	return pages, nil
}

// plainText is a personal value itself, where the applicant's own form is shown to be edited. Without it a template would
// print it masked, as everything else does.
func plainText(v any) string { return reflect.ValueOf(v).String() }

func orSelf[T ~string](m map[T]string, v T) string {
	if zh, ok := m[v]; ok {
		return zh
	}
	return string(v)
}

func when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(filing.China).Format("2006-01-02 15:04")
}

// page is what every template has; Body is the page's own.
type page struct {
	Title   string
	Name    string // of the template; the scripts look at it
	Section string // which entry of the navigation is current
	Key     filing.Key
	Version string
	Notice  string
	Body    any
}

// render writes a page. It is rendered whole before a byte is sent, so that a fault in a template is a clean error; the
// ETag lets the live pages ask whether anything has changed at the cost of a few bytes.
func (s *server) render(w http.ResponseWriter, r *http.Request, status int, name string, p page) {
	p.Name, p.Key, p.Version = name, caller(r.Context()), s.Version
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "layout", p); err != nil {
		s.Logger.ErrorContext(r.Context(), "page cannot be rendered", "page", name, "error", err)
		plain(w, http.StatusInternalServerError, "系统出了点问题，请稍后重试。\n")
		return
	}
	sum := sha256.Sum256(b.Bytes())
	tag := `"` + hex.EncodeToString(sum[:12]) + `"`
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-store")
	h.Set("ETag", tag)
	if status == http.StatusOK && r.Method == http.MethodGet && r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// message is a page that only says something.
type message struct {
	Heading, Text string
	Link, Label   string
}

func (s *server) renderProblem(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	s.logFault(r.Context(), p, r.Pattern)
	heading := map[int]string{404: "没有找到", 403: "不能这样操作", 409: "状态已经变化", 422: "填写有误", 413: "内容过大", 503: "请稍后再试"}[p.Status]
	if heading == "" {
		heading = "出了点问题"
	}
	text := p.DetailZH
	for _, e := range p.Errors {
		if e.DetailZH != "" {
			text += fieldLabel("", e.Field) + "：" + e.DetailZH + "。"
		}
	}
	for k, v := range p.GetHeaders() {
		w.Header()[k] = v
	}
	s.render(w, r, p.Status, "message", page{Title: heading, Body: message{heading, text, "/", "返回列表"}})
}

// htmlPages registers the pages. All but signing in need a session.
func (s *server) htmlPages(mux *http.ServeMux) (err error) {
	if s.assets, err = newAssets(); err != nil {
		return err
	}
	if s.pages, err = s.parseTemplates(); err != nil {
		return err
	}
	mux.HandleFunc("GET "+s.assets.prefix, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		s.assets.files.ServeHTTP(w, r)
	})
	mux.HandleFunc("GET /sign-in", s.signInPage)
	mux.HandleFunc("POST /sign-in", s.signIn)
	mux.HandleFunc("POST /sign-out", s.signOut)
	for pattern, handler := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /{$}":                    s.listPage,
		"GET /next":                   s.nextPage,
		"GET /new":                    s.newPage,
		"GET /filings/{id}/edit":      s.editPage,
		"GET /filings/{id}":           s.filingPage,
		"GET /filings/{id}/state":     s.filingState,
		"GET /rules":                  s.rulesPage,
		"GET /rules/{check}":          s.rulePage,
		"POST /rules/{check}/snooze":  s.snoozeForm,
		"POST /snoozes/{id}/end":      s.wakeForm,
		"POST /filings/{id}/decision": s.decideForm,
		"POST /filings/{id}/retry":    s.retryForm,
		"POST /filings/{id}/reveal":   s.reveal,
		"GET /filings/{id}/documents/{slot}/preview.jpg": s.previewJPEG,
		"GET /filings/{id}/documents/{slot}/original":    s.original,
		"/": func(http.ResponseWriter, *http.Request) error {
			return newProblem(http.StatusNotFound, "no_such_page", "no such page", "没有这个页面，可能是地址写错了。")
		},
	} {
		mux.Handle(pattern, s.signedIn(handler))
	}
	return nil
}

// signedIn guards a page: without a session the visitor is sent to sign in and comes back afterwards.
func (s *server) signedIn(handler func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, err := s.identify(r)
		if err == nil && key.Role != filing.Reviewer {
			err = errNoCredentials
		}
		switch {
		case errors.Is(err, errNoCredentials), errors.Is(err, filing.ErrNotFound):
			to := "/sign-in"
			if r.Method == http.MethodGet && r.URL.Path != "/" && !strings.HasSuffix(r.URL.Path, "/state") {
				to += "?next=" + url.QueryEscape(r.URL.RequestURI())
			}
			http.Redirect(w, r, to, http.StatusSeeOther)
			return
		case err != nil:
			s.renderProblem(w, r, err)
			return
		}
		note(r, key.ID)
		r = r.WithContext(as(r.Context(), key))
		r.Body = http.MaxBytesReader(w, r.Body, s.Limits.FormBytes)
		if err := handler(w, r); err != nil {
			s.renderProblem(w, r, err)
		}
	})
}
