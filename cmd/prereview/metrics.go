package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"prereview/pipeline"
)

// metricsFlags say whether and how a process that reads tells Prometheus about it.
type metricsFlags struct {
	Metrics     string  `help:"Address at which Prometheus gets /metrics: counts alone, no content. None when not given." env:"PREREVIEW_METRICS" placeholder:"HOST:PORT"`
	DriftSample float64 `default:"0.02" help:"Share of documents of which the second reader is asked about every line, to tell how often two readers differ; 0 for none. What is said of a document is the same." env:"PREREVIEW_DRIFT_SAMPLE" placeholder:"SHARE"`
}

// watch has a pipeline counted. serve answers Prometheus until ctx ends; without an address nothing is counted or sampled, and it
// returns at once.
func (f metricsFlags) watch(p *pipeline.Pipeline, r *readers) (serve func(ctx context.Context) error, err error) {
	if !(f.DriftSample >= 0 && f.DriftSample <= 1) {
		return nil, fmt.Errorf("%w: --drift-sample %v: valid are 0 to 1", errUsage, f.DriftSample)
	}
	if f.Metrics == "" {
		return func(context.Context) error { return nil }, nil
	}
	l, err := net.Listen("tcp", f.Metrics)
	if err != nil {
		return nil, fmt.Errorf("--metrics: %w", err)
	}
	p.Drift = &pipeline.Drift{Share: f.DriftSample}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		writeMetrics(w, p.Drift.Counts(), r)
	})
	slog.Info("metrics", "address", "http://"+l.Addr().String()+"/metrics", "drift sample", f.DriftSample)
	return func(ctx context.Context) error {
		srv := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 8 << 10}
		defer context.AfterFunc(ctx, func() { srv.Close() })()
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	}, nil
}

// writeMetrics writes Prometheus' text format. Labels are names of ours: kinds, fields, readers.
func writeMetrics(to io.Writer, counts []pipeline.DriftCount, r *readers) {
	w := bufio.NewWriter(to)
	defer w.Flush()
	family := func(kind, name, help string) {
		fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
	}
	for _, m := range []struct {
		name, help string
		of         func(pipeline.DriftCount) int64
	}{
		{"prereview_values_total", "Values read with two readers standing ready.", func(c pipeline.DriftCount) int64 { return c.Values }},
		{"prereview_values_asked_total", "Of these, of which the second reader was asked about a line, for the first was unsure of it or it is a person's name.", func(c pipeline.DriftCount) int64 { return c.Asked }},
		{"prereview_values_asked_differ_total", "Of the values asked about, in which the second reader read such a line differently.", func(c pipeline.DriftCount) int64 { return c.AskedDiffer }},
		{"prereview_values_sampled_total", "Values of the documents of which the second reader was asked about every line.", func(c pipeline.DriftCount) int64 { return c.Sampled }},
		{"prereview_values_sampled_differ_total", "Of the values sampled, in which the two readers read any line differently.", func(c pipeline.DriftCount) int64 { return c.SampledDiffer }},
	} {
		family("counter", m.name, m.help)
		for _, c := range counts {
			fmt.Fprintf(w, "%s{document=%q,field=%q} %d\n", m.name, c.Kind, c.Field, m.of(c))
		}
	}
	family("gauge", "prereview_readers", "Readers that stand ready.")
	fmt.Fprintf(w, "prereview_readers %d\n", len(r.engines))
	if r.joined != nil {
		s := r.joined.Stats()
		for _, m := range []struct {
			name, help string
			n          int64
		}{
			{"prereview_lines_total", "Lines read by the first reader.", s.Lines},
			{"prereview_lines_asked_total", "Of these, about which the second reader was asked in doubt.", s.Asked},
			{"prereview_lines_sampled_total", "Of these, about which it was asked only to compare.", s.Sampled},
			{"prereview_lines_differ_total", "Of the lines that both read, those read differently.", s.Differed},
			{"prereview_second_reader_faults_total", "Calls in which the second reader failed.", s.Faults},
		} {
			family("counter", m.name, m.help)
			fmt.Fprintf(w, "%s %d\n", m.name, m.n)
		}
	}
	family("gauge", "prereview_child_peak_bytes", "The most memory that a process of the reader has held.")
	for i, p := range r.pools {
		fmt.Fprintf(w, "prereview_child_peak_bytes{reader=%q} %d\n", r.engines[i].Name, p.Stats().PeakRSS)
	}
	family("counter", "prereview_child_deaths_total", "Processes of the reader that died of a line, or were killed over their deadline.")
	for i, p := range r.pools {
		s := p.Stats()
		fmt.Fprintf(w, "prereview_child_deaths_total{reader=%q} %d\n", r.engines[i].Name, s.Crashes+s.Kills)
	}
}
