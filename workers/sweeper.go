package workers

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"prereview/filing"
)

// SweeperConfig says what a sweeper works with. Redis and Runs are required.
type SweeperConfig struct {
	Redis *Redis
	Runs  Runs
	Log   *slog.Logger // Defaults to slog.Default().

	// Every is the pause between two looks at the database, give or take a quarter. Defaults to 5 s.
	Every time.Duration
	// RingEvery is how soon a sweeper rings again for a run that still waits. Defaults to 15 s.
	RingEvery time.Duration
	// StuckAfter is when a task that was taken, but has not led to a claim, is no longer believed in, and one that only
	// waits for its turn is so ten times later. Defaults to 2 min.
	StuckAfter time.Duration
	// Limit is how many runs are looked at each time, the longest waiting first. Defaults to 500.
	Limit int
	// Backoff is the servers'.
	Backoff Backoff
}

// Sweeper rings for every run that nobody works on. Any number of them may run: they ring with the same task ids, so
// that only one ring counts.
//
// A ring whose id is taken is nearly always heard already. It is not when Redis has lost a part of a task (a lease entry,
// a list), or a worker died between taking a task and claiming its run. So when a run has been seen waiting for StuckAfter
// behind a task that was taken, or ten times that behind one in the line, it is rung for with a generation in the task's
// id: the number of the current span of that length since 1970, so that all sweepers choose the same one. A long line
// is thus doubled at most once in such a span, for the runs at its head, and a task too many costs one refused claim.
type Sweeper struct {
	cfg   SweeperConfig
	bell  *Bell
	seen  map[string]*sight // by task id of generation 0
	redis change
	db    change
}

// sight is what a sweeper remembers of a waiting run.
type sight struct {
	first, rung time.Time
	found       obstacle
	sweep       int64
}

// NewSweeper makes a sweeper; call Run once.
func NewSweeper(c SweeperConfig) (*Sweeper, error) {
	if c.Redis == nil || c.Runs == nil {
		return nil, errors.New("workers: SweeperConfig needs Redis and Runs")
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	orElse(&c.Every, 5*time.Second)
	orElse(&c.RingEvery, 15*time.Second)
	orElse(&c.StuckAfter, 2*time.Minute)
	orElse(&c.Limit, 500)
	orElse(&c.Backoff.First, defaultBackoff.First)
	orElse(&c.Backoff.Max, max(defaultBackoff.Max, c.Backoff.First))
	return &Sweeper{cfg: c, bell: NewBell(c.Redis), seen: map[string]*sight{}}, nil
}

// Run sweeps, at once and then again and again, until ctx ends. Redis and the database may come and go.
func (s *Sweeper) Run(ctx context.Context) {
	for ctx.Err() == nil {
		s.sweep(ctx, time.Now())
		t := time.NewTimer(s.cfg.Every*3/4 + rand.N(s.cfg.Every/2+1))
		select {
		case <-ctx.Done():
		case <-t.C:
		}
		t.Stop()
	}
}

// sweep looks once, and ends at the first ring that fails: the others would fail as slowly.
func (s *Sweeper) sweep(ctx context.Context, now time.Time) {
	call, cancel := context.WithTimeout(ctx, 10*time.Second)
	runs, err := s.cfg.Runs.Waiting(call, s.cfg.Limit)
	cancel()
	if ctx.Err() != nil {
		return
	}
	s.db.note(s.cfg.Log, "listing waiting runs", err)
	if err != nil {
		return
	}
	turn := now.UnixNano()
	defer func() {
		for id, v := range s.seen {
			if v.sweep != turn {
				delete(s.seen, id)
			}
		}
	}()
	var unheard error
	var bypassed int
	for _, run := range runs {
		id := taskID(run, 0)
		v := s.seen[id]
		if v == nil {
			v = &sight{first: now}
			s.seen[id] = v
		}
		v.sweep = turn
		if unheard != nil {
			v.first = now // no task could come; patience begins when Redis is back
			continue
		}
		if !v.rung.IsZero() && now.Sub(v.rung) < s.cfg.RingEvery {
			continue
		}
		generation := s.generation(v, now)
		found, err := s.bell.ring(ctx, run, generation, s.delay(run))
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			unheard = err
			v.first = now
			continue
		}
		v.rung = now
		if generation > 0 && found == free {
			bypassed++
		}
		if generation == 0 {
			if found == free {
				v.first = now // this is the task to wait for
			}
			v.found = found
		}
	}
	if bypassed > 0 {
		s.cfg.Log.Warn("runs wait behind tasks that do not come; rang around them", "runs", bypassed)
	}
	if len(runs) > 0 { // with nothing to ring for, nothing is known about Redis
		s.redis.note(s.cfg.Log, "ringing for waiting runs", unheard)
	}
}

// generation is 0 as long as the task of generation 0 may still come.
func (s *Sweeper) generation(v *sight, now time.Time) int64 {
	patience := s.cfg.StuckAfter
	if v.found != taken {
		patience *= 10
	}
	if now.Sub(v.first) < patience {
		return 0
	}
	return now.UnixNano() / int64(patience)
}

// delay keeps the rest between attempts for a run that was handed back, should its own ring have been lost. A run that
// was never tried, or was queued anew by hand (which clears when it started), or whose worker died (its lease has taken its
// time already), is due now.
func (s *Sweeper) delay(run filing.Run) time.Duration {
	if run.Status != filing.Queued || run.Attempt == 0 || run.StartedAt.IsZero() {
		return 0
	}
	return s.cfg.Backoff.after(run.Attempt)
}
