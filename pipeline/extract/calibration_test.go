package extract

import (
	"strings"
	"testing"

	"prereview/filing"
	"prereview/ocr"
)

// The built-in calibrations are whole, never likelier for less certainty, and never accept what is flawed or repaired.
func TestCalibration(t *testing.T) {
	for name, data := range map[string][]byte{"two readers": calibrationJSON, "one alone": calibrationAloneJSON} {
		t.Run(name, func(t *testing.T) { testCalibration(t, data) })
	}
}

func testCalibration(t *testing.T, data []byte) {
	c, err := ParseCalibration(data)
	if err != nil {
		t.Fatal(err)
	}
	for kind, fields := range filing.FieldNames {
		for _, field := range fields {
			if _, ok := c.Fields[string(kind)+"."+field]; !ok {
				t.Errorf("%s.%s was not learned", kind, field)
			}
			last := -1.0
			for _, p := range []float64{-1, 0, .01, .1, .5, .9, .99, .999, 1, 2} {
				r := reading{value: "武汉云帆有限公司", conf: p}
				conf := c.Confidence(kind, field, r.traits())
				if !(conf >= last && conf >= 0 && conf <= 1) {
					t.Errorf("%s.%s: %v after %v for a certainty of %v", kind, field, conf, last, p)
				}
				last = conf
				for _, worse := range []reading{{value: r.value, conf: p, flawed: true}, {value: r.value, conf: p, repair: "1: A -> B"}} {
					if got := c.Confidence(kind, field, worse.traits()); got >= 0.9 {
						t.Errorf("%s.%s: %+v is accepted with %v", kind, field, worse, got)
					}
				}
			}
		}
	}
}

// A value about which two readers differ is held to what such values must be, any other to less.
func TestConfidenceWhereReadersDiffer(t *testing.T) {
	c := Calibration{Accept: .9, Fields: map[string]Curve{"id_card_front.name": {Weights: Traits{0, 1}, Accept: .95, Differ: .99}}}
	for p, want := range map[float64][2]bool{.94: {false, false}, .96: {true, false}, .995: {true, true}} {
		for differ, accepted := range want {
			got := c.Confidence(filing.IDCardFront, "name", Traits{1, logOdds(p), 8: float64(differ)})
			if (got >= .9) != accepted {
				t.Errorf("%.3f, differ %d: %.3f", p, differ, got)
			}
		}
	}
}

func TestParseCalibration(t *testing.T) {
	for _, c := range []struct{ json, says string }{
		{`{"accept":0.99,"all":{"weights":[0,1,0,0,0,0]},"fields":{}}`, ""},
		{`{`, "calibration"},
		{`{"accept":1,"all":{"weights":[0,1,0,0,0,0]}}`, "accept 1: want"},
		{`{"accept":0.99,"all":{"weights":[0,0,0,0,0,0]}}`, "all: weight of certainty 0: want"},
		{`{"accept":0.99,"all":{"weights":[0,1,0,0,0,0]},"fields":{"licence.name":{"weights":[0,1,0,0,0,0]}}}`, `"licence.name": want a kind`},
		{`{"accept":0.99,"all":{"weights":[0,1,0,0,0,0]},"fields":{"id_card_front.name":{"weights":[0,-1,0,0,0,0]}}}`, "id_card_front.name: weight"},
		{`{"accept":0.99,"all":{"weights":[0,1,0,0,0,0]},"curves":1}`, "curves"},
		{`{"accept":0.9,"all":{"weights":[0,1]},"fields":{"id_card_front.name":{"weights":[0,1],"accept":0.95,"differ":0.99}}}`, ""},
		{`{"accept":0.9,"all":{"weights":[0,1]},"fields":{"id_card_front.name":{"weights":[0,1],"accept":0.95,"differ":0.94}}}`, "name: differ 0.94: want its accept, 0.95,"},
		{`{"accept":0.9,"all":{"weights":[0,1]},"fields":{"id_card_front.name":{"weights":[0,1],"accept":0.95,"differ":1}}}`, "name: differ 1: want"},
	} {
		_, err := ParseCalibration([]byte(c.json))
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.json, err, c.says)
		}
	}
}

// However sure the engine is of a number that took two repairs, a person looks at it.
func TestTwoRepairsAreUnsure(t *testing.T) {
	l := doubt(doubt(line("1101051X491231003X", 1), 7, .6, "9", .4), 16, .6, "2", .4)
	r := readIDNumber(cells(l))
	if r.value != "11010519491231002X" || strings.Count(r.repair, ";") != 1 || !r.flawed {
		t.Fatalf("%+v", r)
	}
	for name, votes := range map[string][]reading{"alone": {r}, "read so four times": {r, r, r, r}, "against nothing that checks out": {r, {value: "110105194912310021", conf: .9}}} {
		a := agreed(votes)
		if conf := calibration(false).Confidence(filing.IDCardFront, "id_number", a.traits()); a.value != r.value || conf >= 0.9 {
			t.Errorf("%s: %q with %v", name, a.value, conf)
		}
	}
	// The same number read as it stands is worth all its certainty.
	good := readIDNumber(cells(line("11010519491231002X", 1)))
	if conf := calibration(false).Confidence(filing.IDCardFront, "id_number", agreed([]reading{r, good, good}).traits()); conf < 0.9 {
		t.Errorf("confirmed: %v", conf)
	}
}

// What a second reader said of a value, and what the first would have said alone, reaches its traits.
func TestTraitsOfTwoReaders(t *testing.T) {
	heard := func(votes ...ocr.Vote) reading {
		l := line("方平", .99)
		l.Readings = []ocr.Reading{{Reader: "a", Text: "方平", Confidence: .5}, {Reader: "b", Text: "方平", Confidence: .9}}
		for i, v := range votes {
			l.Symbols[i].Second = v
		}
		return readName(cells(l))
	}
	for _, c := range []struct {
		name               string
		r                  reading
		same, against, own float64
	}{
		{"one reader", readName(cells(line("方平", .99))), 0, 0, logOdds(.99)},
		{"the same", heard(ocr.For, ocr.For), 1, 0, 0},
		{"asked, and does not know one", heard(ocr.NoVote, ocr.For), 1, 0, 0},
		{"another once", heard(ocr.For, ocr.Against), 0, 1, 0},
	} {
		if tr := c.r.traits(); tr[7] != c.same || tr[8] != c.against || tr[9] < c.own-1e-9 || tr[9] > c.own+1e-9 {
			t.Errorf("%s: %v", c.name, tr)
		}
	}
}
