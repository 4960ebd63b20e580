package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"prereview/filing"
)

// fakeStore is a Store in memory that keeps the rules of the real one: statuses gate changes, replace is asked for, a
// decision needs a reviewed run.
type fakeStore struct {
	mu        sync.Mutex
	filings   map[string]filing.Filing
	order     []string
	runs      map[string][]filing.Run
	reports   map[string][]filing.Report
	decisions map[string][]filing.Decision
	audit     []filing.AuditEntry
	keys      map[string]filing.Key
	sessions  map[string]string
	expires   map[string]time.Time
	snoozes   []filing.Snooze
	err       error // what every read answers when set
}

func (s *fakeStore) CreateSnooze(_ context.Context, z filing.Snooze) error {
	defer s.lock()()
	s.snoozes = append(s.snoozes, z)
	return nil
}

func (s *fakeStore) EndSnooze(_ context.Context, id, by string) error {
	defer s.lock()()
	for i := range s.snoozes {
		if z := &s.snoozes[i]; z.ID == id {
			if !z.EndedAt.IsZero() {
				return filing.ErrConflict
			}
			z.EndedAt = time.Now()
			return nil
		}
	}
	return filing.ErrNotFound
}

func (s *fakeStore) Snoozes(_ context.Context, day filing.Date) (out []filing.Snooze, err error) {
	defer s.lock()()
	for _, z := range s.snoozes {
		if until, _ := filing.ParseDate(z.Until); day.IsZero() || z.EndedAt.IsZero() && day.Compare(until) <= 0 {
			out = append(out, z)
		}
	}
	return out, s.err
}

// fakeRules are two checks and one requirement.
type fakeRules struct{}

func (fakeRules) Checks() []filing.CheckInfo {
	return []filing.CheckInfo{
		{ID: "img-blur", Severity: filing.Block, Title: "图片清晰", TitleEN: "picture sharp", Message: "图片模糊，请重新拍摄。", MessageEN: "Blurred.",
			Says: "Sharpness of the text areas.", Source: "S2", Needs: []string{"pixels"}},
		{ID: "lic-status-abnormal", Severity: filing.Review, Title: "主体状态", TitleEN: "status", Message: "状态异常（{状态}）。", MessageEN: "Abnormal.",
			Says: "What the register says.", Source: "H", Needs: []string{"business_licence.uscc", "declared.*.mobile"}, Register: "entity"},
	}
}

func (fakeRules) Requirements(province string, kind filing.Kind, typ filing.Type, day filing.Date) filing.Requirements {
	return filing.Requirements{Province: province, Kind: kind, Type: typ, Notes: []string{"学生不受理"},
		Materials: []filing.Requirement{{Slot: filing.SlotBusinessLicence, Text: "营业执照", TextEN: "licence", Sources: []string{"T"},
			Policy: filing.PolicyRef{File: "materials.json", Entry: "enterprise", Pack: "prereview", Version: "1"}}},
		Rules: []filing.Requirement{{Text: "营业执照剩余有效期不少于12个月。", TextEN: "A year.", When: "新办", Unclear: true, Sources: []string{"T"},
			Policy: filing.PolicyRef{File: "provinces.json", Entry: province + ".licence_months", Pack: "某云", Version: "7"}}}}
}

func newFakeStore() *fakeStore {
	return &fakeStore{filings: map[string]filing.Filing{}, runs: map[string][]filing.Run{}, reports: map[string][]filing.Report{},
		decisions: map[string][]filing.Decision{}, keys: map[string]filing.Key{}, sessions: map[string]string{}, expires: map[string]time.Time{}}
}

func (s *fakeStore) lock() func() { s.mu.Lock(); return s.mu.Unlock }

func (s *fakeStore) addKey(id, secret string, role filing.Role) {
	s.keys[id] = filing.Key{ID: id, Name: id, Role: role, Hash: filing.HashSecret(secret)}
}

func (s *fakeStore) CreateFiling(_ context.Context, f filing.Filing) error {
	defer s.lock()()
	s.filings[f.ID] = f
	s.order = append(s.order, f.ID)
	return s.err
}

func (s *fakeStore) Filing(_ context.Context, id string) (filing.Filing, error) {
	defer s.lock()()
	f, ok := s.filings[id]
	if !ok {
		return f, cmp.Or(s.err, filing.ErrNotFound)
	}
	f.Attachments = slices.Clone(f.Attachments)
	return f, s.err
}

func (s *fakeStore) Filings(_ context.Context, q filing.Query) ([]filing.Filing, string, error) {
	defer s.lock()()
	if s.err != nil {
		return nil, "", s.err
	}
	var out []filing.Filing
	skipping := q.Cursor != ""
	for _, id := range slices.Backward(s.order) {
		f := s.filings[id]
		if skipping {
			skipping = id != q.Cursor
			continue
		}
		if q.Owner != "" && f.Owner != q.Owner || q.Status != nil && !slices.Contains(q.Status, f.Status) ||
			q.Verdict != nil && !slices.Contains(q.Verdict, f.Verdict) ||
			q.Text != "" && !strings.Contains(f.Title()+f.Declared.Site.Name+f.ID, q.Text) {
			continue
		}
		if len(out) == q.Limit {
			return out, out[len(out)-1].ID, nil
		}
		out = append(out, f)
	}
	return out, "", nil
}

func (s *fakeStore) Counts(context.Context) (map[filing.Status]int, error) {
	defer s.lock()()
	n := map[filing.Status]int{}
	for _, f := range s.filings {
		n[f.Status]++
	}
	return n, s.err
}

// change edits a filing whose status allows it.
func (s *fakeStore) change(id string, edit func(*filing.Filing) error, allowed ...filing.Status) error {
	defer s.lock()()
	f, ok := s.filings[id]
	if !ok {
		return filing.ErrNotFound
	}
	if !slices.Contains(allowed, f.Status) {
		return filing.ErrConflict
	}
	if err := edit(&f); err != nil {
		return err
	}
	s.filings[id] = f
	return nil
}

func (s *fakeStore) SetForm(_ context.Context, id string, form filing.Form) error {
	return s.change(id, func(f *filing.Filing) error { f.Form = form; return nil }, filing.Draft, filing.Returned)
}

func (s *fakeStore) Attach(_ context.Context, id string, a filing.Attachment, replace bool) error {
	return s.change(id, func(f *filing.Filing) error {
		i := slices.IndexFunc(f.Attachments, func(b filing.Attachment) bool { return b.Slot == a.Slot })
		switch {
		case i >= 0 && !replace:
			return filing.ErrConflict
		case i >= 0:
			f.Attachments = slices.Clone(f.Attachments)
			f.Attachments[i] = a
		default:
			f.Attachments = append(slices.Clone(f.Attachments), a)
		}
		return nil
	}, filing.Draft, filing.Returned)
}

func (s *fakeStore) Detach(_ context.Context, id string, slot filing.Slot) error {
	return s.change(id, func(f *filing.Filing) error {
		n := len(f.Attachments)
		f.Attachments = slices.DeleteFunc(slices.Clone(f.Attachments), func(a filing.Attachment) bool { return a.Slot == slot })
		if len(f.Attachments) == n {
			return filing.ErrNotFound
		}
		return nil
	}, filing.Draft, filing.Returned)
}

func (s *fakeStore) queue(id string, number func(int) int, from ...filing.Status) (run filing.Run, err error) {
	err = s.change(id, func(f *filing.Filing) error {
		f.Run = number(f.Run)
		f.Status = filing.Queued
		f.SubmittedAt = time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)
		run = filing.Run{FilingID: id, Number: f.Run, Status: filing.Queued, QueuedAt: f.SubmittedAt}
		s.runs[id] = append(s.runs[id], run)
		return nil
	}, from...)
	return run, err
}

func (s *fakeStore) Submit(_ context.Context, id string) (filing.Run, error) {
	return s.queue(id, func(n int) int { return n + 1 }, filing.Draft, filing.Returned)
}

func (s *fakeStore) Retry(_ context.Context, id string) (filing.Run, error) {
	return s.queue(id, func(n int) int { return n }, filing.Failed)
}

func (s *fakeStore) Run(_ context.Context, id string, number int) (filing.Run, error) {
	defer s.lock()()
	for _, r := range slices.Backward(s.runs[id]) {
		if r.Number == number {
			return r, nil
		}
	}
	return filing.Run{}, filing.ErrNotFound
}

func (s *fakeStore) Runs(_ context.Context, id string) ([]filing.Run, error) {
	defer s.lock()()
	return slices.Clone(s.runs[id]), nil
}

func (s *fakeStore) Report(_ context.Context, id string, number int) (filing.Report, error) {
	defer s.lock()()
	for _, r := range slices.Backward(s.reports[id]) {
		if number == 0 || r.Run == number {
			return r, nil
		}
	}
	return filing.Report{}, filing.ErrNotFound
}

// finish is what a worker does: the report of the newest run is saved and the filing is reviewed.
func (s *fakeStore) finish(id string, rep filing.Report) {
	defer s.lock()()
	f := s.filings[id]
	rep.FilingID, rep.Run, rep.Form = id, f.Run, f.Form
	rep.Verdict = filing.Judge(rep.Findings)
	f.Status, f.Verdict = filing.Reviewed, rep.Verdict
	s.filings[id] = f
	s.reports[id] = append(s.reports[id], rep)
	for i, r := range s.runs[id] {
		if r.Number == f.Run {
			r.Status, r.StartedAt, r.FinishedAt = filing.Reviewed, r.QueuedAt.Add(time.Second), r.QueuedAt.Add(4*time.Second)
			s.runs[id][i] = r
		}
	}
}

func (s *fakeStore) Decide(_ context.Context, d filing.Decision) error {
	return s.change(d.FilingID, func(f *filing.Filing) error {
		if d.Run != f.Run {
			return filing.ErrStale
		}
		f.Status = d.Status
		s.decisions[d.FilingID] = append(s.decisions[d.FilingID], d)
		return nil
	}, filing.Reviewed)
}

func (s *fakeStore) Decisions(_ context.Context, id string) ([]filing.Decision, error) {
	defer s.lock()()
	return slices.Clone(s.decisions[id]), nil
}

func (s *fakeStore) Audit(_ context.Context, e filing.AuditEntry) error {
	defer s.lock()()
	s.audit = append(s.audit, e)
	return nil
}

func (s *fakeStore) AuditLog(_ context.Context, id string) ([]filing.AuditEntry, error) {
	defer s.lock()()
	var out []filing.AuditEntry
	for _, e := range s.audit {
		if e.FilingID == id {
			out = append(out, e)
		}
	}
	return out, nil
}

func (s *fakeStore) KeyByHash(_ context.Context, hash string) (filing.Key, error) {
	defer s.lock()()
	for _, k := range s.keys {
		if k.Hash == hash {
			return k, s.err
		}
	}
	return filing.Key{}, cmp.Or(s.err, filing.ErrNotFound)
}

func (s *fakeStore) CreateSession(_ context.Context, hash, keyID string, expires time.Time) error {
	defer s.lock()()
	s.sessions[hash], s.expires[hash] = keyID, expires
	return nil
}

func (s *fakeStore) Session(_ context.Context, hash string) (filing.Key, error) {
	defer s.lock()()
	id, ok := s.sessions[hash]
	if !ok || time.Now().After(s.expires[hash]) {
		return filing.Key{}, filing.ErrNotFound
	}
	return s.keys[id], nil
}

func (s *fakeStore) DeleteSession(_ context.Context, hash string) error {
	defer s.lock()()
	delete(s.sessions, hash)
	return nil
}

func (s *fakeStore) Ready(context.Context) error { return s.err }

// fakeObjects is Objects in memory; it holds Put to the size it was promised.
type fakeObjects struct {
	mu sync.Mutex
	m  map[string][]byte
}

func (o *fakeObjects) Put(_ context.Context, key string, r io.Reader, size int64, _ string) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if int64(len(b)) != size {
		return errors.New("size is not what was promised")
	}
	if sum := sha256.Sum256(b); strings.Contains(key, "/original/") && !strings.HasSuffix(key, hex.EncodeToString(sum[:])) {
		return errors.New("key is not the hash of the bytes")
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.m[key] = b
	return nil
}

func (o *fakeObjects) Get(_ context.Context, key string) (io.ReadCloser, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	b, ok := o.m[key]
	if !ok {
		return nil, filing.ErrNotFound
	}
	return io.NopCloser(bytes.NewReader(b)), nil
}

// fakeBell counts rings and may fail.
type fakeBell struct {
	mu    sync.Mutex
	rings []filing.Run
	err   error
	on    func(filing.Run)
}

func (b *fakeBell) Ring(_ context.Context, r filing.Run) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rings = append(b.rings, r)
	if b.on != nil {
		go b.on(r)
	}
	return b.err
}
