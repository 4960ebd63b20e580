package eval

import (
	"strings"
	"testing"
	"time"

	"prereview/eval/corpus"
	"prereview/filing"
)

func TestReaders(t *testing.T) {
	truth := corpus.Truth{File: "a.jpg", Kind: filing.IDCardFront, Tier: corpus.Scan, Fields: map[string]string{"name": "方平", "sex": "男"}}
	reading := func(name, value string, confidence float64, took time.Duration) Reading {
		r := Reading{Name: name, Score: &Score{Accept: 0.9}, Costs: &Costs{}}
		r.Score.Add(truth, filing.Document{Kind: filing.IDCardFront, Fields: map[string]filing.Field{
			"name": {Value: value, Confidence: confidence}, "sex": {Value: "男", Confidence: 0.95}}})
		r.Costs.Add(filing.IDCardFront, Cost{took})
		return r
	}
	readings := []Reading{reading("one", "六平", 0.95, time.Second), reading("two", "方平", 0.5, 3*time.Second)}
	var b strings.Builder
	if err := ReportReaders(&b, About{Date: time.Unix(0, 0), Revision: "r"}, readings); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"## Readers", "| id_card_front | scan | 2 | 50.0 | 100 | 50.0 | 1.00 | 100 | 50.0 | 100 | 3.00 |", "| all | scan | 2 |"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := PrintReaders(&b, readings); err != nil || !strings.Contains(b.String(), "two: exact") {
		t.Errorf("%v\n%s", err, b.String())
	}
}
