package check

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"prereview/filing"
)

// A pack of whatever bytes is refused with file and line, or laid over ours; never a panic. By one that was taken filings
// can be checked, twice with the same findings, and an applicant can be told what is asked.
func FuzzPack(f *testing.F) {
	const head = `{"pack": "某云", "version": "1", "effective_from": "2026-01-01", `
	names := policyFileNames()
	for i, body := range []string{`"suffix_lists": [{"id": "北京", "suffixes": {"add": ["io"], "remove": ["cn"]}, "refused": []}]}`,
		`"small_bytes": 1, "warn_bytes": 2, "max_bytes": 3, "media_types": {"add": ["a"]}}`,
		`"kinds": [{"kind": "enterprise", "required": [], "one_of": [["other"]]}]}`, `"papers": [{"document": "site_plan", "months": 1}]}`,
		`"mobiles": [{"kind": "virtual", "prefixes": ["138"]}]}`, `"sectors": [{"sector": "矿业", "permit": "x", "issuer": "y", "words": ["矿"], "sources": ["z"]}]}`,
		`"provinces": [{"name": "浙江", "age": {"min": 30}, "unclear": ["age"], "domain_suffixes": "北京", "local_mobile": "all"}]}`,
		`"texts": [{"id": "individual_site", "text": "{domain}{"}]}`, `"classes": [{"code": "91", "kinds": []}]}`, `"lists": [{"id": "state", "words": ["云"], "except": ["云"]}]}`} {
		f.Add(uint8(i), []byte(head+body))
	}
	for _, s := range []string{"", "{", "[]", "null", `{"pack": 1}`, head, head + `"provinces": [{"name": "浙江", "name": "上海"}]}`, head + `"provinces": {"add": []}}`,
		head + `"max_bytes": 1e99}`, head + `"max_bytes": -1}`, "\xff\xfe", `{"a":` + strings.Repeat(`{"a":`, 40)} {
		f.Add(uint8(len(s)), []byte(s))
	}
	cases := []Case{enterprise(), individual(), two()}
	f.Fuzz(func(t *testing.T, which uint8, text []byte) {
		name := names[int(which)%len(names)]
		p, err := LoadPolicy(fstest.MapFS{name: {Data: text}})
		if err != nil {
			for line := range strings.Lines(err.Error()) {
				if file, rest, _ := strings.Cut(line, ":"); file != name && !strings.HasPrefix(file, "policy pack") || rest == "" {
					t.Errorf("the fault %q names no line of %s", line, name)
				}
			}
			return
		}
		p = p.AsOf(filing.Date{})
		for _, c := range cases {
			first := p.Run(c)
			for _, x := range first {
				if x.Reason == "rule_error" {
					t.Errorf("%s panicked under %s", x.Check, text)
				}
			}
			Causes(first)
			a, _ := json.Marshal(first)
			if b, _ := json.Marshal(p.Run(c)); string(a) != string(b) {
				t.Error("the same filing and pack give other findings")
			}
			p.Requirements(c.Form.Province, c.Form.Kind, c.Form.Type, today)
		}
	})
}
