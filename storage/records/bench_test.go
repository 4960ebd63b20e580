package records

import (
	"fmt"
	"testing"
	"time"

	"prereview/filing"
)

func benchEach(b *testing.B, f func(b *testing.B, s *Store)) {
	for _, name := range []string{"postgres", "sqlite"} {
		b.Run(name, func(b *testing.B) {
			s := open(b, engines[name](b))
			if err := s.Migrate(b.Context()); err != nil {
				b.Fatal(err)
			}
			f(b, s)
		})
	}
}

// One operation is a run's whole cost to the database: submitted, claimed, its lease renewed once, finished with a report.
func BenchmarkRun(b *testing.B) {
	for _, workers := range []int{1, 4} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			benchEach(b, func(b *testing.B, s *Store) {
				ids := make(chan string, b.N)
				for range b.N {
					ids <- draft(b, s)
				}
				close(ids)
				b.ResetTimer()
				for _, err := range race(workers, func(i int) error {
					for id := range ids {
						if _, err := s.Submit(b.Context(), id); err != nil {
							return err
						}
						r, err := s.Claim(b.Context(), id, 1, "w", time.Minute)
						if err != nil {
							return err
						}
						if err := s.Renew(b.Context(), r, time.Minute); err != nil {
							return err
						}
						if err := s.Finish(b.Context(), r, report(r, filing.VerdictPass)); err != nil {
							return err
						}
					}
					return nil
				}) {
					if err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "runs/s")
			})
		})
	}
}

// Pages of 50 among 10,000 filings: the cost must not grow with how deep the page lies, nor with how rare the filter is
// (but for text, which is looked for in every row).
func BenchmarkFilings(b *testing.B) {
	benchEach(b, func(b *testing.B, s *Store) {
		at := start
		s.Now = func() time.Time { at = at.Add(time.Second); return at }
		// Straight into the table: 10,000 life stories would take minutes.
		err := s.tx(b.Context(), func(c conn) error {
			for i := range 10_000 {
				status, verdict := filing.Accepted, filing.VerdictPass
				switch {
				case i%1000 == 0:
					status = filing.Failed
				case i%10 == 0:
					status, verdict = filing.Reviewed, filing.VerdictReview
				}
				f := filing.Filing{ID: filing.NewID(), Form: sampleForm(fmt.Sprintf("深圳市第%d科技有限公司", i))}
				as := []filing.Attachment{attachment(filing.SlotBusinessLicence, "aa"), attachment(filing.SlotIDCardFront, "bb"), attachment(filing.SlotIDCardBack, "cc")}
				if _, err := c.exec(b.Context(), `INSERT INTO filings (`+filingColumns+`, search) VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $7, $7, $8)`,
					f.ID, fmt.Sprintf("owner-%d", i%20), string(status), string(verdict), document{f.Form}, document{as}, moment(s.now()),
					searchText(f)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.writer().exec(b.Context(), `ANALYZE`); err != nil {
			b.Fatal(err)
		}
		var deep string // cursor after 9,000 filings
		for range 45 {
			if _, deep, err = s.Filings(b.Context(), filing.Query{Limit: 200, Cursor: deep}); err != nil {
				b.Fatal(err)
			}
		}
		for _, c := range []struct {
			name string
			q    filing.Query
		}{
			{"first", filing.Query{}},
			{"deep", filing.Query{Cursor: deep}},
			{"owner", filing.Query{Owner: "owner-7"}},
			{"reviewed", filing.Query{Status: []filing.Status{filing.Reviewed}}},
			{"failed", filing.Query{Status: []filing.Status{filing.Failed}}},
			{"verdict", filing.Query{Verdict: []filing.Verdict{filing.VerdictReview}}},
			{"text", filing.Query{Text: "第4321科技"}},
		} {
			c.q.Limit = 50
			b.Run(c.name, func(b *testing.B) {
				for b.Loop() {
					if fs, _, err := s.Filings(b.Context(), c.q); err != nil || len(fs) == 0 {
						b.Fatal(len(fs), err)
					}
				}
			})
		}
	})
}
