package web

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"prereview/filing"

	"github.com/chromedp/chromedp"
)

// TestReviewerReturnsAFiling walks a reviewer's way in a real browser.
func TestReviewerReturnsAFiling(t *testing.T) {
	h := newHarness(t, Limits{})
	h.stories()
	b := openTab(t)
	b.goTo(h.srv.URL + "/filings/story-faults") // not signed in: sent away, and back afterwards
	b.wait("#key")
	b.fill("#key", "wrong\r")
	if s := b.text(".error"); !strings.Contains(s, "密钥不正确") {
		t.Errorf("a wrong key is told as %q", s)
	}
	b.fill("#key", reviewerKey+"\r")
	b.wait(".banner.verdict")
	if !strings.HasSuffix(b.at(), "/filings/story-faults") {
		t.Fatalf("signed in at %s", b.at())
	}
	b.click(".crumbs a")
	b.wait(".filings")
	b.key("j")
	b.key("\r")
	b.wait(".banner.verdict")
	if !strings.HasSuffix(b.at(), "/filings/story-faults") {
		t.Fatalf("j and Enter opened %s", b.at())
	}

	// The crop is really painted: its pixels hold the ink of the printed name on the paper of the licence.
	const crop = ".finding.g0 .crop"
	b.wait(crop)
	ask(b, "decode the preview", chromedp.Poll[bool](`performance.getEntriesByType('resource').some(r => r.name.includes('business_licence/preview.jpg') && r.responseEnd > 0)`))
	time.Sleep(400 * time.Millisecond)
	m, err := png.Decode(bytes.NewReader(ask(b, "shoot the crop", chromedp.Screenshot(chromedp.CSS(crop)))))
	if err != nil {
		t.Fatal(err)
	}
	if dark, light := shades(m); dark < 0.03 || light < 0.5 {
		t.Errorf("the crop shows %.1f %% ink and %.1f %% paper: no text is painted", dark*100, light*100)
	}

	// Keys move from finding to finding and the picture follows; a number is hidden until it is asked for.
	const view = `document.querySelector('.doc:not(.back) .sheet').getAttribute('viewBox')`
	before := eval[string](b, view)
	b.key("n")
	if after := eval[string](b, view); after == before {
		t.Errorf("n left the picture at %s", after)
	}
	b.key("n")
	if open := eval[string](b, `document.querySelector('[data-doc-tab][aria-selected=true]').dataset.docTab`); open != "id_card_front" {
		t.Errorf("the second finding opened %s", open)
	}
	if strings.Contains(b.text("#filing"), "440106199003075239") {
		t.Error("the ID number is shown before it was asked for")
	}
	b.click("[data-finding] [name=reason]")
	b.key("v")
	b.wait(".revealed")
	if !strings.Contains(b.text("#filing"), "440106199003075239") {
		t.Error("v did not show the ID number")
	}

	// The tick survived the reveal. A second reason by key, one in the reviewer's own words, and the decision.
	b.key("2")
	b.fill("#own", "请补拍营业执照右下角")
	eval[chromedp.Void](b, `document.activeElement.blur()`)
	b.key("r")
	if s := b.text("[data-submit]"); s != "确认退回（3 条原因）" {
		t.Errorf("the button says %q", s)
	}
	b.capture("deciding")
	b.click("[data-submit]")
	b.wait(".notice")
	if s := b.text(".decided.returned"); !strings.Contains(s, "请补拍营业执照右下角") || !strings.Contains(s, "请按执照全称填写") {
		t.Errorf("the decision shown is %q", s)
	}
	ds, _ := h.store.Decisions(t.Context(), "story-faults")
	if len(ds) != 1 || ds[0].Status != filing.Returned || len(ds[0].Reasons) != 3 || ds[0].Reasons[0].Check != "x-org-name-licence" ||
		ds[0].Reasons[1].Check != "x-principal-id" || ds[0].Reasons[2].Check != "" || ds[0].Reviewer != "rev" || ds[0].Run != 1 {
		t.Fatalf("stored %+v", ds)
	}
	var done []string
	log, _ := h.store.AuditLog(t.Context(), "story-faults")
	for _, e := range log {
		done = append(done, e.Action)
	}
	if s := strings.Join(done, " "); !strings.Contains(s, "report.viewed") || !strings.Contains(s, "personal.revealed") {
		t.Errorf("audited: %s", s)
	}
	b.click(".me form button")
	b.wait("#key")
	if len(h.store.sessions) != 0 {
		t.Error("the session outlived signing out")
	}
}

// TestNewFilingInTheBrowser fills the form, hears at once about each file, submits, and sees the report arrive.
func TestNewFilingInTheBrowser(t *testing.T) {
	h := newHarness(t, Limits{})
	dir := t.TempDir()
	file := func(name string, data []byte) string {
		at := filepath.Join(dir, name)
		if err := os.WriteFile(at, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return at
	}
	lic := drawLicence(t, "")
	licence, text, empty := file("执照.jpg", jpegOf(t, lic.m)), file("正面.jpg", []byte("not a picture")), file("空.jpg", nil)
	h.bell.on = func(r filing.Run) {
		time.Sleep(1200 * time.Millisecond)
		f, _ := h.store.Filing(t.Context(), r.FilingID)
		a, _ := f.Attachment(filing.SlotBusinessLicence)
		doc := lic.doc
		doc.SHA256, doc.Size = a.SHA256, a.Size
		h.store.finish(r.FilingID, filing.Report{Findings: passes, Documents: []filing.Document{doc}})
	}
	b := openTab(t)
	b.goTo(h.srv.URL + "/sign-in?next=/new#" + reviewerKey)
	b.wait("#edit")
	if strings.Contains(b.at(), reviewerKey) {
		t.Error("the key stays in the address")
	}
	for name, v := range map[string]string{"declared.organisation.name": "广州晴川纸品有限公司", "declared.organisation.certificate_number": "91440106MA5XQ3W27K",
		"declared.principal.name": "林清越", "declared.principal.certificate_number": "440106199003075239", "declared.principal.valid_until": "2036.5.12",
		"declared.principal.mobile": "13800138078", "declared.principal.office_phone": "020-88880000", "declared.organisation.investor": "广州晴川控股有限公司", "declared.site.name": "晴川纸品", "declared.site.domains": "https://Example.com/ example.net"} {
		b.fill(`[name="`+name+`"]`, v)
	}
	b.click("[data-save]")
	b.wait(".f.bad .why")
	if s := b.text(".f.bad"); !strings.Contains(s, "备案省份") || b.text("#form-error") == "" {
		t.Errorf("a missing province is told as %q", s)
	}
	ask(b, "choose the province", chromedp.SetValue(chromedp.CSS(`[name=province]`), "广东"))
	b.click("[data-save]")
	b.wait(`[data-slot=business_licence] [data-pick]`)
	if !strings.HasSuffix(b.at(), "/edit") {
		t.Errorf("after saving the address is %s", b.at())
	}
	for _, c := range []struct{ slot, file, said, says string }{
		{"business_licence", licence, "advice", "300dpi"}, {"id_card_front", text, "fix", "JPG 或 PNG"}, {"id_card_back", empty, "fix", "0 字节"},
	} {
		box := "[data-slot=" + c.slot + "] "
		b.upload(box+"[data-input]", c.file)
		b.wait(box + ".looks ." + c.said)
		if s := b.text(box + ".looks"); !strings.Contains(s, c.says) {
			t.Errorf("%s: said %q", c.slot, s)
		}
	}
	if s := b.text("[data-submit-hint]"); !strings.Contains(s, "身份证国徽面") {
		t.Errorf("the hint does not name what is missing: %q", s)
	}
	b.capture("new-uploading")
	b.click("[data-submit]")
	b.wait(".banner.going")
	if s := b.text(".banner.verdict.pass"); !strings.Contains(s, "未发现问题") { // arrives without a reload
		t.Errorf("the report that arrived says %q", s)
	}
	fs, _, _ := h.store.Filings(t.Context(), filing.Query{Limit: 10})
	if len(fs) != 1 {
		t.Fatalf("%d filings", len(fs))
	}
	if d := fs[0].Declared; d.Principal.ValidUntil != "2036-05-12" || strings.Join(d.Site.Domains, " ") != "example.com example.net" ||
		d.Organisation.Investor != "广州晴川控股有限公司" || d.Principal.OfficePhone != "020-88880000" || d.SitePrincipal != d.Principal || len(fs[0].Attachments) != 2 || fs[0].Attachments[0].Name != "执照.jpg" {
		t.Errorf("stored %+v", fs[0])
	}
}

// What the portal declared and the page has no field for is still there when the page has saved.
func TestEditKeepsWhatItDoesNotShow(t *testing.T) {
	h := newHarness(t, Limits{})
	form := sampleForm()
	form.Declared.Organisation.Investor, form.Declared.Organisation.MailingDivision = "广州晴川控股有限公司", "440106"
	form.Declared.Principal.OfficePhone = "020-88880000"
	form.Declared.Principal.Position = "总经理"
	form.Declared.SitePrincipal = form.Declared.Principal
	form.Declared.Site.Remark = ""
	form.Declared.Site.Registrations = []filing.DomainRegistration{{Domain: "example.com", Holder: "</script><b>x", Expires: "2030-01-01"}}
	form.Declared.Access = filing.Access{IPs: []string{"192.0.2.7"}, Method: "cloud_server"}
	f := h.create(portalKey)
	if err := h.store.SetForm(t.Context(), f, form); err != nil {
		t.Fatal(err)
	}
	b := openTab(t)
	b.goTo(h.srv.URL + "/sign-in?next=/filings/" + f + "/edit#" + reviewerKey)
	b.wait("#edit")
	b.fill(`[name="declared.site.remark"]`, "新的备注")
	b.click("[data-save]")
	b.wait("[data-saved]:not([hidden])")
	got, err := h.store.Filing(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	form.Declared.Site.Remark = "新的备注"
	if !reflect.DeepEqual(got.Declared, form.Declared) {
		t.Errorf("stored %#v\nwant %#v", got.Declared, form.Declared)
	}
}

func shades(m image.Image) (dark, light float64) {
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := m.At(x, y).RGBA()
			switch l := (r + g + bl) / 3 >> 8; {
			case l < 110:
				dark++
			case l > 200:
				light++
			}
		}
	}
	n := float64(b.Dx() * b.Dy())
	return dark / n, light / n
}

// TestEveryPageFitsItsScreen draws the storybook for people to look at (PREREVIEW_SCREENSHOTS=folder) and holds every
// page to its width: nothing may make a phone scroll sideways.
func TestEveryPageFitsItsScreen(t *testing.T) {
	h := newHarness(t, Limits{})
	h.stories()
	b := openTab(t)
	for _, w := range []int64{1280, 390} {
		suffix := map[int64]string{1280: "-wide", 390: "-phone"}[w]
		ask(b, "resize", chromedp.EmulateViewport(w, 900))
		b.goTo(h.srv.URL + "/sign-in")
		b.wait("#key")
		b.capture("sign-in" + suffix)
		b.fill("#key", reviewerKey+"\r")
		b.wait(".filings")
		for _, p := range []string{"/", "/new", "/filings/story-faults", "/filings/story-clean", "/filings/story-unsure", "/filings/story-queued", "/filings/story-failed",
			"/filings/story-draft", "/filings/story-returned", "/filings/story-second-run", "/filings/story-unread", "/filings/story-returned/edit", "/rules",
			"/rules/lic-status-abnormal", "/rules?province=上海&kind=enterprise&type=first_filing", "/nowhere"} {
			b.goTo(h.srv.URL + p)
			if over := eval[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("%s is %d pixels too wide for a screen of %d", p, over, w)
			}
			b.capture(strings.Trim(strings.NewReplacer("/", "-", "?", "-", "=", "-", "&", "-").Replace("page"+p), "-") + suffix)
		}
		b.goTo(h.srv.URL + "/filings/story-faults")
		b.wait(".crop")
		b.key("?")
		b.wait("#help[open]")
		b.capture("help" + suffix)
		b.key("?")
		b.click(".me form button")
		b.wait("#key")
	}
}
