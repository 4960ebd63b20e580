package web

import (
	"bytes"
	"image"
	_ "image/jpeg"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"prereview/filing"
)

// cookieOf signs in and answers the session cookie.
func (h *harness) cookieOf() string {
	h.t.Helper()
	req, _ := http.NewRequest("POST", h.srv.URL+"/sign-in", strings.NewReader(url.Values{"key": {" " + reviewerKey + "\n"}}.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	set := h.send(req).want(303).header.Get("Set-Cookie")
	for _, want := range []string{cookieName + "=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"} {
		if !strings.Contains(set, want) {
			h.t.Errorf("session cookie %q lacks %s", set, want)
		}
	}
	if strings.Contains(set, reviewerKey) {
		h.t.Error("the cookie holds the key")
	}
	return strings.SplitN(set, ";", 2)[0]
}

// from sends a request as a browser with that cookie would, from a page of that site.
func (h *harness) from(cookie, site, method, path string, form url.Values) answer {
	h.t.Helper()
	req, _ := http.NewRequest(method, h.srv.URL+path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Cookie", cookie)
	if site != "" {
		req.Header.Set("Sec-Fetch-Site", site)
	}
	return h.send(req)
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	h := newHarness(t, Limits{})
	h.stories()
	get := h.browse()
	for _, path := range []string{"/", "/new", "/sign-in", "/filings/story-faults", "/nowhere", "/healthz", "/openapi.json", "/api/v1/filings", "/api/v1/nowhere"} {
		a := get(path)
		c := a.header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(c, want) {
				t.Errorf("%s: policy lacks %s", path, want)
			}
		}
		if strings.Contains(c, "unsafe") || strings.Contains(c, "http") {
			t.Errorf("%s: policy is loose: %s", path, c)
		}
		for k, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin"} {
			if a.header.Get(k) != want {
				t.Errorf("%s: %s is %q", path, k, a.header.Get(k))
			}
		}
		if cc := a.header.Get("Cache-Control"); !strings.Contains(cc, "no-") {
			t.Errorf("%s: Cache-Control %q lets pages with personal data be kept", path, cc)
		}
		// Nothing in a page comes from elsewhere, and nothing is inline: the policy would refuse it.
		if m := regexp.MustCompile(`(?i)(src|href)="(https?:)?//|<style|style="|\son\w+="|<script>`).Find(a.body); m != nil {
			t.Errorf("%s holds %s", path, m)
		}
	}
	page := string(get("/").body)
	for _, m := range regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		a := get(m[1]).want(200)
		if !strings.Contains(a.header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s may not be kept", m[1])
		}
	}
}

func TestPagesNeedASession(t *testing.T) {
	h := newHarness(t, Limits{})
	h.stories()
	for _, c := range []struct{ method, path, to string }{
		{"GET", "/", "/sign-in"}, {"GET", "/new", "/sign-in?next=%2Fnew"}, {"GET", "/filings/story-faults?run=1", "/sign-in?next=%2Ffilings%2Fstory-faults%3Frun%3D1"},
		{"POST", "/filings/story-faults/decision", "/sign-in"}, {"POST", "/filings/story-faults/reveal", "/sign-in"},
		{"GET", "/filings/story-faults/documents/business_licence/preview.jpg", "/sign-in?next="}, {"GET", "/filings/story-faults/documents/business_licence/original", "/sign-in?next="},
	} {
		a := h.do("", c.method, c.path, "", nil).want(303)
		if got := a.header.Get("Location"); !strings.HasPrefix(got, c.to) {
			t.Errorf("%s %s goes to %s", c.method, c.path, got)
		}
	}
	req, _ := http.NewRequest("POST", h.srv.URL+"/sign-in", strings.NewReader("key="+portalKey))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if a := h.send(req).want(401); !bytes.Contains(a.body, []byte("接口密钥")) {
		t.Error("a portal key is not told why it cannot sign in")
	}
	if len(h.store.sessions) != 0 {
		t.Error("a session was opened")
	}
	cookie := h.cookieOf()
	k := h.store.keys["rev"]
	k.RevokedAt = testNow
	h.store.keys["rev"] = k
	h.from(cookie, "", "GET", "/", nil).want(303) // revoking the key ends its sessions
}

func TestOtherSitesCannotAct(t *testing.T) {
	h := newHarness(t, Limits{})
	h.stories()
	cookie := h.cookieOf()
	decision := url.Values{"run": {"1"}, "status": {"accepted"}}
	h.from(cookie, "cross-site", "POST", "/filings/story-faults/decision", decision).want(403)
	h.from(cookie, "cross-site", "POST", "/filings/story-faults/reveal", nil).want(403)
	h.from(cookie, "same-site", "POST", "/sign-out", nil).want(403)
	h.from(cookie, "cross-site", "POST", "/api/v1/filings/story-draft/submit", nil).problem(403, "cross_site")
	h.from(cookie, "cross-site", "POST", "/sign-in", url.Values{"key": {reviewerKey}}).want(403)
	req, _ := http.NewRequest("POST", h.srv.URL+"/filings/story-faults/decision", strings.NewReader(decision.Encode())) // an older browser
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Cookie", cookie)
	req.Header.Set("Origin", "https://evil.example")
	h.send(req).want(403)
	if f, _ := h.store.Filing(t.Context(), "story-faults"); f.Status != filing.Reviewed {
		t.Fatal("another site decided a filing")
	}
	h.from(cookie, "same-origin", "POST", "/filings/story-faults/decision", decision).want(303)
	h.from(cookie, "same-origin", "POST", "/sign-out", nil).want(303)
	h.from(cookie, "", "GET", "/", nil).want(303)
}

func TestDecisionForm(t *testing.T) {
	h := newHarness(t, Limits{})
	h.stories()
	cookie := h.cookieOf()
	post := func(v url.Values) answer {
		return h.from(cookie, "same-origin", "POST", "/filings/story-faults/decision", v)
	}
	for name, v := range map[string]url.Values{
		"no reason":        {"run": {"1"}, "status": {"returned"}},
		"a passed check":   {"run": {"1"}, "status": {"returned"}, "reason": {"9"}},
		"no such finding":  {"run": {"1"}, "status": {"returned"}, "reason": {"99"}},
		"not a number":     {"run": {"1"}, "status": {"returned"}, "reason": {"-1"}},
		"unknown decision": {"run": {"1"}, "status": {"draft"}, "own": {"x"}},
		"nothing":          {},
	} {
		if a := post(v); a.status < 400 || a.status >= 500 {
			t.Errorf("%s: %d", name, a.status)
		}
	}
	h.from(cookie, "same-origin", "POST", "/filings/story-second-run/decision", url.Values{"run": {"1"}, "status": {"accepted"}}).want(409)
	post(url.Values{"run": {"1"}, "status": {"rejected"}, "reason": {"0", "1"}, "own": {"第一条\n\n  第二条  \n"}, "note": {"n"}}).want(303)
	ds, _ := h.store.Decisions(t.Context(), "story-faults")
	if len(ds) != 1 || len(ds[0].Reasons) != 4 || ds[0].Reasons[3].Message != "第二条" || ds[0].Note != "n" {
		t.Fatalf("stored %+v", ds)
	}
	post(url.Values{"run": {"1"}, "status": {"accepted"}}).want(409)
	h.from(cookie, "same-origin", "POST", "/filings/story-failed/retry", nil).want(303)
	h.from(cookie, "same-origin", "POST", "/filings/story-failed/retry", nil).want(409)
	if a := h.from(cookie, "", "GET", "/next?after=story-unread", nil).want(303); a.header.Get("Location") != "/filings/story-unsure" {
		t.Errorf("next is %s", a.header.Get("Location"))
	}
}

func TestPreviewIsDrawnOnceAndUpright(t *testing.T) {
	h := newHarness(t, Limits{})
	h.stories()
	get := h.browse()
	const at = "/filings/story-faults/documents/id_card_front/preview.jpg?run=1"
	a := get(at).want(200)
	if a.header.Get("Content-Type") != "image/jpeg" || !strings.HasPrefix(a.header.Get("Cache-Control"), "private, max-age=") {
		t.Errorf("headers %v", a.header)
	}
	m, _, err := image.DecodeConfig(bytes.NewReader(a.body))
	if err != nil || m.Width != 1100 || m.Height != 760 { // stored on its side, 760 x 1100
		t.Errorf("preview is %d x %d (%v)", m.Width, m.Height, err)
	}
	n := h.pictures.drawn.Load()
	get(at)
	if h.pictures.drawn.Load() != n {
		t.Error("the preview was drawn again")
	}
	get("/filings/story-faults/documents/permit/preview.jpg").want(404)
	get("/filings/story-faults/documents/passport/preview.jpg").want(422)
	get("/filings/unknown/documents/permit/preview.jpg").want(404)
	if a := get("/filings/story-faults/documents/id_card_front/original?run=1").want(200); !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment;") {
		t.Errorf("the original is shown, not downloaded: %v", a.header)
	}
	var viewed int
	for _, e := range h.store.audit {
		if e.Action == "document.viewed" && e.Actor == "rev" && e.FilingID == "story-faults" {
			viewed++
		}
	}
	if viewed != 1 {
		t.Errorf("the download was audited %d times", viewed)
	}
}

func TestLivePagesCostLittleWhenNothingChanged(t *testing.T) {
	h := newHarness(t, Limits{})
	h.stories()
	cookie := h.cookieOf()
	tag := h.from(cookie, "", "GET", "/", nil).want(200).header.Get("ETag")
	req, _ := http.NewRequest("GET", h.srv.URL+"/", nil)
	req.Header.Set("Cookie", cookie)
	req.Header.Set("If-None-Match", tag)
	if a := h.send(req).want(304); len(a.body) != 0 {
		t.Error("304 with a body")
	}
	views := func() (n int) {
		for _, e := range h.store.audit {
			if e.Action == "report.viewed" {
				n++
			}
		}
		return n
	}
	h.from(cookie, "", "GET", "/filings/story-clean", nil).want(200)
	before := views()
	req, _ = http.NewRequest("GET", h.srv.URL+"/filings/story-clean", nil)
	req.Header.Set("Cookie", cookie)
	req.Header.Set("Prereview-Live", "1")
	h.send(req).want(200)
	if views() != before || before != 1 {
		t.Errorf("report views audited: %d, then %d", before, views())
	}
}

func TestLocalPath(t *testing.T) {
	for in, want := range map[string]string{"/filings/x?run=1": "/filings/x?run=1", "": "/", "//evil.example": "/", "/\\evil.example": "/", "https://evil.example": "/",
		"/\t/evil.example": "/", "javascript:alert(1)": "/", "/sign-in": "/"} {
		if got := localPath(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
