package workers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hibiken/asynq"

	"prereview/filing"
)

// Bell wakes a worker for a run. Safe for concurrent use.
type Bell struct{ redis *Redis }

// NewBell makes a bell; r stays the caller's to close.
func NewBell(r *Redis) *Bell {
	return &Bell{r}
}

// Ring puts a task for the next attempt of the run into the queue, within 4 s. It is no error when one is there already.
// A caller who cannot ring has lost nothing but time: log it, and leave it to the sweeper.
func (b *Bell) Ring(ctx context.Context, run filing.Run) error {
	_, err := b.ring(ctx, run, 0, 0)
	return err
}

// obstacle is what a ring found under its task id.
type obstacle int

const (
	free     obstacle = iota // nothing: a task was put there
	underway                 // a task that waits for its turn or its time
	taken                    // a task that a worker has taken, or a trace of one
)

// ring enqueues a task to run after delay. An archived or completed task under its id is in nobody's way: it is removed.
func (b *Bell) ring(ctx context.Context, run filing.Run, generation int64, delay time.Duration) (obstacle, error) {
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	id := taskID(run, generation)
	task := asynq.NewTask(taskType, payloadOf(run), asynq.TaskID(id), asynq.Queue(queue), asynq.MaxRetry(maxRetry),
		asynq.Timeout(taskTimeout), asynq.Retention(0))
	// A fresh client for each ring, which costs one command: a client announces its queue to Redis only once in its life,
	// and without that announcement, after Redis was emptied, the inspector finds no task.
	client, inspector := asynq.NewClientFromRedisClient(b.redis.client), asynq.NewInspectorFromRedisClient(b.redis.client)
	for range 2 {
		_, err := client.EnqueueContext(ctx, task, asynq.ProcessIn(delay))
		if !errors.Is(err, asynq.ErrTaskIDConflict) {
			return free, ringError(id, err)
		}
		info, err := inspector.GetTaskInfo(queue, id)
		if errors.Is(err, asynq.ErrTaskNotFound) {
			continue // ended just now
		}
		if err != nil {
			if rerr := ctx.Err(); rerr != nil {
				return taken, ringError(id, rerr)
			}
			return taken, nil // something is there that asynq itself cannot read; the next generation goes around it
		}
		switch info.State {
		case asynq.TaskStateArchived, asynq.TaskStateCompleted:
			if err := inspector.DeleteTask(queue, id); err != nil && !errors.Is(err, asynq.ErrTaskNotFound) {
				return taken, nil
			}
		case asynq.TaskStateActive:
			return taken, nil
		default:
			return underway, nil
		}
	}
	return taken, nil
}

func ringError(id string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("ring %s: %w", id, err)
}
