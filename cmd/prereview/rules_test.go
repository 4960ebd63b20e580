package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"prereview/filing"
	"prereview/storage/records"
)

// stored makes a database with n reviewed filings of the kind that lies in pipeline/testdata.
func stored(t testing.TB, n int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	raw, err := os.ReadFile("../../pipeline/testdata/report.json")
	if err != nil {
		t.Fatal(err)
	}
	var rep filing.Report
	if err := json.Unmarshal(raw, &rep); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	s, err := databaseFlags{Data: dir}.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i := range n {
		review(t, s, fmt.Sprintf("f%04d", i), rep)
	}
	return dir
}

func review(t testing.TB, s *records.Store, id string, rep filing.Report) {
	t.Helper()
	ctx := context.Background()
	if err := s.CreateFiling(ctx, filing.Filing{ID: id, Owner: "k1", Form: rep.Form}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Submit(ctx, id); err != nil {
		t.Fatal(err)
	}
	r, err := s.Claim(ctx, id, 1, "w", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	rep.FilingID, rep.Run = id, 1
	if err := s.Finish(ctx, r, rep); err != nil {
		t.Fatal(err)
	}
}

func TestRulesReplay(t *testing.T) {
	dir := stored(t, 3)
	pack := t.TempDir()
	if err := os.WriteFile(filepath.Join(pack, "limits.json"), []byte(`{"pack": "某云", "version": "2", "effective_from": "2030-01-01", "small_bytes": 4000000, "warn_bytes": 5000000}`), 0o600); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(t.TempDir(), "r.html")
	out, errs, code := run(t, nil, "rules", "replay", "--pack", pack, "--data", dir, "--json", "--html", page)
	if code != 0 {
		t.Fatalf("status %d: %s", code, errs)
	}
	var r filing.Replay
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if r.Filings != 3 || len(r.Changes) != 3 || r.Checks["file-size-too-small"] != 3 || len(r.Moves) != 0 || r.Changes[0].FilingID != "f0000" {
		t.Errorf("got %+v", r)
	}
	if html, err := os.ReadFile(page); err != nil || !strings.Contains(string(html), "f0002") || !strings.Contains(string(html), "file-size-too-small") || strings.Contains(string(html), "<script") {
		t.Errorf("the page: %v", err)
	}
	out, _, code = run(t, nil, "rules", "replay", "--pack", pack, "--data", dir, "--since", "1d")
	if code != 0 || !strings.Contains(out, "3 of 3 filings would change") || !strings.Contains(out, "f0001") {
		t.Errorf("status %d: %s", code, out)
	}
	// The pack over itself changes nothing; nor are filings from before looked at.
	out, _, _ = run(t, []string{"PREREVIEW_PACK=" + pack}, "rules", "replay", "--pack", pack, "--data", dir, "--json", "--since", "9999-01-01")
	if err := json.Unmarshal([]byte(out), &r); err != nil || r.Filings != 0 || len(r.Changes) != 0 {
		t.Errorf("in the future: %v %+v", err, r)
	}
	for _, args := range [][]string{{"--since", "soon"}, {"--since", "-1d"}, {"--against", "nothing"}} {
		if _, errs, code := run(t, nil, append([]string{"rules", "replay", "--pack", pack, "--data", dir}, args...)...); code != 2 || !strings.Contains(errs, args[0]) {
			t.Errorf("%v: status %d: %s", args, code, errs)
		}
	}
}

func TestRulesShowAndList(t *testing.T) {
	out, _, code := run(t, nil, "rules", "show", "id-number-checksum", "--json")
	var c filing.CheckInfo
	if err := json.Unmarshal([]byte(out), &c); err != nil || code != 0 || c.ID != "id-number-checksum" || c.Says == "" {
		t.Errorf("status %d: %s", code, out)
	}
	if _, errs, code := run(t, nil, "rules", "show", "nothing"); code != 2 || !strings.Contains(errs, "rules list") {
		t.Errorf("status %d: %s", code, errs)
	}
	if out, _, code := run(t, nil, "rules", "list"); code != 0 || !strings.Contains(out, "id-number-checksum") {
		t.Errorf("status %d: %s", code, out)
	}
	out, _, code = run(t, nil, "rules", "list", "--province", "上海", "--kind", "enterprise", "--json")
	var r filing.Requirements
	if err := json.Unmarshal([]byte(out), &r); err != nil || code != 0 || len(r.Materials) < 4 || len(r.Rules) < 5 {
		t.Errorf("status %d: %s", code, out)
	}
	if _, errs, code := run(t, nil, "rules", "list", "--province", "京城", "--kind", "enterprise"); code != 2 || !strings.Contains(errs, "内蒙古") {
		t.Errorf("status %d: %s", code, errs)
	}
}

func TestRulesSnooze(t *testing.T) {
	dir := t.TempDir()
	until := time.Now().AddDate(0, 1, 0).Format(time.DateOnly)
	id, errs, code := run(t, nil, "rules", "snooze", "img-blur", "--entry", "limits.json:dpi", "--until", until, "--reason", "新扫描仪校准中", "--data", dir)
	if code != 0 {
		t.Fatalf("status %d: %s", code, errs)
	}
	id = strings.TrimSpace(id)
	if out, _, _ := run(t, nil, "rules", "snoozes", "--data", dir); !strings.Contains(out, id) || !strings.Contains(out, "limits.json:dpi") || !strings.Contains(out, "新扫描仪校准中") {
		t.Errorf("listed: %s", out)
	}
	if _, errs, code := run(t, nil, "rules", "wake", id, "--data", dir); code != 0 {
		t.Errorf("wake: %s", errs)
	}
	if out, _, _ := run(t, nil, "rules", "snoozes", "--data", dir); strings.Contains(out, id) {
		t.Errorf("still listed: %s", out)
	}
	for _, args := range [][]string{{"img-blurred", "--until", until, "--reason", "新扫描仪校准中"}, {"img-blur", "--until", "2020-01-01", "--reason", "新扫描仪校准中"}, {"img-blur", "--until", until, "--reason", "x"}} {
		if _, errs, code := run(t, nil, append([]string{"rules", "snooze", "--data", dir}, args...)...); code != 2 {
			t.Errorf("%v: status %d: %s", args, code, errs)
		}
	}
}
