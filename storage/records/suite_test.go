package records

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"prereview/filing"
	"prereview/internal/testservers"
)

func TestMain(m *testing.M) { testservers.Main(m) }

// start is the clock's first moment: with a fraction, and in a zone that is not UTC.
var start = time.Date(2026, 11, 21, 20, 0, 0, 123456789, filing.China)

// clock stands still until it is moved.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

var engines = map[string]func(testing.TB) string{
	"postgres": func(tb testing.TB) string { return testservers.Postgres(tb) },
	"sqlite":   func(tb testing.TB) string { return "sqlite:" + filepath.Join(tb.TempDir(), "re?cords #1%20.db") },
}

func open(tb testing.TB, url string) *Store {
	tb.Helper()
	s, err := Open(context.Background(), url)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	return s
}

// each runs a test on an empty store of each engine: the conformance suite is every test that uses it.
func each(t *testing.T, f func(t *testing.T, s *Store, c *clock)) {
	t.Parallel()
	for name, url := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, url(t))
			if err := s.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			c := &clock{t: start}
			s.Now = c.now
			f(t, s, c)
		})
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// must gives the value of a call that has to succeed.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		ok(t, err)
		return v
	}
}

func is(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got error %v, want %v", err, want)
	}
}

func isProblem(t *testing.T, err error, field string) {
	t.Helper()
	var p filing.Problem
	if !errors.As(err, &p) || p.Field != field {
		t.Fatalf("got error %v, want a problem of %s", err, field)
	}
}

func equal[T comparable](t *testing.T, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("got %v, want %v", got, want)
	}
}

func sampleForm(organisation string) filing.Form {
	return filing.Form{Kind: filing.Enterprise, Province: "广东", Type: filing.FirstFiling, Declared: filing.Declared{
		Organisation:  filing.Organisation{Name: organisation, CertificateType: "business_licence", CertificateNumber: "9144030071526726XG"},
		Principal:     filing.Person{Name: "王小明", CertificateNumber: "830000200209060065", Mobile: "13800138000", ValidUntil: filing.LongTerm},
		Site:          filing.Site{Name: "云图笔记", Domains: []string{"example.com"}, Languages: []string{"zh"}},
		SitePrincipal: filing.Person{Name: "王小明", CertificateNumber: "830000200209060065"},
	}}
}

func attachment(slot filing.Slot, sha string) filing.Attachment {
	return filing.Attachment{Slot: slot, Name: "照片.jpg", SHA256: sha, Size: 12345, MediaType: "image/jpeg", Width: 640, Height: 480,
		Signals: []filing.Signal{{Code: filing.SignalBlur, Severity: filing.Advice, Detail: "sharpness 0.12", Score: 0.12, Box: &filing.Box{{1.5, 2}}}}}
}

// draft makes a filing and returns its id.
func draft(t testing.TB, s *Store) string {
	t.Helper()
	id := filing.NewID()
	if err := s.CreateFiling(context.Background(), filing.Filing{ID: id, Owner: "portal", Form: sampleForm("深圳市云图科技有限公司")}); err != nil {
		t.Fatal(err)
	}
	return id
}

// submitted makes a filing with a queued run.
func submitted(t testing.TB, s *Store) filing.Run {
	t.Helper()
	r, err := s.Submit(context.Background(), draft(t, s))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// claimed makes a filing with a run under a lease of one minute.
func claimed(t testing.TB, s *Store) filing.Run {
	t.Helper()
	r := submitted(t, s)
	r, err := s.Claim(context.Background(), r.FilingID, r.Number, "worker-1", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// reviewed makes a filing with a finished run.
func reviewed(t testing.TB, s *Store) filing.Run {
	t.Helper()
	r := claimed(t, s)
	if err := s.Finish(context.Background(), r, report(r, filing.VerdictReview)); err != nil {
		t.Fatal(err)
	}
	return r
}

func report(r filing.Run, v filing.Verdict) filing.Report {
	box := filing.Box{{0.1, 0.2}, {10, 0.2}, {10, 5}, {0.1, 5}}
	return filing.Report{FilingID: r.FilingID, Run: r.Number, Verdict: v, Form: sampleForm("深圳市云图科技有限公司"),
		Findings: []filing.Finding{{Check: "id-number-checksum", Status: filing.Unsure, Severity: filing.Block, Message: "看不清", MessageEN: "unclear",
			Fields: []string{"id_card_front.id_number"}, Evidence: []filing.Evidence{{Document: filing.SlotIDCardFront, Field: "id_number", Box: &box}}}},
		Documents: []filing.Document{{Slot: filing.SlotIDCardFront, Kind: filing.IDCardFront, SHA256: "aa", Fields: map[string]filing.Field{
			"id_number": {Value: "830000200209060065", Raw: "83000020020906006S", Confidence: 0.1 + 0.2, Box: &box}}, Signals: []filing.Signal{}}},
		Provenance: filing.Provenance{Revision: "r1", Pipeline: "p1", Inputs: map[filing.Slot]string{filing.SlotIDCardFront: "aa"},
			StartedAt: start.UTC()}}
}

// race calls f on n goroutines at once and returns their errors.
func race(n int, f func(i int) error) []error {
	errs := make([]error, n)
	gate := make(chan struct{})
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			<-gate
			errs[i] = f(i)
		})
	}
	close(gate)
	wg.Wait()
	return errs
}

// oneWins fails unless exactly one call succeeded and all others say want.
func oneWins(t *testing.T, errs []error, want error) (winner int) {
	t.Helper()
	winner = -1
	for i, err := range errs {
		switch {
		case err == nil && winner >= 0:
			t.Fatalf("%d and %d both won", winner, i)
		case err == nil:
			winner = i
		case !errors.Is(err, want):
			t.Fatalf("loser %d got error %v, want %v", i, err, want)
		}
	}
	if winner < 0 {
		t.Fatal("nobody won")
	}
	return winner
}
