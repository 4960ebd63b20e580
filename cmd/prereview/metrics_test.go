package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"prereview/eval/corpus"
	"prereview/filing"
	"prereview/ocr"
	"prereview/ocr/child"
	"prereview/ocr/joint"
	"prereview/ocr/tesseract"
	"prereview/pipeline"
)

// echo is a second reader that reads what the first does, until it breaks: then it takes every 1 for a 7.
type echo struct {
	ocr.Reader
	broken bool
}

func (e *echo) ReadLines(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	lines, err := e.Reader.ReadLines(ctx, crops)
	for i := range lines {
		if e.broken {
			lines[i].Text = strings.ReplaceAll(lines[i].Text, "1", "7")
		}
		for k := range lines[i].Symbols {
			if s := &lines[i].Symbols[k]; e.broken && s.Text == "1" {
				s.Text, s.Choices = "7", nil
			}
		}
	}
	return lines, err
}

func (e *echo) Knows(string) bool { return true }

// What Prometheus is told rises in the fields that two readers begin to differ in, and in no other; and nothing that is said of
// a document depends on whether it is one of the sample.
func TestDriftShows(t *testing.T) {
	if testing.Short() {
		t.Skip()
	}
	pool, err := tesseract.Open(t.Context(), tesseract.Choice{}, child.Config{Children: 1, Command: []string{program, "ocr-child"}, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	second := &echo{Reader: pool}
	joined := joint.New(pool, readerTesseract, second, readerPaddle, slog.New(slog.DiscardHandler))
	r := &readers{Reader: joined, joined: joined, engines: []pipeline.Engine{{Name: readerTesseract}, {Name: readerPaddle}}, pools: []*child.Pool{pool.Pool}}
	defer r.close()
	pic, truth, err := corpus.Take(corpus.Dev, 5, filing.IDCardFront, corpus.Scan, 0)
	if err != nil {
		t.Fatal(err)
	}
	p := pipelineOf(r)
	address := freeAddress(t)
	serve, err := metricsFlags{Metrics: address, DriftSample: 1}.watch(p, r)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx) }()
	read := func(share float64) filing.Document {
		p.Drift.Share = share
		d, err := p.Read(t.Context(), truth.File, pic.Data, "")
		if err != nil {
			t.Fatal(err)
		}
		d.ElapsedMS = 0
		return d
	}
	get := func() map[string]int {
		res, err := http.Get("http://" + address + "/metrics")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/plain; version=0.0.4") {
			t.Fatalf("%v, %s, %v", err, res.Status, res.Header)
		}
		for _, word := range []string{truth.Fields["name"], truth.Fields["id_number"]} {
			if strings.Contains(string(body), word) {
				t.Error("personal data among the metrics")
			}
		}
		if tool, err := exec.LookPath("promtool"); err == nil {
			check := exec.Command(tool, "check", "metrics")
			check.Stdin = strings.NewReader(string(body))
			if out, err := check.CombinedOutput(); err != nil {
				t.Errorf("promtool: %v\n%s", err, out)
			}
		}
		out := map[string]int{}
		for line := range strings.Lines(string(body)) {
			if name, n, ok := strings.Cut(strings.TrimSpace(line), " "); ok && !strings.HasPrefix(line, "#") {
				if out[name], err = strconv.Atoi(n); err != nil {
					t.Fatalf("%q: %v", line, err)
				}
			}
		}
		return out
	}
	of := func(metric, field string) string {
		return fmt.Sprintf("%s{document=%q,field=%q}", metric, filing.IDCardFront, field)
	}

	well := read(1)
	before := get()
	for _, field := range filing.FieldNames[filing.IDCardFront] {
		if v, s, d := before[of("prereview_values_total", field)], before[of("prereview_values_sampled_total", field)], before[of("prereview_values_sampled_differ_total", field)]; v != 1 || s != 1 || d != 0 {
			t.Errorf("%s: %d values, %d sampled, %d differ", field, v, s, d)
		}
	}
	if alone := read(0); !reflect.DeepEqual(well, alone) {
		t.Errorf("the sample changed the reading:\n%+v\n%+v", well, alone)
	}
	second.broken = true
	if broken, alone := read(1), read(0); !reflect.DeepEqual(broken, alone) {
		t.Errorf("the sample of a broken reader changed the reading:\n%+v\n%+v", broken, alone)
	}
	after := get()
	for field, value := range truth.Fields {
		want := 0
		if strings.Contains(value, "1") {
			want = 1
		}
		if v, s, d := after[of("prereview_values_total", field)], after[of("prereview_values_sampled_total", field)], after[of("prereview_values_sampled_differ_total", field)]; v != 4 || s != 2 || d != want {
			t.Errorf("%s, which is %q: %d values, %d sampled, %d differ", field, value, v, s, d)
		}
	}
	if after["prereview_lines_differ_total"] == 0 || after["prereview_lines_sampled_total"] == 0 || after["prereview_readers"] != 2 || after[`prereview_child_peak_bytes{reader="tesseract"}`] < 10<<20 {
		t.Errorf("%v", after)
	}
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("the metrics are still served")
	}
}

func TestMetricsFlags(t *testing.T) {
	for _, share := range []string{"-0.1", "1.5", "NaN"} {
		if _, errs, code := run(t, nil, "run", "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--drift-sample="+share); code == 0 || !strings.Contains(errs, "valid are 0 to 1") {
			t.Errorf("%s: status %d: %s", share, code, errs)
		}
	}
}

// The alerts stand on metrics that exist, and tell what they should (where promtool is installed).
func TestAlerts(t *testing.T) {
	rules, err := os.ReadFile("../../prometheus/alerts.yml")
	if err != nil {
		t.Fatal(err)
	}
	var told strings.Builder
	joined := joint.New(nil, "", nil, "", nil)
	writeMetrics(&told, new(pipeline.Drift).Counts(), &readers{joined: joined, engines: []pipeline.Engine{{}}, pools: []*child.Pool{{}}})
	names := regexp.MustCompile(`\bprereview_[a-z_]+`).FindAllString(string(rules), -1)
	if len(names) == 0 {
		t.Fatal("no rule names a metric")
	}
	for _, name := range names {
		if !strings.Contains(told.String(), "# TYPE "+name+" ") {
			t.Errorf("no metric %s", name)
		}
	}
	tool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("promtool is not installed; the metrics' names are checked alone")
	}
	cmd := exec.Command(tool, "test", "rules", "alerts_test.yml")
	cmd.Dir = filepath.Join("..", "..", "prometheus")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
