package filing

import "context"

// System is the actor of what no key asked for: a worker, the sweeper, a command on the server.
const System = "system"

type actorKey struct{}

// WithActor says for whom the calls under ctx are made, so that a store can write the audit entry of a change in the
// change's own transaction.
func WithActor(ctx context.Context, keyID string) context.Context {
	return context.WithValue(ctx, actorKey{}, keyID)
}

// Actor is the key id that WithActor gave, else System.
func Actor(ctx context.Context) string {
	if id, _ := ctx.Value(actorKey{}).(string); id != "" {
		return id
	}
	return System
}
