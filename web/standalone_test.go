package web

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"prereview/filing"
)

// The page that stands alone asks nothing of anybody: every picture is within, and every crop stands on one of them.
func TestStandaloneReport(t *testing.T) {
	h := newHarness(t, Limits{})
	h.stories()
	rep, err := h.store.Report(t.Context(), "story-faults", 0)
	if err != nil {
		t.Fatal(err)
	}
	gone := rep.Documents[len(rep.Documents)-1].Slot
	var page bytes.Buffer
	err = WriteReport(t.Context(), &page, rep, h.pictures, func(s filing.Slot) []byte {
		for _, d := range rep.Documents {
			if d.Slot == s && s != gone {
				return h.objects.m[filing.ObjectKey("story-faults", d.SHA256)]
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s := page.String()
	for _, bad := range []string{"ZgotmplZ", "<script", "/static/", "/filings/", "http://", "https://", "{{"} {
		if strings.Contains(s, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if n := strings.Count(s, "data:image/jpeg;base64,"); n != len(rep.Documents)-1 {
		t.Errorf("%d pictures for %d documents, one of them gone", n, len(rep.Documents))
	}
	uses := regexp.MustCompile(`<use href="#(picture-[a-z_]+)"`).FindAllStringSubmatch(s, -1)
	if len(uses) < 3 {
		t.Errorf("%d crops and documents shown", len(uses))
	}
	for _, u := range uses {
		if !strings.Contains(s, `<image id="`+u[1]+`"`) {
			t.Errorf("%s is used and not there", u[1])
		}
	}
	for _, want := range []string{"两个识别引擎读法不同", "<b>睛</b>", "<b>晴</b>", "<b>8</b>"} { // the number's digit: nothing is hidden here
		if !strings.Contains(s, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, f := range rep.Findings {
		if f.Status == filing.Fail && !strings.Contains(s, f.Check) {
			t.Errorf("%s is not on the page", f.Check)
		}
	}
}
