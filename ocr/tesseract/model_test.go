package tesseract

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/png"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prereview/internal/testlines"
	"prereview/ocr"
	"prereview/ocr/child"
)

var quiet = child.Config{Children: 1, Logger: slog.New(slog.DiscardHandler)}

// modelFile writes a file beside which the embedded model's manifest lies, and answers its path.
func modelFile(t *testing.T, name string, data []byte, manifest bool) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path+modelSuffix, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if manifest {
		m, err := models.ReadFile("models/" + embeddedModel + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path+".json", m, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path + modelSuffix
}

// A file that is not the model it should be stops the start with one line: its path, the sum expected, what was found.
func TestBadModels(t *testing.T) {
	ours, err := models.ReadFile("models/" + embeddedModel + modelSuffix)
	if err != nil {
		t.Fatal(err)
	}
	want := model{}.expected()
	if sum := sha256.Sum256(ours); hex.EncodeToString(sum[:]) != want {
		t.Fatalf("the embedded model is %x, its manifest says %s", sum, want)
	}
	stock, err := findModel(systemModel, "")
	if err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(filepath.Dir(stock.path), "eng"+modelSuffix) // of the same package as the program
	english, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 300, 300))); err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(ours)
	flipped[len(ours)/2] ^= 1
	folder := filepath.Join(t.TempDir(), "folder"+modelSuffix)
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	unreadable := filepath.Join(t.TempDir(), "memory"+modelSuffix)
	if err := os.Symlink("/proc/self/mem", unreadable); err != nil { // fails to be read by whoever tries, root too
		t.Fatal(err)
	}
	type fault struct {
		what, path, sum string
		err             error // nil for any
		says            []string
	}
	faults := []fault{
		{"missing", filepath.Join(t.TempDir(), "absent"+modelSuffix), "", os.ErrNotExist, []string{"no such file", "not known", "found none"}},
		{"missing, its sum given", filepath.Join(t.TempDir(), "absent"+modelSuffix), want, os.ErrNotExist, []string{want}},
		{"a folder", folder, "", nil, []string{"a folder", "found none"}},
		{"unreadable", unreadable, "", nil, []string{"input/output error"}},
		{"a device", "/dev/null", "", nil, nil},
		{"empty", modelFile(t, "empty", nil, true), "", errNotModel, []string{want, "0 bytes"}},
		{"a picture", modelFile(t, "picture", picture.Bytes(), true), "", errNotModel, []string{want, "image/png"}},
		{"a picture without a manifest", modelFile(t, "picture", picture.Bytes(), false), "", errNotModel, []string{"not known", "image/png"}},
		{"of another language", modelFile(t, "english", english, false), "", errForeignModel, nil},
		{"of another language, beside our manifest", modelFile(t, "english", english, true), "", errForeignModel, []string{want}},
		{"another model of these characters", stock.path, want, errOtherModel, []string{want, stock.sha256}},
		{"a bit flipped", modelFile(t, "flipped", flipped, true), "", errOtherModel, []string{want}},
		{"a byte short", modelFile(t, "short", ours[:len(ours)-1], true), "", errOtherModel, []string{want}},
	}
	faults[4].path = filepath.Join(t.TempDir(), "null"+modelSuffix)
	if err := os.Symlink("/dev/null", faults[4].path); err != nil {
		t.Fatal(err)
	}
	// Cut anywhere but in the text of its version at the end, a file is known to be cut without any sum.
	for _, n := range []int{1, 3, 4, 100, 195, 285, 300, 5000, len(ours) / 4, len(ours) / 2, 1_546_746, 1_600_000, 1_856_474, 1_856_480, 1_900_000, len(ours) - 90} {
		faults = append(faults, fault{what: fmt.Sprintf("cut after %d bytes", n), path: modelFile(t, "cut", ours[:n], false), says: []string{fmt.Sprintf("(%d bytes", n)}})
	}
	for _, f := range faults {
		p, err := Open(t.Context(), Choice{Model: f.path, SHA256: f.sum}, quiet)
		if err == nil {
			p.Close()
			t.Errorf("%s: no error", f.what)
			continue
		}
		var bad *ModelError
		if !errors.As(err, &bad) || f.err != nil && !errors.Is(err, f.err) {
			t.Errorf("%s: %v", f.what, err)
		}
		for _, s := range append(f.says, f.path) {
			if !strings.Contains(err.Error(), s) {
				t.Errorf("%s: %q does not say %q", f.what, err, s)
			}
		}
		if strings.ContainsAny(err.Error(), "\n\r") || strings.Count(err.Error(), f.path) != 1 {
			t.Errorf("%s: not one line that names the file once: %q", f.what, err)
		}
	}
}

// A file that looks like a model as far as Go looks, and that Tesseract cannot load, stops the start as well.
func TestModelThatDoesNotLoad(t *testing.T) {
	ours, err := models.ReadFile("models/" + embeddedModel + modelSuffix)
	if err != nil {
		t.Fatal(err)
	}
	hollow := bytes.Clone(ours)
	clear(hollow[285+20 : 1_546_746])
	path := modelFile(t, "hollow", hollow, false)
	_, err = Open(t.Context(), Choice{Model: path}, quiet)
	if err == nil || !strings.Contains(err.Error(), path+", sha256") || strings.Contains(err.Error(), "\n") {
		t.Errorf("%v", err)
	}
}

// The stock model reads in place of another only where that is allowed, and says that it does.
func TestStockModelInstead(t *testing.T) {
	absent := filepath.Join(t.TempDir(), "absent"+modelSuffix)
	var log bytes.Buffer
	p, err := Open(t.Context(), Choice{Model: absent, OrStock: true}, child.Config{Children: 1, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if m := p.Models(); len(m) != 1 || len(m[systemModel]) != 64 {
		t.Errorf("%v", m)
	}
	lines, err := p.ReadLines(t.Context(), []ocr.Crop{{Image: testlines.Draw(t, "1987年3月21日", 36)}})
	if err != nil || lines[0].Text != "1987年3月21日" {
		t.Errorf("%v %v", lines, err)
	}
	if !strings.Contains(log.String(), absent) || !strings.Contains(log.String(), "stock") {
		t.Errorf("log: %s", log.String())
	}
	t.Setenv("TESSDATA_PREFIX", t.TempDir())
	folders := systemFolders
	systemFolders = nil
	defer func() { systemFolders = folders }()
	if _, err := Open(t.Context(), Choice{Model: absent, OrStock: true}, quiet); err == nil ||
		!strings.Contains(err.Error(), absent) || !strings.Contains(err.Error(), "tesseract-ocr-chi-sim") {
		t.Errorf("neither model is there: %v", err)
	}
}

func TestKnows(t *testing.T) {
	m, err := findModel("", "")
	if err != nil {
		t.Fatal(err)
	}
	p := &Pool{model: m}
	for c, want := range map[string]bool{"公": true, "9": true, "X": true, "龘": false, "": false} {
		if p.Knows(c) != want {
			t.Errorf("%q: %v", c, !want)
		}
	}
}
