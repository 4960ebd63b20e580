package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"prereview/filing"
)

// Records is what a review loads and saves. Finish is fenced by the run's attempt and writes at most one report a run.
type Records interface {
	Filing(ctx context.Context, id string) (filing.Filing, error)
	RunAttachments(ctx context.Context, filingID string, number int) ([]filing.Attachment, error)
	History(ctx context.Context, f filing.Filing, as []filing.Attachment) (filing.History, error)
	Snoozes(ctx context.Context, day filing.Date) ([]filing.Snooze, error)
	Reading(ctx context.Context, filingID, sha256, version string, hint filing.DocumentKind) (filing.Document, error)
	SaveReading(ctx context.Context, filingID, version string, hint filing.DocumentKind, d filing.Document) error
	Finish(ctx context.Context, run filing.Run, report filing.Report) error
}

// Objects is where originals lie and reports are kept beside their row.
type Objects interface {
	Get(ctx context.Context, key string) (io.ReadCloser, error)
	Put(ctx context.Context, key string, r io.Reader, size int64, mediaType string) error
}

// Reviewer carries out runs of stored filings.
type Reviewer struct {
	Pipeline *Pipeline
	Records  Records
	Objects  Objects
}

// Review loads the filing of a claimed run, examines it and saves its report. A document already read in the same way
// is not read again, so a retry or a resubmission costs only what changed. Errors: filing.ErrStale when the run was
// fenced meanwhile, filing.ErrNotFound when it does not exist, else a fault of a service that a retry may cure.
//
// The report becomes an object before it becomes a row, because nobody would come back to write the object once the row
// says reviewed. The first object put stands: an attempt that finds one, left by an attempt that died in between, makes
// the row from it, so that object and row never differ.
func (r *Reviewer) Review(ctx context.Context, run filing.Run) error {
	report, err := r.stored(ctx, run)
	if errors.Is(err, filing.ErrNotFound) {
		if err = r.examine(ctx, run); err == nil {
			report, err = r.stored(ctx, run)
		}
	}
	if err != nil {
		return err
	}
	return r.Records.Finish(ctx, run, report)
}

// examine makes the report of a run and puts it, unless another attempt has put one meanwhile.
func (r *Reviewer) examine(ctx context.Context, run filing.Run) error {
	f, err := r.Records.Filing(ctx, run.FilingID)
	if err != nil {
		return fmt.Errorf("load filing: %w", err)
	}
	attachments, err := r.Records.RunAttachments(ctx, run.FilingID, run.Number)
	if err != nil {
		return fmt.Errorf("load attachments: %w", err)
	}
	in := Input{FilingID: f.ID, Run: run.Number, Form: f.Form, SubmittedAt: filing.DateOf(run.QueuedAt.In(filing.China))}
	if in.History.Value, err = r.Records.History(ctx, f, attachments); err != nil {
		return fmt.Errorf("load history: %w", err)
	}
	in.History.Known, in.History.Source, in.History.At = true, "records", r.Pipeline.now().UTC()
	snoozes, err := r.Records.Snoozes(ctx, in.SubmittedAt)
	if err != nil {
		return fmt.Errorf("load snoozes: %w", err)
	}
	for _, z := range snoozes {
		if z.Holds(in.SubmittedAt, f.Owner) {
			in.Snoozes = append(in.Snoozes, z)
		}
	}
	for _, a := range attachments {
		data, err := r.fetch(ctx, f.ID, a)
		if err != nil {
			return fmt.Errorf("load %s: %w", a.Slot, err)
		}
		in.Files = append(in.Files, File{Slot: a.Slot, Name: a.Name, Data: data})
	}
	report, err := r.Pipeline.examine(ctx, in, r.kept(f.ID))
	if err != nil {
		return err
	}
	body, err := json.Marshal(report)
	if err != nil {
		return err
	}
	key := filing.ReportKey(run.FilingID, run.Number)
	if err := r.Objects.Put(ctx, key, bytes.NewReader(body), int64(len(body)), "application/json"); err != nil {
		return fmt.Errorf("keep report: %w", err)
	}
	return nil
}

// stored is the report object of a run; filing.ErrNotFound when there is none yet.
func (r *Reviewer) stored(ctx context.Context, run filing.Run) (report filing.Report, err error) {
	rc, err := r.Objects.Get(ctx, filing.ReportKey(run.FilingID, run.Number))
	if err != nil {
		return report, err
	}
	defer rc.Close()
	return report, json.NewDecoder(rc).Decode(&report)
}

// fetch gets an original and holds it to the hash it was stored under.
func (r *Reviewer) fetch(ctx context.Context, filingID string, a filing.Attachment) ([]byte, error) {
	rc, err := r.Objects.Get(ctx, filing.ObjectKey(filingID, a.SHA256))
	if errors.Is(err, filing.ErrNotFound) { // not the caller's mistake, as ErrNotFound would say, but a loss of ours
		return nil, errors.New("the original is missing from object storage")
	}
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	data, err := io.ReadAll(io.LimitReader(rc, a.Size+1))
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(data); int64(len(data)) != a.Size || hex.EncodeToString(sum[:]) != a.SHA256 {
		return nil, errors.New("stored object does not have the hash it was stored under")
	}
	return data, nil
}

// kept is Read behind the results kept for this filing.
func (r *Reviewer) kept(filingID string) readFunc {
	version := r.Pipeline.ReadingVersion()
	return func(ctx context.Context, name string, data []byte, hint filing.DocumentKind) (filing.Document, error) {
		sum := sha256.Sum256(data)
		d, err := r.Records.Reading(ctx, filingID, hex.EncodeToString(sum[:]), version, hint)
		if err == nil {
			return d, nil
		}
		if !errors.Is(err, filing.ErrNotFound) {
			return d, fmt.Errorf("look up reading: %w", err)
		}
		d, err = r.Pipeline.Read(ctx, name, data, hint)
		// A reader's death is not kept, nor what one read while the other was down: the next run may fare better, and the version
		// says that both read.
		if err != nil || d.NotRun != "" || len(d.Readers) > 0 && len(d.Readers) < len(r.Pipeline.Engines) {
			return d, err
		}
		if err := r.Records.SaveReading(ctx, filingID, version, hint, d); err != nil {
			return d, fmt.Errorf("keep reading: %w", err)
		}
		return d, nil
	}
}
