package workers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"prereview/filing"
	"prereview/internal/testservers"
)

func TestMain(m *testing.M) {
	if os.Getenv(killMeEnv) != "" {
		workUntilKilled()
		return
	}
	testservers.Main(m)
	if left := goroutines(); left != "" {
		fmt.Fprintln(os.Stderr, "goroutines left behind:\n"+left)
		os.Exit(1)
	}
}

// goroutines are those of this package, of asynq and of its client that still run some time after every test has ended.
func goroutines() string {
	for start := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		buf := make([]byte, 4<<20)
		all := strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n")
		left := slices.DeleteFunc(all, func(g string) bool {
			return strings.Contains(g, "workers.TestMain") ||
				!strings.Contains(g, "prereview/workers") && !strings.Contains(g, "hibiken/asynq") && !strings.Contains(g, "redis")
		})
		if len(left) == 0 || time.Since(start) > patience {
			return strings.Join(left, "\n\n")
		}
	}
}

// line is the database: Runs in memory, to the letter of records.Store, which the suite also runs on.
type line struct {
	mu       sync.Mutex
	runs     map[string]*filing.Run
	finished map[string]int // reports saved
	down     error          // what every call answers while the database is away
	waiting  int            // calls of Waiting
}

func newLine(n int) (*line, []filing.Run) {
	l := &line{runs: map[string]*filing.Run{}, finished: map[string]int{}}
	var rs []filing.Run
	for range n {
		r := filing.Run{FilingID: filing.NewID(), Number: 1, Status: filing.Queued, QueuedAt: time.Now()}
		l.runs[r.FilingID] = &r
		rs = append(rs, r)
	}
	return l, rs
}

func (l *line) Claim(_ context.Context, id string, number int, worker string, lease time.Duration) (filing.Run, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.runs[id]
	switch now := time.Now(); {
	case l.down != nil:
		return filing.Run{}, l.down
	case r == nil || r.Number != number:
		return filing.Run{}, filing.ErrNotFound
	case r.Status == filing.Queued, r.Status == filing.Reviewing && !r.LeaseUntil.After(now):
		r.Attempt++
		r.Status, r.Worker, r.LeaseUntil = filing.Reviewing, worker, now.Add(lease)
		if r.StartedAt.IsZero() {
			r.StartedAt = now
		}
		return *r, nil
	}
	return filing.Run{}, fmt.Errorf("claim: %w", filing.ErrStale)
}

func (l *line) fenced(run filing.Run, f func(*filing.Run)) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.runs[run.FilingID]
	switch {
	case l.down != nil:
		return l.down
	case r == nil || r.Number != run.Number:
		return filing.ErrNotFound
	case r.Attempt != run.Attempt || r.Status != filing.Reviewing:
		return fmt.Errorf("fenced: %w", filing.ErrStale)
	}
	f(r)
	return nil
}

func (l *line) Renew(_ context.Context, run filing.Run, lease time.Duration) error {
	return l.fenced(run, func(r *filing.Run) { r.LeaseUntil = time.Now().Add(lease) })
}

func (l *line) Release(_ context.Context, run filing.Run) error {
	return l.fenced(run, func(r *filing.Run) { r.Status, r.Worker, r.LeaseUntil = filing.Queued, "", time.Time{} })
}

func (l *line) FailRun(_ context.Context, run filing.Run, class string) error {
	return l.fenced(run, func(r *filing.Run) { r.Status, r.Failure, r.FinishedAt = filing.Failed, class, time.Now() })
}

func (l *line) finish(run filing.Run) error {
	return l.fenced(run, func(r *filing.Run) {
		r.Status, r.FinishedAt = filing.Reviewed, time.Now()
		l.finished[r.FilingID]++
	})
}

func (l *line) retry(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.runs[id]
	r.Status, r.Failure, r.Worker, r.QueuedAt = filing.Queued, "", "", time.Now()
	r.StartedAt, r.FinishedAt = time.Time{}, time.Time{}
}

func (l *line) Waiting(_ context.Context, limit int) (rs []filing.Run, _ error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting++
	if l.down != nil {
		return nil, l.down
	}
	for _, r := range l.runs {
		if r.Status == filing.Queued || r.Status == filing.Reviewing && !r.LeaseUntil.After(time.Now()) {
			rs = append(rs, *r)
		}
	}
	slices.SortFunc(rs, func(a, b filing.Run) int { return a.QueuedAt.Compare(b.QueuedAt) })
	return rs[:min(limit, len(rs))], nil
}

func (l *line) run(id string) filing.Run {
	l.mu.Lock()
	defer l.mu.Unlock()
	return *l.runs[id]
}

func (l *line) set(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.down = err
}

func (l *line) count(s filing.Status) (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range l.runs {
		if r.Status == s {
			n++
		}
	}
	return n
}

// once checks that every run is reviewed and has one report.
func (l *line) once(t *testing.T) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	for id, r := range l.runs {
		if r.Status != filing.Reviewed || l.finished[id] != 1 {
			t.Errorf("run of %s: %s, %d reports, attempt %d", id, r.Status, l.finished[id], r.Attempt)
		}
	}
}

// reviewer counts what it is asked to do. The report is saved when work answers nil.
type reviewer struct {
	line *line
	work func(ctx context.Context, run filing.Run) error

	mu         sync.Mutex
	calls      map[string]int
	busy, peak int
}

func (r *reviewer) Review(ctx context.Context, run filing.Run) error {
	r.mu.Lock()
	if r.calls == nil {
		r.calls = map[string]int{}
	}
	r.calls[run.FilingID]++
	r.busy++
	r.peak = max(r.peak, r.busy)
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		r.busy--
		r.mu.Unlock()
	}()
	if r.work != nil {
		if err := r.work(ctx, run); err != nil {
			return err
		}
	}
	return r.line.finish(run)
}

func (r *reviewer) count(id string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.calls[id]
}

// most is how many reviews there were at once at the most.
func (r *reviewer) most() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.peak
}

// sleep is work that heeds its context.
func sleep(d time.Duration) func(context.Context, filing.Run) error {
	return func(ctx context.Context, _ filing.Run) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// bench is one system under test.
type bench struct {
	t     *testing.T
	redis *Redis
	line  *line
	log   *journal
}

func newBench(t *testing.T, r *Redis, runs int) (*bench, []filing.Run) {
	l, rs := newLine(runs)
	return &bench{t, r, l, &journal{t: t}}, rs
}

func connect(t *testing.T, url string) *Redis {
	t.Helper()
	r, err := Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// onBoth runs a test on a real Redis and on the one in the process.
func onBoth(t *testing.T, f func(t *testing.T, r *Redis)) {
	t.Parallel()
	t.Run("redis", func(t *testing.T) {
		t.Parallel()
		f(t, connect(t, testservers.Redis(t)))
	})
	t.Run("in-process", func(t *testing.T) {
		t.Parallel()
		r, err := InProcess()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Close() })
		f(t, r)
	})
}

// serve starts a server with short times; stop waits for it.
func (b *bench) serve(r Reviewer, tune func(*ServerConfig)) (s *Server, stop func()) {
	b.t.Helper()
	c := ServerConfig{Redis: b.redis, Runs: b.line, Reviewer: r, Log: slog.New(b.log), Concurrency: 4,
		Lease: 900 * time.Millisecond, Grace: 300 * time.Millisecond, ReviewTimeout: 20 * time.Second,
		ShutdownTimeout: 5 * time.Second, MaxAttempts: 4, GiveUpAfter: time.Millisecond,
		Backoff: Backoff{First: 50 * time.Millisecond, Max: 200 * time.Millisecond}, PollEvery: 30 * time.Millisecond}
	if tune != nil {
		tune(&c)
	}
	s, err := NewServer(c)
	if err != nil {
		b.t.Fatal(err)
	}
	return s, start(b.t, func(ctx context.Context) {
		if err := s.Run(ctx); err != nil {
			b.t.Error(err)
		}
	})
}

// sweep starts a sweeper with short times.
func (b *bench) sweep(tune func(*SweeperConfig)) (stop func()) {
	b.t.Helper()
	c := SweeperConfig{Redis: b.redis, Runs: b.line, Log: slog.New(b.log), Every: 100 * time.Millisecond,
		RingEvery: 200 * time.Millisecond, StuckAfter: time.Second,
		Backoff: Backoff{First: 50 * time.Millisecond, Max: 200 * time.Millisecond}}
	if tune != nil {
		tune(&c)
	}
	s, err := NewSweeper(c)
	if err != nil {
		b.t.Fatal(err)
	}
	return start(b.t, s.Run)
}

// start runs f until stop is called or the test ends.
func start(t *testing.T, f func(context.Context)) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(ctx)
	}()
	stop = func() {
		cancel()
		<-done
	}
	t.Cleanup(stop)
	return stop
}

func (b *bench) ring(rs []filing.Run) {
	b.t.Helper()
	bell := NewBell(b.redis)
	for _, r := range rs {
		if err := bell.Ring(b.t.Context(), r); err != nil {
			b.t.Fatal(err)
		}
	}
}

// patience is how long a test waits for what must come to pass: machines are shared, and how soon it does is for benchmarks.
const patience = time.Minute

// until waits for something to become true.
func until(t *testing.T, what string, f func() bool) {
	t.Helper()
	for start := time.Now(); !f(); time.Sleep(10 * time.Millisecond) {
		if time.Since(start) > patience {
			t.Fatalf("not within %v: %s", patience, what)
		}
	}
}

func (b *bench) untilReviewed() {
	b.t.Helper()
	until(b.t, "every run reviewed", func() bool { return b.line.count(filing.Reviewed) == len(b.line.runs) })
	b.line.once(b.t)
}

// journal keeps the log, and shows it when the test fails.
type journal struct {
	t  *testing.T
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelInfo }
func (j *journal) WithGroup(string) slog.Handler                { return j }
func (j *journal) WithAttrs(as []slog.Attr) slog.Handler        { return with{j, as} }
func (j *journal) Handle(_ context.Context, r slog.Record) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slog.NewTextHandler(&j.b, nil).Handle(context.Background(), r)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

func (j *journal) has(t *testing.T, n int, text string) {
	t.Helper()
	if got := strings.Count(j.String(), text); got != n {
		t.Errorf("the log has %q %d times, want %d:\n%s", text, got, n, j)
	}
}

type with struct {
	*journal
	attrs []slog.Attr
}

func (w with) WithAttrs(as []slog.Attr) slog.Handler {
	return with{w.journal, slices.Concat(w.attrs, as)}
}
func (w with) Handle(ctx context.Context, r slog.Record) error {
	r.AddAttrs(w.attrs...)
	return w.journal.Handle(ctx, r)
}

var errOutage = errors.New("connection refused")
