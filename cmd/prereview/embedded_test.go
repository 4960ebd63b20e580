package main

import (
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"prereview/filing"
	"prereview/samples"
)

var signIn = regexp.MustCompile(`http://\S+/sign-in#(\S+)`)

// row is one filing of the list.
type row struct {
	ID      string         `json:"id"`
	Title   string         `json:"title"`
	Status  filing.Status  `json:"status"`
	Verdict filing.Verdict `json:"verdict"`
	Run     int            `json:"run"`
}

// listed asks the API for every filing.
func listed(t *testing.T, api *client) []row {
	t.Helper()
	var page struct {
		Filings []row `json:"filings"`
	}
	if err := api.do(t.Context(), http.MethodGet, "/filings?limit=200", nil, "", &page); err != nil {
		t.Fatal(err)
	}
	return page.Filings
}

// eventually waits until every one of n filings is reviewed.
func eventually(t *testing.T, api *client, n int, within time.Duration) []row {
	t.Helper()
	deadline := time.Now().Add(within)
	for {
		fs := listed(t, api)
		done := 0
		for _, f := range fs {
			if f.Status == filing.Reviewed {
				done++
			}
		}
		if len(fs) == n && done == n {
			return fs
		}
		if time.Now().After(deadline) {
			for _, f := range fs {
				t.Logf("%s %s run %d", f.ID, f.Status, f.Run)
			}
			t.Fatalf("%d of %d filings reviewed, %d listed, after %v", done, n, len(fs), within)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// An empty data directory gets the samples; whatever was unfinished when the process was killed is finished by the next,
// though the in-process Redis forgot everything; what was finished is not done again.
func TestEmbedded(t *testing.T) {
	manifests, err := fs.Glob(samples.FS, "*/filing.json")
	if err != nil || len(manifests) < 3 {
		t.Fatalf("%d samples, %v", len(manifests), err)
	}
	data, addr := filepath.Join(t.TempDir(), "data"), freeAddress(t)
	p := start(t, nil, "run", "--data", data, "--listen", addr)
	ready(t, p, addr)
	m := signIn.FindStringSubmatch(waitFor(t, p, "/sign-in#"))
	if m == nil || !strings.HasPrefix(m[0], "http://"+addr) {
		t.Fatalf("no address printed: %s", p.output())
	}
	api := newClient("http://"+addr, m[1])

	// Killed as soon as all are in: most are still queued.
	deadline := time.Now().Add(time.Minute)
	for submitted := 0; submitted < len(manifests); {
		submitted = 0
		for _, f := range listed(t, api) {
			if f.Status != filing.Draft {
				submitted++
			}
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d samples submitted after a minute", submitted, len(manifests))
		}
		time.Sleep(20 * time.Millisecond)
	}
	p.kill()

	p = start(t, nil, "run", "--data", data, "--listen", addr)
	ready(t, p, addr)
	before := eventually(t, api, len(manifests), 3*time.Minute) // the key still holds
	if again := signIn.FindStringSubmatch(waitFor(t, p, "/sign-in#")); again == nil || again[1] != m[1] {
		t.Error("the printed address changed with the restart")
	}

	// A second process on the same data is refused in one clear line.
	_, errs, code := run(t, nil, "run", "--data", data, "--listen", freeAddress(t))
	if code != 1 || !strings.Contains(errs, "in use") {
		t.Errorf("a second run on the same data: status %d: %s", code, errs)
	}

	// The verdicts are those the manifests expect, so the whole way gives what the pipeline alone gives.
	expected := map[string]filing.Verdict{}
	for _, name := range manifests {
		m, _, err := loadManifest(samples.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		expected[filing.Filing{Form: m.Form}.Title()] = m.ExpectedVerdict
	}
	s := schema(t, "report.schema.json")
	for _, f := range before {
		if f.Verdict != expected[f.Title] {
			t.Errorf("%s: verdict %s, expected %s", f.ID, f.Verdict, expected[f.Title])
		}
		var raw json.RawMessage
		if err := api.do(t.Context(), http.MethodGet, "/filings/"+f.ID+"/report", nil, "", &raw); err != nil {
			t.Fatal(err)
		}
		conforms(t, s, raw)
		kept, err := os.ReadFile(filepath.Join(data, "objects", filepath.FromSlash(filing.ReportKey(f.ID, 1))))
		if err != nil {
			t.Errorf("the report is no object: %v", err)
		} else {
			conforms(t, s, kept)
		}
	}
	p.stop(t)

	p = start(t, nil, "run", "--data", data, "--listen", addr)
	ready(t, p, addr)
	after := listed(t, api)
	if len(after) != len(before) {
		t.Errorf("%d filings after a restart, %d before: samples were loaded again", len(after), len(before))
	}
	p.stop(t)
}

// waitFor waits until the process has printed want, and answers all it has printed.
func waitFor(t *testing.T, p *process, want string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for !strings.Contains(p.output(), want) {
		select {
		case <-ctx.Done():
			t.Fatalf("%q was not printed:\n%s", want, p.output())
		case <-time.After(20 * time.Millisecond):
		}
	}
	return p.output()
}
