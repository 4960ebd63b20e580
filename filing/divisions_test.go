package filing

import (
	"strings"
	"testing"
)

func TestDivisions(t *testing.T) {
	ds, version := Divisions()
	if len(ds) < 6000 || version == "" {
		t.Errorf("%d divisions, version %q", len(ds), version)
	}
	if d := ds["330106"]; d != (Division{Name: "西湖区"}) {
		t.Errorf("330106 is %+v", d)
	}
	if d := ds["110103"]; d != (Division{Name: "崇文区", Former: true}) {
		t.Errorf("110103 is %+v", d)
	}
	for _, c := range []struct{ old, new, want string }{
		{"110101\t", "1101\t", "line 8"}, {"# version", "# no", "line 1"}, {"110101\t", "110100\t", "listed twice"}, {"\th\n", "\tx\n", "h after a tab"},
	} {
		s := strings.Replace(divisionsTSV, c.old, c.new, 1)
		if _, _, err := parseDivisions(s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: %v, want %s", c.new, c.old, err, c.want)
		}
	}
}
