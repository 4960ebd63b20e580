package workers

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"
)

// asynqLog carries asynq's log into ours. asynq says what it cannot do once a second for as long as Redis is away; here a
// complaint of one kind appears once a minute. Its chatter about starting and stopping is debug. asynq never logs payloads,
// and the errors it is given by the handler are fixed texts.
type asynqLog struct {
	log *slog.Logger
	mu  sync.Mutex
	at  map[string]time.Time
}

func newAsynqLog(l *slog.Logger) *asynqLog { return &asynqLog{log: l, at: map[string]time.Time{}} }

func (l *asynqLog) Debug(args ...any) {}
func (l *asynqLog) Info(args ...any)  { l.log.Debug("asynq: " + fmt.Sprint(args...)) }
func (l *asynqLog) Warn(args ...any)  { l.complain(slog.LevelWarn, fmt.Sprint(args...)) }
func (l *asynqLog) Error(args ...any) { l.complain(slog.LevelError, fmt.Sprint(args...)) }

// Fatal does not end the process: asynq has no business to.
func (l *asynqLog) Fatal(args ...any) { l.complain(slog.LevelError, fmt.Sprint(args...)) }

func (l *asynqLog) complain(level slog.Level, text string) {
	kind := text
	if i := strings.IndexAny(text, ":=["); i > 0 {
		kind = text[:i]
	}
	l.mu.Lock()
	now := time.Now()
	repeated := now.Sub(l.at[kind]) < time.Minute
	if !repeated {
		if len(l.at) > 100 {
			clear(l.at)
		}
		l.at[kind] = now
	}
	l.mu.Unlock()
	if repeated {
		level = slog.LevelDebug
	}
	l.log.Log(context.Background(), level, "asynq: "+text)
}

// change logs that something stopped working, and that it works again, once each.
type change struct {
	mu   sync.Mutex
	down bool
}

func (c *change) note(l *slog.Logger, what string, err error, attrs ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case err != nil && !c.down:
		l.Warn(what+" fails; will keep trying", append(attrs, "error", err)...)
	case err == nil && c.down:
		l.Info(what+" works again", attrs...)
	}
	c.down = err != nil
}
