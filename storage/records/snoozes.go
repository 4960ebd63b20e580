package records

import (
	"context"
	"fmt"

	"prereview/filing"
)

const snoozeColumns = `id, check_id, owner, file, entry, until, reason, by_key, created_at, ended_at`

func scanSnooze(row scanner) (z filing.Snooze, err error) {
	err = row.Scan(&z.ID, &z.Check, &z.Owner, &z.File, &z.Entry, &z.Until, &z.Reason, &z.By, (*moment)(&z.CreatedAt), (*moment)(&z.EndedAt))
	return z, err
}

// CreateSnooze saves a snooze and audits it; CreatedAt is now unless given. The caller has validated it.
// filing.ErrConflict when the id is taken.
func (s *Store) CreateSnooze(ctx context.Context, z filing.Snooze) (err error) {
	defer wrap(&err, "create snooze", z.ID)
	if z.CreatedAt.IsZero() {
		z.CreatedAt = s.now()
	}
	return s.tx(ctx, func(c conn) error {
		n, err := c.exec(ctx, `INSERT INTO snoozes (`+snoozeColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL) ON CONFLICT (id) DO NOTHING`,
			z.ID, z.Check, z.Owner, z.File, z.Entry, z.Until, z.Reason, z.By, moment(z.CreatedAt))
		if err == nil && n == 0 {
			err = fmt.Errorf("the id is taken: %w", filing.ErrConflict)
		}
		if err != nil {
			return err
		}
		return s.audit(ctx, c, filing.AuditEntry{Actor: z.By, Action: "snooze.created",
			Detail: fmt.Sprintf("%s check %s entry %s %s owner %s until %s", z.ID, z.Check, z.File, z.Entry, z.Owner, z.Until)})
	})
}

// EndSnooze ends a snooze before its day. filing.ErrNotFound for an unknown one, filing.ErrConflict for one that has
// ended.
func (s *Store) EndSnooze(ctx context.Context, id, by string) (err error) {
	defer wrap(&err, "end snooze", id)
	return s.tx(ctx, func(c conn) error {
		n, err := c.exec(ctx, `UPDATE snoozes SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL`, id, moment(s.now()))
		if err == nil && n == 0 {
			known, e := c.exists(ctx, `SELECT 1 FROM snoozes WHERE id = $1`, id)
			if err = e; err == nil && known {
				err = filing.ErrConflict
			} else if err == nil {
				err = filing.ErrNotFound
			}
		}
		if err != nil {
			return err
		}
		return s.audit(ctx, c, filing.AuditEntry{Actor: by, Action: "snooze.ended", Detail: id})
	})
}

// Snoozes lists the snoozes, the newest first: every one, or, for a day, those that have not ended by then.
func (s *Store) Snoozes(ctx context.Context, day filing.Date) (zs []filing.Snooze, err error) {
	defer wrap(&err, "snoozes")
	rows, err := s.reader().query(ctx, `SELECT `+snoozeColumns+` FROM snoozes WHERE $1 = '' OR ended_at IS NULL AND until >= $1
		ORDER BY created_at DESC, id DESC`, day.String())
	return collect(rows, err, scanSnooze)
}
