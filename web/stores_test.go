package web

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"prereview/filing"
	"prereview/storage/objects"
	"prereview/storage/records"
)

// TestOnRealStores walks a filing's way over the stores that a laptop runs on, so that what the fakes of the other tests
// promise is what the stores keep.
func TestOnRealStores(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	store, err := records.Open(ctx, "sqlite:"+filepath.Join(dir, "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	if err := store.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	objs, err := objects.Open(ctx, "dir:"+filepath.Join(dir, "objects"), objects.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { objs.Close() })
	for id, k := range map[string]filing.Key{"portal": {Name: "门户", Role: filing.Portal, Hash: filing.HashSecret(portalKey)},
		"other": {Name: "别家", Role: filing.Portal, Hash: filing.HashSecret(otherKey)},
		"rev":   {Name: "审核员甲", Role: filing.Reviewer, Hash: filing.HashSecret(reviewerKey)}} {
		k.ID = id
		if err := store.CreateKey(ctx, k); err != nil {
			t.Fatal(err)
		}
	}
	h := &harness{t: t, bell: &fakeBell{}, examiner: &fakeExaminer{}, pictures: &fakePictures{}, log: &bytes.Buffer{}}
	handler, err := New(Config{Store: store, Objects: objs, Bell: h.bell, Pictures: h.pictures, Examiner: h.examiner, Rules: fakeRules{}, SpoolDir: dir,
		Logger: slog.New(slog.NewTextHandler(&lockedWriter{w: h.log}, nil))})
	if err != nil {
		t.Fatal(err)
	}
	h.srv = httptest.NewServer(handler)
	t.Cleanup(h.srv.Close)

	h.api(portalKey, "GET", "/filings?cursor=nonsense", nil).problem(422, "invalid").about(t, "cursor")
	h.api(portalKey, "GET", "/filings?q=%00%ff", nil).want(200)
	h.api(portalKey, "GET", "/filings/%00", nil).problem(404, "not_found")

	id := h.create(portalKey)
	lic := drawLicence(t, "广州睛川纸品有限公司")
	raw := jpegOf(t, lic.m)
	h.uploadTo(portalKey, id, filing.SlotBusinessLicence)
	h.uploadTo(portalKey, id, "permit")
	h.api(portalKey, "PUT", "/filings/"+id+"/documents/business_licence?name=licence.jpg", raw).want(200) // replaces
	h.api(portalKey, "DELETE", "/filings/"+id+"/documents/permit", nil).want(204)
	h.api(portalKey, "DELETE", "/filings/"+id+"/documents/permit", nil).problem(404, "not_found")
	mediaType, body := form(t, [2]string{"slot", "business_licence"}, [2]string{"file", "x"})
	h.do(portalKey, "POST", apiPrefix+"/filings/"+id+"/documents", mediaType, bytes.NewReader(body)).problem(409, "slot_filled")
	changed := sampleForm()
	changed.Declared.Site.Name = "晴川纸品商城"
	h.api(portalKey, "PUT", "/filings/"+id+"/form", changed).want(200)
	if got := h.api(portalKey, "GET", "/filings/"+id+"/documents/business_licence", nil).want(200); !bytes.Equal(got.body, raw) {
		t.Error("the file that came back is not the one that went in")
	}
	h.api(otherKey, "GET", "/filings/"+id, nil).problem(404, "not_found")
	h.api(portalKey, "POST", "/filings/"+id+"/submit", nil).want(202)
	h.api(portalKey, "POST", "/filings/"+id+"/submit", nil).problem(409, "already_submitted")
	h.api(portalKey, "GET", "/filings/"+id+"/report", nil).problem(404, "no_report")

	run, err := store.Claim(ctx, id, 1, "test", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	lic.doc.SHA256, lic.doc.Size = sha(raw), int64(len(raw))
	rep := filing.Report{FilingID: id, Run: 1, Form: changed, Findings: faults(lic, drawIDFront(t, "440106199003075239")), Documents: []filing.Document{lic.doc},
		Provenance: filing.Provenance{Revision: "test", StartedAt: testNow}}
	rep.Verdict = filing.Judge(rep.Findings)
	if err := store.Finish(ctx, run, rep); err != nil {
		t.Fatal(err)
	}
	h.api(portalKey, "GET", "/filings/"+id+"/runs/1/report", nil).want(200)
	h.api(portalKey, "GET", "/filings/"+id+"/runs/2/report", nil).problem(404, "no_such_run")

	cookie := h.cookieOf()
	page := h.from(cookie, "", "GET", "/filings/"+id, nil).want(200)
	for _, want := range []string{"晴川纸品商城", "必须修改", `<mark class="alike"`, "密钥 portal", "创建备案", "上传材料", "提交预审"} {
		if !bytes.Contains(page.body, []byte(want)) {
			t.Errorf("the report page does not say %q", want)
		}
	}
	for path, want := range map[string]string{"/?q=%E6%99%B4%E5%B7%9D": id, "/?tab=reviewed&verdict=fix": id, "/?tab=accepted": "没有符合条件"} {
		if a := h.from(cookie, "", "GET", path, nil).want(200); !strings.Contains(string(a.body), want) {
			t.Errorf("%s does not show %q", path, want)
		}
	}
	h.from(cookie, "same-origin", "POST", "/filings/"+id+"/decision", url.Values{"run": {"1"}, "status": {"returned"}, "reason": {"0"}}).want(303)
	h.api(reviewerKey, "POST", "/filings/"+id+"/decision", `{"status":"accepted"}`).problem(409, "not_reviewed")
	h.api(portalKey, "POST", "/filings/"+id+"/submit", nil).want(202)

	var log struct{ Entries []filing.AuditEntry }
	h.api(reviewerKey, "GET", "/filings/"+id+"/audit", nil).want(200).into(&log)
	var got []string
	for _, e := range log.Entries {
		got = append(got, e.Actor+" "+e.Action)
	}
	for _, want := range []string{"portal filing.created", "portal document.attached", "portal document.detached", "portal filing.form_changed", "portal filing.submitted",
		"system run.reviewed", "rev report.viewed", "rev decision.returned"} {
		if !contains(got, want) {
			t.Errorf("the audit log lacks %q: %v", want, got)
		}
	}
	h.from(cookie, "same-origin", "POST", "/sign-out", nil).want(303)
	h.from(cookie, "", "GET", "/", nil).want(303)
	if strings.Contains(h.log.String(), "level=ERROR") {
		t.Errorf("errors in the log:\n%s", h.log)
	}
}
