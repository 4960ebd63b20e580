package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"prereview/web"
)

type serveCmd struct {
	Listen        string `default:"127.0.0.1:8080" help:"Address of the API and the pages." env:"PREREVIEW_LISTEN" placeholder:"HOST:PORT"`
	SecureCookies bool   `help:"TLS ends at a proxy in front: mark session cookies Secure." env:"PREREVIEW_SECURE_COOKIES"`
	Children      int    `default:"1" help:"Processes of each reader, for the quick look at uploads." env:"PREREVIEW_CHILDREN"`
	serviceFlags
	readerFlags
	policyFlags
}

func (serveCmd) Help() string {
	return `Serves the JSON API and the reviewers' pages of a fleet, and sweeps: rings again for every run that nobody works on.
Any number may run beside each other. The work itself is done by prereview worker.

Example:
  export PREREVIEW_DATABASE=postgres://user:password@db/prereview PREREVIEW_REDIS=redis://redis:6379/0
  export PREREVIEW_OBJECTS='minio://minio:9000/prereview?secure=false'
  export PREREVIEW_MINIO_ACCESS_KEY=... PREREVIEW_MINIO_SECRET_KEY=...
  prereview serve --listen :8080`
}

func (c serveCmd) Run(ctx context.Context) error {
	policy, err := c.policy()
	if err != nil {
		return err
	}
	s, err := c.serviceFlags.open(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	if err := s.store.Migrate(ctx); err != nil {
		return err
	}
	p, done, err := c.readerFlags.open(ctx, c.Children)
	if err != nil {
		return err
	}
	defer done()
	p.Policy = policy
	handler, err := s.handler(p, c.SecureCookies)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	slog.Info("serving", "address", l.Addr().String(), "objects", s.objects.String(), "revision", revision())
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return serveHTTP(ctx, l, handler) })
	g.Go(func() error { return s.sweep(ctx) })
	return g.Wait()
}

// shutdownGrace is how long open requests may take once the program is asked to stop.
const shutdownGrace = 15 * time.Second

// serveHTTP serves until ctx ends, then lets open requests finish.
func serveHTTP(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := web.NewServer(l.Addr().String(), h)
	// Requests that would not end by themselves (streams of events) end with the server.
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	srv.BaseContext = func(net.Listener) context.Context { return base }
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	time.AfterFunc(shutdownGrace/3, cancel)
	stop, done := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
	defer done()
	if err := srv.Shutdown(stop); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	srv.Close()
	return nil
}
