package web

import (
	"context"
	"time"
)

// gate lets a bounded number of holders in. It is released by the work itself, not by the request that asked for it,
// so that work that outlives its request still counts.
type gate chan struct{}

func newGate(n int) gate { return make(gate, n) }

// enter waits at most d; false means saturated or ctx ended. Every true is paired with one leave.
func (g gate) enter(ctx context.Context, d time.Duration) bool {
	select {
	case g <- struct{}{}:
		return true
	default:
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case g <- struct{}{}:
		return true
	case <-t.C:
	case <-ctx.Done():
	}
	return false
}

func (g gate) leave() { <-g }
