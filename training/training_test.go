package main

import (
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"prereview/eval"
	"prereview/ocr"
	"prereview/ocr/child"
	"prereview/ocr/tesseract"
	"prereview/training/lines"
	"prereview/training/lstm"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "ocr-child" {
		main()
		return
	}
	os.Exit(m.Run())
}

const systemModel = "/usr/share/tesseract-ocr/5/tessdata/chi_sim.traineddata"

func read(t *testing.T, model string, crops []ocr.Crop) []ocr.Line {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p, err := tesseract.Open(t.Context(), tesseract.Choice{Model: model}, child.Config{Children: 1, Command: []string{self, "ocr-child"},
		Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	out, err := p.ReadLines(t.Context(), crops)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// One round of everything: the base, a few lines, a few steps of training, the export; and the float network reads as the
// int8 one does before it is trained.
func TestWholeWay(t *testing.T) {
	if testing.Short() {
		t.Skip("trains")
	}
	for _, tool := range []string{"lstmtraining", "combine_tessdata"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%v (install tesseract-ocr)", err)
		}
	}
	dir := t.TempDir()
	if err := base([]string{"-dir", dir}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "stage-0.lstmf")
	if err := writeLines([]string{"-dir", dir, "-count", "24", "-seed", "5", "-out", file}); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	set, err := lines.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	crops := make([]ocr.Crop, len(set))
	for i := range set {
		crops[i].Image = set[i].Image
	}

	data, err := os.ReadFile(systemModel)
	if err != nil {
		t.Fatal(err)
	}
	c, err := lstm.ParseContainer(data)
	if err != nil {
		t.Fatal(err)
	}
	float, err := os.ReadFile(filepath.Join(dir, network))
	if err != nil {
		t.Fatal(err)
	}
	c[lstm.PartNetwork] = float
	floatModel := filepath.Join(dir, "float.traineddata")
	if err := os.WriteFile(floatModel, c.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	int8Lines, floatLines := read(t, systemModel, crops), read(t, floatModel, crops)
	differ, characters := 0, 0
	for i := range int8Lines {
		a, b := []rune(int8Lines[i].Text), []rune(floatLines[i].Text)
		differ += eval.Distance(a, b)
		characters += len(a)
		if len(a) > 0 && string(a) != string(b) {
			t.Logf("int8 %q, float %q", string(a), string(b))
		}
	}
	if differ*12 > characters { // int8 rounds what flows as well as the weights, so a doubtful character falls either way
		t.Errorf("%d of %d characters are read otherwise by the float network", differ, characters)
	}

	checkpoint, err := learn(dir, progress{}, 100, 0.0002)
	if err != nil {
		t.Fatal(err)
	}
	p := progress{Stage: 1, Lines: 24, Checkpoint: checkpoint, Stages: []string{"seed 5"}}
	if err := p.save(dir); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "new.traineddata")
	if err := export([]string{"-dir", dir, "-lines", file, "-out", out}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{out, filepath.Join(dir, "new.json")} {
		if info, err := os.Stat(name); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRates(t *testing.T) {
	r, err := parseRates("0.0005@10,0.0003@40,0.0001")
	if err != nil {
		t.Fatal(err)
	}
	for lines, want := range map[int]float64{0: 0.0005, 9: 0.0005, 10: 0.0003, 39: 0.0003, 40: 0.0001, 999: 0.0001} {
		if got := rateAt(r, lines); got != want {
			t.Errorf("after %d lines %g", lines, got)
		}
	}
	for _, s := range []string{"", "x", "0.1@x"} {
		if _, err := parseRates(s); err == nil {
			t.Errorf("%q is taken", s)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"王", "", 1}, {"辽宁省", "辽宁市", 1}, {"1987年", "987年3", 2}, {"abc", "cba", 2}} {
		if got := eval.Distance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("%q %q: %d", c.a, c.b, got)
		}
	}
}

// A list of rare characters may hold comments and white space; a character stands for itself as often as it is there, and
// those the model cannot answer are left out.
func TestRareCharacters(t *testing.T) {
	data, err := os.ReadFile(systemModel)
	if err != nil {
		t.Skip(err)
	}
	c, err := lstm.ParseContainer(data)
	if err != nil {
		t.Fatal(err)
	}
	set, err := lstm.ParseCharset(c[lstm.PartUnicharset], c[lstm.PartRecoder])
	if err != nil {
		t.Fatal(err)
	}
	write := func(text string) string {
		file := filepath.Join(t.TempDir(), "list")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	got, err := (&rareCharacters{share: .1, file: write("# 江河 misread\n 王 李李\n\n")}).of(set)
	if err != nil || !slices.Equal(got, []string{"王", "李", "李"}) {
		t.Errorf("%q %v", got, err)
	}
	if got, err := (&rareCharacters{share: .1}).of(set); err != nil || !slices.Contains(got, "堃") {
		t.Errorf("%d characters without a list, %v", len(got), err)
	}
	for _, r := range []rareCharacters{{.2, 0, write("王")}, {.2, .1, write("# nothing\n")}, {.2, .1, write("𫓧")}, {.2, 1.5, ""}, {1.5, .1, ""}, {.2, .1, filepath.Join(t.TempDir(), "absent")}} {
		if got, err := r.of(set); err == nil {
			t.Errorf("%+v: %q", r, got)
		}
	}
}
