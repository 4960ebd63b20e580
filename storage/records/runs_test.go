package records

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"prereview/filing"
)

func TestLifeOfARun(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		id := draft(t, s)
		ok(t, s.Attach(ctx, id, attachment(filing.SlotIDCardFront, "aa"), false))
		now := s.now()

		r := must(s.Submit(ctx, id))(t)
		equal(t, r, filing.Run{FilingID: id, Number: 1, Status: filing.Queued, QueuedAt: now})
		f := must(s.Filing(ctx, id))(t)
		equal(t, f.Status, filing.Queued)
		equal(t, f.Run, 1)
		equal(t, f.SubmittedAt, now)

		c.pass(time.Second)
		r = must(s.Claim(ctx, id, 1, "worker-1", time.Minute))(t)
		want := filing.Run{FilingID: id, Number: 1, Attempt: 1, Status: filing.Reviewing, Worker: "worker-1",
			LeaseUntil: now.Add(61 * time.Second), QueuedAt: now, StartedAt: now.Add(time.Second)}
		equal(t, r, want)
		equal(t, must(s.Run(ctx, id, 1))(t), want)
		equal(t, must(s.Filing(ctx, id))(t).Status, filing.Reviewing)

		c.pass(time.Second)
		ok(t, s.Renew(ctx, r, time.Minute))
		want.LeaseUntil = now.Add(62 * time.Second)
		equal(t, must(s.Run(ctx, id, 0))(t), want)

		ok(t, s.Release(ctx, r))
		want.Status, want.Worker, want.LeaseUntil = filing.Queued, "", time.Time{}
		equal(t, must(s.Run(ctx, id, 0))(t), want)
		equal(t, must(s.Filing(ctx, id))(t).Status, filing.Queued)

		r = must(s.Claim(ctx, id, 1, "worker-2", time.Minute))(t)
		equal(t, r.Attempt, 2)
		equal(t, r.StartedAt, want.StartedAt) // of the first attempt
		c.pass(time.Second)
		rep := report(r, filing.VerdictReview)
		ok(t, s.Finish(ctx, r, rep))
		got := must(s.Run(ctx, id, 0))(t)
		equal(t, got.Status, filing.Reviewed)
		equal(t, got.FinishedAt, s.now())
		equal(t, got.LeaseUntil, time.Time{})
		f = must(s.Filing(ctx, id))(t)
		equal(t, f.Status, filing.Reviewed)
		equal(t, f.Verdict, filing.VerdictReview)
		for _, number := range []int{0, 1} {
			if got := must(s.Report(ctx, id, number))(t); !reflect.DeepEqual(got, rep) {
				t.Fatalf("got  %+v\nwant %+v", got, rep)
			}
		}
		log := must(s.AuditLog(ctx, id))(t)
		equal(t, log[len(log)-1], filing.AuditEntry{At: s.now(), Actor: "system", Action: "run.reviewed", FilingID: id,
			Detail: "run 1 attempt 2 verdict review"})

		// The second round reads what is attached then; the first keeps what it read.
		ok(t, s.Decide(ctx, filing.Decision{FilingID: id, Run: 1, Status: filing.Returned, Reasons: []filing.Reason{{Message: "重拍"}}}))
		ok(t, s.Attach(ctx, id, attachment(filing.SlotIDCardFront, "bb"), true))
		r = must(s.Submit(ctx, id))(t)
		equal(t, r.Number, 2)
		equal(t, r.Attempt, 0)
		for number, sha := range map[int]string{1: "aa", 2: "bb"} {
			as := must(s.RunAttachments(ctx, id, number))(t)
			equal(t, len(as), 1)
			equal(t, as[0].SHA256, sha)
		}
		equal(t, must(s.Report(ctx, id, 0))(t).Run, 1) // the newest finished
		_, err := s.Report(ctx, id, 2)
		is(t, err, filing.ErrNotFound)
		equal(t, must(s.Run(ctx, id, 0))(t).Number, 2)
		rs := must(s.Runs(ctx, id))(t)
		equal(t, len(rs), 2)
		equal(t, rs[0].Number, 1)
		_, err = s.Claim(ctx, id, 1, "w", time.Minute)
		is(t, err, filing.ErrStale)
	})
}

func TestUnknownRun(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		id := draft(t, s) // without a run
		for _, id := range []string{id, "nobody"} {
			r := filing.Run{FilingID: id, Number: 1, Attempt: 1}
			_, err := s.Claim(ctx, id, 1, "w", time.Minute)
			is(t, err, filing.ErrNotFound)
			is(t, s.Renew(ctx, r, time.Minute), filing.ErrNotFound)
			is(t, s.Release(ctx, r), filing.ErrNotFound)
			is(t, s.Finish(ctx, r, report(r, filing.VerdictPass)), filing.ErrNotFound)
			is(t, s.FailRun(ctx, r, "panic"), filing.ErrNotFound)
			_, err = s.Run(ctx, id, 0)
			is(t, err, filing.ErrNotFound)
			_, err = s.Run(ctx, id, 1)
			is(t, err, filing.ErrNotFound)
			_, err = s.RunAttachments(ctx, id, 1)
			is(t, err, filing.ErrNotFound)
			_, err = s.Report(ctx, id, 0)
			is(t, err, filing.ErrNotFound)
			if rs := must(s.Runs(ctx, id))(t); rs == nil || len(rs) != 0 {
				t.Fatal(rs)
			}
		}
		_, err := s.Retry(ctx, id)
		is(t, err, filing.ErrConflict)
		_, err = s.Retry(ctx, "nobody")
		is(t, err, filing.ErrNotFound)
	})
}

func TestSubmitRace(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		id := draft(t, s)
		oneWins(t, race(8, func(int) error {
			_, err := s.Submit(t.Context(), id)
			return err
		}), filing.ErrConflict)
		equal(t, len(must(s.Runs(t.Context(), id))(t)), 1)
	})
}

func TestClaimRace(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		r := submitted(t, s)
		for attempt := 1; attempt <= 3; attempt++ {
			winner := oneWins(t, race(16, func(i int) error {
				_, err := s.Claim(t.Context(), r.FilingID, r.Number, fmt.Sprintf("worker-%d", i), time.Minute)
				return err
			}), filing.ErrStale)
			got := must(s.Run(t.Context(), r.FilingID, 0))(t)
			equal(t, got.Attempt, attempt)
			equal(t, got.Worker, fmt.Sprintf("worker-%d", winner))
			c.pass(time.Minute) // the lease is over at its very end
		}
	})
}

// Many runs, many workers, everyone tries every run: each is finished once.
func TestWorkersRace(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		var ids []string
		for range 20 {
			ids = append(ids, submitted(t, s).FilingID)
		}
		done := make(chan string, 1000)
		for _, err := range race(6, func(i int) error {
			for _, id := range ids {
				r, err := s.Claim(ctx, id, 1, fmt.Sprint(i), time.Minute)
				if err != nil {
					continue
				}
				if err := s.Renew(ctx, r, time.Minute); err != nil {
					return err
				}
				if err := s.Finish(ctx, r, report(r, filing.VerdictPass)); err != nil {
					return err
				}
				done <- id
			}
			return nil
		}) {
			ok(t, err)
		}
		equal(t, len(done), len(ids))
		equal(t, must(s.Counts(ctx))(t)[filing.Reviewed], len(ids))
		equal(t, len(must(s.Waiting(ctx, 100))(t)), 0)
	})
}

// A worker that lost its lease to another may wake at any later moment and must change nothing.
func TestFence(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		old := claimed(t, s)
		refused := func() {
			t.Helper()
			before := must(s.Run(ctx, old.FilingID, 0))(t)
			is(t, s.Renew(ctx, old, time.Hour), filing.ErrStale)
			is(t, s.Release(ctx, old), filing.ErrStale)
			is(t, s.Finish(ctx, old, report(old, filing.VerdictFix)), filing.ErrStale)
			is(t, s.FailRun(ctx, old, "late"), filing.ErrStale)
			equal(t, must(s.Run(ctx, old.FilingID, 0))(t), before)
		}
		_, err := s.Claim(ctx, old.FilingID, 1, "worker-2", time.Minute)
		is(t, err, filing.ErrStale) // alive

		c.pass(time.Minute)
		current := must(s.Claim(ctx, old.FilingID, 1, "worker-2", time.Minute))(t)
		equal(t, current.Attempt, 2)
		refused()
		ok(t, s.Release(ctx, current))
		refused()
		is(t, s.Finish(ctx, current, report(current, filing.VerdictFix)), filing.ErrStale) // handed back
		current = must(s.Claim(ctx, old.FilingID, 1, "worker-1", time.Minute))(t)
		ok(t, s.Finish(ctx, current, report(current, filing.VerdictPass)))
		refused()
		is(t, s.Finish(ctx, current, report(current, filing.VerdictFix)), filing.ErrStale) // final
		equal(t, must(s.Report(ctx, old.FilingID, 0))(t).Verdict, filing.VerdictPass)
		equal(t, must(s.Filing(ctx, old.FilingID))(t).Verdict, filing.VerdictPass)
		_, err = s.Claim(ctx, old.FilingID, 1, "worker-3", time.Minute)
		is(t, err, filing.ErrStale)
	})
}

// A lease that ran out unnoticed still belongs to its holder: nobody else has begun.
func TestLateButAlone(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		r := claimed(t, s)
		c.pass(time.Hour)
		ok(t, s.Renew(ctx, r, time.Minute))
		_, err := s.Claim(ctx, r.FilingID, 1, "worker-2", time.Minute)
		is(t, err, filing.ErrStale)
		c.pass(time.Hour)
		ok(t, s.Finish(ctx, r, report(r, filing.VerdictPass)))
	})
}

func TestFinishRefusesAnotherReport(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		r := claimed(t, s)
		for _, wrong := range []filing.Run{{FilingID: "other", Number: 1}, {FilingID: r.FilingID, Number: 2}} {
			if err := s.Finish(t.Context(), r, report(wrong, filing.VerdictPass)); err == nil {
				t.Fatal("saved the report of another run")
			}
		}
		equal(t, must(s.Run(t.Context(), r.FilingID, 0))(t).Status, filing.Reviewing)
	})
}

func TestFailAndRetry(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		r := claimed(t, s)
		_, err := s.Retry(ctx, r.FilingID)
		is(t, err, filing.ErrConflict)
		c.pass(time.Second)
		ok(t, s.FailRun(ctx, r, "panic"))
		got := must(s.Run(ctx, r.FilingID, 0))(t)
		equal(t, got.Status, filing.Failed)
		equal(t, got.Failure, "panic")
		equal(t, got.FinishedAt, s.now())
		equal(t, must(s.Filing(ctx, r.FilingID))(t).Status, filing.Failed)
		equal(t, len(must(s.Waiting(ctx, 10))(t)), 0)
		log := must(s.AuditLog(ctx, r.FilingID))(t)
		equal(t, log[len(log)-1].Action, "run.failed")

		c.pass(time.Second)
		oneWins(t, race(8, func(int) error {
			_, err := s.Retry(ctx, r.FilingID)
			return err
		}), filing.ErrConflict)
		equal(t, must(s.Run(ctx, r.FilingID, 0))(t),
			filing.Run{FilingID: r.FilingID, Number: 1, Attempt: 1, Status: filing.Queued, QueuedAt: s.now()})
		equal(t, must(s.Filing(ctx, r.FilingID))(t).Status, filing.Queued)
		r = must(s.Claim(ctx, r.FilingID, 1, "w", time.Minute))(t)
		equal(t, r.Attempt, 2)
		ok(t, s.Finish(ctx, r, report(r, filing.VerdictPass)))
	})
}

func TestWaiting(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		if rs := must(s.Waiting(ctx, 10))(t); rs == nil || len(rs) != 0 {
			t.Fatal(rs)
		}
		draft(t, s)
		reviewed(t, s)
		failed := claimed(t, s)
		ok(t, s.FailRun(ctx, failed, "panic"))
		var want []string
		for i := range 6 {
			c.pass(time.Second)
			r := submitted(t, s)
			want = append(want, r.FilingID)
			switch i {
			case 1, 2: // dead by the time we look
				must(s.Claim(ctx, r.FilingID, 1, "w", time.Minute))(t)
			case 4: // alive
				must(s.Claim(ctx, r.FilingID, 1, "w", time.Hour))(t)
			}
		}
		alive := want[4]
		want = append(want[:4], want[5:]...)
		check := func(limit int, want []string) {
			t.Helper()
			rs := must(s.Waiting(ctx, limit))(t)
			equal(t, len(rs), len(want))
			for i, r := range rs {
				equal(t, r.FilingID, want[i])
			}
		}
		check(100, []string{want[0], want[3], want[4]})
		c.pass(time.Minute)
		check(100, want)
		check(2, want[:2])
		check(0, nil)
		c.pass(time.Hour)
		check(100, []string{want[0], want[1], want[2], want[3], alive, want[4]})
	})
}
