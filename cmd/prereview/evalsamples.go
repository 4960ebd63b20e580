package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"prereview/eval/corpus"
)

type evalSamplesCmd struct {
	Out string `default:"samples" type:"path" help:"Folder that gets one folder for each sample filing."`
}

// Run draws the sample filings: for each a manifest, its pictures, and the truth of every picture.
func (c evalSamplesCmd) Run() error {
	samples, err := corpus.Samples()
	if err != nil {
		return err
	}
	for _, s := range samples {
		dir := filepath.Join(c.Out, s.Name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		m := manifest{Form: s.Form, SubmittedAt: s.SubmittedAt.String(), ExpectedVerdict: s.Expected}
		for _, f := range s.Files {
			m.Documents = append(m.Documents, manifestDocument{Slot: string(f.Slot), File: f.Truth.File})
			if err := corpus.Write(dir, f.Picture, f.Truth); err != nil {
				return err
			}
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(m); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, "filing.json"), b.Bytes(), 0o644); err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%s: %d documents\n", dir, len(s.Files))
	}
	return nil
}
