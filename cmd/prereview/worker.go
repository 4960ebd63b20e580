package main

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"
)

type workerCmd struct {
	Concurrency     int           `default:"2" help:"Filings in work at once." env:"PREREVIEW_CONCURRENCY"`
	Children        int           `default:"2" help:"Processes of each reader; one keeps one core busy." env:"PREREVIEW_CHILDREN"`
	ShutdownTimeout time.Duration `default:"60s" help:"How long a filing in work may take once asked to stop; then it is handed back." env:"PREREVIEW_SHUTDOWN_TIMEOUT"`
	serviceFlags
	readerFlags
	checkFlags
	metricsFlags
}

func (workerCmd) Help() string {
	return `Reviews submitted filings: one of any number of workers of a fleet. Takes work when the queue wakes it, leases each run
in the database, and sweeps for runs that nobody works on, so that nothing depends on the queue remembering. Asked to stop
(SIGTERM), it finishes what it has in hand or hands it back.

Services are given as for prereview serve.`
}

func (c workerCmd) Run(ctx context.Context) error {
	checks, err := c.load()
	if err != nil {
		return err
	}
	s, err := c.serviceFlags.open(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	r, err := c.readerFlags.start(ctx, c.Children)
	if err != nil {
		return err
	}
	defer r.close()
	p := pipelineOf(r)
	metrics, err := c.metricsFlags.watch(p, r)
	if err != nil {
		return err
	}
	checks.into(p)
	slog.Info("working", "concurrency", c.Concurrency, "readers", p.Readers(), "children", c.Children, "models", p.Models(), "revision", revision())
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.work(ctx, p, c.Concurrency, c.ShutdownTimeout) })
	g.Go(func() error { return s.sweep(ctx) })
	g.Go(func() error { return metrics(ctx) })
	return g.Wait()
}
