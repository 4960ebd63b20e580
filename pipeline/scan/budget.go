package scan

import "context"

// budget shares out decoded bytes among concurrent calls. It is counted in coarse units; who asks first is served
// first, so a large picture is not starved by small ones.
type budget struct {
	turn  chan struct{} // held while taking units
	units chan struct{}
}

const budgetUnit = 8 << 20

func newBudget(bytes int64) *budget {
	b := &budget{turn: make(chan struct{}, 1), units: make(chan struct{}, max(1, bytes/budgetUnit))}
	for range cap(b.units) {
		b.units <- struct{}{}
	}
	return b
}

// acquire waits for bytes, or for all there is when more is asked. The error is the context's.
func (b *budget) acquire(ctx context.Context, bytes int64) (release func(), err error) {
	want := int(min((bytes+budgetUnit-1)/budgetUnit, int64(cap(b.units))))
	got := 0
	release = func() {
		for range got {
			b.units <- struct{}{}
		}
	}
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for got < want {
		select {
		case <-b.units:
			got++
		case <-ctx.Done():
			release()
			return nil, ctx.Err()
		}
	}
	return release, nil
}
