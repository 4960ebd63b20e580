package eval

import (
	"strings"
	"testing"
	"time"

	"prereview/eval/corpus"
	"prereview/filing"
)

func TestCascade(t *testing.T) {
	truth := corpus.Truth{File: "a.jpg", Kind: filing.IDCardFront, Tier: corpus.Scan, Fields: map[string]string{"name": "方平", "sex": "男"}}
	rung := func(below float64, name string, confidence float64, asked int64, beside, recognise time.Duration) Rung {
		r := Rung{Below: below, Score: &Score{Accept: 0.9}, Costs: &Costs{}, Asked: asked, Lines: 10}
		r.Score.Add(truth, filing.Document{Kind: filing.IDCardFront, Fields: map[string]filing.Field{
			"name": {Value: name, Confidence: confidence}, "sex": {Value: "男", Confidence: 0.95}}})
		r.Costs.Add(filing.IDCardFront, Cost{2: beside, 3: recognise})
		return r
	}
	// What is not recognition is noise, and counts alike.
	rungs := []Rung{rung(0, "六平", 0.95, 0, 500*time.Millisecond, time.Second), rung(0.9, "方平", 0.5, 3, time.Second, 1500*time.Millisecond),
		rung(2, "方平", 0.95, 10, 1200*time.Millisecond, 3*time.Second)}
	var b strings.Builder
	if err := ReportCascade(&b, About{Date: time.Unix(0, 0), Revision: "r"}, rungs, 0.98); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"## Cascade\n", "reading has 0.98", "| first reader alone | 0.0 | 50.0 | 100 | 50.0 | 1 | 1.00 | 50.0 | 100 |",
		"| 0.9 | 30.0 | 100 | 50.0 | 100 | 0 | 1.25 |", "| every line | 100 | 100 | 100 | 100 | 0 | 2.00 |"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := PrintCascade(&b, rungs); err != nil || !strings.Contains(b.String(), "every line") {
		t.Errorf("%v\n%s", err, b.String())
	}
	b.Reset()
	if err := PrintCascade(&b, nil); err != nil {
		t.Error(err)
	}
}
