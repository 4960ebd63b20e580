package tesseract

import (
	"encoding/json"
	"log/slog"
	"testing"

	"prereview/internal/testlines"
	"prereview/ocr"
	"prereview/ocr/child"
)

// The embedded model is the default, is the one its manifest describes, and knows characters the stock one lacks.
func TestEmbeddedModel(t *testing.T) {
	text, err := models.ReadFile("models/" + embeddedModel + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		SHA256 string `json:"sha256"`
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	p, err := Open(t.Context(), Choice{}, child.Config{Children: 1, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if m := p.Models(); m[embeddedModel] != manifest.SHA256 || manifest.SHA256 == "" {
		t.Errorf("%v, the manifest says %s", m, manifest.SHA256)
	}
	for _, want := range []string{"1987年3月21日", "210882198703214519", "2015.03.02-2035.03.02", "辽宁省营口市", "有限责任公司"} {
		lines, err := p.ReadLines(t.Context(), []ocr.Crop{{Image: testlines.Draw(t, want, 32)}})
		if err != nil {
			t.Fatal(err)
		}
		if lines[0].Text != want {
			t.Errorf("read %q, drawn %q", lines[0].Text, want)
		}
	}
}
