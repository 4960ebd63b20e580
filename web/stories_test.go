package web

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"prereview/filing"
)

// stories are canned filings, one for each thing a page may have to show. Their ids are their names.
func (h *harness) stories() {
	h.t.Helper()
	p := storyPapers(h.t)
	licence, wrong, front, back, side := p[0], p[1], p[2], p[3], p[4]
	at := time.Date(2026, 11, 20, 1, 12, 0, 0, time.UTC)

	tell := func(id string, form filing.Form, docs ...*sheet) filing.Filing {
		at = at.Add(47 * time.Minute)
		f := filing.Filing{ID: id, Form: form, Owner: "portal", Status: filing.Draft, CreatedAt: at, UpdatedAt: at}
		for _, d := range docs {
			raw := d.raw
			up := filing.Attachment{Slot: d.doc.Slot, Name: d.doc.Name, SHA256: sha(raw), Size: int64(len(raw)), MediaType: "image/jpeg",
				Width: d.doc.Width, Height: d.doc.Height, UploadedAt: at}
			h.objects.m[filing.ObjectKey(id, up.SHA256)] = raw
			f.Attachments = append(f.Attachments, up)
		}
		h.store.CreateFiling(context.Background(), f)
		h.store.Audit(context.Background(), filing.AuditEntry{At: at, Actor: "portal", Action: "filing.created", FilingID: id})
		return f
	}
	submit := func(f filing.Filing) {
		h.store.Submit(context.Background(), f.ID)
		now := h.store.filings[f.ID]
		now.SubmittedAt = f.CreatedAt.Add(9 * time.Minute)
		h.store.filings[f.ID] = now
		h.store.runs[f.ID][len(h.store.runs[f.ID])-1].QueuedAt = now.SubmittedAt
		h.store.Audit(context.Background(), filing.AuditEntry{At: now.SubmittedAt, Actor: "portal", Action: "filing.submitted", FilingID: f.ID})
	}
	report := func(f filing.Filing, findings []filing.Finding, docs ...*sheet) {
		rep := filing.Report{Findings: findings, Provenance: filing.Provenance{Revision: "c27e47d", Pipeline: "1", Readers: []string{"tesseract 5.3"},
			Rules: map[string]string{"provinces.json": "2026-11"}, Thresholds: map[string]float64{"accept": 0.9}, StartedAt: f.CreatedAt.Add(9 * time.Minute), ElapsedMS: 3240}}
		for i, d := range docs {
			doc := d.doc
			doc.SHA256, doc.Size = f.Attachments[i].SHA256, f.Attachments[i].Size
			rep.Documents = append(rep.Documents, doc)
		}
		h.store.finish(f.ID, rep)
	}

	tell("story-draft", sampleForm(), licence)

	f := tell("story-clean", sampleForm(), licence, front, back)
	submit(f)
	report(f, passes, licence, front, back)

	person := sampleForm()
	person.Kind, person.Declared.Organisation, person.Declared.Site.Name = filing.Individual, filing.Organisation{}, "林间笔记"
	f = tell("story-unsure", person, front, back)
	submit(f)
	report(f, append([]filing.Finding{
		{Check: "id-address-present", Status: filing.Unsure, Reason: "low_confidence", Severity: filing.Review, Message: "住址识别把握不足,请人工核对。", MessageEN: "Address read with low confidence.",
			Evidence: []filing.Evidence{{Document: filing.SlotIDCardFront, Field: "address", Read: "广州市天河区晴川路18号"}}},
		{Check: "id-term-rule", Status: filing.NotRun, Reason: "reader_crashed", Severity: filing.Review, Message: "证件期限:未能检查(识别程序在处理该文件时异常退出)。", MessageEN: "Not run.",
			Evidence: []filing.Evidence{{Document: filing.SlotIDCardBack}}},
	}, passes...), front, back)

	f = tell("story-queued", sampleForm(), licence, front, back)
	submit(f)

	f = tell("story-failed", sampleForm(), licence)
	submit(f)
	now := h.store.filings[f.ID]
	now.Status = filing.Failed
	h.store.filings[f.ID] = now
	h.store.runs[f.ID][0].Status, h.store.runs[f.ID][0].Failure = filing.Failed, "panic"

	f = tell("story-returned", sampleForm(), wrong, front, back)
	submit(f)
	report(f, faults(wrong, front), wrong, front, back)
	h.store.Decide(context.Background(), filing.Decision{FilingID: f.ID, Run: 1, Status: filing.Returned, Reviewer: "rev", At: testNow, Note: "电话联系过",
		Reasons: []filing.Reason{{Check: "x-org-name-licence", Message: "主办单位名称与营业执照不一致,请按执照全称填写。"}, {Message: "号码 440106199003075239 请核对"}}})

	f = tell("story-second-run", sampleForm(), wrong, front, back)
	submit(f)
	report(f, faults(wrong, front), wrong, front, back)
	now = h.store.filings[f.ID]
	now.Status = filing.Returned
	h.store.filings[f.ID] = now
	submit(f)

	f = tell("story-unread", sampleForm(), licence)
	submit(f)
	broken := filing.Document{Slot: filing.SlotBusinessLicence, Name: "执照.heic", SHA256: f.Attachments[0].SHA256, Kind: filing.Unreadable, MediaType: "image/heic",
		Signals: []filing.Signal{{Code: filing.SignalFormat, Severity: filing.Block, Detail: "HEIC"}}}
	h.store.finish(f.ID, filing.Report{Findings: []filing.Finding{{Check: "file-format-allowed", Status: filing.Fail, Severity: filing.Block,
		Message: "营业执照:这是苹果手机的 HEIC 图片,请在手机上导出为 JPG 后重新上传。", MessageEN: "HEIC", Evidence: []filing.Evidence{{Document: filing.SlotBusinessLicence}}}},
		Documents: []filing.Document{broken}})

	f = tell("story-faults", sampleForm(), wrong, side, back)
	submit(f)
	report(f, faults(wrong, side), wrong, side, back)
}

var papers struct {
	sync.Once
	drawn []*sheet
}

// storyPapers are drawn once for all tests, which only look at them.
func storyPapers(t testing.TB) []*sheet {
	papers.Do(func() {
		papers.drawn = []*sheet{drawLicence(t, ""), drawLicence(t, "广州睛川纸晶有限公司"), drawIDFront(t, "440106199003075239"), drawIDBack(t),
			drawIDFront(t, "440106199003075289").turned()}
		for _, s := range papers.drawn {
			s.raw = jpegOf(t, s.m)
		}
	})
	return papers.drawn
}

var passes = func() (fs []filing.Finding) {
	for _, p := range [][2]string{{"id-number-checksum", "身份证号码校验:通过"}, {"id-birth-mismatch", "出生日期与号码一致:通过"}, {"id-sex-mismatch", "性别与号码一致:通过"},
		{"id-expired", "身份证在有效期内:通过"}, {"lic-uscc-checksum", "统一社会信用代码校验:通过"}, {"x-org-code-licence", "证件号码与执照一致:通过"},
		{"x-legal-rep-name", "主体负责人是法定代表人:通过"}, {"material-missing", "必备材料齐全:通过"}, {"img-blur", "图片清晰:通过"}} {
		fs = append(fs, filing.Finding{Check: p[0], Status: filing.Pass, Severity: filing.Block, Message: p[1], MessageEN: p[0]})
	}
	return fs
}()

func faults(licence, front *sheet) []filing.Finding {
	return append([]filing.Finding{
		{Check: "x-org-name-licence", Status: filing.Fail, Severity: filing.Block, Message: `主办单位名称与营业执照不一致:填写"广州晴川纸品有限公司",执照为"广州睛川纸晶有限公司",请按执照全称填写。`,
			MessageEN: "The organisation's name differs from the licence.", Fields: []string{"declared.organisation.name", "business_licence.name"},
			Evidence: []filing.Evidence{{Field: "declared.organisation.name", Declared: "广州晴川纸品有限公司"},
				{Document: filing.SlotBusinessLicence, Field: "name", Box: licence.doc.Fields["name"].Box, Read: "广州睛川纸晶有限公司"}}},
		{Check: "x-principal-id", Status: filing.Fail, Severity: filing.Block, Message: "负责人姓名或证件号码与上传的身份证不一致,请核对。", MessageEN: "Name or number differ.",
			Evidence: []filing.Evidence{{Field: "declared.principal.certificate_number", Declared: "440106199003075239"},
				{Document: filing.SlotIDCardFront, Field: "id_number", Box: front.doc.Fields["id_number"].Box, Read: front.doc.Fields["id_number"].Value}}},
		{Check: "x-cert-address", Status: filing.Fail, Severity: filing.Review, Message: "证件住所与证件不一致,请按证件填写。", MessageEN: "Addresses differ.",
			Evidence: []filing.Evidence{{Document: filing.SlotBusinessLicence, Field: "address", Box: licence.doc.Fields["address"].Box, Read: "广州市天河区晴川路18号"},
				{Document: filing.SlotIDCardFront, Field: "address", Read: "广州市天河区晴川路16号"}}},
		{Check: "lic-fields-missing", Status: filing.Unsure, Reason: "low_confidence", Severity: filing.Review, Message: "注册资本识别把握不足,请人工核对。", MessageEN: "Low confidence.",
			Evidence: []filing.Evidence{{Document: filing.SlotBusinessLicence, Field: "registered_capital", Read: "伍拾万元整"}}},
		{Check: "x-person-diff-all", Status: filing.NotRun, Reason: "reader_timeout", Severity: filing.Review, Message: "两负责人信息:未能检查(识别超时)。", MessageEN: "Not run."},
		{Check: "img-dpi-low", Status: filing.Fail, Severity: filing.Advice, Message: "身份证国徽面:分辨率不足 260dpi,请按不低于 300dpi 重新扫描。", MessageEN: "Low resolution.",
			Evidence: []filing.Evidence{{Document: filing.SlotIDCardBack}}},
	}, passes...)
}

// browse signs in over HTTP and answers a function that gets pages.
func (h *harness) browse() func(path string) answer {
	h.t.Helper()
	req, _ := http.NewRequest("POST", h.srv.URL+"/sign-in", strings.NewReader(url.Values{"key": {reviewerKey}}.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	a := h.send(req).want(303)
	cookie := a.header.Get("Set-Cookie")
	return func(path string) answer {
		h.t.Helper()
		req, _ := http.NewRequest("GET", h.srv.URL+path, nil)
		req.Header.Set("Cookie", strings.SplitN(cookie, ";", 2)[0])
		return h.send(req)
	}
}

// TestStories renders every state of every page and looks for what must be said in it, and for what must not.
func TestStories(t *testing.T) {
	h := newHarness(t, Limits{})
	get := h.browse()
	if a := get("/").want(200); !bytes.Contains(a.body, []byte("还没有备案")) {
		t.Error("the empty list does not say so")
	}
	h.stories()
	for path, c := range map[string]struct{ has, not []string }{
		"/": {has: []string{"广州晴川纸品有限公司", "需修改", "必改 2", "核对 1", "未定 2", "未发现问题", "预审失败", "排队中", "林间笔记", "个人 · 广东", `data-going="true"`},
			not: []string{"440106199003075239", "13800138078", "林清越"}},
		"/?tab=reviewed&verdict=fix": {has: []string{"story-faults", "story-unread"}, not: []string{"story-clean", "story-draft"}},
		"/?q=%E6%9E%97%E9%97%B4":     {has: []string{"story-unsure"}, not: []string{"story-clean"}},
		"/?q=nothing":                {has: []string{"没有符合条件的备案"}},
		"/filings/story-faults": {has: []string{"需修改", "必须修改", "需要人工核对", "机器无法判定", "不等于通过", "建议", "已通过的检查", "晴", `<mark class="alike"`, `44<span class="hidden">••`, `id="decision"`,
			"preview.jpg?run=1", `class="veil"`, "把握仅", "识别超时", "伍拾万元整",
			"两个识别引擎读法不同", `class="place"`, "<b>睛</b>", "<b>晴</b>", "没有读出字", "有 1 处读法不同，显示完整号码后可以看到"}, not: []string{"440106199003075239", "440106199003075289", "13800138078", "style="}},
		"/filings/story-clean":             {has: []string{"未发现问题", "共检查 9 项", "机器检查没有发现问题"}, not: []string{"机器无法判定", "必须修改</h2>"}},
		"/filings/story-unsure":            {has: []string{"需人工核对", "机器无法判定", "未检查", "识别程序在处理该文件时异常退出"}, not: []string{"主办单位证件号码"}},
		"/filings/story-queued":            {has: []string{"正在排队等待预审", "data-going"}, not: []string{`id="decision"`}},
		"/filings/story-failed":            {has: []string{"预审没有完成", "重新预审", "与申请人的材料无关"}, not: []string{`id="decision"`}},
		"/filings/story-draft":             {has: []string{"还没有提交", "继续填写"}, not: []string{`id="decision"`}},
		"/filings/story-returned":          {has: []string{"已退回", "请按执照全称填写", "电话联系过", "号码 44************"}, not: []string{"440106199003075239", `id="decision"`}},
		"/filings/story-second-run":        {has: []string{"正在排队等待预审", "这是第 1 轮的报告", "第 2 轮还没有报告"}, not: []string{`id="decision"`}},
		"/filings/story-unread":            {has: []string{"无法显示为图片", "格式不支持", "HEIC"}},
		"/new":                             {has: []string{"新建备案", "统一社会信用代码", "选择文件", "新疆", "20 MB"}},
		"/filings/story-returned/edit":     {has: []string{"上次退回的原因", "440106199003075239", "更换"}},
		"/filings/story-faults/edit":       {has: []string{"状态已经变化", "只有草稿或已退回的备案可以修改"}},
		"/filings/unknown":                 {has: []string{"没有找到"}},
		"/filings/story-faults?run=9":      {has: []string{"没有找到"}},
		"/nowhere":                         {has: []string{"没有这个页面"}},
		"/filings/story-faults/state":      {has: []string{`"status":"reviewed"`}, not: []string{"林清越"}},
		"/?cursor=x&tab=x&verdict=x&q=%00": {has: []string{"备案列表"}},
	} {
		a := get(path)
		body := string(a.body)
		for _, want := range c.has {
			if !strings.Contains(body, want) {
				t.Errorf("%s (%d) does not say %q", path, a.status, want)
			}
		}
		for _, no := range c.not {
			if strings.Contains(body, no) {
				t.Errorf("%s says %q", path, no)
			}
		}
		if strings.Contains(body, "<no value>") || strings.Contains(body, "ZgotmplZ") {
			t.Errorf("%s: a template went wrong", path)
		}
	}
	if strings.Contains(h.log.String(), "level=ERROR") {
		t.Errorf("errors in the log:\n%s", h.log)
	}
	if strings.Contains(h.log.String(), "林清越") || strings.Contains(h.log.String(), "440106199003075239") {
		t.Error("personal data in the log")
	}
}
