package check

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestEmbeddedPack(t *testing.T) {
	sub, _ := fs.Sub(embedded, "rules")
	if _, err := loadPack(sub); err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"provinces.json", "materials.json", "uscc.json", "limits.json", "words.json", "divisions.tsv"} {
		if Versions()[f] == "" {
			t.Errorf("%s has no version", f)
		}
	}
}

// A faulty pack is refused with the file, the entry and what is allowed.
func TestFaultyPack(t *testing.T) {
	sub, _ := fs.Sub(embedded, "rules")
	for _, c := range []struct{ file, old, new, want string }{
		{"provinces.json", `"legal_rep": "conflict"`, `"legal_rep": "maybe"`, `provinces[北京].legal_rep: "maybe" is not allowed (allowed: required, authorised, conflict)`},
		{"provinces.json", `"name": "北京"`, `"name": "京城"`, "unknown province"},
		{"provinces.json", `"name": "天津"`, `"name": "北京"`, "listed twice"},
		{"provinces.json", `"min": 18`, `"min": 88`, "min must be 0..30"},
		{"provinces.json", `"effective_from": "2025-12-31"`, `"effective_from": "soon"`, "effective_from"},
		{"provinces.json", `"code": "11"`, `"code": "1"`, "two digits"},
		{"materials.json", `"kind": "military"`, `"kind": "navy"`, "military is missing"},
		{"materials.json", `"id_card_front"`, `"passport"`, `"passport" is not allowed`},
		{"uscc.json", `"code": "91"`, `"code": "9"`, "two characters"},
		{"limits.json", `"warn_bytes": 4194304`, `"warn_bytes": 4`, "small_bytes < warn_bytes"},
		{"limits.json", `"max_bytes"`, `"maximum"`, "unknown field"},
		{"words.json", `"未末"`, `"未己"`, "in two groups"},
	} {
		m := fstest.MapFS{}
		fs.WalkDir(sub, ".", func(p string, d fs.DirEntry, _ error) error {
			if !d.IsDir() {
				b, _ := fs.ReadFile(sub, p)
				if p == c.file {
					s := strings.Replace(string(b), c.old, c.new, 1)
					if s == string(b) {
						t.Errorf("%s has no %s", c.file, c.old)
					}
					b = []byte(s)
				}
				m[p] = &fstest.MapFile{Data: b}
			}
			return nil
		})
		_, err := loadPack(m)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.file) {
			t.Errorf("%s with %s: got %v, want %s", c.file, c.new, err, c.want)
		}
	}
}

func TestProvinceOf(t *testing.T) {
	p := data().places
	for addr, want := range map[string]string{
		"北京市海淀区中关村大街1号": "11", "杭州市西湖区文三路1号": "33", "浙江杭州西湖文三路1号": "33", "慈溪市浒山街道1号": "33",
		"内蒙古自治区呼和浩特市新城区": "15", "广西南宁市青秀区": "45", "吉林市船营区松江路": "22", "吉林省长春市": "22",
		"海南藏族自治州共和县": "63", "海南省海口市": "46", "重庆市渝中区": "50", "上海自贸试验区1号": "31", "南京路1号": "", "文三路1号": "",
		"朝阳区建国路1号": "", "": "", "深圳市南山区科技园": "44", "新疆乌鲁木齐市": "65", "东莞市莞城街道": "44", "济源市沁园路": "41",
		"通州区新华街1号": "", "台湾省台北市": "71", "河南蒙古族自治县优干宁镇": "63", "河北区光复道1号": "12", "河北石家庄市": "13",
	} {
		if got := p.provinceOf(addr); got != want {
			t.Errorf("%s: got %q, want %q", addr, got, want)
		}
	}
}

func BenchmarkLoadPack(b *testing.B) {
	sub, _ := fs.Sub(embedded, "rules")
	for b.Loop() {
		if _, err := loadPack(sub); err != nil {
			b.Fatal(err)
		}
	}
}

func TestSameAddress(t *testing.T) {
	p := data().places
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"浙江省杭州市西湖区文三路1号", "杭州西湖文三路1号", true},
		{"浙江省杭州市西湖区文三路1号", "浙江省杭州市西湖区文三路11号", false},
		{"浙江省杭州市西湖区文三路１号", "杭州市西湖区文三路1号", true},
		{"北京市市辖区海淀区中关村大街1号", "北京市海淀区中关村大街1号", true},
		{"杭州市西湖区西湖路1号", "杭州西湖西湖路1号", true},
		{"杭州市余杭区文三路1号", "杭州市西湖区文三路1号", false},
		{"文三路1号", "浙江省杭州市西湖区文三路1号", true},
		{"江苏省南京市玄武区北京东路1号", "南京市玄武区北京东路1号", true},
		{"浙江省杭州市", "浙江省杭州市", false}, // nothing but divisions is no address
		{"", "", false},
	} {
		if got := p.sameAddress(c.a, c.b); got != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
		if got := p.sameAddress(c.b, c.a); got != c.same {
			t.Errorf("%s and %s: %v", c.b, c.a, got)
		}
	}
}
