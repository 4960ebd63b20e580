// Package child runs a recogniser of lines in caged child processes.
//
// A recogniser in C can neither be cancelled nor trusted with memory: it crashes, it leaks. So a Pool keeps children, each
// a process of this same program running Serve with one Engine in it, sends them grey pixels and reads symbols back. A child
// that takes too long is killed, one that dies is replaced, and each is retired after some thousand lines. C code parses no
// uploaded byte: what it gets is raw pixels that Go decoded.
package child

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"prereview/ocr"
)

// ErrClosed is returned by calls on a closed Pool, and by those in progress when it is closed.
var ErrClosed = errors.New("reader pool closed")

// Config says how a Pool reads. But for Command the zero value is good.
type Config struct {
	// Children is how many processes read at once. Defaults to the number of CPUs; 1 to 256.
	Children int
	// LinesPerChild is after how many lines a child is retired. Defaults to 2000.
	LinesPerChild int
	// Deadline bounds the reading of one line, in time that the child computes or does nothing; a block has ten times as
	// long. Defaults to 15 s, hundreds of times what a line takes. A child that wants to compute and gets no processor, on
	// a machine with too much to do, is left eight times as long.
	Deadline time.Duration
	// StartDeadline bounds the start of a child. Defaults to 30 s.
	StartDeadline time.Duration
	// MemoryLimit bounds a child's address space and its writable memory, in bytes beyond what is mapped at start. Defaults to 1 GiB,
	// -1 for no limit.
	MemoryLimit int64
	// Command starts a child: a program that calls Serve and exits.
	Command []string
	// Logger hears of children that died, with what they wrote to standard error. Defaults to slog.Default.
	Logger *slog.Logger
}

func (c Config) withDefaults() (Config, error) {
	if c.Children == 0 {
		c.Children = runtime.NumCPU()
	}
	if c.Children < 1 || c.Children > 256 {
		return c, fmt.Errorf("children %d: valid are 1 to 256", c.Children)
	}
	if c.LinesPerChild == 0 {
		c.LinesPerChild = 2000
	}
	if c.Deadline == 0 {
		c.Deadline = 15 * time.Second
	}
	if c.StartDeadline == 0 {
		c.StartDeadline = 30 * time.Second
	}
	if c.LinesPerChild < 0 || c.Deadline < 0 || c.StartDeadline < 0 {
		return c, errors.New("lines per child, deadline, start deadline: a positive value, or 0 for the default")
	}
	switch {
	case c.MemoryLimit == 0:
		c.MemoryLimit = 1 << 30
	case c.MemoryLimit < 0:
		c.MemoryLimit = 0
	}
	if len(c.Command) == 0 {
		return c, errors.New("command: none")
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	return c, nil
}

// Stats counts what a Pool has done since Open.
type Stats struct {
	Lines    int64 `json:"lines"`    // crops answered
	Recycles int64 `json:"recycles"` // children retired after their share of lines
	Kills    int64 `json:"kills"`    // children killed for a deadline
	Crashes  int64 `json:"crashes"`  // children that died of a crop
	PeakRSS  int64 `json:"peak_rss"` // bytes of memory the largest child so far has held
}

// Pool is an ocr.Reader on child processes. Safe for concurrent use. Close it.
type Pool struct {
	config Config
	setup  json.RawMessage // what every child's engine is opened with
	slots  chan *slot      // idle ones
	closed chan struct{}   // closed by Close
	work   sync.WaitGroup

	mu      sync.Mutex
	closing bool
	alive   map[*process]struct{}
	peak    int64 // bytes, the largest resident set of a child seen when it ended or was asked for

	lines, recycles, kills, crashes atomic.Int64
}

var _ ocr.Reader = (*Pool)(nil)

// slot is the place of one child. Whoever took it from Pool.slots owns it.
type slot struct {
	child *process // nil when it is to be started
}

// Open starts one child and waits for it, and starts the others behind the caller's back. setup, as JSON, is what their
// engines are opened with.
func Open(ctx context.Context, config Config, setup any) (*Pool, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	p := &Pool{config: config, slots: make(chan *slot, config.Children), closed: make(chan struct{}), alive: map[*process]struct{}{}}
	if p.setup, err = json.Marshal(setup); err != nil {
		return nil, err
	}
	first := &slot{}
	ready := make(chan error, 1)
	p.work.Go(func() { ready <- p.start(first) })
	select {
	case err = <-ready:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		p.Close()
		return nil, err
	}
	p.slots <- first
	for range config.Children - 1 {
		p.refill(&slot{})
	}
	return p, nil
}

// Stats is a snapshot of the counters. After Close it says what they were then.
func (p *Pool) Stats() Stats {
	p.mu.Lock()
	defer p.mu.Unlock()
	for child := range p.alive {
		p.peak = max(p.peak, peakRSS(child.pid))
	}
	return Stats{p.lines.Load(), p.recycles.Load(), p.kills.Load(), p.crashes.Load(), p.peak}
}

// Close kills the children and waits for them. Calls in progress return ErrClosed.
func (p *Pool) Close() error {
	p.mu.Lock()
	if !p.closing {
		p.closing = true
		close(p.closed)
	}
	for child := range p.alive {
		p.peak = max(p.peak, peakRSS(child.pid))
		child.kill()
	}
	p.mu.Unlock()
	p.work.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	for child := range p.alive {
		child.stop()
		delete(p.alive, child)
	}
	return nil
}

// ReadLines implements ocr.Reader. The crops of one call are read by as many children as are idle. Nothing is tried twice:
// after ErrCrashed or ErrDeadline the child is replaced and the caller decides. When ctx ends the call returns at once; a
// child busy with a line of its finishes that (or meets its deadline) and is then free for others. An error that is none of
// ErrCrashed, ErrDeadline, ErrClosed or the context's says that no child could be started, or that a crop is too large:
// the former is the machine's fault, not the crops'.
func (p *Pool) ReadLines(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	for i, c := range crops {
		if c.Image == nil {
			return nil, fmt.Errorf("crop %d: no image", i)
		}
		if err := checkCrop(c); err != nil {
			return nil, fmt.Errorf("crop %d: %w", i, err)
		}
	}
	lines := make([]ocr.Line, len(crops))
	if len(crops) == 0 {
		return lines, ctx.Err()
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(len(crops), p.config.Children) {
		group.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(crops) {
					return
				}
				line, err := p.readOne(ctx, crops[i])
				if err != nil {
					cancel(err) // the first one is the cause; the others stop
					return
				}
				lines[i] = line
			}
		})
	}
	group.Wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return lines, nil
}

func (p *Pool) readOne(ctx context.Context, crop ocr.Crop) (ocr.Line, error) {
	if crop.Image.Bounds().Empty() {
		return ocr.Line{}, nil
	}
	var s *slot
	select {
	case s = <-p.slots:
	case <-ctx.Done():
		return ocr.Line{}, context.Cause(ctx)
	case <-p.closed:
		return ocr.Line{}, ErrClosed
	}
	type answer struct {
		line ocr.Line
		err  error
	}
	answered := make(chan answer, 1)
	if !p.begin() {
		p.slots <- s
		return ocr.Line{}, ErrClosed
	}
	go func() {
		defer p.work.Done()
		var a answer
		if s.child == nil {
			a.err = p.start(s)
		}
		if a.err == nil {
			patience := p.config.Deadline
			if crop.Block {
				patience *= 10
			}
			a.line, a.err = s.child.read(crop, patience)
			p.release(s, a.err)
		} else {
			p.slots <- s // without a child: the next one to take it tries again
		}
		answered <- a
	}()
	select {
	case a := <-answered:
		if a.err != nil && p.isClosed() {
			return ocr.Line{}, ErrClosed
		}
		return a.line, a.err
	case <-ctx.Done():
		return ocr.Line{}, context.Cause(ctx)
	}
}

// release counts what a slot's child has done and puts the slot back, with a fresh child where that one is spent or dead.
func (p *Pool) release(s *slot, err error) {
	switch {
	case p.isClosed():
		p.slots <- s
		return
	case err == nil:
		p.lines.Add(1)
		if s.child.lines < p.config.LinesPerChild {
			p.slots <- s
			return
		}
		p.recycles.Add(1)
	case errors.Is(err, ocr.ErrDeadline):
		p.kills.Add(1)
		p.config.Logger.Warn("reader killed for its deadline", "pid", s.child.pid, "lines", s.child.lines)
	default:
		p.crashes.Add(1)
		p.config.Logger.Warn("reader crashed", "pid", s.child.pid, "lines", s.child.lines, "error", err,
			"stderr", s.child.stderr.String())
	}
	p.retire(s)
	p.refill(s)
}

// refill starts a child for a slot in the background and then puts the slot up for use, with or without one.
func (p *Pool) refill(s *slot) {
	if !p.begin() {
		p.slots <- s
		return
	}
	go func() {
		defer p.work.Done()
		if err := p.start(s); err != nil && !errors.Is(err, ErrClosed) {
			p.config.Logger.Error("no reader", "error", err)
		}
		p.slots <- s
	}()
}

// start gives a slot a child.
func (p *Pool) start(s *slot) error {
	if p.isClosed() {
		return ErrClosed
	}
	child, err := spawn(p.config.Command)
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.alive[child] = struct{}{}
	if p.closing {
		child.kill()
	}
	p.mu.Unlock()
	err = child.greet(hello{Setup: p.setup, Memory: p.config.MemoryLimit}, p.config.StartDeadline)
	s.child = child
	if err != nil {
		p.retire(s)
	}
	return err
}

// retire ends a slot's child.
func (p *Pool) retire(s *slot) {
	child := s.child
	s.child = nil
	peak := peakRSS(child.pid)
	child.stop()
	p.mu.Lock()
	p.peak = max(p.peak, peak)
	delete(p.alive, child)
	p.mu.Unlock()
}

// begin adds to the work Close waits for, unless Close has begun to wait.
func (p *Pool) begin() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closing {
		return false
	}
	p.work.Add(1)
	return true
}

func (p *Pool) isClosed() bool {
	select {
	case <-p.closed:
		return true
	default:
		return false
	}
}
