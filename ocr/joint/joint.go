// Package joint is two readers of lines that answer as one. They fail differently: what both read is far surer than what
// either reads alone, and where they differ the line tells both.
package joint

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"prereview/ocr"
)

// Limited is a reader that says which characters it can read at all. Of others it has no opinion, and reads something like them.
type Limited interface {
	ocr.Reader
	Knows(character string) bool
}

// A second reader that failed so often in a row is left alone for so long, and then tried again.
const (
	failuresAtMost = 3
	leftAlone      = 5 * time.Minute
)

// Reader asks one reader about every line, and the second about those of which the first is less sure than their crop's Doubt,
// and about samples. A fault of the second reader costs its answers and nothing else. Safe for concurrent use.
type Reader struct {
	first    Limited
	second   Limited
	names    [2]string
	logger   *slog.Logger
	now      func() time.Time
	mu       sync.Mutex
	failures int       // of the second reader, in a row
	alone    time.Time // until when it is left alone
	lines    atomic.Int64
	asked    atomic.Int64
	sampled  atomic.Int64
	differed atomic.Int64
	faults   atomic.Int64
}

var _ ocr.Reader = (*Reader)(nil)

// New joins two readers. The names are those of their answers in Line.Readings; the logger hears of the second reader's faults.
func New(first Limited, firstName string, second Limited, secondName string, logger *slog.Logger) *Reader {
	return &Reader{first: first, second: second, names: [2]string{firstName, secondName}, logger: logger, now: time.Now}
}

// Stats counts what a Reader has done.
type Stats struct {
	Lines    int64 // answered
	Asked    int64 // of these, about which the second reader was asked in doubt, and answered
	Sampled  int64 // about which it was asked only to compare
	Differed int64 // of both, in which it read differently
	Faults   int64 // calls in which it failed
}

// Stats is a snapshot of the counters.
func (r *Reader) Stats() Stats {
	return Stats{r.lines.Load(), r.asked.Load(), r.sampled.Load(), r.differed.Load(), r.faults.Load()}
}

// ReadLines implements ocr.Reader. Its errors are the first reader's and the context's.
func (r *Reader) ReadLines(ctx context.Context, crops []ocr.Crop) ([]ocr.Line, error) {
	lines, err := r.first.ReadLines(ctx, crops)
	if err != nil {
		return nil, err
	}
	if len(lines) != len(crops) {
		return nil, fmt.Errorf("%s answered %d lines for %d crops", r.names[0], len(lines), len(crops))
	}
	r.lines.Add(int64(len(lines)))
	if !r.may() {
		return lines, nil
	}
	var doubtful []ocr.Crop
	var at []int
	for i, c := range crops {
		lines[i].Readings = []ocr.Reading{r.reading(0, lines[i])}
		if (lines[i].Confidence < c.Doubt || c.Sample) && !c.Block {
			doubtful, at = append(doubtful, c), append(at, i)
		}
	}
	if len(doubtful) == 0 {
		return lines, nil
	}
	others, err := r.second.ReadLines(ctx, doubtful)
	if err == nil && len(others) != len(doubtful) {
		err = fmt.Errorf("%d lines for %d crops", len(others), len(doubtful))
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	r.note(err)
	if err != nil {
		for i := range lines {
			lines[i].Readings = nil
		}
		return lines, nil
	}
	for k, i := range at {
		a, b := lines[i], others[k]
		joined := join(a, b, crops[i].Image.Bounds().Dy(), r.names, [2]func(string) bool{r.first.Knows, r.second.Knows})
		joined.Differ = !agree(joined)
		if joined.Differ {
			r.differed.Add(1)
		}
		if a.Confidence < crops[i].Doubt {
			r.asked.Add(1)
		} else {
			r.sampled.Add(1)
			own := a
			own.CPU, own.Differ, own.Sampled = joined.CPU, joined.Differ, true
			joined = own
		}
		joined.Readings = []ocr.Reading{r.reading(0, a), r.reading(1, b)}
		lines[i] = joined
	}
	return lines, nil
}

func (r *Reader) reading(reader int, l ocr.Line) ocr.Reading {
	return ocr.Reading{Reader: r.names[reader], Text: l.Text, Confidence: l.Confidence}
}

// agree says that no symbol was read otherwise.
func agree(l ocr.Line) bool {
	for _, s := range l.Symbols {
		if s.Second == ocr.Against {
			return false
		}
	}
	return true
}

// may says whether the second reader is to be asked now.
func (r *Reader) may() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.now().Before(r.alone)
}

// note counts the second reader's failures in a row.
func (r *Reader) note(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil {
		r.failures = 0
		return
	}
	r.faults.Add(1)
	r.failures++
	r.logger.Warn("the second reader failed", "reader", r.names[1], "error", err, "in a row", r.failures)
	if r.failures >= failuresAtMost {
		r.alone = r.now().Add(leftAlone)
	}
}
