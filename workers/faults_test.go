package workers

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"

	"prereview/filing"
	"prereview/internal/testservers"
	"prereview/storage/records"
)

func TestSweeperFindsWhatWasNeverRungFor(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, _ := newBench(t, r, 20)
		rev := &reviewer{line: b.line}
		b.serve(rev, nil)
		b.sweep(nil)
		b.untilReviewed()
	})
}

func TestDeadWorkersRunIsTakenOver(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 4)
		for _, run := range runs[:3] { // claimed, and never heard of again
			if _, err := b.line.Claim(t.Context(), run.FilingID, 1, "dead", 700*time.Millisecond); err != nil {
				t.Fatal(err)
			}
		}
		start := time.Now()
		b.serve(&reviewer{line: b.line}, nil)
		b.sweep(nil)
		b.ring(runs)
		b.untilReviewed()
		for _, run := range runs[:3] {
			got := b.line.run(run.FilingID)
			if got.Attempt != 2 {
				t.Errorf("attempt %d, want 2", got.Attempt)
			}
			if d := got.FinishedAt.Sub(start); d < 600*time.Millisecond {
				t.Errorf("taken over after %v, before the lease ended", d)
			}
		}
	})
}

// A run that kills each of its workers ends as failed, not in a circle.
func TestRunThatKillsItsWorkers(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 1)
		id := runs[0].FilingID
		for range 4 {
			if _, err := b.line.Claim(t.Context(), id, 1, "dead", time.Nanosecond); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Millisecond)
		}
		rev := &reviewer{line: b.line}
		b.serve(rev, nil)
		b.sweep(nil)
		until(t, "the run failed", func() bool { return b.line.run(id).Status == filing.Failed })
		if f := b.line.run(id).Failure; f != FailureExhausted || rev.count(id) != 0 {
			t.Errorf("failed as %q, reviewed %d times", f, rev.count(id))
		}
	})
}

func TestRedisEmptied(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 40)
		rev := &reviewer{line: b.line, work: sleep(50 * time.Millisecond)}
		b.serve(rev, nil)
		b.serve(rev, nil)
		b.sweep(nil)
		b.ring(runs)
		for i := range 3 {
			until(t, "some work done", func() bool { return b.line.count(filing.Reviewed) >= 5+10*i })
			if err := r.client.FlushAll(t.Context()).Err(); err != nil {
				t.Fatal(err)
			}
		}
		b.untilReviewed()
		for _, run := range runs {
			if n := rev.count(run.FilingID); n != 1 {
				t.Errorf("reviewed %d times", n)
			}
		}
	})
}

func TestRedisAway(t *testing.T) {
	t.Parallel()
	server := testservers.NewRedis(t)
	b, runs := newBench(t, connect(t, server.Addr), 40)
	rev := &reviewer{line: b.line, work: sleep(100 * time.Millisecond)}
	b.serve(rev, nil)
	b.sweep(nil)
	b.ring(runs)
	until(t, "some work done", func() bool { return b.line.count(filing.Reviewed) >= 6 })

	server.Kill()
	until(t, "reviews under way end well without Redis", func() bool { return b.line.count(filing.Reviewing) == 0 })
	start := time.Now()
	if err := NewBell(b.redis).Ring(t.Context(), runs[39]); err == nil {
		t.Error("rang without Redis")
	} else if d := time.Since(start); d > 5*time.Second {
		t.Errorf("Ring took %v to fail", d)
	}
	if err := b.redis.Ready(t.Context()); err == nil {
		t.Error("Redis is ready")
	}
	until(t, "the sweeper noticed", func() bool {
		return strings.Contains(b.log.String(), "ringing for waiting runs fails")
	})
	time.Sleep(1500 * time.Millisecond) // many sweeps
	b.log.has(t, 1, "ringing for waiting runs fails")
	if n := strings.Count(b.log.String(), "Dequeue error"); n > 1 {
		t.Errorf("asynq complained %d times", n)
	}

	server.Start() // empty
	b.untilReviewed()
	b.log.has(t, 1, "ringing for waiting runs works again")
	for _, run := range runs {
		if n := rev.count(run.FilingID); n != 1 {
			t.Errorf("reviewed %d times", n)
		}
	}
}

func TestRedisAwayAtStartAndFrozen(t *testing.T) {
	t.Parallel()
	server := testservers.NewRedis(t)
	server.Kill()
	b, runs := newBench(t, connect(t, server.Addr), 3)
	_, stop := b.serve(&reviewer{line: b.line}, nil)
	b.sweep(nil)
	time.Sleep(500 * time.Millisecond)
	server.Start()
	b.untilReviewed()

	server.Pause() // accepts connections, answers nothing
	defer server.Resume()
	start := time.Now()
	if err := NewBell(b.redis).Ring(t.Context(), runs[0]); err == nil {
		t.Error("rang though nothing answers")
	}
	if d := time.Since(start); d > 6*time.Second {
		t.Errorf("Ring took %v to fail", d)
	}
	start = time.Now()
	go func() { time.Sleep(2 * time.Second); server.Resume() }()
	stop()
	if d := time.Since(start); d > 15*time.Second {
		t.Errorf("stopping took %v", d)
	}
}

func TestRedisInProcessIsStartedAnew(t *testing.T) {
	t.Parallel()
	first, err := InProcess()
	if err != nil {
		t.Fatal(err)
	}
	b, runs := newBench(t, first, 12)
	rev := &reviewer{line: b.line, work: sleep(100 * time.Millisecond)}
	_, stop := b.serve(rev, func(c *ServerConfig) { c.Concurrency = 2 })
	b.ring(runs)
	until(t, "some work done", func() bool { return b.line.count(filing.Reviewed) >= 3 })
	stop()
	first.Close() // the process ends, with all that its Redis held

	second, err := InProcess()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { second.Close() })
	b.redis = second
	b.serve(rev, nil)
	b.sweep(nil)
	b.untilReviewed()
}

// A task of the same id is in the way in every manner that asynq knows, and in some that only a damaged Redis does.
func TestNothingBlocksARing(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		ctx := t.Context()
		inspector := asynq.NewInspectorFromRedisClient(r.client)
		const prefix = "asynq:{" + queue + "}:"
		for _, c := range []struct {
			name     string
			obstruct func(t *testing.T, id string)
			rung     obstacle // what a ring finds
		}{
			{"archived", func(t *testing.T, id string) { must(t, inspector.ArchiveTask(queue, id)) }, free},
			{"archived, queue unknown", func(t *testing.T, id string) {
				must(t, inspector.ArchiveTask(queue, id))
				must(t, r.client.Del(ctx, "asynq:queues").Err())
			}, free},
			{"completed", func(t *testing.T, id string) {
				must(t, r.client.LRem(ctx, prefix+"pending", 0, id).Err())
				must(t, r.client.HSet(ctx, prefix+"t:"+id, "state", "completed").Err())
				must(t, r.client.ZAdd(ctx, prefix+"completed", redis.Z{Score: float64(time.Now().Add(time.Hour).Unix()), Member: id}).Err())
			}, free},
			{"taken by a worker that is gone, lease lost", func(t *testing.T, id string) {
				must(t, r.client.LRem(ctx, prefix+"pending", 0, id).Err())
				must(t, r.client.LPush(ctx, prefix+"active", id).Err())
				must(t, r.client.HSet(ctx, prefix+"t:"+id, "state", "active").Err())
			}, taken},
			{"archived, archive lost", func(t *testing.T, id string) {
				must(t, inspector.ArchiveTask(queue, id))
				must(t, r.client.Del(ctx, prefix+"archived").Err())
			}, taken},
			{"unreadable", func(t *testing.T, id string) {
				must(t, r.client.LRem(ctx, prefix+"pending", 0, id).Err())
				must(t, r.client.HSet(ctx, prefix+"t:"+id, "msg", "\xff\xff", "state", "what").Err())
			}, taken},
			{"pending, list lost", func(t *testing.T, id string) { must(t, r.client.Del(ctx, prefix+"pending").Err()) }, underway},
		} {
			t.Run(c.name, func(t *testing.T) {
				b, runs := newBench(t, r, 1)
				b.ring(runs)
				c.obstruct(t, taskID(runs[0], 0))
				got, err := NewBell(r).ring(ctx, runs[0], 0, 0)
				if err != nil || got != c.rung {
					t.Errorf("ring found %v, %v; want %v", got, err, c.rung)
				}
				_, stop := b.serve(&reviewer{line: b.line}, nil)
				defer stop()
				defer b.sweep(func(c *SweeperConfig) { c.StuckAfter = 150 * time.Millisecond })()
				b.untilReviewed()
			})
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A waiting run in a long line is rung for again, but its task is not doubled as long as it may come.
func TestSweeperIsPatientWithALine(t *testing.T) {
	onBoth(t, func(t *testing.T, r *Redis) {
		b, runs := newBench(t, r, 12)
		b.ring(runs)
		for range 3 {
			b.sweep(func(c *SweeperConfig) { c.RingEvery, c.StuckAfter = 10*time.Millisecond, time.Minute })
		}
		until(t, "many sweeps", func() bool { b.line.mu.Lock(); defer b.line.mu.Unlock(); return b.line.waiting > 15 })
		q, err := asynq.NewInspectorFromRedisClient(r.client).GetQueueInfo(queue)
		if err != nil || q.Size != 12 {
			t.Errorf("%d tasks for 12 runs, %v", q.Size, err)
		}
	})
}

func TestSweeperKeepsTheRest(t *testing.T) {
	s := &Sweeper{cfg: SweeperConfig{Backoff: Backoff{First: time.Minute, Max: time.Hour}}}
	now := time.Now()
	for _, c := range []struct {
		name string
		run  filing.Run
		rest bool
	}{
		{"new", filing.Run{Status: filing.Queued}, false},
		{"failed an attempt", filing.Run{Status: filing.Queued, Attempt: 1, StartedAt: now}, true},
		{"tried again by hand", filing.Run{Status: filing.Queued, Attempt: 8}, false},
		{"its worker died", filing.Run{Status: filing.Reviewing, Attempt: 1, StartedAt: now}, false},
	} {
		if got := s.delay(c.run) > 0; got != c.rest {
			t.Errorf("%s: rests %v, want %v", c.name, got, c.rest)
		}
	}
}

const killMeEnv = "PREREVIEW_TEST_WORKER"

// workUntilKilled is the process that TestKilledProcess kills: it claims a run, says so, and never finishes.
func workUntilKilled() {
	ctx := context.Background()
	store, err := records.Open(ctx, os.Getenv(killMeEnv))
	if err != nil {
		panic(err)
	}
	r, err := Connect(os.Getenv("PREREVIEW_TEST_REDIS"))
	if err != nil {
		panic(err)
	}
	s, err := NewServer(ServerConfig{Redis: r, Runs: store, Log: slog.New(slog.DiscardHandler), Concurrency: 3, Lease: time.Second,
		PollEvery: 30 * time.Millisecond,
		Reviewer: reviewFunc(func(ctx context.Context, run filing.Run) error {
			fmt.Println("reviewing", run.FilingID)
			<-ctx.Done()
			return ctx.Err()
		})})
	if err != nil {
		panic(err)
	}
	s.Run(ctx)
}

type reviewFunc func(context.Context, filing.Run) error

func (f reviewFunc) Review(ctx context.Context, run filing.Run) error { return f(ctx, run) }

// A real process dies by SIGKILL with three runs in its hands, on the real store.
func TestKilledProcess(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	url := "sqlite:" + filepath.Join(t.TempDir(), "truth.db")
	store, err := records.Open(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	addr := testservers.Redis(t)
	r := connect(t, addr)
	bell := NewBell(r)
	var ids []string
	for range 12 {
		f := filing.Filing{ID: filing.NewID(), Owner: "key", Status: filing.Draft, CreatedAt: time.Now(), UpdatedAt: time.Now()}
		must(t, store.CreateFiling(ctx, f))
		run, err := store.Submit(ctx, f.ID)
		must(t, err)
		must(t, bell.Ring(ctx, run))
		ids = append(ids, f.ID)
	}

	victim := exec.Command(os.Args[0])
	victim.Env = append(os.Environ(), killMeEnv+"="+url, "PREREVIEW_TEST_REDIS="+addr)
	victim.Stderr = os.Stderr
	out, err := victim.StdoutPipe()
	must(t, err)
	must(t, victim.Start())
	t.Cleanup(func() { victim.Process.Kill(); victim.Wait() })
	lines := bufio.NewScanner(out)
	for range 3 {
		if !lines.Scan() {
			t.Fatal("the victim does not work")
		}
	}
	must(t, victim.Process.Kill())
	victim.Wait()

	log := slog.New(&journal{t: t})
	for range 2 {
		s, err := NewServer(ServerConfig{Redis: r, Runs: store, Log: log, Concurrency: 2, Lease: time.Second, PollEvery: 30 * time.Millisecond,
			Reviewer: reviewFunc(func(ctx context.Context, run filing.Run) error {
				return store.Finish(ctx, run, filing.Report{FilingID: run.FilingID, Run: run.Number, Verdict: filing.VerdictPass})
			})})
		must(t, err)
		start(t, func(ctx context.Context) { s.Run(ctx) })
	}
	sweeper, err := NewSweeper(SweeperConfig{Redis: r, Runs: store, Log: log, Every: 100 * time.Millisecond, RingEvery: 200 * time.Millisecond})
	must(t, err)
	start(t, sweeper.Run)

	attempts := map[int]int{}
	for _, id := range ids {
		var run filing.Run
		until(t, "every run reviewed", func() bool {
			run, err = store.Run(ctx, id, 0)
			return err == nil && run.Status == filing.Reviewed
		})
		if _, err := store.Report(ctx, id, 1); err != nil {
			t.Error(err)
		}
		attempts[run.Attempt]++
	}
	if attempts[1] != 9 || attempts[2] != 3 {
		t.Errorf("attempts: %v; want 9 runs done in one, and the victim's 3 in two", attempts)
	}
}
