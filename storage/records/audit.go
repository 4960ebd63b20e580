package records

import (
	"context"

	"prereview/filing"
)

// Audit appends an entry; At is now and Actor that of ctx (filing.WithActor) unless given. Nothing changes or removes an
// entry: the database itself refuses.
//
// The store writes these itself, each in the transaction of its change: filing.created, filing.form_changed,
// document.attached, document.detached, filing.submitted, filing.retried, run.reviewed, run.failed, decision.accepted,
// decision.returned, decision.rejected. Callers write the rest: what was looked at, sign-ins, keys.
func (s *Store) Audit(ctx context.Context, e filing.AuditEntry) (err error) {
	defer wrap(&err, "audit", e.Action, e.FilingID)
	return s.audit(ctx, s.writer(), e)
}

func (s *Store) audit(ctx context.Context, c conn, e filing.AuditEntry) error {
	if e.At.IsZero() {
		e.At = s.now()
	}
	if e.Actor == "" {
		e.Actor = filing.Actor(ctx)
	}
	_, err := c.exec(ctx, `INSERT INTO audit (at, actor, action, filing_id, detail) VALUES ($1, $2, $3, $4, $5)`,
		moment(e.At), e.Actor, e.Action, e.FilingID, e.Detail)
	return err
}

// AuditLog lists the entries about a filing in the order they were written; "" is those about none (keys, sign-ins).
func (s *Store) AuditLog(ctx context.Context, filingID string) (es []filing.AuditEntry, err error) {
	defer wrap(&err, "audit log", filingID)
	rows, err := s.reader().query(ctx, `SELECT at, actor, action, filing_id, detail FROM audit WHERE filing_id = $1 ORDER BY id`, filingID)
	return collect(rows, err, func(row scanner) (e filing.AuditEntry, err error) {
		return e, row.Scan((*moment)(&e.At), &e.Actor, &e.Action, &e.FilingID, &e.Detail)
	})
}
