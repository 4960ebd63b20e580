package records

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"prereview/filing"
)

func TestDecide(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		reasons := []filing.Reason{{Check: "id-expired", Message: "身份证已过期"}, {Message: "请重拍"}}
		r := reviewed(t, s)
		d := filing.Decision{FilingID: r.FilingID, Run: 1, Status: filing.Returned, Reasons: reasons, Note: "内部", Reviewer: "rev"}
		for _, status := range []filing.Status{"", filing.Draft, filing.Reviewed, filing.Failed, "nonsense"} {
			bad := d
			bad.Status = status
			isProblem(t, s.Decide(ctx, bad), "status")
		}
		bad := d
		bad.Reasons = nil
		isProblem(t, s.Decide(ctx, bad), "reasons")
		bad = d
		bad.FilingID = "nobody"
		is(t, s.Decide(ctx, bad), filing.ErrNotFound)
		for _, run := range []int{0, 2, -1} {
			bad = d
			bad.Run = run
			is(t, s.Decide(ctx, bad), filing.ErrConflict)
		}
		if ds := must(s.Decisions(ctx, r.FilingID))(t); ds == nil || len(ds) != 0 {
			t.Fatal(ds)
		}

		c.pass(time.Second)
		ok(t, s.Decide(ctx, d))
		f := must(s.Filing(ctx, r.FilingID))(t)
		equal(t, f.Status, filing.Returned)
		equal(t, f.UpdatedAt, s.now())
		d.At = s.now()
		if ds := must(s.Decisions(ctx, r.FilingID))(t); !reflect.DeepEqual(ds, []filing.Decision{d}) {
			t.Fatalf("got %+v", ds)
		}
		is(t, s.Decide(ctx, d), filing.ErrConflict) // decided already
		log := must(s.AuditLog(ctx, r.FilingID))(t)
		equal(t, log[len(log)-1], filing.AuditEntry{At: s.now(), Actor: "rev", Action: "decision.returned", FilingID: r.FilingID, Detail: "run 1"})

		must(s.Submit(ctx, r.FilingID))(t)
		r = must(s.Claim(ctx, r.FilingID, 2, "w", time.Minute))(t)
		second := filing.Decision{FilingID: r.FilingID, Run: 2, Status: filing.Rejected, Reasons: reasons, Reviewer: "rev"}
		is(t, s.Decide(ctx, second), filing.ErrConflict) // not reviewed yet
		ok(t, s.Finish(ctx, r, report(r, filing.VerdictPass)))
		is(t, s.Decide(ctx, d), filing.ErrConflict) // about an older run
		ok(t, s.Decide(ctx, second))
		ds := must(s.Decisions(ctx, r.FilingID))(t)
		equal(t, len(ds), 2)
		equal(t, ds[1].Status, filing.Rejected)
	})
}

func TestDecideRace(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		r := reviewed(t, s)
		winner := oneWins(t, race(8, func(i int) error {
			return s.Decide(ctx, filing.Decision{FilingID: r.FilingID, Run: 1, Reviewer: fmt.Sprint(i), Reasons: []filing.Reason{{Message: "x"}},
				Status: decided[i%len(decided)]})
		}), filing.ErrConflict)
		ds := must(s.Decisions(ctx, r.FilingID))(t)
		equal(t, len(ds), 1)
		equal(t, ds[0].Reviewer, fmt.Sprint(winner))
		equal(t, must(s.Filing(ctx, r.FilingID))(t).Status, decided[winner%len(decided)])
		equal(t, len(must(s.AuditLog(ctx, r.FilingID))(t)), 4) // created, submitted, reviewed, decided
	})
}

func TestReadings(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		id, other := draft(t, s), draft(t, s)
		d := report(filing.Run{}, "").Documents[0]
		_, err := s.Reading(ctx, id, d.SHA256, "v1", filing.IDCardFront)
		is(t, err, filing.ErrNotFound)
		ok(t, s.SaveReading(ctx, id, "v1", filing.IDCardFront, d))
		if got := must(s.Reading(ctx, id, d.SHA256, "v1", filing.IDCardFront))(t); !reflect.DeepEqual(got, d) {
			t.Fatalf("got %+v", got)
		}
		for _, key := range [][4]string{{other, d.SHA256, "v1", "id_card_front"}, {id, "bb", "v1", "id_card_front"},
			{id, d.SHA256, "v2", "id_card_front"}, {id, d.SHA256, "v1", "id_card_back"}, {id, d.SHA256, "v1", ""}} {
			_, err := s.Reading(ctx, key[0], key[1], key[2], filing.DocumentKind(key[3]))
			is(t, err, filing.ErrNotFound)
		}
		for _, err := range race(8, func(i int) error {
			d := d
			d.ElapsedMS = int64(i)
			return s.SaveReading(ctx, id, "v1", filing.IDCardFront, d)
		}) {
			ok(t, err)
		}
		is(t, s.SaveReading(ctx, "nobody", "v1", filing.IDCardFront, d), filing.ErrNotFound)
	})
}

func TestAudit(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		id := draft(t, s)
		at := start.Add(-time.Hour).UTC().Truncate(time.Microsecond)
		entries := []filing.AuditEntry{
			{At: s.now(), Actor: "k1", Action: "report.viewed", FilingID: id, Detail: "run 1"},
			{At: at, Actor: "k2", Action: "report.viewed", FilingID: id}, // in the order written, whatever its time
		}
		for _, e := range entries {
			ok(t, s.Audit(ctx, e))
		}
		if log := must(s.AuditLog(ctx, id))(t); !reflect.DeepEqual(log[1:], entries) {
			t.Fatalf("got %v", log)
		}
		ok(t, s.Audit(ctx, filing.AuditEntry{Action: "key.created", Detail: "k1"}))
		log := must(s.AuditLog(ctx, ""))(t)
		if len(log) != 1 || log[0] != (filing.AuditEntry{At: s.now(), Actor: "system", Action: "key.created", Detail: "k1"}) {
			t.Fatalf("got %v", log)
		}
		for _, query := range []string{`UPDATE audit SET actor = 'nobody'`, `DELETE FROM audit`} {
			if _, err := s.writer().exec(ctx, query); err == nil {
				t.Fatalf("the audit log took %s", query)
			}
		}
		equal(t, len(must(s.AuditLog(ctx, id))(t)), 3)
	})
}

// Every change leaves one entry by whoever asked for it; a refused one leaves none.
func TestAuditOfChanges(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := filing.WithActor(t.Context(), "k1")
		id := filing.NewID()
		ok(t, s.CreateFiling(ctx, filing.Filing{ID: id, Form: sampleForm("甲")}))
		is(t, s.CreateFiling(ctx, filing.Filing{ID: id}), filing.ErrConflict)
		ok(t, s.SetForm(ctx, id, sampleForm("乙")))
		ok(t, s.Attach(ctx, id, attachment("other", "aa"), false))
		is(t, s.Attach(ctx, id, attachment("other", "bb"), false), filing.ErrConflict)
		ok(t, s.Detach(ctx, id, "other"))
		is(t, s.Detach(ctx, id, "other"), filing.ErrNotFound)
		r := must(s.Submit(ctx, id))(t)
		is(t, s.SetForm(ctx, id, sampleForm("丙")), filing.ErrConflict)
		r = must(s.Claim(t.Context(), id, r.Number, "w", time.Minute))(t)
		ok(t, s.FailRun(t.Context(), r, "panic"))
		must(s.Retry(ctx, id))(t)
		stale := r
		r = must(s.Claim(t.Context(), id, r.Number, "w", time.Minute))(t)
		is(t, s.Finish(t.Context(), stale, report(stale, filing.VerdictFix)), filing.ErrStale)
		ok(t, s.Finish(t.Context(), r, report(r, filing.VerdictPass)))
		ok(t, s.Decide(ctx, filing.Decision{FilingID: id, Run: 1, Status: filing.Accepted, Reviewer: "k2"}))
		var got []string
		for _, e := range must(s.AuditLog(ctx, id))(t) {
			got = append(got, e.Actor+" "+e.Action+" "+e.Detail)
		}
		want := []string{"k1 filing.created ", "k1 filing.form_changed ", "k1 document.attached other aa", "k1 document.detached other",
			"k1 filing.submitted run 1", "system run.failed run 1 attempt 1 class panic", "k1 filing.retried run 1",
			"system run.reviewed run 1 attempt 2 verdict pass", "k2 decision.accepted run 1"}
		if !slices.Equal(got, want) {
			t.Fatalf("got  %q\nwant %q", got, want)
		}
	})
}

func TestKeys(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		k := filing.Key{ID: "k1", Name: "门户", Role: filing.Portal, Hash: "h1"}
		ok(t, s.CreateKey(ctx, k))
		k.CreatedAt = s.now()
		equal(t, must(s.KeyByHash(ctx, "h1"))(t), k)
		is(t, s.CreateKey(ctx, filing.Key{ID: "k1", Hash: "h2"}), filing.ErrConflict)
		is(t, s.CreateKey(ctx, filing.Key{ID: "k2", Hash: "h1"}), filing.ErrConflict)
		isProblem(t, s.CreateKey(ctx, filing.Key{Hash: "h2"}), "id")
		isProblem(t, s.CreateKey(ctx, filing.Key{ID: "k2"}), "hash")
		_, err := s.KeyByHash(ctx, "h2")
		is(t, err, filing.ErrNotFound)
		_, err = s.KeyByHash(ctx, "")
		is(t, err, filing.ErrNotFound)

		c.pass(time.Second)
		ok(t, s.CreateKey(ctx, filing.Key{ID: "k0", Role: filing.Reviewer, Hash: "h0"}))
		c.pass(time.Second)
		ok(t, s.RevokeKey(ctx, "k1"))
		revoked := s.now()
		c.pass(time.Second)
		ok(t, s.RevokeKey(ctx, "k1"))
		is(t, s.RevokeKey(ctx, "nobody"), filing.ErrNotFound)
		_, err = s.KeyByHash(ctx, "h1")
		is(t, err, filing.ErrNotFound)
		ks := must(s.Keys(ctx))(t)
		equal(t, len(ks), 2)
		equal(t, ks[0].ID, "k1")
		equal(t, ks[0].RevokedAt, revoked)
		equal(t, ks[1].ID, "k0")
	})
}

func TestSessions(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		ok(t, s.CreateKey(ctx, filing.Key{ID: "k1", Role: filing.Reviewer, Hash: "h1"}))
		ok(t, s.CreateKey(ctx, filing.Key{ID: "k2", Role: filing.Reviewer, Hash: "h2"}))
		signedIn := func(token, want string) {
			t.Helper()
			k, err := s.Session(ctx, token)
			if want == "" {
				is(t, err, filing.ErrNotFound)
				return
			}
			ok(t, err)
			equal(t, k.ID, want)
		}
		ok(t, s.CreateSession(ctx, "t1", "k1", s.now().Add(time.Hour)))
		ok(t, s.CreateSession(ctx, "t2", "k1", s.now().Add(2*time.Hour)))
		ok(t, s.CreateSession(ctx, "t3", "k2", s.now().Add(2*time.Hour)))
		is(t, s.CreateSession(ctx, "t1", "k2", s.now().Add(time.Hour)), filing.ErrConflict)
		is(t, s.CreateSession(ctx, "t4", "nobody", s.now().Add(time.Hour)), filing.ErrNotFound)
		signedIn("t1", "k1")
		signedIn("t2", "k1")
		signedIn("t3", "k2")
		signedIn("t4", "")
		c.pass(time.Hour)
		signedIn("t1", "") // over at its very end
		ok(t, s.CreateSession(ctx, "t1", "k1", s.now().Add(time.Hour)))
		signedIn("t1", "k1")
		ok(t, s.DeleteSession(ctx, "t1"))
		ok(t, s.DeleteSession(ctx, "t1"))
		signedIn("t1", "")
		signedIn("t2", "k1")
		ok(t, s.RevokeKey(ctx, "k1"))
		signedIn("t2", "")
		signedIn("t3", "k2")
		c.pass(time.Hour)
		ok(t, s.CreateSession(ctx, "t4", "k2", s.now().Add(time.Hour))) // and t3, which is over, goes
		var n int
		ok(t, s.reader().row(ctx, `SELECT count(*) FROM sessions`).Scan(&n))
		equal(t, n, 1)
		is(t, s.CreateSession(ctx, "t5", "k1", s.now().Add(time.Hour)), filing.ErrNotFound)
	})
}
