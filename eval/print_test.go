package eval

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"prereview/eval/corpus"
	"prereview/filing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is another (go test ./eval -update rewrites it):\n%s", name, got)
	}
}

// costs of four documents: 1, 2, 3 and 4 ms of decoding, ten times that of recognition.
func someCosts() *Costs {
	var c Costs
	for i := range 4 {
		ms := time.Duration(i+1) * time.Millisecond
		c.Add(filing.BusinessLicence, Cost{ms, 0, 0, 10 * ms, 0})
	}
	c.Process, c.PeakProcess, c.PeakReader = 120*time.Millisecond, 90<<20, 40<<20
	return &c
}

func TestPrint(t *testing.T) {
	s := scored()
	truth, docs := licence()
	truth.Tier = "hard"
	docs[0].Signals = []filing.Signal{{Code: filing.SignalBlur, Severity: filing.Block}}
	s.Add(truth, docs[0])
	var out bytes.Buffer
	if err := s.Print(&out); err != nil {
		t.Fatal(err)
	}
	if err := someCosts().Print(&out); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/print.txt", out.Bytes())
	for line := range strings.Lines(out.String()) {
		if n := utf8.RuneCountInString(line); n > 161 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

func TestReport(t *testing.T) {
	s := scored()
	about := About{Date: time.Date(2026, 11, 21, 23, 0, 0, 0, time.UTC), Revision: "0123456789ab", Models: map[string]string{"prereview": "39bf"}, Readers: []string{"tesseract", "paddle"}, Machine: "linux/amd64"}
	var out bytes.Buffer
	if err := s.Report(&out, about, someCosts(), []Fault{{"b.jpg", "no truth beside it; not scored"}}); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/report.md", out.Bytes())
}

func TestCosts(t *testing.T) {
	c := someCosts()
	decode := func(c Cost) time.Duration { return c[0] }
	if at(c.all(), .5, decode) != 2 || at(c.all(), .95, decode) != 4 || at(c.all(), .5, Cost.Total) != 22 || at(nil, .5, decode) != 0 {
		t.Errorf("p50 %v, p95 %v, total p50 %v", at(c.all(), .5, decode), at(c.all(), .95, decode), at(c.all(), .5, Cost.Total))
	}
}

// The command that drew the documents is told from their names, where all are of one and none is missing.
func TestCorpusCommand(t *testing.T) {
	var s Score
	add := func(kind filing.DocumentKind, tier, file string) {
		truth, _ := licence()
		truth.Kind, truth.Tier, truth.File = kind, corpus.Tier(tier), file
		s.Add(truth, filing.Document{})
	}
	for _, kind := range filing.RecognisedKinds {
		for _, tier := range []string{"scan", "photo", "hard"} {
			for _, n := range []string{"0000", "0001"} {
				add(kind, tier, string(kind)+"-"+tier+"-test-42-"+n+".jpg")
			}
		}
	}
	s.Results[0].Truth.File = strings.Replace(s.Results[0].Truth.File, ".jpg", ".pdf", 1)
	if got := s.corpusCommand(); got != "prereview eval generate --split test --n 2 --seed 42" {
		t.Errorf("%q", got)
	}
	for i := range s.Results {
		if got := s.headed("Reading"); got != "Reading" {
			t.Errorf("%d fresh documents of %d: headed %q", i, len(s.Results), got)
		}
		s.Results[i].Truth.Split = corpus.Fresh
	}
	if got := s.headed("Reading"); got != "Reading, fresh" {
		t.Errorf("headed %q", got)
	}
	add(filing.IDCardBack, "scan", "id_card_back-scan-dev-42-0002.jpg")
	if got := s.corpusCommand(); got != "" {
		t.Errorf("of two corpora: %q", got)
	}
}
