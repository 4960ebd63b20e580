package records

import (
	"context"
	"fmt"
	"slices"
	"time"

	"prereview/filing"
)

// Report answers the report of a run, of the newest finished one for number 0, or filing.ErrNotFound.
func (s *Store) Report(ctx context.Context, filingID string, number int) (r filing.Report, err error) {
	defer wrap(&err, "report", filingID, number)
	if number == 0 {
		err = s.reader().row(ctx, `SELECT report FROM reports WHERE filing_id = $1 ORDER BY run DESC LIMIT 1`, filingID).
			Scan(document{&r})
	} else {
		err = s.reader().row(ctx, `SELECT report FROM reports WHERE filing_id = $1 AND run = $2`, filingID, number).
			Scan(document{&r})
	}
	return r, notFound(err)
}

var decided = []filing.Status{filing.Accepted, filing.Returned, filing.Rejected}

// Decide saves a reviewer's decision and an audit entry, and gives the filing its status. At is now unless given.
// filing.ErrConflict unless the filing is reviewed and d.Run its newest run, so of two reviewers at once one wins.
// filing.Problem on a status that is no decision, or on missing reasons.
func (s *Store) Decide(ctx context.Context, d filing.Decision) (err error) {
	defer wrap(&err, "decide on run", d.FilingID, d.Run)
	if !slices.Contains(decided, d.Status) {
		return filing.Problem{Field: "status", Detail: "is not a decision", Allowed: []string{"accepted", "returned", "rejected"}}
	}
	if d.Status != filing.Accepted && len(d.Reasons) == 0 {
		return filing.Problem{Field: "reasons", Detail: "at least one is required unless the filing is accepted"}
	}
	if d.At.IsZero() {
		d.At = s.now()
	}
	return s.tx(ctx, func(c conn) error {
		n, err := c.exec(ctx, `UPDATE filings SET status = $3, updated_at = $4 WHERE id = $1 AND run = $2 AND status = 'reviewed'`,
			d.FilingID, d.Run, string(d.Status), moment(s.now()))
		if err == nil && n == 0 {
			err = missingOrConflict(ctx, c, d.FilingID)
		}
		if err != nil {
			return err
		}
		if _, err := c.exec(ctx, `INSERT INTO decisions (filing_id, run, status, reasons, note, reviewer, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`, d.FilingID, d.Run, string(d.Status), document{d.Reasons}, d.Note, d.Reviewer,
			moment(d.At)); err != nil {
			return err
		}
		return s.audit(ctx, c, filing.AuditEntry{At: d.At, Actor: d.Reviewer, Action: "decision." + string(d.Status),
			FilingID: d.FilingID, Detail: fmt.Sprintf("run %d", d.Run)})
	})
}

// Decisions lists the decisions about a filing, the first one first.
func (s *Store) Decisions(ctx context.Context, filingID string) (ds []filing.Decision, err error) {
	defer wrap(&err, "decisions", filingID)
	rows, err := s.reader().query(ctx, `SELECT filing_id, run, status, reasons, note, reviewer, at FROM decisions
		WHERE filing_id = $1 ORDER BY run`, filingID)
	return collect(rows, err, func(row scanner) (d filing.Decision, err error) {
		return d, row.Scan(&d.FilingID, &d.Run, &d.Status, document{&d.Reasons}, &d.Note, &d.Reviewer, (*moment)(&d.At))
	})
}

// Reading answers what an attachment of this filing was read as by a version of the pipeline that expected the kind hint,
// or filing.ErrNotFound. Readings are kept per filing, so that they go with it.
func (s *Store) Reading(ctx context.Context, filingID, sha256, version string, hint filing.DocumentKind) (d filing.Document, err error) {
	defer wrap(&err, "reading", filingID, sha256)
	err = s.reader().row(ctx, `SELECT document FROM readings WHERE filing_id = $1 AND sha256 = $2 AND version = $3 AND hint = $4`,
		filingID, sha256, version, string(hint)).Scan(document{&d})
	return d, notFound(err)
}

// SaveReading keeps d for Reading under its SHA256, in place of an earlier one. filing.ErrNotFound when there is no such
// filing.
func (s *Store) SaveReading(ctx context.Context, filingID, version string, hint filing.DocumentKind, d filing.Document) (err error) {
	defer wrap(&err, "save reading", filingID, d.SHA256)
	return s.tx(ctx, func(c conn) error {
		if ok, err := c.exists(ctx, `SELECT 1 FROM filings WHERE id = $1`, filingID); err != nil {
			return err
		} else if !ok {
			return filing.ErrNotFound
		}
		_, err := c.exec(ctx, `INSERT INTO readings (filing_id, sha256, version, hint, document, saved_at)
			VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (filing_id, sha256, version, hint) DO UPDATE SET document = excluded.document, saved_at = excluded.saved_at`,
			filingID, d.SHA256, version, string(hint), document{d}, moment(s.now()))
		return err
	})
}

// EachReport calls f with the newest report of every filing whose run was queued at since or later, the oldest first, and
// with that run's queueing and the filing's owner. It stops at f's first error. Nothing is held back meanwhile: reports
// that are saved while it runs may or may not be among them.
func (s *Store) EachReport(ctx context.Context, since time.Time, f func(r filing.Report, queued time.Time, owner string) error) (err error) {
	defer wrap(&err, "each report")
	if since.IsZero() { // which would be saved as no time at all
		since = time.Unix(0, 0)
	}
	rows, err := s.reader().query(ctx, `SELECT p.report, r.queued_at, f.owner FROM reports p
		JOIN runs r ON r.filing_id = p.filing_id AND r.number = p.run JOIN filings f ON f.id = p.filing_id
		WHERE r.queued_at >= $1 AND p.run = (SELECT max(run) FROM reports n WHERE n.filing_id = p.filing_id)
		ORDER BY r.queued_at, p.filing_id`, moment(since))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r filing.Report
		var queued moment
		var owner string
		if err := rows.Scan(document{&r}, &queued, &owner); err != nil {
			return err
		}
		if err := f(r, time.Time(queued), owner); err != nil {
			return err
		}
	}
	return rows.Err()
}
