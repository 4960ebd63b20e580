package workers

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"math"
	mrand "math/rand/v2"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hibiken/asynq"

	"prereview/filing"
)

// ServerConfig says what a server works with. Redis, Runs and Reviewer are required.
type ServerConfig struct {
	Redis    *Redis
	Runs     Runs
	Reviewer Reviewer

	// Ready, when set, is asked before a run is claimed whether everything a review needs answers. While it does not, no
	// attempt is spent: an outage, however long, fails no run.
	Ready func(context.Context) error

	Log *slog.Logger // Defaults to slog.Default().

	// Concurrency is how many runs are reviewed at once. Defaults to the number of CPUs.
	Concurrency int
	// Lease is how long a run stays with a worker that has stopped renewing, because it died. It is renewed three times
	// in that span. Defaults to 30 s.
	Lease time.Duration
	// ReviewTimeout ends one attempt. Defaults to 10 min; at most 50 min.
	ReviewTimeout time.Duration
	// Grace is how long a review may take to return once its context has ended. One that does not is given up, and its
	// place stays taken until it returns. Defaults to 10 s.
	Grace time.Duration
	// ShutdownTimeout is how long Run waits for reviews to finish before it cuts them off and hands their runs back. Set
	// the grace period of whatever stops the process to more than this and Grace together. Defaults to 30 s.
	ShutdownTimeout time.Duration
	// A run fails for good once MaxAttempts have been made and GiveUpAfter has gone by since it was queued, so neither a
	// burst of failures nor an old run tried again by hand is given up early. Default to 8 and 10 min.
	MaxAttempts int
	GiveUpAfter time.Duration
	// Backoff is the rest between attempts. Defaults to 5 s, doubled each time, at most 10 min.
	Backoff Backoff
	// PollEvery is how often an idle server looks into the queue. Defaults to 250 ms.
	PollEvery time.Duration
}

func (c *ServerConfig) complete() error {
	if c.Redis == nil || c.Runs == nil || c.Reviewer == nil {
		return errors.New("workers: ServerConfig needs Redis, Runs and Reviewer")
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Ready == nil {
		c.Ready = func(context.Context) error { return nil }
	}
	orElse(&c.Concurrency, runtime.NumCPU())
	orElse(&c.Lease, 30*time.Second)
	orElse(&c.ReviewTimeout, 10*time.Minute)
	orElse(&c.Grace, 10*time.Second)
	orElse(&c.ShutdownTimeout, 30*time.Second)
	orElse(&c.MaxAttempts, 8)
	orElse(&c.GiveUpAfter, 10*time.Minute)
	orElse(&c.Backoff.First, defaultBackoff.First)
	orElse(&c.Backoff.Max, max(defaultBackoff.Max, c.Backoff.First))
	orElse(&c.PollEvery, 250*time.Millisecond)
	if limit := 50 * time.Minute; c.ReviewTimeout > limit {
		return filing.Problem{Field: "review timeout", Detail: "is too long", Allowed: []string{"up to " + limit.String()}}
	}
	return nil
}

func orElse[T int | time.Duration](v *T, otherwise T) {
	if *v <= 0 {
		*v = otherwise
	}
}

// Server reviews runs. Make one with NewServer and call Run once.
type Server struct {
	cfg  ServerConfig
	bell *Bell
	name string // the worker's name in leases: host, process, and a random part

	// slots is our own account of what runs: a review has its place until its call returns. asynq gives a place away when
	// a task times out or its lease is lost, while the call it abandoned goes on.
	slots    chan struct{}
	hung     atomic.Int32
	stopping chan struct{} // closed when no new run may be claimed

	mu       sync.Mutex // orders begin and the closing of stopping
	handlers sync.WaitGroup

	work    context.Context // every review's parent; ended by cutOff with errStopping
	cutOff  context.CancelCauseFunc
	ready   readiness
	dbState change
}

// Why a review's context ends. context.Cause tells.
var (
	errDeadline = errors.New("the review's deadline has passed")
	errStopping = errors.New("the worker is stopping")
	errLost     = errors.New("the run is no longer ours")
)

// errLater puts a task back for a while: the attempt has not begun. It is all that asynq, and so Redis, is told.
var errLater = errors.New("not now")

// NewServer checks the configuration; nothing is started.
func NewServer(c ServerConfig) (*Server, error) {
	if err := c.complete(); err != nil {
		return nil, err
	}
	host, _ := os.Hostname()
	s := &Server{cfg: c, bell: NewBell(c.Redis), name: fmt.Sprintf("%s:%d:%s", host, os.Getpid(), rand.Text()[:6]),
		slots: make(chan struct{}, c.Concurrency), stopping: make(chan struct{})}
	s.work, s.cutOff = context.WithCancelCause(context.Background())
	s.ready.ask = c.Ready
	return s, nil
}

// Name is what the server calls itself in the leases it holds.
func (s *Server) Name() string { return s.name }

// Running is how many reviews have a place now, hung ones included.
func (s *Server) Running() int { return len(s.slots) }

// Ready is an error when every place is taken by a review that was given up but does not return: the process does no work
// any more and should be started anew.
func (s *Server) Ready() error {
	if n := int(s.hung.Load()); n >= s.cfg.Concurrency {
		return fmt.Errorf("worker %s: all %d places are held by reviews that do not return", s.name, n)
	}
	return nil
}

// Run works until ctx ends, then stops with care: it takes nothing new, lets reviews finish for ShutdownTimeout, cuts off
// the rest, and hands their runs back. It returns when that is done. Redis or the database may come and go, now and at the
// start.
func (s *Server) Run(ctx context.Context) error {
	srv := asynq.NewServerFromRedisClient(s.cfg.Redis.client, asynq.Config{
		Concurrency: s.cfg.Concurrency,
		Queues:      map[string]int{queue: 1},
		// All handlers have returned before asynq shuts down.
		ShutdownTimeout:          time.Second,
		TaskCheckInterval:        s.cfg.PollEvery,
		DelayedTaskCheckInterval: min(s.cfg.PollEvery, time.Second),
		IsFailure:                func(err error) bool { return !errors.Is(err, errLater) },
		RetryDelayFunc:           s.retryDelay,
		Logger:                   newAsynqLog(s.cfg.Log),
		LogLevel:                 asynq.InfoLevel,
	})
	if err := srv.Start(asynq.HandlerFunc(s.handle)); err != nil {
		return fmt.Errorf("workers: %w", err)
	}
	s.cfg.Log.Info("worker started", "worker", s.name, "concurrency", s.cfg.Concurrency, "redis", s.cfg.Redis.String())
	<-ctx.Done()

	s.cfg.Log.Info("worker stops", "worker", s.name, "running", s.Running())
	s.mu.Lock()
	close(s.stopping)
	s.mu.Unlock()
	srv.Stop()
	done := make(chan struct{})
	go func() {
		s.handlers.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(s.cfg.ShutdownTimeout):
		s.cfg.Log.Info("worker cuts reviews off and hands their runs back", "worker", s.name, "running", s.Running())
	}
	s.cutOff(errStopping)
	<-done // each handler waits Grace for its review at the most
	srv.Shutdown()
	return nil
}

// begin counts a handler in, unless the server is stopping.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.stopping:
		return false
	default:
		s.handlers.Add(1)
		return true
	}
}

// retryDelay is for tasks whose attempt has not begun (errLater), and for those that a worker took along when it died.
func (s *Server) retryDelay(n int, err error, _ *asynq.Task) time.Duration {
	if errors.Is(err, errLater) {
		return s.cfg.Backoff.First/2 + mrand.N(s.cfg.Backoff.First)
	}
	return s.cfg.Backoff.after(min(n, math.MaxInt16) + 1)
}

// readiness remembers a bad answer for a second, so that a full queue does not hammer a service that is down.
type readiness struct {
	ask   func(context.Context) error
	mu    sync.Mutex
	until time.Time
	err   error
	state change
}

func (r *readiness) check(ctx context.Context, l *slog.Logger) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil && time.Now().Before(r.until) {
		return r.err
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	r.err = r.ask(ctx)
	r.until = time.Now().Add(time.Second)
	r.state.note(l, "what reviews need", r.err)
	return r.err
}
