package workers

import (
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hibiken/asynq"

	"prereview/filing"
)

func TestEachRunIsReviewedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 50)
		rev := &reviewer{line: b.line, work: sleep(20 * time.Millisecond)}
		b.serve(rev, nil)
		b.serve(rev, nil)
		b.sweep(nil)
		b.sweep(nil)
		for range 3 { // callers may ring as often as they like
			b.ring(runs)
		}
		b.untilReviewed()
		for _, run := range runs {
			if n := rev.count(run.FilingID); n != 1 {
				t.Errorf("reviewed %d times", n)
			}
			if a := b.line.run(run.FilingID).Attempt; a != 1 {
				t.Errorf("attempt %d", a)
			}
		}
		if n := rev.most(); n > 8 {
			t.Errorf("%d reviews at once on 2 x 4 places", n)
		}
		// Late rings find nothing to do, and leave nothing behind.
		b.ring(runs)
		inspector := asynq.NewInspectorFromRedisClient(r.client)
		until(t, "an empty queue", func() bool {
			q, err := inspector.GetQueueInfo(queue)
			return err == nil && q.Size == 0
		})
		for _, run := range runs {
			if n := rev.count(run.FilingID); n != 1 {
				t.Errorf("after a late ring: reviewed %d times", n)
			}
		}
	})
}

func TestTaskSaysIdsOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 1)
		b.ring(runs)
		info, err := asynq.NewInspectorFromRedisClient(r.client).GetTaskInfo(queue, "review:"+runs[0].FilingID+":1:0")
		if err != nil {
			t.Fatal(err)
		}
		var p map[string]any
		if err := json.Unmarshal(info.Payload, &p); err != nil {
			t.Fatal(err)
		}
		if len(p) != 3 || p["filing_id"] != runs[0].FilingID || p["run"] != 1.0 || p["attempt"] != 0.0 {
			t.Errorf("payload: %v", p)
		}
		if info.Type != taskType || info.MaxRetry != maxRetry || info.Timeout != taskTimeout || info.Retention != 0 {
			t.Errorf("task: %+v", info)
		}
	})
}

func TestFaultsThatPass(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 6)
		rev := &reviewer{line: b.line, work: func(_ context.Context, run filing.Run) error {
			if run.Attempt < 3 {
				return errors.New("read tcp: connection reset")
			}
			return nil
		}}
		b.serve(rev, nil)
		b.ring(runs) // and no sweeper: the server rings for the next attempt itself
		b.untilReviewed()
		for _, run := range runs {
			if n := b.line.run(run.FilingID).Attempt; n != 3 {
				t.Errorf("done in attempt %d, want 3", n)
			}
		}
	})
}

func TestAttemptsRunOut(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 1)
		id := runs[0].FilingID
		var mended atomic.Bool
		rev := &reviewer{line: b.line, work: func(context.Context, filing.Run) error {
			if mended.Load() {
				return nil
			}
			return errors.New("always")
		}}
		b.serve(rev, func(c *ServerConfig) { c.GiveUpAfter = 500 * time.Millisecond })
		b.sweep(nil)
		b.ring(runs)
		until(t, "the run failed", func() bool { return b.line.run(id).Status == filing.Failed })
		run := b.line.run(id)
		if run.Failure != FailureExhausted || run.Attempt < 4 || run.FinishedAt.Sub(run.QueuedAt) < 500*time.Millisecond {
			t.Errorf("failed as %q in attempt %d after %v", run.Failure, run.Attempt, run.FinishedAt.Sub(run.QueuedAt))
		}
		b.log.has(t, 1, "msg=\"run failed\" class=attempts_exhausted")

		mended.Store(true) // an operator tries again: past attempts do not count
		b.line.retry(id)
		b.untilReviewed()
	})
}

func TestPanic(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 3)
		rev := &reviewer{line: b.line, work: func(_ context.Context, run filing.Run) error {
			switch run.FilingID {
			case runs[0].FilingID:
				panic("cannot read the name 张三")
			case runs[1].FilingID:
				runtime.Goexit()
			}
			return nil
		}}
		s, _ := b.serve(rev, nil)
		b.ring(runs)
		until(t, "two failed, one reviewed", func() bool {
			return b.line.count(filing.Failed) == 2 && b.line.count(filing.Reviewed) == 1
		})
		for _, run := range runs[:2] {
			if f := b.line.run(run.FilingID).Failure; f != FailurePanic {
				t.Errorf("failed as %q", f)
			}
		}
		b.log.has(t, 1, "server_test.go") // the stack
		b.log.has(t, 0, "张三")
		until(t, "places free", func() bool { return s.Running() == 0 })
	})
}

func TestHang(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 8)
		wake := make(chan struct{})
		hangs := sync.OnceFunc(func() { close(wake) })
		defer hangs()
		rev := &reviewer{line: b.line, work: func(_ context.Context, run filing.Run) error {
			if (run.FilingID == runs[0].FilingID || run.FilingID == runs[1].FilingID) && run.Attempt == 1 {
				<-wake // deaf to its context, like a call into C
			}
			return nil
		}}
		s, _ := b.serve(rev, func(c *ServerConfig) { c.Concurrency, c.ReviewTimeout = 2, 300*time.Millisecond })
		b.sweep(nil)
		b.ring(runs[:2])
		until(t, "both places lost", func() bool { return s.Ready() != nil })
		if n := s.Running(); n != 2 {
			t.Errorf("%d places taken", n)
		}
		b.ring(runs)
		until(t, "the runs handed back", func() bool { return b.line.count(filing.Queued) == 8 })
		time.Sleep(time.Second) // long enough for a third to start, were the places given away
		if n := rev.most(); n != 2 {
			t.Errorf("%d reviews at once on 2 places", n)
		}
		hangs()
		b.untilReviewed() // what woke late was fenced off
		if err := s.Ready(); err != nil {
			t.Error(err)
		}
		if n := rev.most(); n != 2 {
			t.Errorf("%d reviews at once on 2 places", n)
		}
	})
}

func TestDeadline(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 1)
		rev := &reviewer{line: b.line, work: func(ctx context.Context, run filing.Run) error {
			if run.Attempt == 1 {
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		}}
		b.serve(rev, func(c *ServerConfig) { c.ReviewTimeout = 300 * time.Millisecond })
		b.ring(runs)
		b.untilReviewed()
		if !strings.Contains(b.log.String(), errDeadline.Error()) {
			t.Errorf("the log does not say why:\n%s", b.log)
		}
	})
}

func TestStopHandsBack(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 6)
		var begun sync.WaitGroup
		begun.Add(4)
		var n atomic.Int32
		slow := &reviewer{line: b.line, work: func(ctx context.Context, run filing.Run) error {
			if n.Add(1) <= 4 {
				begun.Done()
			}
			switch run.FilingID {
			case runs[0].FilingID: // done in time
				time.Sleep(200 * time.Millisecond)
				return nil
			case runs[1].FilingID: // deaf
				time.Sleep(2 * time.Second)
				return ctx.Err()
			}
			return sleep(time.Minute)(ctx, run)
		}}
		_, stop := b.serve(slow, func(c *ServerConfig) { c.ShutdownTimeout = 500 * time.Millisecond })
		b.ring(runs[:4])
		begun.Wait()
		b.ring(runs[4:]) // waiting in the queue
		start := time.Now()
		stop()
		if d := time.Since(start); d < 500*time.Millisecond || d > 4*time.Second {
			t.Errorf("stopped after %v; want the timeout, the grace and little more", d)
		}
		if got := b.line.run(runs[0].FilingID).Status; got != filing.Reviewed {
			t.Errorf("a review that finished in time is %s", got)
		}
		if got := b.line.count(filing.Queued); got != 5 {
			t.Errorf("%d runs handed back or still queued, want 5", got)
		}

		// Another server has them at once, without any sweeper.
		b.serve(&reviewer{line: b.line}, nil)
		b.untilReviewed()
		for _, run := range runs[4:] {
			if a := b.line.run(run.FilingID).Attempt; a != 1 {
				t.Errorf("a run that was only queued is in attempt %d", a)
			}
		}
	})
}

func TestTakenOver(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 1)
		id := runs[0].FilingID
		ended := make(chan error, 1)
		rev := &reviewer{line: b.line, work: func(ctx context.Context, run filing.Run) error {
			<-ctx.Done()
			ended <- context.Cause(ctx)
			return ctx.Err()
		}}
		b.serve(rev, nil)
		b.ring(runs)
		until(t, "a claim", func() bool { return b.line.run(id).Status == filing.Reviewing })
		b.line.mu.Lock() // as after a long pause of this process
		b.line.runs[id].Attempt++
		b.line.runs[id].Worker = "another"
		b.line.mu.Unlock()
		select {
		case err := <-ended:
			if err != errLost {
				t.Errorf("the review ended by %v", err)
			}
		case <-time.After(5 * time.Second):
			t.Fatal("the review goes on though its run is another's")
		}
		until(t, "a word in the log", func() bool { return strings.Contains(b.log.String(), "run was taken over") })
		if got := b.line.run(id); got.Status != filing.Reviewing || got.Worker != "another" || got.Attempt != 2 {
			t.Errorf("the loser touched the run: %+v", got)
		}
	})
}

func TestLeaseOutlastsLongReview(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 2)
		rev := &reviewer{line: b.line, work: sleep(2500 * time.Millisecond)} // nearly three leases
		b.serve(rev, nil)
		b.sweep(nil)
		b.ring(runs)
		b.untilReviewed()
		for _, run := range runs {
			if a := b.line.run(run.FilingID).Attempt; a != 1 {
				t.Errorf("attempt %d; the lease was lost", a)
			}
		}
	})
}

func TestNothingIsSpentInAnOutage(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 5)
		var up atomic.Bool
		rev := &reviewer{line: b.line}
		b.serve(rev, func(c *ServerConfig) {
			c.Ready = func(context.Context) error {
				if up.Load() {
					return nil
				}
				return errOutage
			}
		})
		b.sweep(nil)
		b.ring(runs)
		time.Sleep(1500 * time.Millisecond) // object storage is away
		b.line.set(errOutage)               // then the database too
		up.Store(true)
		time.Sleep(1500 * time.Millisecond)
		b.line.set(nil)
		b.untilReviewed()
		for _, run := range runs {
			if a := b.line.run(run.FilingID).Attempt; a != 1 {
				t.Errorf("done in attempt %d, want 1", a)
			}
		}
		b.log.has(t, 1, "what reviews need fails")
		b.log.has(t, 1, "what reviews need works again")
		b.log.has(t, 1, "claiming runs fails")
		b.log.has(t, 1, "claiming runs works again")
		b.log.has(t, 1, "listing waiting runs fails")
	})
}

func TestDatabaseAwayDuringReview(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 3)
		var once sync.Once
		rev := &reviewer{line: b.line, work: func(ctx context.Context, run filing.Run) error {
			once.Do(func() { b.line.set(errOutage) }) // saving, releasing, renewing: all fails
			return sleep(100*time.Millisecond)(ctx, run)
		}}
		b.serve(rev, nil)
		b.sweep(nil)
		b.ring(runs)
		until(t, "the outage", func() bool { return strings.Contains(b.log.String(), "could not be handed back") })
		time.Sleep(time.Second)
		b.line.set(nil)
		b.untilReviewed()
	})
}

func TestTasksThatMakeNoSense(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 1)
		client := asynq.NewClientFromRedisClient(r.client)
		for _, body := range []string{"", "{}", "[]", "null", `{"filing_id":"x"}`, `{"filing_id":"x","run":-1,"attempt":0}`,
			`{"filing_id":"x","run":1,"attempt":0,"name":"y"}`, `{"filing_id":"` + strings.Repeat("x", 200) + `","run":1}`} {
			if _, err := client.Enqueue(asynq.NewTask(taskType, []byte(body)), asynq.Queue(queue)); err != nil {
				t.Fatal(err)
			}
		}
		b.ring([]filing.Run{{FilingID: filing.NewID(), Number: 1}, {FilingID: runs[0].FilingID, Number: 7}}) // no such runs
		b.serve(&reviewer{line: b.line}, nil)
		b.ring(runs)
		b.untilReviewed()
		inspector := asynq.NewInspectorFromRedisClient(r.client)
		until(t, "an empty queue, archive included", func() bool {
			q, err := inspector.GetQueueInfo(queue)
			return err == nil && q.Size == 0 && q.Archived == 0
		})
	})
}

func TestConfig(t *testing.T) {
	if _, err := NewServer(ServerConfig{}); err == nil {
		t.Error("a server of nothing")
	}
	if _, err := NewSweeper(SweeperConfig{}); err == nil {
		t.Error("a sweeper of nothing")
	}
	r := connect(t, "127.0.0.1:1")
	l, _ := newLine(0)
	c := ServerConfig{Redis: r, Runs: l, Reviewer: &reviewer{}, ReviewTimeout: 2 * time.Hour}
	if _, err := NewServer(c); !errors.As(err, new(filing.Problem)) {
		t.Errorf("a review timeout beyond the task's: %v", err)
	}
}

func TestBackoff(t *testing.T) {
	b := Backoff{First: time.Second, Max: 10 * time.Second}
	for attempt, want := range map[int]time.Duration{1: 1, 2: 2, 3: 4, 4: 8, 5: 10, 60: 10, 1000: 10} {
		want *= time.Second
		for range 20 {
			if d := b.after(attempt); d < want*4/5 || d > want*6/5 {
				t.Errorf("after attempt %d: %v, want %v give or take a fifth", attempt, d, want)
			}
		}
	}
	var total time.Duration
	for attempt := 1; attempt < 8; attempt++ {
		total += defaultBackoff.after(attempt)
	}
	if total < 8*time.Minute || total > 13*time.Minute {
		t.Errorf("eight attempts are spread over %v", total)
	}
}
