package filing

import (
	"fmt"
	"testing"
)

// The codes are published examples: a standard's own sample and codes of well-known test suites.
func TestUSCC(t *testing.T) {
	for _, s := range []string{"9144030071526726XG", "91110000802100433B", "914403001922038216", "91330100799655058B",
		"91350100M000100Y43"} {
		c, ok := ParseUSCC(s)
		if !ok || !c.ChecksOut() || !c.OrganisationChecksOut() {
			t.Errorf("%s: form %v, outer %v, inner %v", s, ok, c.ChecksOut(), c.OrganisationChecksOut())
		}
		for i := range len(s) { // every single changed character is caught
			for _, r := range usccAlphabet {
				if byte(r) == s[i] {
					continue
				}
				if bad := USCC(s[:i] + string(r) + s[i+1:]); bad.ChecksOut() {
					t.Errorf("%s passes with position %d changed to %c", s, i, r)
				}
			}
		}
	}
	for _, s := range []string{"", "I1110000802100433B", "91110000802100433", "9111000O802100433B"} {
		if _, ok := ParseUSCC(s); ok {
			t.Errorf("%q taken for a code", s)
		}
	}
	if c, ok := ParseUSCC("９１110000 802100433b"); !ok || c != "91110000802100433B" {
		t.Errorf("folding gives %s %v", c, ok)
	}
}

func TestIDNumber(t *testing.T) {
	n, ok := ParseIDNumber("８３0000 200209060065")
	if !ok || !n.ChecksOut() {
		t.Fatalf("%v %v", string(n), ok)
	}
	if b, ok := n.Birth(); !ok || b.String() != "2002-09-06" {
		t.Errorf("birth %v %v", b, ok)
	}
	if n.Sex() != "女" || n.Region() != "830000" {
		t.Errorf("sex %s region %s", n.Sex(), n.Region())
	}
	for i := range 18 {
		for d := '0'; d <= '9'; d++ {
			if byte(d) != n[i] && (n[:i] + IDNumber(d) + n[i+1:]).ChecksOut() {
				t.Errorf("passes with position %d changed to %c", i, d)
			}
		}
	}
	for _, s := range []string{"", "83000020020906006", "8300002002090600655", "83000020020906006A", "abc"} {
		if _, ok := ParseIDNumber(s); ok {
			t.Errorf("%q taken for a number", s)
		}
		IDNumber(s).CheckChar()
		IDNumber(s).Birth()
		_ = IDNumber(s).Sex()
	}
	if got := fmt.Sprintf("%s %v %#v", n, n, n); got != "83**************65 83**************65 83**************65" {
		t.Errorf("printed %s", got)
	}
	if got := fmt.Sprintf("%v %v", PersonName("王小明"), Phone("13800138000")); got != "王** 138******00" {
		t.Errorf("printed %s", got)
	}
}

func TestDate(t *testing.T) {
	d, err := ParseDate("2024-02-29")
	if err != nil {
		t.Fatal(err)
	}
	if got := d.AddMonths(12).String(); got != "2025-02-28" {
		t.Error(got)
	}
	if got := d.AddDays(1).String(); got != "2024-03-01" {
		t.Error(got)
	}
	open, _ := ParseDate(LongTerm)
	if open.Compare(d) != 1 || d.Compare(open) != -1 || open.Compare(open) != 0 {
		t.Error("long-term is not after a day")
	}
	if got := d.YearsUntil(Date{Year: 2042, Month: 2, Day: 28}); got != 17 {
		t.Error(got)
	}
	for _, s := range []string{"", "2023-02-29", "2023-2-1", "20230201", "长期"} {
		if _, err := ParseDate(s); err == nil {
			t.Errorf("%q taken for a date", s)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("83000020020906006５")
	f.Fuzz(func(t *testing.T, s string) {
		n, _ := ParseIDNumber(s)
		n.ChecksOut()
		n.Birth()
		c, _ := ParseUSCC(s)
		c.ChecksOut()
		_ = c.OrganisationChecksOut()
		ParseDate(s)
		_ = n.String() + PersonName(s).String() + Phone(s).String()
	})
}

func TestUSCCIn(t *testing.T) {
	for _, c := range []struct {
		text string
		want USCC
	}{
		{"http://www.gsxt.gov.cn/index.html?uniscid=91330106MA2CEH2T4A", "91330106MA2CEH2T4A"},
		{"统一社会信用代码:91330106ma2ceh2t4a;名称:某某有限公司", "91330106MA2CEH2T4A"},
		{"91330106MA2CEH2T4A 91330106MA2CEH2T4A", "91330106MA2CEH2T4A"},
		{"91330106MA2CEH2T4A 91330106MA2CEH2T4B", ""},
		{"x=991330106MA2CEH2T4A", ""}, // 19 characters in a row
		{"http://www.gsxt.gov.cn/%7B0A1B2C3D4E5F6A7B8C%7D", ""},
		{"", ""},
	} {
		if got, ok := USCCIn(c.text); got != c.want || ok != (c.want != "") {
			t.Errorf("%q: %q, %v", c.text, got, ok)
		}
	}
}

func TestRegistrationNumber(t *testing.T) {
	for s, want := range map[string]bool{"110108000000016": true, "110108000000017": false, "11010800000001": false, "1101080000000166": false,
		"11010800000001X": false, "": false, "１１0108000000016": false} {
		if got := RegistrationNumberChecksOut(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
	// Every single wrong digit is noticed.
	good := []byte("110108000000016")
	for i := range good {
		for d := byte('0'); d <= '9'; d++ {
			other := append([]byte{}, good...)
			other[i] = d
			if got := RegistrationNumberChecksOut(string(other)); got != (d == good[i]) {
				t.Errorf("%s: %v", other, got)
			}
		}
	}
}
