package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"prereview/eval/corpus"
	"prereview/filing"
)

// Fault is something wrong with a folder of pictures, or with one file of it. The rest is scored all the same.
type Fault struct {
	File string `json:"file"`
	What string `json:"what"`
}

func (f Fault) String() string { return f.File + ": " + f.What }

// pictures are the endings of files that ought to have a truth beside them.
var pictures = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".pdf"}

// LoadTruth reads the truth files (*.json) of a folder of pictures, in order of name. JSON that names neither a file nor
// a kind is something else and passed over. What cannot be scored, and pictures without truth, are faults. The error is
// for a folder that holds nothing to score.
func LoadTruth(dir string) ([]corpus.Truth, []Fault, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, err
	}
	var (
		out    []corpus.Truth
		faults []Fault
		lie    = map[string]bool{} // pictures that lie in the folder
		known  = map[string]bool{} // and those that some truth speaks of
	)
	for _, e := range entries {
		if !e.IsDir() && slices.Contains(pictures, strings.ToLower(filepath.Ext(e.Name()))) {
			lie[e.Name()] = true
		}
	}
	for _, e := range entries {
		if e.IsDir() || filepath.Ext(e.Name()) != ".json" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			faults = append(faults, Fault{e.Name(), err.Error()})
			continue
		}
		t, ok, more := parseTruth(e.Name(), b)
		faults = append(faults, more...)
		switch {
		case t.File != "" && known[t.File]:
			faults = append(faults, Fault{e.Name(), "a second truth for " + t.File + "; not scored"})
			continue
		case t.File != "":
			known[t.File] = true
		}
		switch {
		case !ok:
		case !lie[t.File]:
			faults = append(faults, Fault{t.File, "the picture is missing; not scored"})
		default:
			out = append(out, t)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(lie)) {
		if !known[name] {
			faults = append(faults, Fault{name, "no truth beside it; not scored"})
		}
	}
	if len(out) == 0 {
		return nil, faults, fmt.Errorf("%s: no picture with its truth (NAME.json with file, kind and tier)", dir)
	}
	return out, faults, nil
}

// parseTruth says whether the truth can be scored. Fields and keys that nobody knows are faults, and left out.
func parseTruth(name string, b []byte) (t corpus.Truth, ok bool, faults []Fault) {
	say := func(format string, args ...any) {
		faults = append(faults, Fault{name, fmt.Sprintf(format, args...)})
	}
	if err := json.Unmarshal(b, &t); err != nil {
		say("not a truth file: %v", err)
		return corpus.Truth{}, false, faults
	}
	if t.File == "" && t.Kind == "" {
		return t, false, nil
	}
	switch {
	case t.File == "" || t.File != filepath.Base(t.File):
		say("file %q is no plain file name; not scored", t.File)
	case !slices.Contains(Kinds, t.Kind):
		say("unknown kind %q (known: %v); not scored", t.Kind, Kinds)
	case !slices.Contains(corpus.Tiers, t.Tier):
		say("unknown tier %q (known: %v); not scored", t.Tier, corpus.Tiers)
	default:
		ok = true
	}
	if !ok {
		return t, false, faults
	}
	strict := json.NewDecoder(bytes.NewReader(b))
	strict.DisallowUnknownFields()
	if err := strict.Decode(new(corpus.Truth)); err != nil {
		say("%s; passed over", strings.TrimPrefix(err.Error(), "json: "))
	}
	for _, field := range slices.Sorted(maps.Keys(t.Fields)) {
		if names := filing.FieldNames[t.Kind]; names != nil && !slices.Contains(names, field) {
			say("%s has no field %q (it has: %s); the field is not scored", t.Kind, field, strings.Join(names, ", "))
			delete(t.Fields, field)
		}
	}
	return t, true, faults
}
