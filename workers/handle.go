package workers

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/hibiken/asynq"

	"prereview/filing"
)

// handle does one task. The context asynq gives it ends when Redis is lost for half a minute; the work has a context of
// its own, for Redis only wakes.
//
// What there is nothing more to do for returns nil, which removes the task. Never SkipRetry: it archives the task, and an
// archived task would keep its id from the next ring for the same attempt, for as long as ninety days.
func (s *Server) handle(_ context.Context, t *asynq.Task) error {
	if !s.begin() {
		return errLater
	}
	defer s.handlers.Done()
	log := s.cfg.Log.With("worker", s.name)
	p, err := parsePayload(t.Payload())
	if err != nil {
		log.Error("task is not understood and dropped", "type", t.Type(), "error", err)
		return nil
	}
	log = log.With("filing_id", p.FilingID, "run", p.Run)

	// A place is there at once, unless reviews hang or asynq has lost count. Waiting longer would keep the task from
	// other workers.
	place := time.NewTimer(time.Second)
	defer place.Stop()
	select {
	case s.slots <- struct{}{}:
	case <-s.stopping:
		return errLater
	case <-place.C:
		return errLater
	}
	free := func() { <-s.slots }

	if err := s.ready.check(s.work, log); err != nil {
		free()
		return errLater
	}
	ctx, cancel := context.WithTimeout(s.work, min(s.cfg.Lease, 10*time.Second))
	run, err := s.cfg.Runs.Claim(ctx, p.FilingID, p.Run, s.name, s.cfg.Lease)
	cancel()
	switch {
	case errors.Is(err, filing.ErrStale), errors.Is(err, filing.ErrNotFound):
		free()
		log.Debug("nothing to do for this task", "reason", err)
		return nil
	case err != nil:
		free()
		s.dbState.note(log, "claiming runs", err)
		return errLater
	}
	s.dbState.note(log, "claiming runs", nil)
	s.attempt(log.With("attempt", run.Attempt), run, free)
	return nil
}

// attempt reviews a claimed run and settles what becomes of it. It calls free when the review's call returns, which may be
// after attempt does.
func (s *Server) attempt(log *slog.Logger, run filing.Run, free func()) {
	if s.spent(run, run.Attempt-1) { // whoever made the last one did not live to say so
		free()
		s.fail(log, run, FailureExhausted)
		return
	}
	start := time.Now()
	log.Debug("review starts", "waited", start.Sub(run.QueuedAt).Round(time.Millisecond))

	ctx, cancel := context.WithCancelCause(s.work)
	defer cancel(nil)
	ctx, cancelDeadline := context.WithDeadlineCause(ctx, start.Add(s.cfg.ReviewTimeout), errDeadline)
	defer cancelDeadline()
	renewed := make(chan struct{})
	go func() {
		defer close(renewed)
		s.renew(ctx, log, run, cancel)
	}()

	returned := make(chan error, 1)
	go func() {
		defer free()
		err := errPanic // what runtime.Goexit leaves
		defer func() { returned <- err }()
		err = s.review(ctx, log, run)
	}()
	var err error
	select {
	case err = <-returned:
	case <-ctx.Done():
		grace := time.NewTimer(s.cfg.Grace)
		defer grace.Stop()
		select {
		case err = <-returned:
		case <-grace.C:
			err = s.abandon(log, returned)
		}
	}
	why := context.Cause(ctx) // nil when the review returned by itself
	cancel(nil)
	<-renewed // or it might renew after the release

	elapsed := slog.Duration("elapsed", time.Since(start).Round(time.Millisecond))
	switch {
	case err == nil:
		log.Info("run reviewed", elapsed)
	case errors.Is(err, errPanic):
		s.fail(log, run, FailurePanic)
	case errors.Is(err, filing.ErrStale), why == errLost:
		log.Info("run was taken over", elapsed)
	case errors.Is(err, filing.ErrNotFound) && s.gone(run):
		log.Info("run is gone", elapsed)
	case why == errStopping:
		log.Info("run handed back", elapsed)
		s.release(log, run, 0)
	default:
		if why == errDeadline {
			err = errors.Join(errDeadline, err)
		}
		if s.spent(run, run.Attempt) {
			log.Error("review failed, and was the last attempt", elapsed, "error", err)
			s.fail(log, run, FailureExhausted)
			return
		}
		delay := s.cfg.Backoff.after(run.Attempt)
		log.Warn("review failed; will be tried again", elapsed, "error", err, "after", delay.Round(time.Millisecond))
		s.release(log, run, delay)
	}
}

// errPanic says that a review ended without an answer; its story is in the log.
var errPanic = errors.New("the review panicked")

// review calls the reviewer and survives it.
func (s *Server) review(ctx context.Context, log *slog.Logger, run filing.Run) (err error) {
	defer func() {
		if x := recover(); x != nil {
			// The value of a panic may quote what was being read, and that is personal data. What the runtime itself
			// says (index out of range) is not.
			attrs := []any{"stack", string(debug.Stack())}
			if e, ok := x.(runtime.Error); ok {
				attrs = append(attrs, "panic", e.Error())
			}
			log.Error("review panicked", attrs...)
			err = errPanic
		}
	}()
	return s.cfg.Reviewer.Review(ctx, run)
}

var errHangs = errors.New("the review does not return")

// abandon gives up on a review that ignores the end of its context.
func (s *Server) abandon(log *slog.Logger, returned <-chan error) error {
	since := time.Now()
	s.hung.Add(1)
	log.Error("review does not return; its place is lost until it does", "grace", s.cfg.Grace)
	go func() {
		<-returned
		s.hung.Add(-1)
		log.Warn("review that was given up has returned", "after", time.Since(since).Round(time.Millisecond))
	}()
	return errHangs
}

// renew keeps the lease until ctx ends, and ends it when the run is another's. While the database does not answer the work
// goes on: it may be back in time, and the fence guards what is saved.
func (s *Server) renew(ctx context.Context, log *slog.Logger, run filing.Run, lost context.CancelCauseFunc) {
	every := s.cfg.Lease / 3
	tick := time.NewTicker(every)
	defer tick.Stop()
	var state change
	for {
		select {
		case <-ctx.Done():
			// A review that uses its grace still holds the run.
			if context.Cause(ctx) == context.Canceled {
				return
			}
			call, cancel := context.WithTimeout(context.WithoutCancel(ctx), every)
			s.cfg.Runs.Renew(call, run, s.cfg.Lease+s.cfg.Grace)
			cancel()
			return
		case <-tick.C:
		}
		call, cancel := context.WithTimeout(ctx, every)
		err := s.cfg.Runs.Renew(call, run, s.cfg.Lease)
		cancel()
		switch {
		case errors.Is(err, filing.ErrStale), errors.Is(err, filing.ErrNotFound):
			lost(errLost)
			return
		case ctx.Err() == nil:
			state.note(log, "renewing the lease", err)
		}
	}
}

// spent says whether a run that has had that many attempts is out of them.
func (s *Server) spent(run filing.Run, attempts int) bool {
	return attempts >= s.cfg.MaxAttempts && time.Since(run.QueuedAt) >= s.cfg.GiveUpAfter
}

// settle bounds a last word to the database or to Redis, which must be said after the review's context has ended.
func (s *Server) settle(word func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return word(ctx)
}

// fail ends the run. When that cannot be said, the lease runs out, and the next attempt finds the run spent.
func (s *Server) fail(log *slog.Logger, run filing.Run, class string) {
	err := s.settle(func(ctx context.Context) error { return s.cfg.Runs.FailRun(ctx, run, class) })
	if err != nil {
		log.Error("run could not be failed; its lease will run out", "class", class, "error", err)
		return
	}
	log.Error("run failed", "class", class)
}

// release hands the run back and rings for its next attempt. Whatever of it fails, the sweeper makes up for.
func (s *Server) release(log *slog.Logger, run filing.Run, delay time.Duration) {
	err := s.settle(func(ctx context.Context) error { return s.cfg.Runs.Release(ctx, run) })
	if err != nil {
		log.Warn("run could not be handed back; its lease will run out", "error", err)
		return
	}
	if err := s.settle(func(ctx context.Context) error { _, err := s.bell.ring(ctx, run, 0, delay); return err }); err != nil {
		log.Warn("no task for the next attempt; the sweeper will ring", "error", err)
	}
}

// gone says whether the run was deleted while it was reviewed (its filing erased), as against something else that the
// review did not find.
func (s *Server) gone(run filing.Run) bool {
	err := s.settle(func(ctx context.Context) error { return s.cfg.Runs.Renew(ctx, run, s.cfg.Lease) })
	return errors.Is(err, filing.ErrNotFound)
}
