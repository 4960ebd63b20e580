package main

import (
	"bytes"
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"prereview/eval"
	"prereview/eval/corpus"
	"prereview/filing"
)

// smallCorpus is two pictures with their truth and every fault a folder can have.
func smallCorpus(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for i, kind := range []filing.DocumentKind{filing.IDCardFront, filing.IDCardBack} {
		pic, truth, err := corpus.Take(corpus.Dev, 5, kind, corpus.Scan, i)
		if err == nil {
			err = corpus.Write(dir, pic, truth)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, body := range map[string]string{
		"broken.jpg":   "\xff\xd8\xff\xe0 not the rest of a picture",
		"broken.json":  `{"file":"broken.jpg","kind":"id_card_back","tier":"scan","fields":{"valid_from":"2020-01-01"}}`,
		"gone.json":    `{"file":"gone.jpg","kind":"id_card_back","tier":"scan"}`,
		"orphan.jpg":   "x",
		"strange.json": `{"file":"orphan.jpg","kind":"id_card_back","tier":"scan"`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A folder with faults is scored but for them; they are named, and are no error.
func TestEvalRunOnBadFolder(t *testing.T) {
	dir := smallCorpus(t)
	sheet, report, mistakes := filepath.Join(t.TempDir(), "worst.png"), filepath.Join(t.TempDir(), "accuracy.md"), filepath.Join(t.TempDir(), "mistakes")
	if err := os.WriteFile(report, []byte("# Ours\n\n## Reading\n\nold figures\n\n## Peers\n\ntheirs\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, code := run(t, nil, "eval", "run", "--dir", dir, "--worst", "2", "--sheet", sheet, "--report", report, "--mistakes", mistakes)
	if code != 0 {
		t.Fatalf("status %d: %s", code, errs)
	}
	for _, want := range []string{"broken.jpg: unreadable: file_decode", "gone.jpg: the picture is missing", "orphan.jpg: no truth", "strange.json: not a truth file", "3 of 3"} {
		if !strings.Contains(errs, want) {
			t.Errorf("%q is not said:\n%s", want, errs)
		}
	}
	for _, want := range []string{"id_number", "issuing_authority", "recognise", "2 documents, ", "largest reader"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not printed:\n%s", want, out)
		}
	}
	f, err := os.Open(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := png.Decode(f); err != nil {
		t.Error(err)
	}
	text, err := os.ReadFile(report)
	if err != nil || !bytes.HasPrefix(text, []byte("# Ours")) || !bytes.Contains(text, []byte("theirs")) || !bytes.Contains(text, []byte("| id_number |")) || bytes.Contains(text, []byte("old figures")) {
		t.Errorf("%v\n%s", err, text)
	}
	if _, err := os.Stat(mistakes); err != nil {
		t.Error(err)
	}
	// Two readings of the same pictures, one at a time and two, are the same in every figure.
	figures := func(workers string) string {
		out, errs, code := run(t, nil, "eval", "run", "--dir", dir, "--json", "--workers", workers)
		var v map[string]any
		if err := json.Unmarshal([]byte(out), &v); err != nil || code != 0 {
			t.Fatalf("status %d, %v: %s", code, err, errs)
		}
		delete(v, "cpu_ms_per_document")
		b, _ := json.Marshal(v)
		return string(b)
	}
	if one, two := figures("1"), figures("2"); one != two {
		t.Errorf("reading is not the same twice:\n%s\n%s", one, two)
	}
}

func TestEvalUsage(t *testing.T) {
	empty := t.TempDir()
	dir := smallCorpus(t)
	nonsense := filepath.Join(empty, "baseline.txt")
	if err := os.WriteFile(nonsense, []byte("three words only\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"no picture with its truth": {"run", "--dir", empty},
		"--tier \"easy\": one of":   {"run", "--dir", dir, "--tier", "easy"},
		"--kind \"passport\"":       {"run", "--dir", dir, "--kind", "passport"},
		"of that tier and kind":     {"run", "--dir", dir, "--tier", "hard"},
		"--worst must be":           {"run", "--dir", dir, "--worst=-1"},
		"--update writes it":        {"baseline", "--file", filepath.Join(empty, "gone.txt")},
		"line 1: \"three words":     {"baseline", "--file", nonsense},
	} {
		if _, errs, code := run(t, nil, append([]string{"eval"}, args...)...); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("%v: status %d, %q does not say %q", args, code, errs, want)
		}
	}
}

// The baseline kept with the source is of the corpus that the command draws.
func TestBaselineIsOfThisCorpus(t *testing.T) {
	f, err := os.Open("../../eval/testdata/baseline.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	was, err := eval.ReadBaseline(f)
	if err != nil {
		t.Fatal(err)
	}
	takes, _, err := baselineTakes()
	if err != nil {
		t.Fatal(err)
	}
	var s eval.Score // of readings in which nothing was read
	for _, take := range takes {
		s.Add(take.truth, filing.Document{Kind: filing.Unknown})
	}
	fell, changed := s.Baseline().Compare(was)
	for _, line := range append(fell, changed...) {
		if strings.Contains(line, "values to read instead") || strings.Contains(line, "no longer measured") || strings.Contains(line, "new, ") {
			t.Errorf("make eval-update: %s", line)
		}
	}
}

// The sample filings kept with the source are those that the command draws, to the byte.
func TestSamplesAreAsDrawn(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("other processors may round a pixel differently")
	}
	dir := t.TempDir()
	if err := (evalSamplesCmd{Out: dir}).Run(); err != nil {
		t.Fatal(err)
	}
	const kept = "../../samples"
	names := map[string]bool{}
	for _, root := range []string{dir, kept} {
		files, err := filepath.Glob(filepath.Join(root, "*", "*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("nothing in %s: %v", root, err)
		}
		for _, f := range files {
			name, err := filepath.Rel(root, f)
			if err != nil {
				t.Fatal(err)
			}
			names[name] = true
		}
	}
	for name := range names {
		drawn, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Errorf("%s is kept and not drawn: %v", name, err)
			continue
		}
		if was, err := os.ReadFile(filepath.Join(kept, name)); err != nil || !bytes.Equal(drawn, was) {
			t.Errorf("%s is not as drawn (%v): prereview eval samples, and look at it", name, err)
		}
	}
}

// Progress says how much is done and how long the rest will take, and at the end no more than what was done.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := &progress{w: &out, total: 4, start: time.Now().Add(-30 * time.Second)}
	for range 4 {
		p.step()
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 4 || lines[0] != "1 of 4, 30s, 1m30s left" || lines[2] != "3 of 4, 30s, 10s left" || lines[3] != "4 of 4, 30s" {
		t.Errorf("%q", lines)
	}
}
