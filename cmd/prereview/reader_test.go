package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prereview/filing"
)

// A model that cannot be used stops a command with one line; with the operator's leave the stock one reads, and the report
// says that it did.
func TestModelThatCannotBeUsed(t *testing.T) {
	cut := filepath.Join(t.TempDir(), "cut.traineddata")
	whole, err := os.ReadFile("../../ocr/tesseract/models/prereview.traineddata")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(cut, whole[:1_000_000], 0o600); err != nil {
		t.Fatal(err)
	}
	manifest := "../../samples/individual/filing.json"
	_, errs, code := run(t, nil, "check", "--readers", "tesseract", "--model", cut, "--json", manifest)
	if code != 1 || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, cut) || !strings.Contains(errs, "--allow-stock-model") {
		t.Errorf("status %d: %s", code, errs)
	}
	_, errs, code = run(t, nil, "check", "--model-sha256", "abc", manifest)
	if code != 2 || !strings.Contains(errs, "64 hexadecimal digits") {
		t.Errorf("status %d: %s", code, errs)
	}
	out, errs, _ := run(t, nil, "check", "--readers", "tesseract", "--model", cut, "--allow-stock-model", "--json", manifest)
	var report filing.Report
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if m := report.Provenance.Models; len(m) != 1 || len(m["chi_sim"]) != 64 || !strings.Contains(errs, cut) {
		t.Errorf("read with %v: %s", m, errs)
	}
}
