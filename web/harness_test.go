package web

import (
	"bytes"
	"encoding/json"
	"image/color"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"prereview/filing"
)

const (
	portalKey   = "PORTALPORTALPORTALPORTALPORTALPORTALPORTALPORTALPORT"
	otherKey    = "OTHEROTHEROTHEROTHEROTHEROTHEROTHEROTHEROTHEROTHEROT"
	reviewerKey = "REVIEWERREVIEWERREVIEWERREVIEWERREVIEWERREVIEWERREVI"
)

// harness is a whole server over fakes.
type harness struct {
	t        testing.TB
	store    *fakeStore
	objects  *fakeObjects
	bell     *fakeBell
	examiner *fakeExaminer
	pictures *fakePictures
	log      *bytes.Buffer
	srv      *httptest.Server
}

func newHarness(t testing.TB, limits Limits) *harness {
	t.Helper()
	def(&limits.QuickLook, time.Minute) // a busy machine must not fail tests that are not about the budget
	h := &harness{t: t, store: newFakeStore(), objects: &fakeObjects{m: map[string][]byte{}}, bell: &fakeBell{},
		examiner: &fakeExaminer{}, pictures: &fakePictures{}, log: &bytes.Buffer{}}
	h.store.addKey("portal", portalKey, filing.Portal)
	h.store.addKey("other", otherKey, filing.Portal)
	h.store.addKey("rev", reviewerKey, filing.Reviewer)
	handler, err := New(Config{Store: h.store, Objects: h.objects, Bell: h.bell, Pictures: h.pictures, Examiner: h.examiner, Rules: fakeRules{},
		Limits: limits, Logger: slog.New(slog.NewTextHandler(&lockedWriter{w: h.log}, &slog.HandlerOptions{Level: slog.LevelDebug})),
		SpoolDir: t.TempDir(), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	h.srv = httptest.NewUnstartedServer(handler)
	h.srv.Config = NewServer("", handler)
	h.srv.Start()
	t.Cleanup(h.srv.Close)
	return h
}

// answer is a response read whole.
type answer struct {
	t      testing.TB
	status int
	header http.Header
	body   []byte
}

func (h *harness) do(key, method, path, mediaType string, body io.Reader) answer {
	h.t.Helper()
	req, err := http.NewRequest(method, h.srv.URL+path, body)
	if err != nil {
		h.t.Fatal(err)
	}
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	if mediaType != "" {
		req.Header.Set("Content-Type", mediaType)
	}
	return h.send(req)
}

func (h *harness) send(req *http.Request) answer {
	h.t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return answer{h.t, res.StatusCode, res.Header, b}
}

func (h *harness) api(key, method, path string, body any) answer {
	h.t.Helper()
	switch b := body.(type) {
	case nil:
		return h.do(key, method, apiPrefix+path, "", nil)
	case string:
		return h.do(key, method, apiPrefix+path, "application/json", strings.NewReader(b))
	case []byte:
		return h.do(key, method, apiPrefix+path, "application/octet-stream", bytes.NewReader(b))
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			h.t.Fatal(err)
		}
		return h.do(key, method, apiPrefix+path, "application/json", bytes.NewReader(raw))
	}
}

func (a answer) want(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	return a
}

func (a answer) into(v any) {
	a.t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		a.t.Fatalf("%v in %s", err, a.body)
	}
}

// problem demands an RFC 9457 answer with that status and code.
func (a answer) problem(status int, code string) problem {
	a.t.Helper()
	a.want(status)
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		a.t.Fatalf("Content-Type %q: %s", got, a.body)
	}
	var p problem
	a.into(&p)
	if p.Code != code || p.Status != status || p.Title == "" || p.Detail == "" || p.DetailZH == "" {
		a.t.Fatalf("problem %+v, want code %s and words in both languages", p, code)
	}
	return p
}

// about demands that the problem names the field.
func (p problem) about(t testing.TB, field string) fieldError {
	t.Helper()
	for _, e := range p.Errors {
		if e.Field == field {
			return e
		}
	}
	t.Fatalf("no error about %q in %+v", field, p.Errors)
	return fieldError{}
}

// sampleForm is an invented enterprise. Its numbers check out.
func sampleForm() filing.Form {
	p := filing.Person{Name: "林清越", CertificateNumber: "440106199003075239", ValidUntil: "2036-05-12", Mobile: "13800138078",
		EmergencyPhone: "13900139021", Email: "lin@example.com"}
	return filing.Form{Kind: filing.Enterprise, Province: "广东", Type: filing.FirstFiling, Declared: filing.Declared{
		Organisation: filing.Organisation{Name: "广州晴川纸品有限公司", CertificateType: "business_licence",
			CertificateNumber: "91440106MA5XQ3W27K", CertificateAddress: "广州市天河区晴川路18号", MailingAddress: "广州市天河区晴川路18号"},
		Principal: p, SitePrincipal: p,
		Site: filing.Site{Name: "晴川纸品", Domains: []string{"example.com"}, Content: "企业产品介绍", Languages: []string{"zh"}},
	}}
}

func (h *harness) create(key string) string {
	h.t.Helper()
	var f filing.Filing
	h.api(key, "POST", "/filings", sampleForm()).want(201).into(&f)
	return f.ID
}

func (h *harness) uploadTo(key, id string, slot filing.Slot) Upload {
	h.t.Helper()
	var up Upload
	h.api(key, "PUT", "/filings/"+id+"/documents/"+string(slot)+"?name=photo.jpg", jpegOf(h.t, pictureOf(64, 40, color.White))).want(200).into(&up)
	return up
}
