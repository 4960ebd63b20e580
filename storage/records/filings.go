package records

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"prereview/filing"
)

const filingColumns = `id, owner, status, run, verdict, form, attachments, created_at, updated_at, submitted_at`

func scanFiling(row scanner) (f filing.Filing, err error) {
	err = row.Scan(&f.ID, &f.Owner, &f.Status, &f.Run, &f.Verdict, document{&f.Form}, document{&f.Attachments},
		(*moment)(&f.CreatedAt), (*moment)(&f.UpdatedAt), (*moment)(&f.SubmittedAt))
	return f, err
}

// CreateFiling saves a new draft. ID is required; CreatedAt is now unless given;
// status, run and verdict are those of a draft, whatever f says. filing.ErrConflict when the id is taken.
func (s *Store) CreateFiling(ctx context.Context, f filing.Filing) (err error) {
	defer wrap(&err, "create filing", f.ID)
	if f.ID == "" {
		return filing.Problem{Field: "id", Detail: "is required"}
	}
	if f.CreatedAt.IsZero() {
		f.CreatedAt = s.now()
	}
	return s.tx(ctx, func(c conn) error {
		n, err := c.exec(ctx, `INSERT INTO filings (`+filingColumns+`, search) VALUES ($1, $2, 'draft', 0, '', $3, $4, $5, $5, NULL, $6)
			ON CONFLICT (id) DO NOTHING`,
			f.ID, f.Owner, document{f.Form}, document{inSlotOrder(f.Attachments)}, moment(f.CreatedAt), searchText(f))
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("the id is taken: %w", filing.ErrConflict)
		}
		return s.audit(ctx, c, filing.AuditEntry{Action: "filing.created", FilingID: f.ID})
	})
}

// Filing answers filing.ErrNotFound for an unknown id. Attachments are in the order of filing.Slots, never nil.
func (s *Store) Filing(ctx context.Context, id string) (f filing.Filing, err error) {
	defer wrap(&err, "filing", id)
	f, err = scanFiling(s.reader().row(ctx, `SELECT `+filingColumns+` FROM filings WHERE id = $1`, id))
	return f, notFound(err)
}

// SetForm replaces the form of a draft or returned filing; filing.ErrConflict in any other status.
func (s *Store) SetForm(ctx context.Context, id string, form filing.Form) (err error) {
	defer wrap(&err, "set form of filing", id)
	search := searchText(filing.Filing{ID: id, Form: form})
	return s.tx(ctx, func(c conn) error {
		n, err := c.exec(ctx, `UPDATE filings SET form = $2, search = $3, updated_at = $4
			WHERE id = $1 AND status IN ('draft', 'returned')`, id, document{form}, search, moment(s.now()))
		if err == nil && n == 0 {
			err = missingOrConflict(ctx, c, id)
		}
		if err != nil {
			return err
		}
		return s.audit(ctx, c, filing.AuditEntry{Action: "filing.form_changed", FilingID: id})
	})
}

// Attach puts a file into its slot; UploadedAt is now unless given. filing.ErrConflict when the slot holds a file and
// replace is false, or when the filing is neither draft nor returned.
func (s *Store) Attach(ctx context.Context, id string, a filing.Attachment, replace bool) (err error) {
	defer wrap(&err, "attach to filing", id, a.Slot)
	if a.UploadedAt.IsZero() {
		a.UploadedAt = s.now()
	}
	entry := filing.AuditEntry{Action: "document.attached", FilingID: id, Detail: string(a.Slot) + " " + a.SHA256}
	return s.editAttachments(ctx, entry, func(as []filing.Attachment) ([]filing.Attachment, error) {
		if i := slotIndex(as, a.Slot); i >= 0 {
			if !replace {
				return nil, fmt.Errorf("the slot holds a file: %w", filing.ErrConflict)
			}
			as[i] = a
			return as, nil
		}
		return inSlotOrder(append(as, a)), nil
	})
}

// Detach empties a slot. filing.ErrNotFound when it is empty or the filing unknown; filing.ErrConflict when the filing is
// neither draft nor returned. The object stays: earlier runs may have read it.
func (s *Store) Detach(ctx context.Context, id string, slot filing.Slot) (err error) {
	defer wrap(&err, "detach from filing", id, slot)
	entry := filing.AuditEntry{Action: "document.detached", FilingID: id, Detail: string(slot)}
	return s.editAttachments(ctx, entry, func(as []filing.Attachment) ([]filing.Attachment, error) {
		i := slotIndex(as, slot)
		if i < 0 {
			return nil, fmt.Errorf("the slot is empty: %w", filing.ErrNotFound)
		}
		return slices.Delete(as, i, i+1), nil
	})
}

func (s *Store) editAttachments(ctx context.Context, entry filing.AuditEntry, edit func([]filing.Attachment) ([]filing.Attachment, error)) error {
	id := entry.FilingID
	return s.tx(ctx, func(c conn) error {
		var as []filing.Attachment
		err := notFound(c.row(ctx, `UPDATE filings SET updated_at = $2 WHERE id = $1 AND status IN ('draft', 'returned')
			RETURNING attachments`, id, moment(s.now())).Scan(document{&as}))
		if err == filing.ErrNotFound {
			err = missingOrConflict(ctx, c, id)
		}
		if err != nil {
			return err
		}
		if as, err = edit(as); err != nil {
			return err
		}
		if _, err = c.exec(ctx, `UPDATE filings SET attachments = $2 WHERE id = $1`, id, document{as}); err != nil {
			return err
		}
		return s.audit(ctx, c, entry)
	})
}

// Counts says how many filings stand in each status; statuses without any are there with 0.
func (s *Store) Counts(ctx context.Context) (counts map[filing.Status]int, err error) {
	defer wrap(&err, "count filings")
	type count struct {
		status filing.Status
		n      int
	}
	rows, err := s.reader().query(ctx, `SELECT status, count(*) FROM filings GROUP BY status`)
	all, err := collect(rows, err, func(row scanner) (c count, err error) { return c, row.Scan(&c.status, &c.n) })
	if err != nil {
		return nil, err
	}
	counts = make(map[filing.Status]int)
	for _, status := range filing.Statuses {
		counts[status] = 0
	}
	for _, c := range all {
		counts[c.status] = c.n
	}
	return counts, nil
}

// missingOrConflict is why a conditional UPDATE of a filing changed nothing.
func missingOrConflict(ctx context.Context, c conn, id string) error {
	var status filing.Status
	if err := notFound(c.row(ctx, `SELECT status FROM filings WHERE id = $1`, id).Scan(&status)); err != nil {
		return err
	}
	return fmt.Errorf("the filing is %s: %w", status, filing.ErrConflict)
}

func slotIndex(as []filing.Attachment, slot filing.Slot) int {
	return slices.IndexFunc(as, func(a filing.Attachment) bool { return a.Slot == slot })
}

func inSlotOrder(as []filing.Attachment) []filing.Attachment {
	as = append([]filing.Attachment{}, as...)
	slices.SortStableFunc(as, func(a, b filing.Attachment) int {
		return cmp.Compare(slices.Index(filing.Slots, a.Slot), slices.Index(filing.Slots, b.Slot))
	})
	return as
}
