package eval

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
)

// A score tells a right value from a wrong one, a sure one from an unsure one, and what is read from what is invented.
func TestScore(t *testing.T) {
	truth := corpus.Truth{File: "a.jpg", Kind: filing.BusinessLicence, Tier: corpus.Scan,
		Fields: map[string]string{"name": "星河（杭州）科技有限公司", "type": "有限责任公司", "established": "2019-04-12", "address": "杭州市西湖区文三路1号"}}
	s := Score{Accept: 0.9}
	s.Add(truth, filing.Document{Kind: filing.BusinessLicence, Fields: map[string]filing.Field{
		"name":        {Value: "星河(杭州)科技有限公司", Confidence: 0.95}, // right but for the brackets' width
		"type":        {Value: "有限责任公司", Confidence: 0.99},
		"established": {Value: "2019-04-13", Confidence: 0.4},
		"composition": {Value: "个人经营", Confidence: 0.7},
	}})
	s.Add(truth, filing.Document{Kind: filing.Unknown, Fields: map[string]filing.Field{}})
	got := map[string]Tally{}
	for _, y := range s.Tallies() {
		got[y.Field] = y
	}
	for field, want := range map[string]Tally{
		"kind":        {N: 2, Exact: 1, Folded: 1},
		"name":        {N: 2, Exact: 0, Folded: 1, Accepted: 1, AcceptedWrong: 1, Missing: 1},
		"type":        {N: 2, Exact: 1, Folded: 1, Accepted: 1, Missing: 1},
		"established": {N: 2, Missing: 1},
		"address":     {N: 2, Missing: 2},
	} {
		want.Kind, want.Tier, want.Field = filing.BusinessLicence, corpus.Scan, field
		if got[field] != want {
			t.Errorf("%s: %+v, want %+v", field, got[field], want)
		}
	}
	if len(got) != 5 {
		t.Errorf("%d tallies: fields that are not printed count for nothing", len(got))
	}
	if len(s.Invented) != 1 || s.Invented[0].Field != "composition" {
		t.Errorf("invented %+v", s.Invented)
	}
	if len(s.Mistakes) != 8 { // name, established, address; the kind, and four unread fields
		t.Errorf("%d mistakes: %+v", len(s.Mistakes), s.Mistakes)
	}
	var out bytes.Buffer
	if err := s.Print(&out); err != nil || !strings.Contains(out.String(), "established") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

func TestLoadTruth(t *testing.T) {
	dir := t.TempDir()
	if _, err := LoadTruth(dir); err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("an empty folder: %v", err)
	}
	for name, body := range map[string]string{
		"b.json": `{"file":"b.jpg","kind":"id_card_back","tier":"photo"}`,
		"a.json": `{"file":"a.jpg","kind":"id_card_front","tier":"scan"}`,
		"c.json": `{"kind":"individual"}`, // a manifest, not truth
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := LoadTruth(dir)
	if err != nil || len(got) != 2 || got[0].File != "a.jpg" || got[1].Kind != filing.IDCardBack {
		t.Errorf("%v %+v", err, got)
	}
	if err := os.WriteFile(filepath.Join(dir, "d.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadTruth(dir); err == nil || !strings.Contains(err.Error(), "d.json") {
		t.Errorf("a broken file: %v", err)
	}
}
