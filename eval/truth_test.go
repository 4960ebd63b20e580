package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prereview/filing"
)

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const goodTruth = `{"file":"a.jpg","kind":"id_card_front","tier":"scan","fields":{"name":"程书远"}}`

// Each fault of a folder is named, with the file it is in, and what is good is scored.
func TestLoadTruthFaults(t *testing.T) {
	for name, c := range map[string]struct {
		file, body string
		fault      string
		scored     int // with a.jpg
	}{
		"another kind of JSON": {"m.json", `{"slots":{}}`, "", 1},
		"a list":               {"m.json", `[1]`, "m.json: not a truth file", 1},
		"broken":               {"m.json", `{`, "m.json: not a truth file", 1},
		"picture missing":      {"m.json", `{"file":"gone.jpg","kind":"id_card_back","tier":"scan"}`, "gone.jpg: the picture is missing", 1},
		"no truth":             {"m.jpg", "x", "m.jpg: no truth", 1},
		"no truth of a PDF":    {"m.PDF", "x", "m.PDF: no truth", 1},
		"unknown kind":         {"m.json", `{"file":"b.jpg","kind":"passport","tier":"scan"}`, `unknown kind "passport" (known: [id_card_front`, 1},
		"unknown tier":         {"m.json", `{"file":"b.jpg","kind":"id_card_back","tier":"drawn"}`, `unknown tier "drawn" (known: [scan photo hard])`, 1},
		"no file":              {"m.json", `{"kind":"id_card_back","tier":"scan"}`, `file "" is no plain file name`, 1},
		"elsewhere":            {"m.json", `{"file":"../b.jpg","kind":"id_card_back","tier":"scan"}`, "no plain file name", 1},
		"unknown field":        {"m.json", `{"file":"b.jpg","kind":"id_card_back","tier":"scan","fields":{"colour":"red"}}`, `id_card_back has no field "colour" (it has: issuing_authority`, 2},
		"unknown key":          {"m.json", `{"file":"b.jpg","kind":"id_card_back","tier":"scan","colour":"red"}`, `unknown field "colour"`, 2},
		"second truth":         {"m.json", goodTruth, "a second truth for a.jpg", 1},
		"field of a paper":     {"m.json", `{"file":"b.jpg","kind":"permit","tier":"scan","fields":{"number":"1"}}`, "", 2},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"a.jpg": "x", "a.json": goodTruth, c.file: c.body}
			if strings.Contains(c.body, "b.jpg") {
				files["b.jpg"] = "x"
			}
			got, faults, err := LoadTruth(folder(t, files))
			if err != nil || len(got) != c.scored || got[0].File != "a.jpg" || got[0].Kind != filing.IDCardFront {
				t.Fatalf("%v %+v", err, got)
			}
			if c.scored == 2 && len(got[1].Fields) > 0 && got[1].Kind == filing.IDCardBack {
				t.Errorf("an unknown field is scored: %v", got[1].Fields)
			}
			text := ""
			for _, f := range faults {
				text += f.String() + "\n"
			}
			if c.fault == "" && text != "" || !strings.Contains(text, c.fault) {
				t.Errorf("said %q, want %q", text, c.fault)
			}
		})
	}
	dir := folder(t, map[string]string{"a.jpg": "x"})
	if _, faults, err := LoadTruth(dir); err == nil || !strings.Contains(err.Error(), dir) || len(faults) != 1 {
		t.Errorf("a folder with nothing to score: %v %v", err, faults)
	}
	if _, _, err := LoadTruth(filepath.Join(dir, "gone")); err == nil {
		t.Error("a folder that is not there is read")
	}
}
