package registers

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"prereview/filing"
	"prereview/pipeline/check"
)

// service answers what f says and counts the questions.
func service(t *testing.T, f http.HandlerFunc) (string, *atomic.Int64) {
	t.Helper()
	var n atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		f(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL, &n
}

func client(t *testing.T, c Config) *Client {
	t.Helper()
	got, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestLook(t *testing.T) {
	url, n := service(t, func(w http.ResponseWriter, r *http.Request) {
		var q question
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil || r.Method != http.MethodPost || r.URL.RawQuery != "" {
			t.Errorf("asked %s %s: %v", r.Method, r.URL, err)
		}
		if r.Header.Get("Authorization") != "Bearer secret" {
			t.Error("no token")
		}
		switch q.Key {
		case "good":
			io.WriteString(w, `{"known": true, "at": "2026-01-02T03:04:05Z", "value": {"name": "杭州某某有限公司", "status": "revoked", "further": 1}}`)
		case "unknown":
			w.WriteHeader(404)
		case "refused":
			w.WriteHeader(451)
		case "moved":
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusTemporaryRedirect)
		case "huge":
			io.WriteString(w, `{"known": true, "value": "`+strings.Repeat("x", bodyBytes)+`"}`)
		case "odd":
			io.WriteString(w, `{"known": true, "value": {"name": 7}}`)
		case "broken":
			io.WriteString(w, `{"known": tr`)
		default:
			w.WriteHeader(500)
		}
	})
	c := client(t, Config{URLs: map[check.Register]string{check.RegisterEntity: url}, Token: "secret"})
	for range 3 {
		var e filing.Entity
		source, at, known, err := c.Look(t.Context(), check.RegisterEntity, "good", &e)
		if err != nil || !known || e.Name != "杭州某某有限公司" || e.Status != "revoked" || !strings.HasPrefix(source, "127.0.0.1:") || at.Year() != 2026 {
			t.Errorf("%s %v %v %v %+v", source, at, known, err, e)
		}
	}
	if n.Load() != 1 {
		t.Errorf("asked %d times for one kept answer", n.Load())
	}
	var e filing.Entity
	if _, at, known, err := c.Look(t.Context(), check.RegisterEntity, "unknown", &e); known || err != nil || at.IsZero() {
		t.Errorf("unknown: %v %v", known, err)
	}
	if _, _, _, err := c.Look(t.Context(), check.RegisterEntity, "refused", &e); !errors.Is(err, check.ErrRefused) {
		t.Errorf("refused: %v", err)
	}
	if _, _, _, err := c.Look(t.Context(), check.RegisterMobile, "x", &e); !errors.Is(err, check.ErrNoRegister) {
		t.Errorf("none configured: %v", err)
	}
	for _, key := range []string{"moved", "huge", "odd", "broken"} {
		if _, _, known, err := c.Look(t.Context(), check.RegisterEntity, key, &e); err == nil || known || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v %v", key, known, err)
		}
	}
}

// A register that fails is left alone; after a rest one question is tried.
func TestBreaker(t *testing.T) {
	var good atomic.Bool
	url, n := service(t, func(w http.ResponseWriter, r *http.Request) {
		if !good.Load() {
			w.WriteHeader(502)
			return
		}
		io.WriteString(w, `{"known": true, "value": {"mainland": true}}`)
	})
	c := client(t, Config{URLs: map[check.Register]string{check.RegisterIP: url}, Keep: -1})
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	c.now = func() time.Time { return now }
	look := func() error {
		var v filing.IPRecord
		_, _, _, err := c.Look(t.Context(), check.RegisterIP, "192.0.2.1", &v)
		return err
	}
	for range 20 {
		if look() == nil {
			t.Fatal("a fault is no fault")
		}
	}
	if n.Load() != faults {
		t.Errorf("asked %d times", n.Load())
	}
	now = now.Add(rest + time.Second)
	if err := look(); err == nil || errors.Is(err, errResting) || n.Load() != faults+1 {
		t.Errorf("after the rest: %v, %d", err, n.Load())
	}
	if err := look(); !errors.Is(err, errResting) {
		t.Errorf("after a failed try: %v", err)
	}
	now = now.Add(rest + time.Second)
	good.Store(true)
	for range 3 {
		if err := look(); err != nil {
			t.Errorf("mended: %v", err)
		}
	}
}

func TestTimeout(t *testing.T) {
	hold := make(chan struct{})
	url, _ := service(t, func(w http.ResponseWriter, r *http.Request) { <-hold })
	defer close(hold)
	c := client(t, Config{URLs: map[check.Register]string{check.RegisterDomain: url}, Timeout: 30 * time.Millisecond})
	var v filing.DomainRecord
	if _, _, _, err := c.Look(t.Context(), check.RegisterDomain, "example.com", &v); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	for range faults {
		c.Look(stopped, check.RegisterDomain, "example.com", &v)
	}
	if !c.admit(check.RegisterDomain) {
		t.Error("callers that gave up count as faults")
	}
}

// Many at once, through LookUp, as a filing asks.
func TestConcurrent(t *testing.T) {
	url, _ := service(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"known": true, "value": {"province": "浙江"}}`)
	})
	c := client(t, Config{URLs: map[check.Register]string{check.RegisterMobile: url}})
	form := filing.Form{Kind: filing.Individual, Declared: filing.Declared{Principal: filing.Person{Mobile: "13805710001", CertificateNumber: "1"}}}
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			a := check.LookUp(t.Context(), c, form)
			if a.Mobiles["13805710001"].Value.Province != "浙江" || a.Subject.Reason() != filing.ReasonNoRegister {
				t.Errorf("%+v", a)
			}
		})
	}
	wg.Wait()
}

func TestConfig(t *testing.T) {
	for name, c := range map[string]Config{
		"valid: entity, subject": {URLs: map[check.Register]string{"whois": "http://x"}},
		"no http:// or https://": {URLs: map[check.Register]string{check.RegisterDomain: "ftp://u:p@x"}},
		"register domain":        {URLs: map[check.Register]string{check.RegisterDomain: "x"}},
	} {
		if _, err := New(c); err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "u:p") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
