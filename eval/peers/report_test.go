package peers

import (
	"os"
	"strings"
	"testing"
	"time"

	"prereview/eval/corpus"
	"prereview/filing"
)

func sample() Report {
	outcome := func(reader string, kind filing.DocumentKind, tier corpus.Tier, ms float64, err string, fields ...FieldOutcome) Outcome {
		return Outcome{reader, "x.jpg", kind, tier, ms, err, fields}
	}
	front := filing.IDCardFront
	return Report{Date: "2026-11-21", Revision: "abc", Corpus: "Four documents.",
		Readers: []Reader{{Key: "ours", Title: "Ours", Note: "this.", Extracts: true}, {Key: "peer", Title: "Peer", Note: "that."},
			{Key: "gone", Title: "Gone", Note: "gone.", Missing: "no such program"}},
		Outcomes: []Outcome{
			outcome("ours", front, "photo", 300, "", FieldOutcome{"name", true, true}, FieldOutcome{"sex", false, false}),
			outcome("ours", front, "scan", 100, "", FieldOutcome{"name", true, false}, FieldOutcome{"sex", true, true}),
			outcome("peer", front, "photo", 300, "crashed", FieldOutcome{"name", false, false}, FieldOutcome{"sex", false, false}),
			outcome("peer", front, "scan", 250, "", FieldOutcome{"name", true, false}, FieldOutcome{"sex", true, false}),
		}}
}

func TestMarkdown(t *testing.T) {
	md := string(sample().Markdown())
	for _, want := range []string{
		"## Peers\n\n2026-11-21, revision abc. Four documents.",
		"Not measured: Gone (no such program).",
		"| Documents | Fields | Ours: exact | Ours: found | Peer: found |\n|---|--:|--:|--:|--:|\n" +
			"| id_card_front, scan | 2 | 50.0 | 100.0 | 100.0 |\n| id_card_front, photo | 2 | 50.0 | 50.0 | 0.0 |\n| all | 4 | 50.0 | 75.0 | 50.0 |\n",
		"| Documents | n | Ours, ms | Peer |\n|---|--:|--:|--:|\n" +
			"| id_card_front, scan | 1 | 100 | 2.50 |\n| id_card_front, photo | 1 | 300 | 1.00 |\n| all | 2 | 200 | 1.38 |\n",
		"Peer gave no answer on 1 of 2 documents",
		"| id_card_front.sex | 2 | 1 | 1 | 1 | +0 |\n| id_card_front.name | 2 | 1 | 2 | 1 | -1 |\n",
	} {
		if !strings.Contains(md, want) {
			t.Errorf("missing %q in:\n%s", want, md)
		}
	}
}

func TestCPU(t *testing.T) {
	if parent, used, ok := parseStat("12 (a) b) c) S 7 1 1 0 -1 4194560 1 0 0 0 250 50 0 0 20 0 1 0 9\n"); !ok || parent != 7 || used != 3*time.Second {
		t.Errorf("parent %d, %s, %v", parent, used, ok)
	}
	if _, _, ok := parseStat("12 (a) S 7"); ok {
		t.Error("half a line was taken")
	}
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		t.Skip("no /proc here")
	}
	before, err := CPU()
	if err != nil {
		t.Fatal(err)
	}
	for start := time.Now(); time.Since(start) < 100*time.Millisecond; {
	}
	if after, err := CPU(); err != nil || after <= before {
		t.Errorf("%s before, %s after work: %v", before, after, err)
	}
}
