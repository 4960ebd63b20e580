package peers

import (
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
)

func truth() corpus.Truth {
	return corpus.Truth{File: "a.jpg", Kind: filing.BusinessLicence, Tier: "scan",
		Fields: map[string]string{"name": "丰源(集团)有限公司", "address": "河南省洛阳市涧西区育才街1014号", "established": "2004-06-13", "uscc": "92410305MA4NUFJJ6L"},
		Lines: map[string][]string{"name": {"丰源（集团）有限公司"}, "address": {"河南省洛阳市涧西区育才", "街1014号"},
			"established": {"2004年06月13日"}, "uscc": {"92410305MA4NUFJJ6L"}},
		Hidden: []string{"uscc"}}
}

func byField(fs []FieldOutcome) map[string]FieldOutcome {
	m := map[string]FieldOutcome{}
	for _, f := range fs {
		m[f.Field] = f
	}
	return m
}

// The lines of another column stand between those of the address; widths and spaces differ; what is hidden is not asked for.
func TestScorePage(t *testing.T) {
	got := byField(ScorePage(truth(), []string{"名称 丰源(集团)有限公司", "住所河南省洛阳市涧西区育才", "成立日期", "２００４年 06月 13 日", "街1014号"}))
	if _, asked := got["uscc"]; asked || len(got) != 3 {
		t.Errorf("fields scored: %v", got)
	}
	for _, name := range []string{"name", "address", "established"} {
		if f := got[name]; !f.Found || f.Exact {
			t.Errorf("%s: %+v, want found and never exact", name, f)
		}
	}
	for _, lines := range [][]string{nil, {"河南省洛阳市涧西区育才", "街1O14号"}, {"街1014号"}} {
		if f := byField(ScorePage(truth(), lines))["address"]; f.Found {
			t.Errorf("address found in %q", lines)
		}
	}
}

func TestScoreDocument(t *testing.T) {
	d := filing.Document{Fields: map[string]filing.Field{
		"name":        {Value: "丰源（集团）有限公司"}, // the width of the brackets is another: the same text
		"established": {Value: "2004-06-13"},
		"address":     {Value: "河南省洛阳市涧西区育才街1014"},
	}}
	got := byField(ScoreDocument(truth(), d))
	want := map[string]FieldOutcome{
		"name":        {"name", true, true},
		"established": {"established", true, true},
		"address":     {"address", false, false},
	}
	for name, w := range want {
		if got[name] != w {
			t.Errorf("%s: %+v, want %+v", name, got[name], w)
		}
	}
}
