package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"prereview/filing"
	"prereview/pipeline"
)

// manifest is a filing on disk: its form, and its files beside it.
type manifest struct {
	filing.Form
	Documents       []manifestDocument `json:"documents"`
	SubmittedAt     string             `json:"submitted_at,omitempty"`     // YYYY-MM-DD; today in China when empty
	ExpectedVerdict filing.Verdict     `json:"expected_verdict,omitempty"` // what the tests hold a sample to
}

// manifestDocument is a file of the manifest's own folder and the slot it is for.
type manifestDocument struct {
	Slot string `json:"slot"`
	File string `json:"file"`
}

// loadManifest reads a manifest and the files it names, relative to its own folder. Every mistake in it is said at once.
func loadManifest(fsys fs.FS, name string) (manifest, pipeline.Input, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return manifest{}, pipeline.Input{}, err
	}
	var m manifest
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		return m, pipeline.Input{}, fmt.Errorf("%s: %w", name, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return m, pipeline.Input{}, fmt.Errorf("%s: more than one JSON value", name)
	}
	in := pipeline.Input{Form: m.Form, SubmittedAt: filing.DateOf(time.Now().In(filing.China))}
	problems := m.Form.Validate()
	if m.SubmittedAt != "" {
		if in.SubmittedAt, err = filing.ParseDate(m.SubmittedAt); err != nil || in.SubmittedAt.Open {
			problems = append(problems, filing.Problem{Field: "submitted_at", Detail: "is not a date YYYY-MM-DD"})
		}
	}
	seen := map[filing.Slot]bool{}
	for i, d := range m.Documents {
		field := fmt.Sprintf("documents[%d]", i)
		slot, err := filing.ParseSlot(d.Slot)
		if p, ok := err.(filing.Problem); ok {
			p.Field = field + ".slot"
			problems = append(problems, p)
			continue
		}
		if seen[slot] {
			problems = append(problems, filing.Problem{Field: field + ".slot", Detail: "slot " + d.Slot + " holds a file already; one file a slot"})
			continue
		}
		seen[slot] = true
		data, err := fs.ReadFile(fsys, path.Join(path.Dir(name), d.File))
		if err != nil {
			problems = append(problems, filing.Problem{Field: field + ".file", Detail: err.Error()})
			continue
		}
		in.Files = append(in.Files, pipeline.File{Slot: slot, Name: path.Base(d.File), Data: data})
	}
	if len(problems) > 0 {
		return m, in, fmt.Errorf("%s: %w", name, filing.Problems(problems))
	}
	return m, in, nil
}

// diskFS opens absolute and relative paths alike: fs.FS itself forbids both "/x" and "../x".
type diskFS struct{}

func (diskFS) Open(name string) (fs.File, error) { return os.Open(filepath.FromSlash(name)) }
