package pipeline

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"prereview/filing"
	"prereview/ocr"
	"prereview/pipeline/scan"
)

// readerFunc is a reader made of a function.
type readerFunc func(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error)

func (f readerFunc) ReadLines(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	return f(ctx, crops)
}

func blind(_ context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	return make([]ocr.Line, len(crops)), nil
}

// page is a picture with rows of dark bars on it: enough ink that something is worth reading.
func page(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 1200, 760))
	for i := range img.Pix {
		img.Pix[i] = 235
	}
	for y := 90; y < 700; y += 70 {
		for x := 100; x < 700; x += 40 {
			for dy := range 30 {
				for dx := range 26 {
					if (dx/4+dy/4)%2 == 0 {
						img.Set(x+dx, y+dy, color.Gray{20})
					}
				}
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReaderThatDiesTwiceIsQuarantined(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{{ocr.ErrCrashed, filing.SignalReaderCrashed}, {ocr.ErrDeadline, filing.SignalReaderTimeout}} {
		var calls atomic.Int32
		p := &Pipeline{Scanner: scan.New(scan.Limits{}), Reader: readerFunc(func(context.Context, []ocr.Crop) ([]ocr.Line, error) {
			calls.Add(1)
			return nil, tt.err
		})}
		r, err := p.Examine(t.Context(), Input{
			Form:        filing.Form{Kind: filing.Individual, Province: "浙江", Type: filing.FirstFiling},
			Files:       []File{{Slot: filing.SlotIDCardFront, Name: "front.jpg", Data: page(t)}},
			SubmittedAt: filing.Date{Year: 2026, Month: 11, Day: 21},
		})
		if err != nil {
			t.Fatalf("%v: the filing did not go on: %v", tt.err, err)
		}
		if got := r.Documents[0].NotRun; got != tt.want {
			t.Errorf("%v: not_run %q, want %q", tt.err, got, tt.want)
		}
		if calls.Load() != 2 {
			t.Errorf("%v: the reader was asked %d times, want 2", tt.err, calls.Load())
		}
		if r.Verdict == filing.VerdictPass {
			t.Errorf("%v: an unread document passes", tt.err)
		}
		found := false
		for _, f := range r.Findings {
			found = found || f.Status == filing.NotRun && f.Reason == tt.want
		}
		if !found {
			t.Errorf("%v: no finding says not_run(%s)", tt.err, tt.want)
		}
	}
}

func TestReaderDownIsAnError(t *testing.T) {
	down := errors.New("no children")
	p := &Pipeline{Scanner: scan.New(scan.Limits{}), Reader: readerFunc(func(context.Context, []ocr.Crop) ([]ocr.Line, error) { return nil, down })}
	if _, err := p.Read(t.Context(), "a.jpg", page(t), filing.IDCardFront); !errors.Is(err, down) {
		t.Errorf("got %v: a fault of ours must not pass for a bad document", err)
	}
}

func TestHostileFilesAreFindings(t *testing.T) {
	p := &Pipeline{Scanner: scan.New(scan.Limits{}), Reader: readerFunc(blind)}
	for name, data := range map[string][]byte{
		"empty.jpg": nil, "text.jpg": []byte("not a picture"), "cut.jpg": page(t)[:2000],
		"photo.heic": []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
	} {
		d, err := p.Read(t.Context(), name, data, "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if d.Kind != filing.Unreadable || len(d.Signals) == 0 || len(d.Fields) != 0 {
			t.Errorf("%s: kind %s, signals %v, fields %v", name, d.Kind, d.Signals, d.Fields)
		}
		if _, fs := p.Inspect(name, data); name != "cut.jpg" && len(fs) == 0 {
			t.Errorf("%s: nothing is said at upload", name)
		}
	}
}

func TestQuickLookOutOfTimeBlamesNobody(t *testing.T) {
	p := &Pipeline{Scanner: scan.New(scan.Limits{}), Reader: readerFunc(blind)}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	fs, kind := p.QuickLook(ctx, filing.SlotIDCardFront, "a.jpg", page(t))
	if kind != filing.Unknown {
		t.Errorf("kind %s of a picture that nobody had time to decode", kind)
	}
	for _, f := range fs {
		if f.Status == filing.Fail && f.Severity == filing.Block {
			t.Errorf("said %s of a good picture", f.Check)
		}
	}
}

// memory is records and objects in maps, counting what is asked of them.
type memory struct {
	mu       sync.Mutex
	filing   filing.Filing
	objects  map[string][]byte
	readings map[string]filing.Document
	snoozes  []filing.Snooze
	finished []filing.Report
	stale    bool
}

func (m *memory) Filing(context.Context, string) (filing.Filing, error) { return m.filing, nil }

func (m *memory) RunAttachments(context.Context, string, int) ([]filing.Attachment, error) {
	return m.filing.Attachments, nil
}

func (m *memory) History(context.Context, filing.Filing, []filing.Attachment) (filing.History, error) {
	return filing.History{AccountToday: 7}, nil
}

func (m *memory) Snoozes(context.Context, filing.Date) ([]filing.Snooze, error) {
	return m.snoozes, nil
}

func (m *memory) Reading(_ context.Context, _, sha, version string, hint filing.DocumentKind) (filing.Document, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if d, ok := m.readings[sha+version+string(hint)]; ok {
		return d, nil
	}
	return filing.Document{}, filing.ErrNotFound
}

func (m *memory) SaveReading(_ context.Context, _, version string, hint filing.DocumentKind, d filing.Document) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.readings[d.SHA256+version+string(hint)] = d
	return nil
}

func (m *memory) Finish(_ context.Context, _ filing.Run, r filing.Report) error {
	if m.stale {
		return filing.ErrStale
	}
	m.finished = append(m.finished, r)
	return nil
}

func (m *memory) Get(_ context.Context, key string) (io.ReadCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if b, ok := m.objects[key]; ok {
		return io.NopCloser(bytes.NewReader(b)), nil
	}
	return nil, filing.ErrNotFound
}

func (m *memory) Put(_ context.Context, key string, r io.Reader, _ int64, _ string) error {
	b, err := io.ReadAll(r)
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, taken := m.objects[key]; !taken {
		m.objects[key] = b
	}
	return err
}

func newReviewer(t *testing.T) (*Reviewer, *memory, *atomic.Int32, filing.Run) {
	data := page(t)
	var reads atomic.Int32
	p := &Pipeline{Scanner: scan.New(scan.Limits{}), Engines: []Engine{{"one", map[string]string{"m": strings.Repeat("0", 64)}}},
		Reader: readerFunc(func(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
			reads.Add(1)
			return blind(ctx, crops)
		})}
	doc, _ := p.scan(t.Context(), "", data)
	a := filing.Attachment{Slot: filing.SlotIDCardFront, Name: "front.jpg", SHA256: doc.SHA256, Size: doc.Size}
	m := &memory{
		filing: filing.Filing{ID: "f1", Form: filing.Form{Kind: filing.Individual, Province: "浙江", Type: filing.FirstFiling},
			Attachments: []filing.Attachment{a}},
		objects:  map[string][]byte{filing.ObjectKey("f1", doc.SHA256): data},
		readings: map[string]filing.Document{},
	}
	return &Reviewer{Pipeline: p, Records: m, Objects: m}, m, &reads,
		filing.Run{FilingID: "f1", Number: 1, Attempt: 1, QueuedAt: time.Date(2026, 11, 20, 17, 0, 0, 0, time.UTC)}
}

func TestReviewReadsOnceAndReportsOnce(t *testing.T) {
	r, m, reads, run := newReviewer(t)
	m.stale = true
	if err := r.Review(t.Context(), run); !errors.Is(err, filing.ErrStale) {
		t.Fatalf("a fenced attempt: %v", err)
	}
	first := reads.Load()
	if first == 0 {
		t.Fatal("nothing was read")
	}
	m.stale = false
	if err := r.Review(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	if reads.Load() != first {
		t.Error("the second attempt read again what the first had reported")
	}
	stored, err := r.stored(t.Context(), run)
	if err != nil || len(m.finished) != 1 || !stored.Provenance.StartedAt.Equal(m.finished[0].Provenance.StartedAt) {
		t.Errorf("row and object differ: %v %d", err, len(m.finished))
	}
	run.Number = 2 // a resubmission of the same file
	if err := r.Review(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	if reads.Load() != first {
		t.Error("an unchanged file was read again in the next run")
	}
}

func TestReviewHoldsOriginalsToTheirHash(t *testing.T) {
	r, m, _, run := newReviewer(t)
	for k := range m.objects {
		m.objects[k] = append(bytes.Clone(m.objects[k]), 0)
	}
	if err := r.Review(t.Context(), run); err == nil || errors.Is(err, filing.ErrNotFound) {
		t.Errorf("a changed original: %v", err)
	}
	clear(m.objects)
	if err := r.Review(t.Context(), run); err == nil || errors.Is(err, filing.ErrNotFound) {
		t.Errorf("a lost original: %v", err)
	}
}

// What the records know of a filing, and what is silenced for its owner, is in its report.
func TestReviewAsksTheRecords(t *testing.T) {
	r, m, _, run := newReviewer(t)
	m.filing.Owner = "k1"
	m.snoozes = []filing.Snooze{{ID: "z1", Check: "material-missing", Owner: "k2", Until: "2027-01-01"},
		{ID: "z2", Check: "material-id-side-missing", Owner: "k1", Until: "2027-01-01", Reason: "演练"}}
	if err := r.Review(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	report := m.finished[0]
	if h := report.Answers.History; !h.Known || h.Value.AccountToday != 7 || h.Reason() != "" {
		t.Errorf("history: %+v", h)
	}
	marked := 0
	for _, f := range report.Findings {
		if f.Snoozed != nil {
			marked++
			if f.Check != "material-id-side-missing" || f.Snoozed.ID != "z2" || f.Snoozed.Reason != "演练" || f.Status == filing.Pass {
				t.Errorf("marked %+v", f)
			}
		}
	}
	if marked == 0 {
		t.Error("nothing is marked")
	}
}
