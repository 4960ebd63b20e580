package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"prereview/eval"
	"prereview/eval/corpus"
	"prereview/filing"
	"prereview/pipeline"
	"prereview/pipeline/check"
	"prereview/pipeline/scan"
)

// take is one picture to be read: its truth, and its bytes when they are wanted.
type take struct {
	truth corpus.Truth
	load  func() ([]byte, error)
}

// evaluation is what came of reading a corpus.
type evaluation struct {
	score   eval.Score
	costs   eval.Costs
	faults  []eval.Fault // pictures that could not be read at all; they are not in the score
	models  map[string]string
	readers []string // those that read
	absent  []string // those asked for that could not be started
	alone   int      // documents that one of two readers read alone, for the other failed
}

// whole is an error when the second reader failed on the way: the figures are then neither of two readers nor of one.
func (e evaluation) whole() error {
	if e.alone == 0 {
		return nil
	}
	return fmt.Errorf("%s failed on the way: %d of %d documents were read by %s alone", strings.Join(e.readers[1:], ", "), e.alone, len(e.score.Results), e.readers[0])
}

// said tells of readers that were asked for and are not there, "" when all are.
func (e evaluation) said() string {
	if len(e.absent) == 0 {
		return ""
	}
	return fmt.Sprintf("One reader: every figure is of %s alone. %s is not there (scripts/paddle.sh fetches it).", strings.Join(e.readers, ", "), strings.Join(e.absent, ", "))
}

// evaluate reads every picture and scores it. How many are read at a time changes nothing but the time it takes: results
// are scored in the order of takes.
func evaluate(ctx context.Context, flags readerFlags, takes []take, workers int) (evaluation, error) {
	if workers <= 0 {
		workers = runtime.NumCPU()
	}
	before := cpuTime() // drawing the corpus is none of what reading it costs
	r, err := flags.start(ctx, workers)
	if err != nil {
		return evaluation{}, err
	}
	e, err := evaluateWith(ctx, r, takes, workers)
	if err == nil {
		e.costs.Process = cpuTime() - before
		for _, name := range flags.Readers {
			if !slices.Contains(e.readers, name) {
				e.absent = append(e.absent, name)
			}
		}
	}
	return e, err
}

// evaluateWith is evaluate with readers that have been started; it closes them. What the process took is left to evaluate.
func evaluateWith(ctx context.Context, r *readers, takes []take, workers int) (evaluation, error) {
	var once sync.Once
	defer once.Do(r.close)
	p := pipelineOf(r)
	type result struct {
		doc   filing.Document
		cost  eval.Cost
		fault string
	}
	results := make([]result, len(takes))
	progress := newProgress(os.Stderr, len(takes))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(workers)
	// Mixed, so that the time left can be told from whatever part is done: kinds differ tenfold in what they cost.
	for _, i := range rand.New(rand.NewPCG(1, 1)).Perm(len(takes)) {
		t := takes[i]
		g.Go(func() error {
			if err := gctx.Err(); err != nil {
				return err
			}
			defer progress.step()
			data, err := t.load()
			if err != nil {
				results[i].fault = err.Error()
				return nil
			}
			r := &results[i]
			r.doc, r.cost, err = measure(gctx, p, t.truth, data)
			if err == nil && r.doc.Kind == filing.Unreadable {
				r.fault = "unreadable"
				for _, s := range r.doc.Signals {
					r.fault += ": " + s.Code + ": " + s.Detail
				}
			}
			return err
		})
	}
	err := g.Wait()
	progress.end()
	if err != nil {
		return evaluation{}, err
	}
	e := evaluation{score: eval.Score{Accept: check.Accept}, models: p.Models(), readers: p.Readers()}
	for i, r := range results {
		if r.fault != "" {
			e.faults = append(e.faults, eval.Fault{File: takes[i].truth.File, What: r.fault + "; not scored"})
			continue
		}
		if n := len(r.doc.Readers); n > 0 && n < len(e.readers) {
			e.alone++
		}
		e.score.Add(takes[i].truth, r.doc)
		e.costs.Add(takes[i].truth.Kind, r.cost)
	}
	once.Do(r.close) // only readers that have ended are in the process's time
	e.costs.PeakProcess, e.costs.PeakReader = peakMemory(), r.peak()
	return e, nil
}

// measure reads one picture as an upload would be read. Where several pages share the picture, it is told which one is
// asked for, as its slot would tell.
func measure(ctx context.Context, p *pipeline.Pipeline, t corpus.Truth, data []byte) (filing.Document, eval.Cost, error) {
	hint := filing.DocumentKind("")
	if len(t.Also) > 0 {
		hint = t.Kind
	}
	d, cost, err := p.ReadMeasured(ctx, t.File, data, hint)
	if err != nil {
		return d, eval.Cost{}, err
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	begin := scan.ThreadCPU()
	d.Slot = filing.Slot(t.Kind)
	kind := filing.Individual
	if t.Kind == filing.BusinessLicence {
		kind = filing.Enterprise
	}
	check.Run(check.Case{Form: filing.Form{Kind: kind}, Documents: []filing.Document{d}, SubmittedAt: corpus.Today})
	return d, eval.Cost{cost.Decode, cost.Straighten, cost.Extract, cost.Recognise, scan.ThreadCPU() - begin}, nil
}

// progress tells how far long work is and how long it will still take: on one line of a terminal, now and then elsewhere.
type progress struct {
	w     io.Writer
	total int
	live  bool
	every time.Duration

	mu          sync.Mutex
	n           int
	start, last time.Time
}

func newProgress(f *os.File, total int) *progress {
	p := &progress{w: f, total: total, live: isTerminal(f), every: 10 * time.Second, start: time.Now(), last: time.Now()}
	if p.live {
		p.every = 200 * time.Millisecond
	}
	return p
}

func (p *progress) step() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
	now := time.Now()
	if now.Sub(p.last) < p.every && p.n < p.total {
		return
	}
	p.last = now
	line := fmt.Sprintf("%d of %d, %s", p.n, p.total, now.Sub(p.start).Round(time.Second))
	if p.n < p.total {
		line += fmt.Sprintf(", %s left", (now.Sub(p.start) * time.Duration(p.total-p.n) / time.Duration(p.n)).Round(time.Second))
	}
	if p.live {
		fmt.Fprintf(p.w, "\r%s\x1b[K", line)
	} else {
		fmt.Fprintln(p.w, line)
	}
}

func (p *progress) end() {
	if p.live {
		fmt.Fprintln(p.w)
	}
}

// cpuTime is the processor time of this process and of its reader processes that have ended.
func cpuTime() time.Duration {
	var d time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			d += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return d
}

// peakMemory is the most bytes that this process has held.
func peakMemory() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return u.Maxrss << 10
}

// writeSection puts a section of figures into the file that tells them, which is begun when it is missing.
func writeSection(file string, section []byte) error {
	old, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if len(bytes.TrimSpace(old)) == 0 {
		old = []byte("# How well it reads\n")
	}
	return os.WriteFile(file, eval.ReplaceSection(old, section), 0o644)
}
