package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/color"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"prereview/filing"
)

type lockedWriter struct {
	mu sync.Mutex
	w  *bytes.Buffer
}

func (l *lockedWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

func TestFilingGoesFromFormToDecision(t *testing.T) {
	h := newHarness(t, Limits{})
	created := h.api(portalKey, "POST", "/filings", sampleForm()).want(201)
	var f filing.Filing
	created.into(&f)
	if created.header.Get("Location") != apiPrefix+"/filings/"+f.ID || f.Status != filing.Draft || f.Declared.Site.Domains[0] != "example.com" {
		t.Fatalf("created %+v", f)
	}
	up := h.uploadTo(portalKey, f.ID, filing.SlotBusinessLicence)
	if up.MediaType != "image/jpeg" || up.Width != 64 || up.Name != "photo.jpg" || up.Size == 0 || len(up.SHA256) != 64 ||
		up.QuickLook != "done" || up.Kind != filing.BusinessLicence || len(up.Findings) != 1 || up.Findings[0].Check != "img-dpi-low" {
		t.Fatalf("upload %+v", up)
	}
	if len(h.objects.m[filing.ObjectKey(f.ID, up.SHA256)]) != int(up.Size) {
		t.Fatal("the bytes are not where the key says")
	}
	none := h.api(portalKey, "GET", "/filings/"+f.ID+"/report", nil).problem(404, "no_report")
	if none.Filing != filing.Draft {
		t.Fatalf("no report of a draft: %+v", none)
	}
	submitted := h.api(portalKey, "POST", "/filings/"+f.ID+"/submit", nil).want(202)
	var run filing.Run
	submitted.into(&run)
	if run.Number != 1 || run.Status != filing.Queued || submitted.header.Get("Location") != apiPrefix+"/filings/"+f.ID+"/runs/1/report" {
		t.Fatalf("run %+v at %q", run, submitted.header.Get("Location"))
	}
	if len(h.bell.rings) != 1 || h.bell.rings[0].FilingID != f.ID {
		t.Fatalf("rings %v", h.bell.rings)
	}
	if going := h.api(portalKey, "GET", "/filings/"+f.ID+"/report", nil).problem(404, "no_report"); going.Filing != filing.Queued || !strings.Contains(going.Detail, "queued") {
		t.Fatalf("no report of a queued run: %+v", going)
	}
	if twice := h.api(portalKey, "POST", "/filings/"+f.ID+"/submit", nil).problem(409, "already_submitted"); twice.Filing != filing.Queued || !strings.Contains(twice.Detail, "queued") {
		t.Fatalf("second submit: %+v", twice)
	}
	h.api(portalKey, "PUT", "/filings/"+f.ID+"/form", sampleForm()).problem(409, "not_editable")
	h.api(portalKey, "DELETE", "/filings/"+f.ID+"/documents/business_licence", nil).problem(409, "not_editable")
	h.api(reviewerKey, "POST", "/filings/"+f.ID+"/decision", `{"status":"accepted"}`).problem(409, "not_reviewed")

	h.store.finish(f.ID, sampleReport(filing.SlotBusinessLicence, up.SHA256))
	var rep filing.Report
	h.api(portalKey, "GET", "/filings/"+f.ID+"/runs/1/report", nil).want(200).into(&rep)
	if rep.Run != 1 || rep.Verdict != filing.VerdictFix || len(rep.Findings) == 0 {
		t.Fatalf("report %+v", rep)
	}
	h.api(portalKey, "GET", "/filings/"+f.ID+"/runs/7/report", nil).problem(404, "no_such_run")
	h.api(portalKey, "POST", "/filings/"+f.ID+"/decision", `{"status":"accepted"}`).problem(403, "reviewer_only")
	h.api(reviewerKey, "POST", "/filings/"+f.ID+"/decision", `{"status":"returned"}`).problem(422, "invalid").about(t, "reasons")
	bad := h.api(reviewerKey, "POST", "/filings/"+f.ID+"/decision", `{"status":"maybe","reasons":[{"check":"no-such","message":"x"},{"message":" "}]}`).problem(422, "invalid")
	if e := bad.about(t, "status"); strings.Join(e.Allowed, " ") != "accepted returned rejected" {
		t.Fatalf("allowed %v", e.Allowed)
	}
	if e := bad.about(t, "reasons[0].check"); len(e.Allowed) == 0 {
		t.Fatalf("allowed checks missing: %+v", e)
	}
	bad.about(t, "reasons[1].message")
	nul := h.api(reviewerKey, "POST", "/filings/"+f.ID+"/decision", `{"status":"returned","note":"a\u0000","reasons":[{"message":"b\u0001"}]}`).problem(422, "invalid")
	nul.about(t, "note")
	nul.about(t, "reasons[0].message")
	h.api(reviewerKey, "POST", "/filings/"+f.ID+"/decision", `{"status":"accepted","run":3}`).problem(409, "stale_run")

	h.api(reviewerKey, "POST", "/filings/"+f.ID+"/decision",
		`{"run":1,"status":"returned","reasons":[{"check":"x-org-name-licence"},{"message":"请补拍执照右下角"}],"note":"第二次"}`).want(201)
	var ds struct{ Decisions []filing.Decision }
	h.api(portalKey, "GET", "/filings/"+f.ID+"/decisions", nil).want(200).into(&ds)
	if len(ds.Decisions) != 1 || ds.Decisions[0].Note != "" || ds.Decisions[0].Reviewer != "" ||
		!strings.Contains(ds.Decisions[0].Reasons[0].Message, "执照") || ds.Decisions[0].Reasons[1].Message != "请补拍执照右下角" {
		t.Fatalf("decisions for the portal: %+v", ds)
	}
	h.api(reviewerKey, "GET", "/filings/"+f.ID+"/decisions", nil).want(200).into(&ds)
	if ds.Decisions[0].Note != "第二次" || ds.Decisions[0].Reviewer != "rev" {
		t.Fatalf("decisions for a reviewer: %+v", ds)
	}
	h.api(portalKey, "POST", "/filings/"+f.ID+"/submit", nil).want(202) // returned -> queued is the next run
	h.api(portalKey, "GET", "/filings/"+f.ID+"/runs/2/report", nil).problem(404, "no_report")
	h.api(portalKey, "GET", "/filings/"+f.ID+"/runs/1/report", nil).want(200)
	h.api(portalKey, "GET", "/filings/"+f.ID+"/audit", nil).problem(403, "reviewer_only")
}

func TestBadForms(t *testing.T) {
	h := newHarness(t, Limits{})
	with := func(edit func(m map[string]any)) string {
		raw, _ := json.Marshal(sampleForm())
		var m map[string]any
		json.Unmarshal(raw, &m)
		edit(m)
		raw, _ = json.Marshal(m)
		return string(raw)
	}
	declared := func(m map[string]any, part string) map[string]any {
		return m["declared"].(map[string]any)[part].(map[string]any)
	}
	for name, c := range map[string]struct {
		body    string
		status  int
		code    string
		field   string
		allowed string
	}{
		"unknown province":       {with(func(m map[string]any) { m["province"] = "广州" }), 422, "invalid", "province", "广东"},
		"unknown kind":           {with(func(m map[string]any) { m["kind"] = "company" }), 422, "invalid", "kind", "enterprise"},
		"unknown type":           {with(func(m map[string]any) { m["type"] = "first" }), 422, "invalid", "type", "first_filing"},
		"missing kind":           {with(func(m map[string]any) { delete(m, "kind") }), 422, "invalid", "kind", ""},
		"missing name":           {with(func(m map[string]any) { delete(declared(m, "principal"), "name") }), 422, "invalid", "declared.principal.name", ""},
		"missing principal":      {with(func(m map[string]any) { delete(m["declared"].(map[string]any), "principal") }), 422, "invalid", "declared.principal", ""},
		"missing organisation":   {with(func(m map[string]any) { delete(m["declared"].(map[string]any), "organisation") }), 422, "invalid", "declared.organisation.name", ""},
		"no domain":              {with(func(m map[string]any) { declared(m, "site")["domains"] = []string{} }), 422, "invalid", "declared.site.domains", ""},
		"unknown field":          {with(func(m map[string]any) { declared(m, "site")["doman"] = "x" }), 422, "invalid", "declared.site.doman", ""},
		"unknown field at root":  {with(func(m map[string]any) { m["kinds"] = "x" }), 422, "invalid", "kinds", ""},
		"wrong type":             {with(func(m map[string]any) { declared(m, "site")["domains"] = "example.com" }), 422, "invalid", "declared.site.domains", ""},
		"unknown certificate":    {with(func(m map[string]any) { declared(m, "principal")["certificate_type"] = "driving" }), 422, "invalid", "declared.principal.certificate_type", "passport"},
		"unknown nationality":    {with(func(m map[string]any) { declared(m, "site_principal")["nationality"] = "CN" }), 422, "invalid", "declared.site_principal.nationality", "mainland"},
		"unknown kind of site":   {with(func(m map[string]any) { declared(m, "site")["kind"] = "blog" }), 422, "invalid", "declared.site.kind", "mini_program"},
		"unknown organisation's": {with(func(m map[string]any) { declared(m, "organisation")["certificate_type"] = "licence" }), 422, "invalid", "declared.organisation.certificate_type", "business_licence"},
		"unknown access":         {with(func(m map[string]any) { m["declared"].(map[string]any)["access"] = map[string]any{"method": "wifi"} }), 422, "invalid", "declared.access.method", "hosting"},
		"NUL in a name":          {with(func(m map[string]any) { declared(m, "site")["name"] = "晴\x00川" }), 422, "invalid", "declared.site.name", ""},
		"not JSON":               {`{"kind":`, 400, "malformed", "body", ""},
		"null":                   {`null`, 422, "invalid", "body", ""},
		"array":                  {`[]`, 422, "invalid", "body", ""},
		"empty":                  {``, 400, "malformed", "", ""},
		"over the limit":         {`{"kind":"` + strings.Repeat("x", 64<<10) + `"}`, 413, "body_too_large", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := h.api(portalKey, "POST", "/filings", c.body).problem(c.status, c.code)
			if c.field == "" {
				return
			}
			if e := p.about(t, c.field); c.allowed != "" && !strings.Contains(strings.Join(e.Allowed, " "), c.allowed) {
				t.Errorf("allowed %v lacks %s", e.Allowed, c.allowed)
			}
		})
	}
	if len(h.store.filings) != 0 {
		t.Error("a refused form was stored")
	}
	all := h.api(portalKey, "POST", "/filings", with(func(m map[string]any) {
		m["province"], m["kind"] = "广州", "company"
		declared(m, "site")["doman"] = "x"
		delete(declared(m, "principal"), "name")
	})).problem(422, "invalid")
	for _, field := range []string{"province", "kind", "declared.site.doman", "declared.principal.name"} {
		all.about(t, field) // every problem in one answer
	}
	mistyped := h.api(portalKey, "POST", "/filings", with(func(m map[string]any) {
		declared(m, "principal")["certificate_number"] = 440106199003075239
	}))
	if bytes.Contains(mistyped.want(422).body, []byte("440106")) {
		t.Errorf("the answer quotes an ID number: %s", mistyped.body)
	}
	if p := h.do(portalKey, "POST", apiPrefix+"/filings", "text/plain", strings.NewReader("kind=x")); p.status != 415 {
		t.Errorf("text/plain: %d", p.status)
	}
}

func TestBadFiles(t *testing.T) {
	h := newHarness(t, Limits{})
	id := h.create(portalKey)
	whole := jpegOf(t, pictureOf(400, 300, color.Gray{128}))
	bomb := pngOf(t, pictureOf(1, 1, color.White))
	copy(bomb[16:24], []byte{0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60}) // IHDR: 60,000 x 60,000; the checksum is mended below
	bomb = mendIHDR(bomb)
	for name, c := range map[string]struct {
		data  []byte
		check string
	}{
		"text named .jpg": {[]byte("this is not a picture"), "file-format-allowed"},
		"HEIC":            {append([]byte{0, 0, 0, 24}, "ftypheic\x00\x00\x00\x00mif1heic"...), "file-format-allowed"},
		"truncated JPEG":  {whole[:len(whole)/3], "file-decode-failed"},
		"PNG bomb":        {bomb, "file-pixel-bound"},
	} {
		t.Run(name, func(t *testing.T) {
			var up Upload
			h.api(portalKey, "PUT", "/filings/"+id+"/documents/id_card_front?name=a.jpg", c.data).want(200).into(&up)
			if len(up.Findings) == 0 || up.Findings[0].Check != c.check || up.Findings[0].Message == "" {
				t.Fatalf("findings %+v, want %s first", up.Findings, c.check)
			}
		})
	}
	h.api(portalKey, "PUT", "/filings/"+id+"/documents/id_card_front", []byte{}).problem(422, "file_empty").about(t, "file")
	slot := h.api(portalKey, "PUT", "/filings/"+id+"/documents/passport", whole).problem(422, "invalid").about(t, "slot")
	if len(slot.Allowed) != len(filing.Slots) {
		t.Errorf("allowed slots %v", slot.Allowed)
	}
	h.api(portalKey, "POST", "/filings/"+h.create(portalKey)+"/submit", nil).problem(422, "no_documents").about(t, "documents")
	h.api(portalKey, "DELETE", "/filings/"+id+"/documents/permit", nil).problem(404, "not_found")
	h.api(portalKey, "DELETE", "/filings/"+id+"/documents/id_card_front", nil).want(204)
}

func TestExaminerPanicCostsOnlyTheLook(t *testing.T) {
	h := newHarness(t, Limits{})
	h.examiner.panics = true
	if up := h.uploadTo(portalKey, h.create(portalKey), "permit"); up.QuickLook != "failed" || up.SHA256 == "" {
		t.Fatalf("upload %+v", up)
	}
}

func form(t *testing.T, parts ...[2]string) (string, []byte) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, p := range parts {
		if p[0] == "file" {
			f, err := w.CreateFormFile("file", `C:\扫描\licence.jpg`)
			if err != nil {
				t.Fatal(err)
			}
			f.Write([]byte(p[1]))
		} else {
			w.WriteField(p[0], p[1])
		}
	}
	w.Close()
	return w.FormDataContentType(), b.Bytes()
}

func TestMultipartUpload(t *testing.T) {
	h := newHarness(t, Limits{})
	id := h.create(portalKey)
	pic := string(jpegOf(t, pictureOf(30, 20, color.White)))
	post := func(parts ...[2]string) answer {
		mediaType, body := form(t, parts...)
		return h.do(portalKey, "POST", apiPrefix+"/filings/"+id+"/documents", mediaType, bytes.NewReader(body))
	}
	var up Upload
	post([2]string{"file", pic}, [2]string{"slot", "business_licence"}).want(201).into(&up) // either order
	if up.Name != "licence.jpg" {
		t.Errorf("name %q", up.Name)
	}
	if p := post([2]string{"slot", "business_licence"}, [2]string{"file", pic}).problem(409, "slot_filled"); !strings.Contains(p.Detail, "PUT") {
		t.Errorf("a filled slot must say how to replace: %s", p.Detail)
	}
	post([2]string{"slot", "permit"}, [2]string{"file", pic}, [2]string{"file", pic}).problem(422, "two_files").about(t, "file")
	post([2]string{"slot", "permit"}).problem(422, "invalid").about(t, "file")
	post([2]string{"file", pic}).problem(422, "invalid").about(t, "slot")
	post([2]string{"slot", "passport"}, [2]string{"file", pic}).problem(422, "invalid").about(t, "slot")
	post([2]string{"slot", "permit"}, [2]string{"file", ""}).problem(422, "file_empty")
	post([2]string{"slots", "permit"}, [2]string{"file", pic}).problem(422, "invalid").about(t, "slots")
	h.do(portalKey, "POST", apiPrefix+"/filings/"+id+"/documents", "image/jpeg", strings.NewReader(pic)).problem(415, "media_type")
	h.do(portalKey, "POST", apiPrefix+"/filings/"+id+"/documents", "multipart/form-data; boundary=x", strings.NewReader("--x\r\nbroken")).problem(400, "body_broken")
	f, _ := h.store.Filing(context.Background(), id)
	if len(f.Attachments) != 1 {
		t.Errorf("attachments %+v", f.Attachments)
	}
}

func TestFileOverTheLimit(t *testing.T) {
	h := newHarness(t, Limits{FileBytes: 100 << 10})
	id := h.create(portalKey)
	big := bytes.Repeat([]byte{7}, 100<<10+1)
	if p := h.api(portalKey, "PUT", "/filings/"+id+"/documents/permit", big).problem(413, "file_too_large"); !strings.Contains(p.Detail, "102400") {
		t.Errorf("the limit is not named: %s", p.Detail)
	}
	// A body that does not say its length is cut off at the same place.
	h.do(portalKey, "PUT", apiPrefix+"/filings/"+id+"/documents/permit", "", struct{ *bytes.Reader }{bytes.NewReader(big)}).problem(413, "file_too_large")
	h.do(portalKey, "PUT", apiPrefix+"/filings/"+id+"/documents/permit", "", onlyReader{bytes.NewReader(big)}).problem(413, "file_too_large")
	mediaType, body := form(t, [2]string{"slot", "permit"}, [2]string{"file", string(big)})
	h.do(portalKey, "POST", apiPrefix+"/filings/"+id+"/documents", mediaType, bytes.NewReader(body)).problem(413, "file_too_large")
	h.api(portalKey, "PUT", "/filings/"+id+"/documents/permit", big[:100<<10]).want(200) // the limit itself is allowed
}

type onlyReader struct{ r *bytes.Reader }

func (o onlyReader) Read(p []byte) (int, error) { return o.r.Read(p) }

func TestStalledBodyIsCutOff(t *testing.T) {
	h := newHarness(t, Limits{BodyIdle: 200 * time.Millisecond})
	id := h.create(portalKey)
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.srv.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "PUT %s/filings/%s/documents/permit HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 1000\r\n\r\nabc", apiPrefix, id, portalKey)
	conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	buf := make([]byte, 4096)
	n, err := conn.Read(buf)
	if err != nil || !bytes.Contains(buf[:n], []byte("408 Request Timeout")) || !bytes.Contains(buf[:n], []byte("body_too_slow")) {
		t.Fatalf("%v: %s", err, buf[:n])
	}
}

func TestSlowBodyThatKeepsMovingArrives(t *testing.T) {
	h := newHarness(t, Limits{BodyIdle: 1500 * time.Millisecond})
	id := h.create(portalKey)
	h.do(portalKey, "PUT", apiPrefix+"/filings/"+id+"/documents/permit", "", &dripping{n: 8, every: 300 * time.Millisecond}).want(200)
}

type dripping struct {
	n     int
	every time.Duration
}

func (d *dripping) Read(p []byte) (int, error) {
	if d.n == 0 {
		return 0, os.ErrClosed
	}
	time.Sleep(d.every)
	if d.n--; d.n == 0 {
		return 0, errEOF
	}
	p[0] = 'x'
	return 1, nil
}

func TestQuickLookOverItsBudget(t *testing.T) {
	h := newHarness(t, Limits{QuickLook: 100 * time.Millisecond, Looks: 1})
	h.examiner.hang = make(chan struct{})
	id := h.create(portalKey)
	start := time.Now()
	if up := h.uploadTo(portalKey, id, "permit"); up.QuickLook != "timed_out" {
		t.Fatalf("quick look %q", up.QuickLook)
	}
	if up := h.uploadTo(portalKey, id, "permit"); up.QuickLook != "busy" { // the hung look still holds its place
		t.Fatalf("quick look %q", up.QuickLook)
	}
	if d := time.Since(start); d > 3*time.Second {
		t.Errorf("two uploads took %v", d)
	}
	close(h.examiner.hang)
}

func TestSaturatedUploadsAreToldToComeBack(t *testing.T) {
	h := newHarness(t, Limits{Uploads: 1, Looks: 4, Wait: 50 * time.Millisecond, QuickLook: 5 * time.Second})
	h.examiner.hang = make(chan struct{})
	id := h.create(portalKey)
	done := make(chan struct{})
	go func() { defer close(done); h.uploadTo(portalKey, id, "permit") }()
	for h.examiner.looks.Load() == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	a := h.api(portalKey, "PUT", "/filings/"+id+"/documents/other", []byte("x"))
	a.problem(503, "busy")
	if a.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	close(h.examiner.hang)
	<-done
}

func TestAnotherKeysFilingDoesNotExist(t *testing.T) {
	h := newHarness(t, Limits{})
	id := h.create(portalKey)
	h.uploadTo(portalKey, id, "permit")
	for _, c := range []struct{ method, path string }{
		{"GET", ""}, {"PUT", "/form"}, {"PUT", "/documents/permit"}, {"GET", "/documents/permit"}, {"DELETE", "/documents/permit"},
		{"POST", "/submit"}, {"POST", "/retry"}, {"GET", "/report"}, {"GET", "/runs"}, {"GET", "/runs/1/report"}, {"GET", "/decisions"},
		{"GET", "/audit"}, {"POST", "/decision"},
	} {
		var body any
		switch c.path {
		case "/form":
			body = sampleForm()
		case "/decision":
			body = `{"status":"accepted"}`
		}
		mine, unknown := h.api(otherKey, c.method, "/filings/"+id+c.path, body), h.api(otherKey, c.method, "/filings/"+filing.NewID()+c.path, body)
		mine.problem(404, "not_found")
		if !bytes.Equal(mine.body, unknown.body) {
			t.Errorf("%s %s tells another key's filing from none:\n%s%s", c.method, c.path, mine.body, unknown.body)
		}
	}
	var list struct{ Filings []Summary }
	h.api(otherKey, "GET", "/filings", nil).want(200).into(&list)
	if len(list.Filings) != 0 {
		t.Errorf("list shows %v", list.Filings)
	}
	h.api(reviewerKey, "GET", "/filings/"+id, nil).want(200)
}

func TestKeys(t *testing.T) {
	h := newHarness(t, Limits{})
	h.api("", "GET", "/filings", nil).problem(401, "no_key")
	if a := h.api("WRONG", "GET", "/filings", nil); a.header.Get("WWW-Authenticate") == "" {
		t.Error("no WWW-Authenticate")
	} else {
		a.problem(401, "bad_key")
	}
	k := h.store.keys["portal"]
	k.RevokedAt = testNow
	h.store.keys["portal"] = k
	h.api(portalKey, "GET", "/filings", nil).problem(401, "bad_key")
	req, _ := http.NewRequest("GET", h.srv.URL+apiPrefix+"/filings", nil)
	req.Header.Set("Authorization", "Basic "+reviewerKey)
	h.send(req).problem(401, "bad_key")
}

func TestListPagesAndFilters(t *testing.T) {
	h := newHarness(t, Limits{})
	var ids []string
	for range 5 {
		ids = append(ids, h.create(portalKey))
	}
	var page struct {
		Filings []Summary
		Next    string
	}
	var seen []string
	for at := "/filings?limit=2"; ; at = "/filings?limit=2&cursor=" + page.Next {
		page.Next = ""
		h.api(portalKey, "GET", at, nil).want(200).into(&page)
		for _, f := range page.Filings {
			seen = append(seen, f.ID)
		}
		if page.Next == "" {
			break
		}
	}
	if len(seen) != 5 || seen[0] != ids[4] || seen[4] != ids[0] {
		t.Fatalf("pages %v, want newest first of %v", seen, ids)
	}
	h.api(portalKey, "GET", "/filings?status=reviewed&status=accepted", nil).want(200).into(&page)
	if len(page.Filings) != 0 {
		t.Errorf("status filter let %v through", page.Filings)
	}
	if e := h.api(portalKey, "GET", "/filings?status=done", nil).problem(422, "invalid").about(t, "status"); len(e.Allowed) != len(filing.Statuses) {
		t.Errorf("allowed %v", e.Allowed)
	}
	if e := h.api(portalKey, "GET", "/filings?verdict=ok", nil).problem(422, "invalid").about(t, "verdict"); len(e.Allowed) != 3 {
		t.Errorf("allowed %v", e.Allowed)
	}
	h.api(portalKey, "GET", "/filings?limit=0", nil).problem(422, "invalid").about(t, "limit")
	h.api(portalKey, "GET", "/filings?limit=201", nil).problem(422, "invalid").about(t, "limit")
	h.api(portalKey, "GET", "/filings?sort=name", nil).problem(422, "invalid").about(t, "sort")
	h.api(portalKey, "GET", "/nowhere", nil).problem(404, "no_such_path")
}

func TestRetry(t *testing.T) {
	h := newHarness(t, Limits{})
	id := h.create(portalKey)
	h.uploadTo(portalKey, id, "permit")
	h.api(portalKey, "POST", "/filings/"+id+"/retry", nil).problem(409, "not_failed")
	h.api(portalKey, "POST", "/filings/"+id+"/submit", nil).want(202)
	f := h.store.filings[id]
	f.Status = filing.Failed
	h.store.filings[id] = f
	h.bell.err = errors.New("redis is gone")
	h.api(portalKey, "POST", "/filings/"+id+"/retry", nil).want(202) // a broken bell does not fail the request
	if len(h.bell.rings) != 2 {
		t.Errorf("rings %d", len(h.bell.rings))
	}
}

func TestOriginalIsServedAsADownload(t *testing.T) {
	h := newHarness(t, Limits{})
	id := h.create(portalKey)
	evil := []byte("<html><script>alert(1)</script>")
	h.api(portalKey, "PUT", "/filings/"+id+"/documents/other?name=..%2F..%2Fa%0d%0ab%22.html", evil).want(200)
	a := h.api(portalKey, "GET", "/filings/"+id+"/documents/other", nil).want(200)
	if !bytes.Equal(a.body, evil) {
		t.Error("not the bytes that were uploaded")
	}
	for k, want := range map[string]string{"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Disposition": "attachment; filename*=UTF-8''ab%22.html"} {
		if got := a.header.Get(k); got != want {
			t.Errorf("%s: %q, want %q", k, got, want)
		}
	}
}

func TestStoreFaultIsAnsweredWithoutDetail(t *testing.T) {
	h := newHarness(t, Limits{})
	id := h.create(portalKey)
	h.store.err = errors.New("pq: secret internals")
	a := h.api(portalKey, "GET", "/filings/"+id, nil)
	a.problem(500, "internal")
	if bytes.Contains(a.body, []byte("secret")) {
		t.Errorf("leaked: %s", a.body)
	}
	if ready := h.do("", "GET", "/readyz", "", nil); ready.status != 503 {
		t.Errorf("readyz %d", ready.status)
	}
	if live := h.do("", "GET", "/healthz", "", nil); live.status != 200 {
		t.Errorf("healthz %d", live.status)
	}
}
