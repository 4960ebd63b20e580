package filing

import "testing"

func TestSnoozeValidate(t *testing.T) {
	today := Date{Year: 2026, Month: 11, Day: 22}
	good := Snooze{Check: "img-blur", Until: "2026-11-30", Reason: "新扫描仪校准中"}
	for field, z := range map[string]Snooze{
		"":       good,
		"check":  {Until: good.Until, Reason: good.Reason},
		"check ": {Check: "img-blurred", Until: good.Until, Reason: good.Reason},
		"entry":  {Check: "img-blur", File: "limits.json", Until: good.Until, Reason: good.Reason},
		"until":  {Check: "img-blur", Until: "2026-11-21", Reason: good.Reason},
		"until ": {Check: "img-blur", Until: LongTerm, Reason: good.Reason},
		"until2": {Check: "img-blur", Until: "2028-11-21", Reason: good.Reason},
		"reason": {Check: "img-blur", Until: good.Until, Reason: "  x "},
	} {
		ps := z.Validate([]string{"img-blur"}, today)
		switch {
		case field == "" && len(ps) > 0:
			t.Errorf("refused: %v", ps)
		case field != "" && (len(ps) != 1 || ps[0].Field != field[:len(ps[0].Field)]):
			t.Errorf("%s: %v", field, ps)
		}
	}
}

func TestSnoozeHolds(t *testing.T) {
	z := Snooze{Check: "lic-term-short", Owner: "k1", Until: "2026-11-30"}
	on := func(d int) Date { return Date{Year: 2026, Month: 11, Day: d} }
	if !z.Holds(on(30), "k1") || z.Holds(on(30).AddDays(1), "k1") || z.Holds(on(1), "k2") || z.Holds(Date{}, "k1") {
		t.Error("holds for the wrong day or owner")
	}
	f := Finding{Check: "lic-term-short", Policy: []PolicyRef{{File: "provinces.json", Entry: "上海.licence_months"}}}
	for want, zs := range map[bool][]Snooze{
		true: {z, {Check: f.Check, File: "provinces.json", Entry: "上海.licence_months"}, {File: "provinces.json", Entry: "上海"}},
		false: {{Check: "lic-term-expired"}, {}, {Check: f.Check, File: "provinces.json", Entry: "北京"}, {File: "limits.json", Entry: "上海"},
			{File: "provinces.json", Entry: "上"}},
	} {
		for _, z := range zs {
			if z.Silences(f) != want {
				t.Errorf("%+v: want %v", z, want)
			}
		}
	}
}
