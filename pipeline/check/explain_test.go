package check

import (
	"slices"
	"strings"
	"testing"

	"prereview/filing"
)

func TestChecks(t *testing.T) {
	all := Checks()
	if len(all) != len(rules) {
		t.Fatalf("%d of %d", len(all), len(rules))
	}
	for _, c := range all {
		if c.Title == "" || c.TitleEN == "" || c.Message == "" || len(c.Says) < 20 || c.Source == "" || len(c.Needs) == 0 {
			t.Errorf("%+v", c)
		}
	}
	if c, ok := Check("lic-term-short"); !ok || c.ID != "lic-term-short" {
		t.Errorf("got %+v", c)
	}
	if _, ok := Check("no-such"); ok {
		t.Error("no-such is known")
	}
}

// Every kind, province and type is told something sensible, in whole sentences.
func TestRequirements(t *testing.T) {
	for _, province := range filing.Provinces {
		for _, kind := range filing.Kinds {
			for _, typ := range filing.Types {
				r := Ours().Requirements(province, kind, typ, today)
				if len(r.Materials) < 2 || len(r.Rules) < 5 {
					t.Errorf("%s %s %s: %d materials, %d rules", province, kind, typ, len(r.Materials), len(r.Rules))
				}
				for _, x := range slices.Concat(r.Materials, r.Rules) {
					if x.Text == "" || x.TextEN == "" || strings.Contains(x.Text+x.TextEN, "{") || x.Policy.Version == "" || x.Policy.Entry == "" || x.Sources == nil {
						t.Errorf("%s %s: %+v", province, kind, x)
					}
				}
			}
		}
	}
	slots := func(province string, kind filing.Kind, typ filing.Type) (out []filing.Slot) {
		for _, m := range Ours().Requirements(province, kind, typ, today).Materials {
			if m.When == "" {
				out = append(out, m.Slot)
			}
		}
		return out
	}
	for _, c := range []struct {
		province string
		kind     filing.Kind
		typ      filing.Type
		want     string
	}{
		{"上海", filing.Enterprise, filing.FirstFiling, "business_licence id_card_front id_card_back"},
		{"江苏", filing.Individual, filing.FirstFiling, "id_card_front id_card_back commitment_letter notice_letter"},
		{"新疆", filing.Enterprise, filing.NewSite, "business_licence id_card_front id_card_back party_building_letter"},
		{"新疆", filing.Enterprise, filing.Change, "business_licence id_card_front id_card_back"},
		{"湖南", filing.Institution, filing.FirstFiling, "id_card_front id_card_back organisation_certificate domain_certificate"},
		{"黑龙江", filing.Government, filing.FirstFiling, "id_card_front id_card_back organisation_certificate site_approval"},
	} {
		if got := strings.Join(texts(slots(c.province, c.kind, c.typ)), " "); got != c.want {
			t.Errorf("%s %s %s: %s, want %s", c.province, c.kind, c.typ, got, c.want)
		}
	}
	shanghai := Ours().Requirements("上海", filing.Enterprise, filing.FirstFiling, today)
	if !slices.ContainsFunc(shanghai.Rules, func(r filing.Requirement) bool {
		return r.Policy.Entry == "上海.licence_months" && strings.Contains(r.Text, "12个月")
	}) || !slices.ContainsFunc(shanghai.Rules, func(r filing.Requirement) bool { return r.Policy.Entry == "上海.domain_days" && r.Unclear }) {
		t.Errorf("上海: %+v", shanghai.Rules)
	}
}
