package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"time"

	"prereview/filing"
	"prereview/internal/testservers"
	"prereview/samples"
	"prereview/storage/records"
)

// The fleet as it is deployed: one server, two workers, PostgreSQL, MinIO, Redis. Twenty filings go in, one worker is
// killed with work in its hands, and every filing ends with exactly one report.
func TestFleet(t *testing.T) {
	const filings = 20
	dsn := testservers.Postgres(t)
	redis := testservers.Redis(t)
	endpoint, access, secret := testservers.MinIO(t)
	env := []string{
		"PREREVIEW_DATABASE=" + dsn,
		"PREREVIEW_REDIS=redis://" + redis + "/0",
		"PREREVIEW_OBJECTS=minio://" + endpoint + "/fleet?secure=false",
		"PREREVIEW_MINIO_ACCESS_KEY=" + access,
		"PREREVIEW_MINIO_SECRET_KEY=" + secret,
	}
	if _, errs, code := run(t, env, "migrate"); code != 0 {
		t.Fatalf("migrate: %s", errs)
	}
	key := func(role string) *client {
		out, errs, code := run(t, env, "keys", "create", "--role", role, "--name", role)
		if code != 0 {
			t.Fatalf("keys create: %s", errs)
		}
		return newClient("", strings.TrimSpace(out))
	}
	portal, other, reviewer := key("portal"), key("portal"), key("reviewer")
	addr := freeAddress(t)
	for _, c := range []*client{portal, other, reviewer} {
		c.server = "http://" + addr
	}
	serve := start(t, env, "serve", "--listen", addr)
	ready(t, serve, addr)

	// All are submitted before any worker is there, so that the backlog is real.
	manifests, err := fs.Glob(samples.FS, "*/filing.json")
	if err != nil || len(manifests) == 0 {
		t.Fatalf("%d samples, %v", len(manifests), err)
	}
	ids := make([]string, filings)
	for i := range ids {
		_, in, err := loadManifest(samples.FS, manifests[i%len(manifests)])
		if err != nil {
			t.Fatal(err)
		}
		in.Form.Declared.Site.Name = fmt.Sprintf("%s%d", in.Form.Declared.Site.Name, i)
		if ids[i], err = portal.submit(t.Context(), in, func(string) {}); err != nil {
			t.Fatal(err)
		}
	}

	victim := start(t, env, "worker", "--concurrency", "2", "--children", "1")
	survivor := start(t, env, "worker", "--concurrency", "2", "--children", "1")
	store, err := records.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	held := inHand(t, store, ids, victim.cmd.Process.Pid)
	victim.kill()
	t.Logf("killed a worker that held %v", held)

	begin := time.Now()
	done := eventually(t, portal, filings, 4*time.Minute)
	t.Logf("all reviewed %v after the kill", time.Since(begin).Round(time.Second))
	retried := 0
	for _, f := range done {
		runs, err := store.Runs(t.Context(), f.ID)
		if err != nil || len(runs) != 1 {
			t.Errorf("%s: %d runs, %v", f.ID, len(runs), err)
			continue
		}
		if runs[0].Attempt > 1 {
			retried++
		}
		log, err := store.AuditLog(t.Context(), f.ID)
		if err != nil {
			t.Fatal(err)
		}
		reviewed := 0
		for _, e := range log {
			if strings.Contains(e.Action, "reviewed") {
				reviewed++
			}
		}
		if reviewed != 1 {
			t.Errorf("%s: reviewed %d times by the audit log: %+v", f.ID, reviewed, log)
		}
		sent, err := store.RunAttachments(t.Context(), f.ID, 1)
		if err != nil {
			t.Fatal(err)
		}
		r, err := store.Report(t.Context(), f.ID, 0)
		if err != nil || r.Run != 1 || r.FilingID != f.ID || len(r.Documents) != len(sent) || len(sent) == 0 {
			t.Errorf("%s: report of run %d with %d documents, %v", f.ID, r.Run, len(r.Documents), err)
		}
	}
	if retried == 0 {
		t.Error("no run needed a second attempt: the kill hit nothing")
	}

	// Another key sees none of it; a reviewer sees all.
	if n := len(listed(t, other)); n != 0 {
		t.Errorf("another key sees %d filings", n)
	}
	var raw json.RawMessage
	if err := other.do(t.Context(), http.MethodGet, "/filings/"+ids[0]+"/report", nil, "", &raw); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("another key's filing: %v", err)
	}
	if n := len(listed(t, reviewer)); n != filings {
		t.Errorf("a reviewer sees %d filings", n)
	}
	survivor.stop(t)
	serve.stop(t)
}

// inHand waits until the worker with that process id holds a run, and answers which.
func inHand(t *testing.T, store *records.Store, ids []string, pid int) []string {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		var held []string
		for _, id := range ids {
			r, err := store.Run(t.Context(), id, 0)
			if err != nil {
				t.Fatal(err)
			}
			if r.Status == filing.Reviewing && strings.Contains(r.Worker, fmt.Sprintf(":%d:", pid)) {
				held = append(held, id)
			}
		}
		if len(held) > 0 {
			return held
		}
	}
	t.Fatal("the worker took nothing within a minute")
	return nil
}
