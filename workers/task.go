// Package workers gets every submitted run reviewed, exactly once, by any number of processes.
//
// The database is the truth; Redis only wakes workers. A Bell puts a task with the ids of a run into asynq. A Server
// takes tasks, claims the run in the database (a lease, fenced by its attempt number), has it reviewed, and renews the
// lease meanwhile. A Sweeper asks the database for runs that nobody works on and rings for them again. Recovery rests on
// the sweeper alone, never on asynq's own: asynq forgets a task whose lease entry is lost, drops tasks from a full
// archive in silence, and lets an archived task block its id. So Redis may be emptied, or away, at any moment.
//
// # One task an attempt
//
// The id of a task is review:<filing>:<run>:<attempt>, with the attempt number that the run had when it was rung for. To
// ring twice for the same attempt is harmless: the second finds the id taken. An attempt that fails hands the run back,
// which leaves its number raised, and rings for the next one with a delay. asynq's own retry is kept for what happens
// before an attempt begins, when the database does not answer.
//
// Tasks, logs and errors carry ids only, and nothing that a review's error says is written to Redis.
package workers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"prereview/filing"
)

// Runs is the line of runs in the database. Errors test with errors.Is: filing.ErrStale when the run is final, alive under
// another lease or fenced by a later attempt; filing.ErrNotFound when there is none such.
type Runs interface {
	// Claim leases a run that nobody works on, and raises its attempt.
	Claim(ctx context.Context, filingID string, number int, worker string, lease time.Duration) (filing.Run, error)
	// Renew moves the end of the lease to lease from now.
	Renew(ctx context.Context, run filing.Run, lease time.Duration) error
	// Release hands a claimed run back: queued, its attempt kept.
	Release(ctx context.Context, run filing.Run) error
	// FailRun ends a claimed run for a fault of ours.
	FailRun(ctx context.Context, run filing.Run, class string) error
	// Waiting lists runs that nobody works on, queued or with a lease that ran out, the longest waiting first.
	Waiting(ctx context.Context, limit int) ([]filing.Run, error)
}

// Reviewer does the work of one run: load, examine, save under the fence. It answers nil once the report is saved, and
// filing.ErrStale when the run is no longer its own. It must return soon after its context ends. Any other error is taken
// as a fault that may pass.
type Reviewer interface {
	Review(ctx context.Context, run filing.Run) error
}

// Classes of fault that a run fails with.
const (
	FailurePanic     = "panic"              // a bug; logged with its stack
	FailureExhausted = "attempts_exhausted" // every attempt failed, was cut off by its deadline, or died with its worker
)

const (
	taskType = "review:filing"
	queue    = "review"

	// maxRetry bounds asynq's retries of one task. Failing to begin an attempt does not count (IsFailure), so what is
	// left is a task whose worker vanished; the sweeper rings in any case.
	maxRetry = 10

	// taskTimeout is when asynq gives a task up. Work does not depend on it (the server has its own deadline, which must
	// be shorter, and its own account of what runs); it only must not cut in before.
	taskTimeout = time.Hour
)

// payload is all that a task says.
type payload struct {
	FilingID string `json:"filing_id"`
	Run      int    `json:"run"`
	Attempt  int    `json:"attempt"` // at the time of ringing
}

func payloadOf(r filing.Run) []byte {
	b, _ := json.Marshal(payload{r.FilingID, r.Number, r.Attempt}) // cannot fail: a string and two numbers
	return b
}

func parsePayload(b []byte) (p payload, err error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil || p.FilingID == "" || len(p.FilingID) > 100 || p.Run < 1 || p.Attempt < 0 {
		return payload{}, fmt.Errorf("payload is not {filing_id, run, attempt}")
	}
	return p, nil
}

// taskID names the ring for the next attempt of a run. See Sweeper for the generation; it is 0 but for a run that a task
// of generation 0 has failed.
func taskID(r filing.Run, generation int64) string {
	id := "review:" + r.FilingID + ":" + strconv.Itoa(r.Number) + ":" + strconv.Itoa(r.Attempt)
	if generation > 0 {
		id += ":" + strconv.FormatInt(generation, 10)
	}
	return id
}

// Backoff is how long a run rests after a failed attempt: First after the first, doubled after each, at most Max, give or
// take a fifth. asynq looks at whole seconds.
type Backoff struct{ First, Max time.Duration }

func (b Backoff) after(attempt int) time.Duration {
	d := b.First
	for range attempt - 1 {
		if d *= 2; d >= b.Max {
			break
		}
	}
	d = min(d, b.Max)
	return d*4/5 + rand.N(d*2/5+1)
}

// defaultBackoff spreads eight attempts over some ten minutes.
var defaultBackoff = Backoff{First: 5 * time.Second, Max: 10 * time.Minute}
