package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prereview/filing"
)

func TestPolicyFlags(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(dir, "provinces.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"pack": "某云", "version": "3", "effective_from": "2026-01-01",
		"provinces": [{"name": "上海", "licence_months": "many"}]}`)
	_, err := checkFlags{policyFlags: policyFlags{Packs: []string{dir}}}.load()
	if !errors.Is(err, errUsage) || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "provinces.json:2: provinces[上海].licence_months: want a whole number") {
		t.Errorf("got %v", err)
	}
	write(`{"pack": "某云", "version": "3", "effective_from": "2026-01-01", "provinces": [{"name": "上海", "licence_months": 18}]}`)
	l, err := checkFlags{policyFlags{Packs: []string{dir}}, registerFlags{Registers: map[string]string{"entity": "http://127.0.0.1:1"}}}.load()
	if err != nil || l.registers == nil {
		t.Fatalf("%v, %v", l, err)
	}
	if v := l.policy.Versions(filing.Date{Year: 2026, Month: 11, Day: 22})["provinces.json"]; !strings.HasSuffix(v, "+ 某云 3") {
		t.Errorf("provinces.json is %s", v)
	}
	for _, r := range []map[string]string{{"whois": "http://x"}, {"entity": "x"}} {
		if _, err := (registerFlags{Registers: r}).open(); !errors.Is(err, errUsage) || !strings.Contains(err.Error(), "--register") {
			t.Errorf("%v: %v", r, err)
		}
	}
	if r, err := (registerFlags{}).open(); r != nil || err != nil {
		t.Errorf("without registers: %v, %v", r, err)
	}
}
