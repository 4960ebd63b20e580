package eval

import (
	"math"
	"testing"

	"prereview/eval/corpus"
	"prereview/filing"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// licence is a licence and two readings of it, one with every kind of mistake and one that gave up.
func licence() (corpus.Truth, []filing.Document) {
	truth := corpus.Truth{File: "a.jpg", Kind: filing.BusinessLicence, Tier: corpus.Scan,
		Fields: map[string]string{"name": "星河（杭州）科技有限公司", "type": "有限责任公司", "established": "2019-04-12", "address": "杭州市西湖区文三路1号",
			"issued": "2020-01-02"},
		Hidden: []string{"issued"}, Page: filing.Box{{0, 0}, {300, 0}, {300, 400}, {0, 400}}}
	return truth, []filing.Document{
		{Kind: filing.BusinessLicence, Page: &filing.Box{{0, 0}, {300, 5}, {300, 400}, {0, 400}}, Fields: map[string]filing.Field{
			"name":        {Value: "星河(杭州)科技有限公司", Confidence: 0.95}, // right but for the brackets' width
			"type":        {Value: "有限责任公司", Confidence: 0.99},
			"established": {Value: "2019-04-13", Confidence: 0.9},
			"composition": {Value: "个人经营", Confidence: 0.7},
			"issued":      {Value: "2021-01-02", Confidence: 0.9}, // nobody could read it: not asked
		}},
		{Kind: filing.Unknown, Fields: map[string]filing.Field{}},
	}
}

func scored() *Score {
	s := &Score{Accept: 0.9}
	truth, docs := licence()
	for _, d := range docs {
		s.Add(truth, d)
	}
	return s
}

// A score tells a right value from a wrong one, a sure one from an unsure one, and what is read from what is invented.
func TestScore(t *testing.T) {
	s := scored()
	got := map[string]Tally{}
	for _, y := range s.Tallies() {
		got[y.Field] = y
	}
	for field, want := range map[string]Tally{
		"kind":        {N: 2, Exact: 1, Strict: 1},
		"name":        {N: 2, Exact: 1, Strict: 0, Edits: 12, Chars: 24, Accepted: 1, Missing: 1},
		"type":        {N: 2, Exact: 1, Strict: 1, Edits: 6, Chars: 12, Accepted: 1, Missing: 1},
		"established": {N: 2, Edits: 1 + 10, Chars: 20, Accepted: 1, AcceptedWrong: 1, Missing: 1},
		"address":     {N: 2, Edits: 22, Chars: 22, Missing: 2},
	} {
		want.Kind, want.Tier, want.Field = filing.BusinessLicence, corpus.Scan, field
		if got[field] != want {
			t.Errorf("%s: %+v, want %+v", field, got[field], want)
		}
	}
	if len(got) != 5 {
		t.Errorf("%d tallies: fields that are not printed or cannot be read count for nothing", len(got))
	}
	if len(s.Invented) != 1 || s.Invented[0].Field != "composition" {
		t.Errorf("invented %+v", s.Invented)
	}
	if m := s.Mistakes(); len(m) != 8 { // established, address, composition; the kind, and four unread fields
		t.Errorf("%d mistakes: %+v", len(m), m)
	}
	if y := got["name"]; !near(y.ErrorRate(), 12./24) || !near(y.Unsure(), .5) || y.Precision() != 1 {
		t.Errorf("name: CER %v, unsure %v, precision %v", y.ErrorRate(), y.Unsure(), y.Precision())
	}
	if y := got["type"]; y.Precision() != 1 {
		t.Errorf("type: precision %v", y.Precision())
	}
	if y := got["address"]; y.Precision() != 0 || y.Unsure() != 1 {
		t.Errorf("nothing was accepted of address: precision %v, unsure %v", y.Precision(), y.Unsure())
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "三字符", 3}, {"三字符", "", 3}, {"己已", "已己", 2}, {"软件开发", "软件开发", 0}, {"软件发", "软件开发", 1},
		{"kitten", "sitting", 3}, {"2019-04-12", "2019-04-13", 1}, {"末未", "末末未", 1},
	} {
		if got := Distance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("%q to %q: %d, want %d", c.a, c.b, got, c.want)
		}
		a, b := differences([]rune(c.a), []rune(c.b))
		marks := 0
		for _, m := range append(a, b...) {
			if m {
				marks++
			}
		}
		if marks < c.want || marks > 2*c.want {
			t.Errorf("%q to %q: %d characters marked for %d edits", c.a, c.b, marks, c.want)
		}
	}
}

// Ten values read with 0.92 of which nine are right are .02 too sure; one read with 0.3 and right is .7 too modest.
func TestCalibration(t *testing.T) {
	var c Calibration
	for i := range 10 {
		c.add(.92, i > 0)
	}
	if !near(c.Error(), .02) {
		t.Errorf("error %v, want .02", c.Error())
	}
	c.add(.3, true)
	if want := (10*.02 + .7) / 11; !near(c.Error(), want) || c.N() != 11 {
		t.Errorf("error %v of %d, want %v", c.Error(), c.N(), want)
	}
	c.add(1, true)
	c.add(0, false)
	if c.Bins[0].N != 1 || c.Bins[3].N != 1 || c.Bins[9].N != 10 || c.Bins[len(c.Bins)-1].Right != 1 {
		t.Errorf("%+v", c.Bins)
	}
	if (&Calibration{}).Error() != 0 {
		t.Error("nothing read is not wrong")
	}
}

func TestPages(t *testing.T) {
	s := scored()
	y := s.Pages()[0]
	// One corner of four is off by 5 of a diagonal of 500; the second document has no outline and no kind.
	if y.N != 2 || y.Kinds != 1 || y.Found != 1 || y.Upright != 1 || y.Oriented != 1 || !near(y.MeanError(), 5./4/500) || y.ErrorAt(.95) != y.MeanError() {
		t.Errorf("%+v, mean %v", y, y.MeanError())
	}
	want := filing.Box{{0, 0}, {300, 0}, {300, 400}, {0, 400}}
	for name, c := range map[string]struct {
		got  filing.Box
		off  float64
		turn int
	}{
		"same":         {want, 0, 0},
		"quarter turn": {filing.Box{want[1], want[2], want[3], want[0]}, 0, 1},
		"upside down":  {filing.Box{want[2], want[3], want[0], want[1]}, 0, 2},
		"mirrored":     {filing.Box{want[1], want[0], want[3], want[2]}, 0, 7},
		"moved":        {filing.Box{{30, 40}, {330, 40}, {330, 440}, {30, 440}}, .1, 0},
	} {
		if off, turn := quadError(c.got, want); !near(off, c.off) || turn != c.turn {
			t.Errorf("%s: %v, %d", name, off, turn)
		}
	}
	// The paper that a card is copied on is as good an outline as the card's.
	truth := corpus.Truth{Kind: filing.IDCardFront, Page: want, Sheet: filing.Box{{-100, -100}, {900, -100}, {900, 900}, {-100, 900}}}
	var p PageTally
	sheet := truth.Sheet
	p.add(truth, filing.Document{Kind: filing.IDCardFront, Page: &sheet})
	if p.Found != 1 || p.Upright != 1 {
		t.Errorf("%+v", p)
	}
}

// Papers that nobody reads are right when they are taken for nothing known.
func TestPaperIsNoCard(t *testing.T) {
	var s Score
	paper := corpus.Truth{File: "p.jpg", Kind: filing.VerificationForm, Tier: corpus.Scan}
	s.Add(paper, filing.Document{Kind: filing.Unknown})
	s.Add(paper, filing.Document{Kind: filing.IDCardFront, Fields: map[string]filing.Field{"name": {Value: "核验单", Confidence: .1}}})
	if y := s.Tallies(); len(y) != 1 || y[0].N != 2 || y[0].Exact != 1 || len(s.Invented) != 1 {
		t.Errorf("%+v, invented %+v", y, s.Invented)
	}
}

// A block on a scan or photo that reads right is false; one on a hard picture or on one that reads wrong is not.
func TestSignals(t *testing.T) {
	block := []filing.Signal{{Code: filing.SignalBlur, Severity: filing.Block}, {Code: filing.SignalBlur, Severity: filing.Block},
		{Code: filing.SignalSkew, Severity: filing.Advice}}
	right := map[string]filing.Field{"name": {Value: "程书远", Confidence: .95}}
	wrong := map[string]filing.Field{"name": {Value: "程书近", Confidence: .5}}
	var s Score
	for _, c := range []struct {
		tier   corpus.Tier
		fields map[string]filing.Field
	}{{corpus.Scan, right}, {corpus.Scan, wrong}, {corpus.Photo, right}, {corpus.Hard, right}} {
		s.Add(corpus.Truth{Kind: filing.IDCardFront, Tier: c.tier, Fields: map[string]string{"name": "程书远"}},
			filing.Document{Kind: filing.IDCardFront, Fields: c.fields, Signals: block})
	}
	want := []SignalTally{
		{filing.SignalBlur, filing.Block, corpus.Scan, 2, 1}, {filing.SignalBlur, filing.Block, corpus.Photo, 1, 1}, {filing.SignalBlur, filing.Block, corpus.Hard, 1, 0},
		{filing.SignalSkew, filing.Advice, corpus.Scan, 2, 0}, {filing.SignalSkew, filing.Advice, corpus.Photo, 1, 0}, {filing.SignalSkew, filing.Advice, corpus.Hard, 1, 0},
	}
	got := s.Signals()
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
}

// A picture that reads right is rightly turned away as colourless when it was drawn without colour.
func TestColourlessIsNoFalseBlock(t *testing.T) {
	for name, c := range map[string]struct {
		step  corpus.Step
		code  string
		wrong int
	}{
		"coloured":                   {corpus.Step{Name: "scan_app", Params: map[string]float64{"grey": 0}}, filing.SignalColourless, 1},
		"a grey application":         {corpus.Step{Name: "scan_app", Params: map[string]float64{"grey": 1}}, filing.SignalColourless, 0},
		"grey":                       {corpus.Step{Name: "grey"}, filing.SignalColourless, 0},
		"grey, but blocked for blur": {corpus.Step{Name: "grey"}, filing.SignalBlur, 1},
	} {
		var s Score
		s.Add(corpus.Truth{Kind: filing.IDCardFront, Tier: corpus.Scan, Steps: []corpus.Step{c.step}, Fields: map[string]string{"name": "程书远"}},
			filing.Document{Kind: filing.IDCardFront, Fields: map[string]filing.Field{"name": {Value: "程书远", Confidence: .95}},
				Signals: []filing.Signal{{Code: c.code, Severity: filing.Block}}})
		if got := s.Signals(); len(got) != 1 || got[0].N != 1 || got[0].False != c.wrong {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// The worst document is the one with most values accepted and wrong, then the one with most wrong.
func TestWorst(t *testing.T) {
	var s Score
	s.Accept = .9
	add := func(file string, fields map[string]filing.Field) {
		s.Add(corpus.Truth{File: file, Kind: filing.IDCardBack, Tier: corpus.Scan, Fields: map[string]string{"issuing_authority": "武汉市公安局", "valid_from": "2020-01-01"}},
			filing.Document{Kind: filing.IDCardBack, Fields: fields})
	}
	ok := filing.Field{Value: "2020-01-01", Confidence: .99}
	add("right", map[string]filing.Field{"issuing_authority": {Value: "武汉市公安局"}, "valid_from": ok})
	add("half", map[string]filing.Field{"valid_from": ok})
	add("none", nil)
	add("sure and wrong", map[string]filing.Field{"issuing_authority": {Value: "武汉市公安周", Confidence: .97}, "valid_from": ok})
	var order []string
	for _, r := range s.Worst(9) {
		order = append(order, r.Truth.File)
	}
	if len(order) != 3 || order[0] != "sure and wrong" || order[1] != "none" || order[2] != "half" {
		t.Errorf("%q", order)
	}
	if len(s.Worst(1)) != 1 {
		t.Error("more than were asked for")
	}
}
