package records

import (
	"context"
	"fmt"
	"time"

	"prereview/filing"
)

const runColumns = `filing_id, number, attempt, status, worker, lease_until, queued_at, started_at, finished_at, failure`

func scanRun(row scanner) (r filing.Run, err error) {
	err = row.Scan(&r.FilingID, &r.Number, &r.Attempt, &r.Status, &r.Worker, (*moment)(&r.LeaseUntil),
		(*moment)(&r.QueuedAt), (*moment)(&r.StartedAt), (*moment)(&r.FinishedAt), &r.Failure)
	return r, err
}

// Submit queues a draft or returned filing: its next run, with the attachments as they are now. filing.ErrConflict in any
// other status, so of two at once one wins.
func (s *Store) Submit(ctx context.Context, id string) (r filing.Run, err error) {
	defer wrap(&err, "submit filing", id)
	now := s.now()
	err = s.tx(ctx, func(c conn) error {
		n, err := c.exec(ctx, `UPDATE filings SET status = 'queued', run = run + 1, submitted_at = $2, updated_at = $2
			WHERE id = $1 AND status IN ('draft', 'returned')`, id, moment(now))
		if err == nil && n == 0 {
			err = missingOrConflict(ctx, c, id)
		}
		if err != nil {
			return err
		}
		if _, err := c.exec(ctx, `INSERT INTO runs (filing_id, number, attempt, status, worker, queued_at, failure, attachments)
			SELECT id, run, 0, 'queued', '', submitted_at, '', attachments FROM filings WHERE id = $1`, id); err != nil {
			return err
		}
		if err := s.leaveTraces(ctx, c, id); err != nil {
			return err
		}
		if r, err = scanRun(c.row(ctx, newestRun, id)); err != nil {
			return err
		}
		return s.audit(ctx, c, filing.AuditEntry{Action: "filing.submitted", FilingID: id, Detail: fmt.Sprintf("run %d", r.Number)})
	})
	return r, err
}

const newestRun = `SELECT ` + runColumns + ` FROM runs WHERE filing_id = $1 ORDER BY number DESC LIMIT 1`

// Claim takes a run for a worker until the lease ends, and raises its attempt, which fences off whoever held it before.
// filing.ErrStale when the run is final or alive under another lease; filing.ErrNotFound when there is none such.
func (s *Store) Claim(ctx context.Context, filingID string, number int, worker string, lease time.Duration) (r filing.Run, err error) {
	defer wrap(&err, "claim run", filingID, number)
	now := s.now()
	err = s.tx(ctx, func(c conn) error {
		r, err = scanRun(c.row(ctx, `UPDATE runs SET attempt = attempt + 1, status = 'reviewing', worker = $3, lease_until = $4,
			started_at = coalesce(started_at, $5)
			WHERE filing_id = $1 AND number = $2 AND (status = 'queued' OR status = 'reviewing' AND lease_until <= $5)
			RETURNING `+runColumns, filingID, number, worker, moment(now.Add(lease)), moment(now)))
		if err := notFound(err); err == filing.ErrNotFound {
			return missingOrStale(ctx, c, filingID, number)
		} else if err != nil {
			return err
		}
		return s.setFiling(ctx, c, r, filing.Reviewing)
	})
	return r, err
}

// Renew moves the end of the lease to lease from now. filing.ErrStale when the run is final or was claimed again; a lease
// that ran out unnoticed is renewed.
func (s *Store) Renew(ctx context.Context, run filing.Run, lease time.Duration) (err error) {
	defer wrap(&err, "renew run", run.FilingID, run.Number)
	return s.tx(ctx, func(c conn) error {
		n, err := c.exec(ctx, `UPDATE runs SET lease_until = $4 `+fence, run.FilingID, run.Number, run.Attempt,
			moment(s.now().Add(lease)))
		return fenced(ctx, c, run, n, err)
	})
}

// fence lets only the holder of the newest attempt through; its arguments are $1 to $3.
const fence = `WHERE filing_id = $1 AND number = $2 AND attempt = $3 AND status = 'reviewing'`

func fenced(ctx context.Context, c conn, run filing.Run, changed int64, err error) error {
	if err == nil && changed == 0 {
		err = missingOrStale(ctx, c, run.FilingID, run.Number)
	}
	return err
}

// Release hands a claimed run back: queued, without a lease. filing.ErrStale when fenced or final.
func (s *Store) Release(ctx context.Context, run filing.Run) (err error) {
	defer wrap(&err, "release run", run.FilingID, run.Number)
	return s.tx(ctx, func(c conn) error {
		n, err := c.exec(ctx, `UPDATE runs SET status = 'queued', worker = '', lease_until = NULL `+fence,
			run.FilingID, run.Number, run.Attempt)
		if err := fenced(ctx, c, run, n, err); err != nil {
			return err
		}
		return s.setFiling(ctx, c, run, filing.Queued)
	})
}

// Finish saves the report of a claimed run, makes run and filing reviewed, and gives the filing the verdict, in one
// transaction. A report that is there already stays. filing.ErrStale when fenced or final.
func (s *Store) Finish(ctx context.Context, run filing.Run, report filing.Report) (err error) {
	defer wrap(&err, "finish run", run.FilingID, run.Number)
	if report.FilingID != run.FilingID || report.Run != run.Number {
		return fmt.Errorf("the report is of run %.60q %d", report.FilingID, report.Run)
	}
	now := moment(s.now())
	return s.tx(ctx, func(c conn) error {
		n, err := c.exec(ctx, `UPDATE runs SET status = 'reviewed', lease_until = NULL, finished_at = $4 `+fence,
			run.FilingID, run.Number, run.Attempt, now)
		if err := fenced(ctx, c, run, n, err); err != nil {
			return err
		}
		if _, err := c.exec(ctx, `INSERT INTO reports (filing_id, run, report, saved_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (filing_id, run) DO NOTHING`, run.FilingID, run.Number, document{report}, now); err != nil {
			return err
		}
		if _, err := c.exec(ctx, `UPDATE filings SET verdict = $3 WHERE id = $1 AND run = $2`,
			run.FilingID, run.Number, string(report.Verdict)); err != nil {
			return err
		}
		if err := s.setFiling(ctx, c, run, filing.Reviewed); err != nil {
			return err
		}
		return s.audit(ctx, c, filing.AuditEntry{Action: "run.reviewed", FilingID: run.FilingID,
			Detail: fmt.Sprintf("run %d attempt %d verdict %s", run.Number, run.Attempt, report.Verdict)})
	})
}

// FailRun ends a claimed run for a fault of ours of the class given; run and filing are failed until Retry.
// filing.ErrStale when fenced or final.
func (s *Store) FailRun(ctx context.Context, run filing.Run, class string) (err error) {
	defer wrap(&err, "fail run", run.FilingID, run.Number)
	return s.tx(ctx, func(c conn) error {
		n, err := c.exec(ctx, `UPDATE runs SET status = 'failed', lease_until = NULL, finished_at = $4, failure = $5 `+fence,
			run.FilingID, run.Number, run.Attempt, moment(s.now()), class)
		if err := fenced(ctx, c, run, n, err); err != nil {
			return err
		}
		if err := s.setFiling(ctx, c, run, filing.Failed); err != nil {
			return err
		}
		return s.audit(ctx, c, filing.AuditEntry{Action: "run.failed", FilingID: run.FilingID,
			Detail: fmt.Sprintf("run %d attempt %d class %s", run.Number, run.Attempt, class)})
	})
}

// Retry queues a failed run again under its number, at the end of the line; its attempts count on. filing.ErrConflict
// when the filing is not failed.
func (s *Store) Retry(ctx context.Context, filingID string) (r filing.Run, err error) {
	defer wrap(&err, "retry filing", filingID)
	err = s.tx(ctx, func(c conn) error {
		r, err = scanRun(c.row(ctx, `UPDATE runs SET status = 'queued', worker = '', failure = '', queued_at = $2,
			started_at = NULL, finished_at = NULL
			WHERE filing_id = $1 AND status = 'failed' AND number = (SELECT max(number) FROM runs WHERE filing_id = $1)
			RETURNING `+runColumns, filingID, moment(s.now())))
		if err := notFound(err); err == filing.ErrNotFound {
			return missingOrConflict(ctx, c, filingID)
		} else if err != nil {
			return err
		}
		if err := s.setFiling(ctx, c, r, filing.Queued); err != nil {
			return err
		}
		return s.audit(ctx, c, filing.AuditEntry{Action: "filing.retried", FilingID: filingID, Detail: fmt.Sprintf("run %d", r.Number)})
	})
	return r, err
}

// Waiting lists the runs that nobody works on, queued or with a lease that ran out, the longest waiting first: what a
// sweeper rings for.
func (s *Store) Waiting(ctx context.Context, limit int) (rs []filing.Run, err error) {
	defer wrap(&err, "waiting runs")
	rows, err := s.reader().query(ctx, `SELECT `+runColumns+` FROM runs
		WHERE status IN ('queued', 'reviewing') AND (status = 'queued' OR lease_until <= $1)
		ORDER BY queued_at, filing_id LIMIT $2`, moment(s.now()), max(limit, 0))
	return collect(rows, err, scanRun)
}

// Run answers a run of a filing, the newest for number 0, or filing.ErrNotFound.
func (s *Store) Run(ctx context.Context, filingID string, number int) (r filing.Run, err error) {
	defer wrap(&err, "run", filingID, number)
	if number == 0 {
		r, err = scanRun(s.reader().row(ctx, newestRun, filingID))
	} else {
		r, err = scanRun(s.reader().row(ctx, `SELECT `+runColumns+` FROM runs WHERE filing_id = $1 AND number = $2`, filingID, number))
	}
	return r, notFound(err)
}

// Runs lists the runs of a filing, the first one first; none for an unknown filing.
func (s *Store) Runs(ctx context.Context, filingID string) (rs []filing.Run, err error) {
	defer wrap(&err, "runs", filingID)
	rows, err := s.reader().query(ctx, `SELECT `+runColumns+` FROM runs WHERE filing_id = $1 ORDER BY number`, filingID)
	return collect(rows, err, scanRun)
}

// RunAttachments answers what was attached when the run was submitted, or filing.ErrNotFound.
func (s *Store) RunAttachments(ctx context.Context, filingID string, number int) (as []filing.Attachment, err error) {
	defer wrap(&err, "attachments of run", filingID, number)
	err = s.reader().row(ctx, `SELECT attachments FROM runs WHERE filing_id = $1 AND number = $2`, filingID, number).
		Scan(document{&as})
	return as, notFound(err)
}

// setFiling gives a filing the status that its newest run has come to.
func (s *Store) setFiling(ctx context.Context, c conn, run filing.Run, status filing.Status) error {
	_, err := c.exec(ctx, `UPDATE filings SET status = $3, updated_at = $4 WHERE id = $1 AND run = $2`,
		run.FilingID, run.Number, string(status), moment(s.now()))
	return err
}

// missingOrStale is why a conditional UPDATE of a run changed nothing.
func missingOrStale(ctx context.Context, c conn, filingID string, number int) error {
	ok, err := c.exists(ctx, `SELECT 1 FROM runs WHERE filing_id = $1 AND number = $2`, filingID, number)
	switch {
	case err != nil:
		return err
	case !ok:
		return filing.ErrNotFound
	}
	return filing.ErrStale
}
