package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// ours says which of our packages each package may import; a package missing here is a package nobody has thought about.
var ours = map[string][]string{
	"filing":               {},
	"ocr":                  {},
	"ocr/child":            {"ocr"},
	"ocr/tesseract":        {"ocr", "ocr/child"},
	"ocr/paddle":           {"ocr", "ocr/child"},
	"ocr/joint":            {"ocr"},
	"pipeline/scan":        {"filing", "ocr"},
	"pipeline/extract":     {"filing", "ocr"},
	"pipeline/check":       {"filing"},
	"pipeline":             {"filing", "ocr", "pipeline/scan", "pipeline/extract", "pipeline/check"},
	"registers":            {"filing", "pipeline/check"},
	"storage/objects":      {"filing"},
	"storage/records":      {"filing"},
	"workers":              {"filing"},
	"web":                  {"filing", "ocr"}, // ocr.Align: what differs between a value read and a declared one
	"samples":              {},
	"eval":                 {"filing", "eval/corpus"},
	"eval/corpus":          {"filing"},
	"eval/peers":           {"filing", "ocr", "eval/corpus"},
	"internal/testservers": {},
	"internal/testlines":   {},
}

// owners says which packages alone import a library.
var owners = map[string][]string{
	"github.com/otiai10/gosseract/v2":   {"ocr/tesseract"},
	"github.com/yalue/onnxruntime_go":   {"ocr/paddle"},
	"github.com/disintegration/imaging": {"pipeline/scan"},
	"github.com/minio/minio-go/v7":      {"storage/objects"},
	"github.com/hibiken/asynq":          {"workers"},
	"github.com/redis/go-redis/v9":      {"workers"},
	"github.com/alicebob/miniredis/v2":  {"workers"},
	"github.com/jackc/pgx/v5":           {"storage/records"},
	"github.com/mattn/go-sqlite3":       {"storage/records"},
	"github.com/danielgtaylor/huma/v2":  {"web"},
	"github.com/alecthomas/kong":        {"cmd/prereview"},
	"github.com/makiuchi-d/gozxing":     {"eval/corpus", "pipeline/extract"},
	"golang.org/x/net":                  {"pipeline/check"}, // idna: what a domain in punycode says
}

func TestLayers(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "prereview/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		pkg, imports := strings.TrimPrefix(fields[0], "prereview/"), fields[1:]
		allowed, known := ours[pkg]
		free := strings.HasPrefix(pkg, "cmd/") || strings.HasPrefix(pkg, "training")
		if !known && !free {
			t.Errorf("package %s is not in the table of layers", pkg)
		}
		for _, imp := range imports {
			if mine, ok := strings.CutPrefix(imp, "prereview/"); ok && !free && !slices.Contains(allowed, mine) {
				t.Errorf("%s imports %s; it may import %v", pkg, mine, allowed)
			}
			for lib, who := range owners {
				if (imp == lib || strings.HasPrefix(imp, lib+"/")) && !slices.Contains(who, pkg) {
					t.Errorf("%s imports %s, which belongs to %v alone", pkg, imp, who)
				}
			}
		}
	}
}
