package records

import (
	"context"

	"prereview/filing"
)

// system is the actor of what no key asked for.
const system = "system"

// Audit appends an entry; At is now and Actor "system" unless given. Nothing changes or removes an entry: the database
// itself refuses.
//
// The store writes these itself, in the transaction of the change: filing.created (by the owner), filing.reviewed,
// filing.failed (by system), decision.accepted, decision.returned, decision.rejected (by the reviewer). Callers write
// what only they know the actor of.
func (s *Store) Audit(ctx context.Context, e filing.AuditEntry) (err error) {
	defer wrap(&err, "audit", e.Action, e.FilingID)
	return s.audit(ctx, s.writer(), e)
}

func (s *Store) audit(ctx context.Context, c conn, e filing.AuditEntry) error {
	if e.At.IsZero() {
		e.At = s.now()
	}
	if e.Actor == "" {
		e.Actor = system
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
