package web

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"prereview/filing"
)

func TestRulesAPI(t *testing.T) {
	h := newHarness(t, Limits{})
	var all struct {
		Checks []filing.CheckInfo `json:"checks"`
	}
	h.api(portalKey, "GET", "/rules", nil).want(200).into(&all)
	if len(all.Checks) != 2 || all.Checks[0].ID != "img-blur" {
		t.Errorf("got %+v", all)
	}
	var one filing.CheckInfo
	h.api(portalKey, "GET", "/rules/lic-status-abnormal", nil).want(200).into(&one)
	if one.Register != "entity" {
		t.Errorf("got %+v", one)
	}
	h.api(portalKey, "GET", "/rules/nothing", nil).want(404)
	var r filing.Requirements
	h.api(portalKey, "GET", "/requirements?province=上海&kind=enterprise", nil).want(200).into(&r)
	if r.Type != filing.FirstFiling || len(r.Materials) != 1 || r.Rules[0].Policy.Pack != "某云" {
		t.Errorf("got %+v", r)
	}
	p := h.api(portalKey, "GET", "/requirements?province=京城&kind=firm", nil).problem(422, "invalid")
	p.about(t, "province")
	if e := p.about(t, "kind"); len(e.Allowed) == 0 {
		t.Error("says not what is allowed")
	}
}

func TestSnoozesAPI(t *testing.T) {
	h := newHarness(t, Limits{})
	until := time.Now().In(filing.China).AddDate(0, 1, 0).Format(time.DateOnly)
	body := map[string]any{"check": "img-blur", "until": until, "reason": "新扫描仪校准中", "owner": "portal"}
	h.api(portalKey, "POST", "/snoozes", body).want(403)
	h.api(portalKey, "GET", "/snoozes", nil).want(403)
	var z filing.Snooze
	h.api(reviewerKey, "POST", "/snoozes", body).want(201).into(&z)
	if z.ID == "" || z.By != "rev" || z.Owner != "portal" {
		t.Errorf("got %+v", z)
	}
	for field, change := range map[string]any{"until": "2020-01-01", "reason": " ", "check": "img-blurred", "file": "limits.json"} {
		bad := map[string]any{"check": "img-blur", "until": until, "reason": "新扫描仪校准中"}
		bad[field] = change
		about := field
		if field == "file" {
			about = "entry"
		}
		h.api(reviewerKey, "POST", "/snoozes", bad).problem(422, "invalid").about(t, about)
	}
	var list struct {
		Snoozes []filing.Snooze `json:"snoozes"`
	}
	h.api(reviewerKey, "GET", "/snoozes", nil).want(200).into(&list)
	if len(list.Snoozes) != 1 {
		t.Errorf("got %+v", list)
	}
	h.api(portalKey, "DELETE", "/snoozes/"+z.ID, nil).want(403)
	h.api(reviewerKey, "DELETE", "/snoozes/"+z.ID, nil).want(204)
	h.api(reviewerKey, "DELETE", "/snoozes/"+z.ID, nil).want(409)
	h.api(reviewerKey, "DELETE", "/snoozes/none", nil).want(404)
	h.api(reviewerKey, "GET", "/snoozes", nil).want(200).into(&list)
	if len(list.Snoozes) != 0 {
		t.Errorf("ended, and still listed: %+v", list)
	}
	h.api(reviewerKey, "GET", "/snoozes?all=true", nil).want(200).into(&list)
	if len(list.Snoozes) != 1 {
		t.Errorf("all: %+v", list)
	}
}

func TestRulePages(t *testing.T) {
	h := newHarness(t, Limits{})
	cookie := h.cookieOf()
	get := func(path string) string {
		return string(h.from(cookie, "same-origin", "GET", path, nil).want(200).body)
	}
	if s := get("/rules"); !strings.Contains(s, "图片清晰") || !strings.Contains(s, "/rules/lic-status-abnormal") {
		t.Error("the list lacks a check")
	}
	s := get("/rules?province=上海&kind=enterprise&type=first_filing")
	for _, want := range []string{"营业执照剩余有效期不少于12个月", "新办时", "各来源说法不一", "某云 7", "学生不受理"} {
		if !strings.Contains(s, want) {
			t.Errorf("what is asked lacks %s", want)
		}
	}
	h.from(cookie, "same-origin", "GET", "/rules?province=京城&kind=firm", nil).want(422)
	s = get("/rules/lic-status-abnormal")
	for _, want := range []string{"What the register says.", "营业执照·统一社会信用代码", "负责人手机号码", "entity", "需人工核对"} {
		if !strings.Contains(s, want) {
			t.Errorf("the page of a check lacks %s", want)
		}
	}
	h.from(cookie, "same-origin", "GET", "/rules/nothing", nil).want(404)
	until := time.Now().In(filing.China).AddDate(0, 1, 0).Format(time.DateOnly)
	h.from(cookie, "cross-site", "POST", "/rules/img-blur/snooze", url.Values{"until": {until}, "reason": {"新扫描仪校准中"}}).want(403)
	bad := h.from(cookie, "same-origin", "POST", "/rules/img-blur/snooze", url.Values{"until": {until}, "reason": {"x"}}).want(422)
	if !strings.Contains(string(bad.body), "请填写原因") {
		t.Error("says not what is wrong")
	}
	h.from(cookie, "same-origin", "POST", "/rules/img-blur/snooze", url.Values{"until": {until}, "reason": {"<b>新扫描仪校准中"}}).want(303)
	if s = get("/rules/img-blur"); !strings.Contains(s, "&lt;b&gt;新扫描仪校准中") {
		t.Error("the silence is not shown")
	}
	if s = get("/rules"); !strings.Contains(s, "已静默") {
		t.Error("the silence is not listed")
	}
	h.from(cookie, "same-origin", "POST", "/snoozes/"+h.store.snoozes[0].ID+"/end", url.Values{"back": {"/rules/img-blur"}}).want(303)
	if s = get("/rules/img-blur"); strings.Contains(s, "已静默") {
		t.Error("it has not ended")
	}
}

// What the applicant has to do stands first, in its order; consequences point to what tells their cause.
func TestCausesOnThePage(t *testing.T) {
	fs := []filing.Finding{
		{Check: "x-principal-id", Status: filing.Fail, Severity: filing.Block, Message: "a", MessageEN: "a"},
		{Check: "x-legal-rep-id", Status: filing.Fail, Severity: filing.Block, Message: "b", MessageEN: "b"},
		{Check: "x-cert-address", Status: filing.Fail, Severity: filing.Review, Message: "c", MessageEN: "c"},
		{Check: "img-area-ratio", Status: filing.Fail, Severity: filing.Advice, Message: "d", MessageEN: "d"},
	}
	v := viewReport(filing.Report{Findings: fs, Verdict: filing.Judge(fs), Causes: []filing.Cause{
		{ID: "wrong:card", Severity: filing.Block, Findings: []int{0, 1, 2}, Note: "疑为他人的证件", Todo: "更换身份证：13800138078"},
		{ID: "check:img-area-ratio", Severity: filing.Advice, Findings: []int{3}, Note: "1 项", Todo: "请靠近拍摄。"},
		{ID: "check:gone", Severity: filing.Block, Findings: []int{9}, Note: "x", Todo: "x"},
	}}, false)
	if len(v.Todo) != 2 || len(v.Todo[0].Covers) != 3 || !v.Todo[1].Advice || strings.Contains(v.Todo[0].Text, "13800138078") {
		t.Fatalf("to do: %+v", v.Todo)
	}
	all := append(v.Groups[0].Findings, v.Groups[1].Findings...)
	if all[0].Cause != "疑为他人的证件" || all[1].Because != 1 || all[2].Because != 1 || all[0].Because != 0 {
		t.Errorf("got %+v", all)
	}
}

// What counts for nothing is shown apart, and findings link to what their rule says.
func TestQuietFindings(t *testing.T) {
	fs := []filing.Finding{
		{Check: "lic-term-short", Status: filing.Fail, Severity: filing.Review, Message: "剩余有效期不足", MessageEN: "x",
			Policy: []filing.PolicyRef{{File: "provinces.json", Entry: "上海.licence_months", Pack: "某云", Version: "7"}}},
		{Check: "img-blur", Status: filing.Fail, Severity: filing.Block, Message: "图片模糊", MessageEN: "x",
			Snoozed: &filing.Snoozed{ID: "z", Until: "2027-01-01", Reason: "校准中", By: "rev"}},
		{Check: "lic-status-abnormal", Status: filing.NotRun, Reason: filing.ReasonNoRegister, Severity: filing.Block, Message: "未配置", MessageEN: "x"},
	}
	v := viewReport(filing.Report{Findings: fs, Verdict: filing.Judge(fs)}, false)
	if v.Verdict != filing.VerdictReview || len(v.Groups) != 1 || len(v.Groups[0].Findings) != 1 || len(v.Quiet) != 2 || v.Tally.Fix != 0 || v.Tally.Unsure != 0 {
		t.Errorf("got %+v", v)
	}
	if q := v.Quiet[0]; q.Silence != "已静默至 2027-01-01：校准中" {
		t.Errorf("got %q", q.Silence)
	}
}

// A portal reads what its applicant is told, and nothing that is said among reviewers.
func TestPortalReadsNoInternals(t *testing.T) {
	h := newHarness(t, Limits{})
	id := h.create(portalKey)
	if _, err := h.store.Submit(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	rep := filing.Report{Findings: []filing.Finding{{Check: "img-blur", Status: filing.Fail, Severity: filing.Block, Message: "模糊", MessageEN: "x",
		Snoozed: &filing.Snoozed{ID: "z1", Until: "2027-01-01", Reason: "内部原因", By: "rev"}}},
		Causes: []filing.Cause{{ID: "check:img-blur", Severity: filing.Block, Findings: []int{0}, Note: "疑为他人的证件", Todo: "重新上传"}}}
	rep.Answers.History = filing.Answer[filing.History]{Known: true, At: testNow, Value: filing.History{OpenFilings: []string{"other-filing"}}}
	h.store.finish(id, rep)
	for key, internal := range map[string]bool{portalKey: false, reviewerKey: true} {
		body := string(h.api(key, "GET", "/filings/"+id+"/report", nil).want(200).body)
		for _, secret := range []string{"内部原因", "疑为他人的证件", "other-filing"} {
			if strings.Contains(body, secret) != internal {
				t.Errorf("%s in what %s reads: %v", secret, key, !internal)
			}
		}
		if !strings.Contains(body, "重新上传") || !strings.Contains(body, "2027-01-01") {
			t.Errorf("%s is not told what to do: %s", key, body)
		}
	}
	if stored, _ := h.store.Report(t.Context(), id, 0); stored.Causes[0].Note == "" || stored.Findings[0].Snoozed.Reason == "" {
		t.Error("the stored report was changed")
	}
}
