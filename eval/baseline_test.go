package eval

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
)

func TestBaselineRoundTrip(t *testing.T) {
	b := scored().Baseline()
	want := Baseline{}
	for field, f := range map[string]Figure{"kind": {2, 1, 0}, "name": {2, 1, 0}, "type": {2, 1, 0}, "established": {2, 0, 1}, "address": {2, 0, 0}, "invented": {2, 1, 0}} {
		want[group{filing.BusinessLicence, corpus.Scan, field}] = f
	}
	if !reflect.DeepEqual(b, want) {
		t.Errorf("%v, want %v", b, want)
	}
	var out bytes.Buffer
	out.WriteString("# a remark\n\n")
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	got, err := ReadBaseline(&out)
	if err != nil || !reflect.DeepEqual(got, b) {
		t.Errorf("%v: %v, want %v", err, got, b)
	}
	for _, bad := range []string{"business_licence scan name 2 1", "business_licence scan name two 1 0", "a b c 1 1 0\na b c 1 1 0"} {
		if _, err := ReadBaseline(strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestCompare(t *testing.T) {
	key := group{filing.IDCardFront, corpus.Photo, "name"}
	for name, c := range map[string]struct {
		was, is       Baseline
		fell, changed string // "" for nothing
	}{
		"same":               {Baseline{key: {4, 3, 1}}, Baseline{key: {4, 3, 1}}, "", ""},
		"fewer right":        {Baseline{key: {4, 3, 0}}, Baseline{key: {4, 2, 0}}, "id_card_front photo name: 2 of 4 exact, was 3", ""},
		"more right":         {Baseline{key: {4, 3, 0}}, Baseline{key: {4, 4, 0}}, "", "4 of 4 exact, was 3"},
		"sure and wrong":     {Baseline{key: {4, 3, 0}}, Baseline{key: {4, 3, 1}}, "1 accepted and wrong, was 0", ""},
		"no longer sure":     {Baseline{key: {4, 3, 1}}, Baseline{key: {4, 3, 0}}, "", "0 accepted and wrong, was 1"},
		"right but too sure": {Baseline{key: {4, 2, 0}}, Baseline{key: {4, 3, 1}}, "1 accepted and wrong", "3 of 4 exact, was 2"},
		"another corpus":     {Baseline{key: {4, 3, 0}}, Baseline{key: {5, 5, 0}}, "5 values to read instead of 4", ""},
		"gone":               {Baseline{key: {4, 3, 0}}, Baseline{}, "no longer measured; it was 3 of 4", ""},
		"new":                {Baseline{}, Baseline{key: {4, 3, 1}}, "", "new, 3 of 4, 1 accepted wrong"},
	} {
		fell, changed := c.was.Compare(c.is)
		for _, s := range []struct {
			got  []string
			want string
		}{{fell, c.fell}, {changed, c.changed}} {
			if text := strings.Join(s.got, "\n"); s.want == "" && text != "" || !strings.Contains(text, s.want) {
				t.Errorf("%s: %q, want %q", name, text, s.want)
			}
		}
	}
}
