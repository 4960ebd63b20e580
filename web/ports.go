package web

import (
	"context"
	"io"
	"time"

	"prereview/filing"
)

// The interfaces below are all that the handlers know of the rest of the system. Every method may be called
// concurrently. Expected misses are the sentinels of package filing (ErrNotFound, ErrConflict, ErrTooLarge) or
// filing.Problems; anything else is a fault of ours: logged, and answered without detail.

// Filings keeps filings and their uploads.
type Filings interface {
	CreateFiling(ctx context.Context, f filing.Filing) error
	Filing(ctx context.Context, id string) (filing.Filing, error)
	Filings(ctx context.Context, q filing.Query) (fs []filing.Filing, next string, err error)
	Counts(ctx context.Context) (map[filing.Status]int, error)
	SetForm(ctx context.Context, id string, form filing.Form) error
	Attach(ctx context.Context, id string, a filing.Attachment, replace bool) error
	Detach(ctx context.Context, id string, slot filing.Slot) error
}

// Runs keeps the passes of the machine and what they said. Report takes 0 for the newest report.
type Runs interface {
	Submit(ctx context.Context, id string) (filing.Run, error)
	Retry(ctx context.Context, id string) (filing.Run, error)
	Run(ctx context.Context, id string, number int) (filing.Run, error)
	Runs(ctx context.Context, id string) ([]filing.Run, error)
	Report(ctx context.Context, id string, number int) (filing.Report, error)
}

// Decisions keeps what reviewers decided and who did what.
type Decisions interface {
	Decide(ctx context.Context, d filing.Decision) error
	Decisions(ctx context.Context, id string) ([]filing.Decision, error)
	Audit(ctx context.Context, e filing.AuditEntry) error
	AuditLog(ctx context.Context, id string) ([]filing.AuditEntry, error)
}

// Snoozes keeps what was silenced. Snoozes answers those that have not ended by a day, every one for none.
type Snoozes interface {
	CreateSnooze(ctx context.Context, z filing.Snooze) error
	EndSnooze(ctx context.Context, id, by string) error
	Snoozes(ctx context.Context, day filing.Date) ([]filing.Snooze, error)
}

// Rules says what the checks say, and what an applicant is asked for by the policy of a day.
type Rules interface {
	Checks() []filing.CheckInfo
	Requirements(province string, kind filing.Kind, typ filing.Type, day filing.Date) filing.Requirements
}

// Credentials looks keys and browser sessions up by the hex SHA-256 of their secret.
type Credentials interface {
	KeyByHash(ctx context.Context, hash string) (filing.Key, error)
	CreateSession(ctx context.Context, tokenHash, keyID string, expires time.Time) error
	Session(ctx context.Context, tokenHash string) (filing.Key, error)
	DeleteSession(ctx context.Context, tokenHash string) error
}

// Store is the database as this package needs it.
type Store interface {
	Filings
	Runs
	Decisions
	Snoozes
	Credentials
	Ready(ctx context.Context) error
}

// Objects keeps the bytes of uploads. Put is given the exact size.
type Objects interface {
	Put(ctx context.Context, key string, r io.Reader, size int64, mediaType string) error
	Get(ctx context.Context, key string) (io.ReadCloser, error)
}

// Bell wakes a worker for a queued run. A bell that fails is only logged: the database holds the run, and the sweeper
// rings again.
type Bell interface {
	Ring(ctx context.Context, r filing.Run) error
}

// Pictures draws what the pages show of an upload: a JPEG of at most maxSide pixels a side, turned clockwise by turn
// quarter turns from the pixels as stored (EXIF orientation not applied). It bounds what it decodes.
type Pictures interface {
	Preview(ctx context.Context, data []byte, turn, maxSide int) (jpeg []byte, err error)
}

// Examiner looks at an upload while the applicant waits.
type Examiner interface {
	// Inspect reads the header only: the attachment it answers has MediaType, Width, Height and Signals set, and the
	// findings say what is wrong with the file itself.
	Inspect(name string, data []byte) (filing.Attachment, []filing.Finding)
	// QuickLook decodes and looks: is it readable, whole, sharp, and the document that belongs in the slot? It stops
	// when ctx ends and answers what it has by then. The kind is filing.Unknown when it has not been found.
	QuickLook(ctx context.Context, slot filing.Slot, name string, data []byte) ([]filing.Finding, filing.DocumentKind)
}
